"""What a certificate of disposal counts, in words: tables whose rows were destroyed or lost their words (CLO-10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TABLES: dict[str, str | Promise] = {
    "assessment.correctiveaction": _("Corrective actions"),
    "assessment.knowledgearticle": _("Articles of the knowledge base"),
    "assessment.spotcheck": _("Spot checks"),
    "clocks.clock": _("Time limits"),
    "assessment.assessmententry": _("Entries about the assessment"),
    "committee.action": _("Actions of a session"),
    "committee.attendee": _("Attendances"),
    "committee.hearing": _("Hearings"),
    "committee.item": _("Items of an agenda"),
    "committee.recusal": _("Recusals"),
    "committee.session": _("Minutes of sessions"),
    "committee.sessionentry": _("Entries of the session's record"),
    "committee.vote": _("Ballots"),
    "committee.execution": _("Executions of rulings"),
    "committee.referral": _("Referrals to the committee"),
    "committee.ruling": _("Rulings"),
    "complaints.approval": _("Requests for approval"),
    "complaints.authorisation": _("Authorisations given for the case"),
    "complaints.callback": _("Callbacks"),
    "complaints.casetext": _("Words for the search"),
    "complaints.cause": _("Causes"),
    "complaints.contact": _("Contacts with the customer"),
    "complaints.decision": _("Decisions"),
    "casework.disposal": _("Disposals"),
    "casework.legalhold": _("Legal holds"),
    "complaints.emergency": _("Emergency processes"),
    "complaints.journaltext": _("Words of the journal"),
    "complaints.emergencyentry": _("Entries of the emergency log"),
    "complaints.emergencymember": _("Members of the emergency team"),
    "complaints.finding": _("Findings"),
    "complaints.flowstep": _("Steps of a special flow"),
    "complaints.journalentry": _("Entries of the journal"),
    "complaints.judgement": _("Judgements of persons"),
    "complaints.link": _("Links to other cases"),
    "complaints.matter": _("Matters"),
    "complaints.newfacts": _("New facts"),
    "complaints.earlierlimit": _("Earlier limits of regulators' offices"),
    "complaints.order": _("Orders"),
    "complaints.paper": _("Papers received"),
    "complaints.party": _("Persons"),
    "complaints.pause": _("Pauses"),
    "complaints.proposal": _("Handling opinions"),
    "complaints.recusal": _("Recusals"),
    "complaints.rereview": _("Orders to investigate again"),
    "complaints.review": _("Reviews of decisions"),
    "complaints.revision": _("Revisions of the closing"),
    "complaints.share": _("Permissions to read"),
    "complaints.signoff": _("Signatures of departments"),
    "complaints.telling": _("Proofs of telling"),
    "complaints.urgingnotice": _("Urging notices"),
    "evidence.attachment": _("Attached files"),
    "evidence.upload": _("Uploads for the case"),
    "letters.letter": _("Forms and letters"),
    "letters.attempt": _("Attempts of delivery"),
    "letters.letterremark": _("Remarks on letters"),
    "outbox.alert": _("Alerts"),
    "outbox.attempt": _("Attempts to send"),
    "outbox.message": _("Messages sent"),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A table in words, its name in the database, and how many of its rows."""

    words: str | Promise
    table: str
    count: int


def counted(tables: Mapping[str, int]) -> list[Counted]:
    """In the order of the certificate; a table without words is called by its name."""
    return [Counted(TABLES.get(table, table), table, count) for table, count in tables.items()]
