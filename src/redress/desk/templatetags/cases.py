"""Tags of the case pages. `{% load cases %}`

{{ amount|yuan }}                      12,000.00
{% button action %}                    a command that can be given
{% urged_count order urgings %}        how often an order was urged
{% change_words change %}              who did what when, of a stale version
{% same_words same %}                  what two cases have in common
{{ verdict|verdict_words }}            what a filing would be to an earlier case; `because` says by which facts
{{ share|percent }}                    70%
{{ name|calendar_title }}               what a working calendar is called
{{ names|listed }}                     names with the comma of the language
{% words check.text %}                  a text of the rulebook, in the language of the page
{{ content_type|shown_inline }}        whether a browser may show such a file
{% evidence_kinds as kinds %}          code and title of each kind of evidence
{% accepted as formats %}              which files a browser offers first
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from redress.casework.kinds import KINDS
from redress.casework.listing import listed
from redress.casework.refusals import Change
from redress.complaints.linking.links import kind_words
from redress.complaints.linking.queries.related import Same
from redress.complaints.oversight.queries.figures import Figures, Line, Rule
from redress.desk import wording
from redress.desk.markup import filled
from redress.desk.pages import figures as pages
from redress.desk.pages.actions import Action
from redress.evidence.formats import EXTENSIONS, PREVIEWS
from redress.evidence.kinds import EvidenceKind
from redress.organisation.calendars import title
from redress.rulebook.linking import NAMES, VALUES, Verdict
from redress.rulebook.words import Title

register = template.Library()

_SAME = {
    Same.PHONE: gettext_lazy("telephone"),
    Same.ID_NUMBER: gettext_lazy("identity number"),
    Same.NAME: gettext_lazy("name"),
    Same.POLICY: gettext_lazy("policy"),
    Same.CLAIM: gettext_lazy("claim"),
    Same.AGENT: gettext_lazy("person complained of"),
    Same.WORDING: gettext_lazy("wording"),
}

_TAKEN_OUT = {
    "name": gettext_lazy("name"),
    "staff": gettext_lazy("name of staff"),
    "id_number": gettext_lazy("identity number"),
    "phone": gettext_lazy("telephone"),
    "email": gettext_lazy("e-mail address"),
    "address": gettext_lazy("address"),
    "account": gettext_lazy("bank account"),
    "number": gettext_lazy("other number"),
}


@register.filter
def yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}"


@register.simple_tag
def words(text: Title | None) -> str:
    return text.get(get_language() or "zh") if text else ""


@register.filter
def shown_inline(content_type: str) -> bool:
    return content_type in PREVIEWS


@register.simple_tag
def button(action: Action) -> SafeString:
    return filled(
        '<a class="btn" href="{}" hx-get="{}" hx-target="#sheet-body">{}</a>',
        action.url,
        action.url,
        str(action.label),
    )


@register.simple_tag
def urged_count(order: Any, urgings: Iterable[Any]) -> int:
    return sum(urging.order_id == order.pk for urging in urgings)


@register.simple_tag
def change_words(change: Change) -> str:
    command = next((found for kind in KINDS if (found := kind.commands.get(change.command))), None)
    return _("%(by)s: %(what)s, %(at)s") % {
        "by": change.by or _("System"),
        "what": command.label if command else change.command,
        "at": wording.absolute(datetime.fromisoformat(change.at)),
    }


@register.simple_tag
def figure_link(
    found: Figures, rules: list[Any], place: int, number: int, dimension: str = "", line: Line | None = None
) -> SafeString:
    """The number, leading to its cases."""
    if not number:
        return SafeString("0")
    more = (
        {dimension: line.code} | ({"only": "1"} if line.only and dimension == "unit" else {}) if line else {}
    )
    url = f"{reverse('desk:figures_cases')}?{pages.query(found.asked, rule=rules[place][0], **more)}"
    return format_html('<a href="{}">{}</a>', url, f"{number:,}")


@register.filter
def label_at(rules: list[Any], place: int) -> str:
    """What the counting rule of that column is called."""
    return str(rules[place][1])


@register.simple_tag
def rule_title(rule: Rule) -> str:
    return rule.title["zh" if (get_language() or "zh").startswith("zh") else "en"]


register.filter("listed", listed)


@register.filter
def calendar_title(name: str) -> str:
    return title(name)


@register.filter
def percent(share: float) -> str:
    return f"{share:.0%}"


@register.filter
def verdict_words(verdict: Verdict) -> str:
    return kind_words(verdict.kind)


@register.filter
def because(verdict: Verdict) -> str:
    """The facts of the pair that the rule asked for."""
    language = get_language() or "zh"
    between, colon = ("；", "：") if language.startswith("zh") else ("; ", ": ")
    return between.join(
        f"{NAMES[match.attribute].get(language)}{colon}{VALUES[match.attribute][match.value].get(language)}"
        for match in verdict.because
    )


@register.simple_tag
def secret_words(kind: str) -> str:
    """What the program took out of an article."""
    return str(_TAKEN_OUT.get(kind, kind))


@register.simple_tag
def same_words(same: Same) -> str:
    return str(_SAME[same])


@register.simple_tag
def evidence_kinds() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in EvidenceKind.choices]


@register.simple_tag
def accepted() -> str:
    return ",".join(f".{extension}" for extension in EXTENSIONS)
