"""Who has heard what of a catastrophe: each customer once, also with several claims of it (Order 2010-4, Art. 27)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from redress.casework import moment
from redress.claims import customer
from redress.claims.file import OpenClaim
from redress.claims.models import Catastrophe, Claim, ClaimParty
from redress.privacy.cipher import blind
from redress.privacy.masks import Kind


def heard(row: Catastrophe, files: Sequence[OpenClaim]) -> dict[int, int]:
    """Claim -> up to which version of the catastrophe its customer was told through another claim, 0 for nothing.

    Of several of these claims with one customer the first is the one that hears: to the others it counts as told.
    At most four queries, however many claims.
    """
    mine = _telephones(files)
    most: dict[bytes, int] = defaultdict(int)
    keys = {file.row.pk for file in files}
    sharing = ClaimParty.objects.filter(phone_index__in=list(mine.values()), claim__catastrophe=row)
    rows = Claim.objects.filter(pk__in=sharing.values("claim")).exclude(pk__in=keys)
    others = {each.pk: OpenClaim(each, moment.now()) for each in rows} if mine else {}
    for pk, phone in _telephones(list(others.values())).items():
        most[phone] = max(most[phone], others[pk].row.catastrophe_version)
    found = {}
    for pk in sorted(keys):
        found[pk] = most[mine[pk]] if pk in mine else 0
        if pk in mine:
            most[mine[pk]] = row.version
    return found


def _telephones(files: Sequence[OpenClaim]) -> dict[int, bytes]:
    """Claim -> the fingerprint of its customer's telephone, where there is one."""
    phones = {pk: blind(party.phone, Kind.PHONE) for pk, party in customer.read(files).items()}
    return {pk: phone for pk, phone in phones.items() if phone is not None}
