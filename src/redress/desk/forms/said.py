"""What a page reads of a request itself, without a form: held to the same rule as all text, with a bound (SEC-05)."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from redress.casework import texts
from redress.casework.refusals import refuse
from redress.privacy.visible import unfit, visible

REASON: Final = 200
"""Characters of a reason or purpose in words."""
KEY: Final = 80
"""Characters of a key that makes sending twice harmless, as the journals keep it."""
_DIGITS: Final = 18
"""Of the largest number that a column holds."""


def words(request: HttpRequest, name: str, longest: int = REASON) -> str:
    """What was typed, without what nobody sees. Raises Refusal at the field for what cannot be kept."""
    found = visible(request.POST.get(name, ""))
    wrong = unfit(found)
    if wrong is not None:
        refuse("SEC-05", texts.words(wrong.place, wrong.code, wrong.why), field=name)
    if len(found) > longest:
        because = _("At most %(most)d characters are taken here; these are %(given)d. Shorten the text.")
        refuse("SEC-05", because % {"most": longest, "given": len(found)}, field=name)
    return found


def key(request: HttpRequest, longest: int = KEY) -> str:
    """The form's own key. Raises Refusal for one that no form of ours has."""
    return _own(request.POST.get("key", ""), longest)


def tab(request: HttpRequest) -> str:
    """The key under which the tab that a form stands in keeps its draft; '' when none is told. Raises Refusal."""
    return _own(request.POST.get("draft_key", ""), KEY)


def _own(given: str, longest: int) -> str:
    if len(given) > longest or not given.isprintable():
        refuse(
            "SEC-05", _("This form was changed on its way. Open the page again and send it once more."), "key"
        )
    return given


def number(given: str) -> int | None:
    """A whole number as an address or form writes it; None for anything else."""
    return int(given) if given.isascii() and given.isdigit() and len(given) <= _DIGITS else None
