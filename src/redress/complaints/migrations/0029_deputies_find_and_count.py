"""A deputy also finds related cases, and counts, as the absent person does (ORG-12); see 0018."""

from importlib import import_module

from django.db import migrations

_ALONE = {
    "= (SELECT redress_staff())": "= ANY ((SELECT redress_people())::bigint[])",
    "= redress_staff()": "= ANY (redress_people())",
}


def _made() -> list[str]:
    """The functions as they stand."""
    related = import_module("redress.complaints.migrations.0024_related_in_order")._nothing_is_nothing()
    texts = import_module("redress.complaints.migrations.0028_near_texts_rarest_together")._rarest_together()
    beyond = import_module("redress.complaints.migrations.0026_figures_by_index").BEYOND
    return [related, texts, beyond.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")]


def _for_deputies(function: str) -> str:
    """The function, looking for the absent people's cases as well."""
    text = function
    for alone, people in _ALONE.items():
        text = text.replace(alone, people)
    if text == function:
        raise RuntimeError("the function asks for nobody")
    return text


class Migration(migrations.Migration):
    dependencies = [("complaints", "0028_near_texts_rarest_together")]
    operations = [migrations.RunSQL(_for_deputies(function), function) for function in _made()]
