"""What people wrote stands encrypted (SEC-02)."""

from importlib import import_module

from django.db import migrations

from redress.privacy.encrypting import EncryptColumns
from redress.privacy.fields import EncryptedJSON, EncryptedText

_FROZEN = import_module("redress.letters.migrations.0002_guards").FROZEN.split("CREATE TRIGGER")[0]
_PARTS = "NEW.parts IS DISTINCT FROM OLD.parts"
_REKEYED = (
    "NEW.parts IS DISTINCT FROM OLD.parts AND NOT redress_rekeyed(to_jsonb(OLD), to_jsonb(NEW), '{parts}')"
)


def _frozen() -> str:
    """What is final does not change, but for the key its words are encrypted with."""
    if _PARTS not in _FROZEN:
        raise RuntimeError("the function does not guard the parts")
    return _FROZEN.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").replace(_PARTS, _REKEYED)


class Migration(migrations.Migration):
    dependencies = [("letters", "0004_attempts"), ("complaints", "0031_words_encrypted")]
    operations = [
        migrations.RunSQL(_frozen(), migrations.RunSQL.noop),
        EncryptColumns(
            "letter",
            {
                "because": EncryptedText(help_text="Why a letter that was sent is issued again."),
                "parts": EncryptedJSON(default=dict),
                "proof": EncryptedText(),
                "review": EncryptedText(help_text="What the reviewer said of the whole."),
            },
        ),
        EncryptColumns(
            "letterremark",
            {
                "quote": EncryptedText(),
                "remark": EncryptedText(),
            },
        ),
    ]
