"""Papers that a step rests on: files of the case, named for what they prove (CLK-05, INT-13, AUT-06)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.evidence import attached

if TYPE_CHECKING:
    from redress.complaints.case import Case


def check_proven(
    case: Case, needed: Collection[str], given: Mapping[str, str], rule: str, field: str = "proofs"
) -> None:
    """Refuse when a paper the rulebook asks for is not named, when one is strange here, or not attached.

    `given`: code of the rulebook's `proofs` -> SHA-256 of the file.
    """
    strange = [code for code in given if code not in needed]
    if strange:
        refuse(
            rule,
            _("'%(code)s' proves nothing here. Name files for: %(codes)s.")
            % {"code": strange[0], "codes": titles(case, needed)},
            field,
        )
    missing = [code for code in needed if not given.get(code)]
    if missing:
        refuse(
            rule,
            _("Proof is missing: %(missing)s. Attach it to the case and name it here.")
            % {"missing": titles(case, missing)},
            field,
        )
    attached.check(case.row, given.values(), rule, field)


def titles(case: Case, codes: Iterable[str]) -> str:
    """The papers in words."""
    language, known = get_language() or "zh", case.rulebook.method.proofs
    return listed(known[code].title.get(language) if code in known else code for code in codes)
