"""What complaints tell, and whom: what texts may say of a case, its customer, the departments that have its orders."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone, translation

from redress.casework.listing import listed
from redress.complaints.case import Case
from redress.complaints.commands.common import HANDLING
from redress.complaints.kinds import GONE_BACK
from redress.complaints.law import extension, remedies
from redress.complaints.law.extension import Granted
from redress.complaints.models import Complaint, Order, Party
from redress.messages.composing.writing import Facts, write
from redress.messages.models import Medium
from redress.messages.speaking import Part, Speaking, of_house
from redress.organisation.calendars import calendar_of
from redress.organisation.conditions import Among
from redress.organisation.models import Unit
from redress.rulebook.known import RESOLUTION
from redress.rulebook.sections.messages.schema import MessageRule
from redress.rulebook.words import Language, language_of

Chairs = Callable[[Collection[Unit]], Mapping[int, int]]
_chairs: list[Chairs] = []


def presided_by(chairs: Chairs) -> None:
    """Who chairs the coordination committee of each unit: what committees there are stands above."""
    _chairs[:] = [chairs]


class ComplaintSpeaking(Speaking):
    """What complaints tell."""

    model = Complaint
    handlers = HANDLING

    def silent(self, file: Case) -> bool:
        return file.taken_over

    def counts(self, file: Case) -> bool:
        return file.row.counted

    def customers(self, files: Sequence[Case]) -> Mapping[int, Party]:
        """The first person of each case; of a new case it is among the rows still to be written."""
        found: dict[int, Party] = {}
        known = []
        for case in files:
            new = [row for row in case.inserts if isinstance(row, Party)]
            if new:
                found[case.row.id] = new[0]
            else:
                known.append(case.row.id)
        if known:
            for party in Party.objects.filter(complaint_id__in=known).order_by("-id"):
                found[party.complaint_id] = party
        return found

    def departments(self, files: Sequence[Case]) -> Mapping[int, Collection[int]]:
        found: dict[int, set[int]] = {}
        orders = Order.objects.filter(complaint_id__in=[case.row.id for case in files])
        sent = orders.exclude(state__in=GONE_BACK).values_list("complaint_id", "department_id")
        for case_id, department in sent:
            found.setdefault(case_id, set()).add(department)
        return found

    def chairs(self, units: Collection[Unit]) -> Mapping[int, int]:
        return _chairs[0](units)

    def known(self, spoken: Sequence[tuple[Case, MessageRule]]) -> Mapping[int, Granted]:
        """The extensions that are told of."""
        told = [case for case, rule in spoken if rule.template == "extension"]
        return extension.granted(told) if told else {}

    def facts(self, file: Case, language: str, known: Mapping[int, Granted]) -> Facts:
        return _of_case(file, language_of(language)) | _extended(file, known, language)

    def parts(self, numbers: Collection[str]) -> Mapping[str, Part]:
        """Orders, whose number goes on from that of their case."""
        found = Order.objects.filter(Among("number", numbers, "text")).select_related("department__unit")
        return {
            order.number: Part(
                order.number.rpartition("-")[2], str(order.get_kind_display()), order.department
            )
            for order in found
        }


def _extended(case: Case, granted: Mapping[int, Granted], language: str) -> Facts:
    """What a text says of an extension: why, until when, by which article (AUT-05)."""
    known = granted.get(case.row.id)
    if known is None:
        return {}
    return {
        "reason": known.reason.rstrip("。. "),
        "until": known.last_day,
        "article": _articles(case, known.cite, language),
    }


def _articles(case: Case, cite: Sequence[str], language: str) -> str:
    sources, short = case.rulebook.method.sources, language_of(language)
    with translation.override(language):
        return listed(sources[key].title.get(short) for key in cite if key in sources)


def _of_case(case: Case, language: Language) -> Facts:
    """What every text may say of the case."""
    row, method = case.row, case.rulebook.method
    kind = method.class_sets["method"].codes.get(row.class_code)
    return of_house(row, language) | {
        "kind": kind.title.get(language) if kind else row.class_code,
        "level": method.levels[row.level].title.get(language) if row.level in method.levels else row.level,
        "received": timezone.localtime(row.received_at),
        "answer_by": _answer_by(case),
        "no_review": not remedies.of_branch(case),
        "link": f"{settings.REDRESS_URL.rstrip('/')}/case/{row.number}" if settings.REDRESS_URL else "",
    }


def _answer_by(case: Case) -> date | None:
    """The day by which the customer may roughly expect the result: the earliest limit of resolution (INT-10)."""
    program = case.rulebook.program(calendar_of(case.row.unit))
    subject = case.subject
    days = [
        due.at
        for rule in program.of_group(RESOLUTION)
        if (limit := rule.limit_for(subject)) and (due := rule.due(limit, case.row.received_at, (), None))
    ]
    return timezone.localdate(min(days) - timedelta(microseconds=1)) if days else None


def notice_of_extension(case: Case) -> str:
    """The words by which the customer is told of the extension, as a text message of the house would say them."""
    language = settings.LANGUAGE_CODE
    said = _of_case(case, language_of(language))
    known = _extended(case, extension.granted([case]), language)
    return write("extension", Medium.SMS, language, said | known).body
