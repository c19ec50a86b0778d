"""The minutes of a session as a document: attendance, items, hearings, recusals, votes, dissent, rulings (AUT-04)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from redress.committee.kinds import Choice
from redress.committee.models import Attendee, Item, Session
from redress.committee.rules import Count, count
from redress.letters import typesetting

TEMPLATE = typesetting.TEMPLATES / "minutes.typ"
Row = dict[str, str]


def pdf(session: Session) -> bytes:
    """The minutes as they stand; a draft says so across the page. Raises NotRendered.

    Takes a session with all that hangs on it (`queries.sessions.opened`) and asks the database nothing more.
    """
    return typesetting.pdf(TEMPLATE, content(session), session.signed_at or session.at)


def content(session: Session) -> dict[str, Any]:
    """What the minutes say, in the reader's language."""
    at = timezone.localtime(session.at)
    signed = session.signed_at
    return {
        "title": _("Minutes: %(kind)s") % {"kind": session.get_kind_display()},
        "company": str(session.body.unit),
        "unit": str(session.body.unit),
        "number": session.number,
        "revision": 1,
        "date": f"{at:%Y-%m-%d}",
        "watermark": "" if signed else pgettext("minutes", "Draft"),
        "facts": _facts(session),
        "words": {
            "present": _("Members"),
            "discussion": _("What was discussed"),
            "actions": _("Actions"),
        },
        "people": [_person(each) for each in session.attendees.all()],
        "items": [_item(item, count(session, item)) for item in session.items.all()],
        "discussion": session.minutes,
        "actions": [
            [str(each.position), each.what, str(each.owner), each.until.isoformat()]
            for each in session.actions.all()
        ],
        "signed": _("Chair: %(name)s, signed %(at)s")
        % {"name": session.signed_by, "at": f"{timezone.localtime(signed):%Y-%m-%d %H:%M}"}
        if signed
        else _("Chair: %(name)s, not yet signed") % {"name": session.chair},
    }


def _facts(session: Session) -> list[dict[str, Any]]:
    at = timezone.localtime(session.at)
    rows = [
        (_("Time of the session"), f"{at:%Y-%m-%d %H:%M}"),
        (_("Place of the session"), session.place),
        (_("Chair"), str(session.chair)),
        (_("Office"), str(session.body.office)),
    ]
    return [{"title": title, "value": value, "wide": False} for title, value in rows]


def _person(attendee: Attendee) -> list[str]:
    there = pgettext("at a session", "present") if attendee.present else pgettext("at a session", "absent")
    return [str(attendee.user), str(attendee.department or ""), attendee.get_role_display(), there]


def _item(item: Item, votes: Count) -> dict[str, Any]:
    case = item.referral.complaint.number if item.referral else ""
    title = item.topic or f"{case} · {item.referral.get_question_display() if item.referral else ''}"
    return {"title": f"{item.position}. {title}", "rows": list(_rows(item, votes))}


def _rows(item: Item, votes: Count) -> Iterable[Row]:
    if item.referral:
        yield _row(_("Why the committee"), item.referral.because)
    yield _row(_("What is moved"), item.motion)
    for hearing in item.hearings.all():
        yield _row(
            _("Heard: %(department)s, %(speaker)s")
            % {"department": hearing.department, "speaker": hearing.speaker},
            hearing.words,
        )
    for recusal in item.recusals.all():
        yield _row(_("Stood aside: %(name)s") % {"name": recusal.user}, recusal.reason)
    tally = votes.tally
    yield _row(
        _("Vote"),
        _(
            "%(entitled)s of %(members)s members present and entitled (needed: %(quorum)s); for %(yes)s, "
            "against %(no)s, abstained %(none)s (needed: %(votes)s)."
        )
        % {
            "entitled": tally.entitled,
            "members": tally.members,
            "quorum": votes.present_needed,
            "yes": tally.in_favour,
            "no": tally.against,
            "none": tally.abstained,
            "votes": votes.votes_needed,
        },
    )
    for vote in item.votes.all():
        if vote.choice == Choice.AGAINST:
            yield _row(_("Dissent: %(name)s") % {"name": vote.user}, vote.reason)
    yield _row(_("Outcome"), "　".join(filter(None, [item.get_state_display(), item.remark])))
    if hasattr(item, "ruling"):
        yield _row(_("Ruling %(number)s") % {"number": item.ruling.number}, item.ruling.words)


def _row(title: str, text: str) -> Row:
    return {"title": title, "text": text}
