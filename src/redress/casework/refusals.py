"""Why a command was not done. Each says what was refused, why, what to do, and which rule says so."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NoReturn

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.casework.listing import listed
from redress.organisation.doubt import CommitLost
from redress.organisation.kinds import Duty
from redress.organisation.refusals import RuleStands


class Refusal(RuleStands):
    """The command was not done. `number`: of a batch, the file for which it was not."""

    number: str = ""


class Forbidden(Refusal):
    """The actor has not the duty for it (HTTP 403)."""

    status = 403


class WrongState(Refusal):
    """The case is not where the command begins (HTTP 409)."""

    status = 409


class NotThere(Refusal):
    """Nothing of that name for this actor (HTTP 404)."""

    status = 404


class Unknown(NotThere):
    """No such case for this actor."""

    def __init__(self, number: str) -> None:
        because = _("There is no case %(number)s that you may see. Check the number.") % {"number": number}
        super().__init__("ORG-11", because, field="number")


class KeyReused(Refusal):
    """An idempotency key came again with another request (HTTP 409)."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "SYS-01", _("This idempotency key was already used for another request. Send a new key.")
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One journal entry that somebody else made since the caller looked."""

    sequence: int
    command: str
    by: str
    at: str


class Changed(Refusal):
    """Somebody else changed the file since it was read (HTTP 409, FLW-18). `version` is the present one."""

    status = 409
    version: int


class Stale(Changed):
    """Somebody else changed the case since it was read; `changes` are what was done since."""

    def __init__(self, seen: int, version: int, changes: Sequence[Change]) -> None:
        self.seen, self.version, self.changes = seen, version, tuple(changes)
        because = _(
            "The case was changed while you were writing (you saw version %(seen)d, it is now %(version)d). "
            "Nothing you typed is lost: look at what changed and send again."
        ) % {"seen": seen, "version": version}
        super().__init__("FLW-18", because, field="version")


class Overtaken(Changed):
    """The same, where what was done since is not told."""

    def __init__(self, version: int) -> None:
        self.version = version
        because = _(
            "Somebody changed this while you were writing. Nothing you typed is lost: look again, then send it."
        )
        super().__init__("FLW-18", because, field="version")


class Unavailable(Refusal):
    """The database did not answer; it is certain that nothing was written (HTTP 503)."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            "SEC-07", _("The database cannot be reached. Nothing was saved; please send it again.")
        )


class TooLarge(Refusal):
    """More was sent than the house takes at once (HTTP 413); nothing of it was read."""

    status = 413

    def __init__(self, most: int) -> None:
        because = _(
            "What was sent is too large: at most %(most)d MB are taken at once. Split or compress the file."
        )
        super().__init__("SEC-05", because % {"most": most // 1_000_000})


class Untold(Refusal):
    """A form came without the token of its page (HTTP 403). `reason` is Django's, for the log."""

    status = 403

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            "SEC-05",
            _(
                "This page has lost its connection with your browser's cookies: nothing was saved. What you typed "
                "stays on this page; please send it again. If it is refused again, allow cookies for this address."
            ),
        )


class Gone(Refusal):
    """What was kept is not there any more as it was kept (HTTP 410)."""

    status = 410


class TooMany(Refusal):
    """Asked too often (HTTP 429); `again` is in how many seconds it may be asked again."""

    status = 429

    def __init__(self, rule: str, because: str, again: int) -> None:
        self.again = again
        super().__init__(rule, because)


class Doubtful(Refusal):
    """The database was lost when it may have written already (HTTP 503). `keyed`: sent again, it is done once."""

    status = 503
    doubt = True

    def __init__(self, *, keyed: bool) -> None:
        again = _(
            "The database was lost while this was being saved: it is not known whether it was saved. Send it again "
            "with the same key (press the same button again): if it was saved you get the first answer, and nothing "
            "is done twice."
        )
        look = _(
            "The database was lost while this was being saved: it is not known whether it was saved. Open the page "
            "again and look; send it once more only if it is not there."
        )
        super().__init__("SEC-07", again if keyed else look)


def of_lost(lost: BaseException, *, keyed: bool, inside: bool = False) -> Unavailable | Doubtful:
    """What may be said of a lost database. `inside`: within one transaction whose COMMIT was not sent yet."""
    if inside and not isinstance(lost, CommitLost):
        return Unavailable()
    return Doubtful(keyed=keyed)


class Unstorable(Refusal):
    """A character or number that no case can hold (HTTP 400)."""

    status = 400

    def __init__(self) -> None:
        super().__init__(
            "", _("The address or form holds a character that cannot be stored. Check what you entered.")
        )


def refuse(rule: str, because: str | Promise, field: str = "") -> NoReturn:
    """Raise a Refusal."""
    raise Refusal(rule, because, field)


def check_code(rule: str, field: str, value: str, codes: Collection[str]) -> None:
    """Refuse a code that is given and not listed."""
    if value and value not in codes:
        refuse(
            rule,
            _("The rulebook does not know '%(value)s' here. Choose one of: %(codes)s.")
            % {"value": value, "codes": listed(codes)},
            field=field,
        )


NOT_YOUR_DUTY = gettext_lazy("%(command)s is not among your duties for this case. Leave it to: %(duties)s.")


def _not_among_words(command: str | Promise, duties: frozenset[Duty]) -> str:
    needed = listed(duty.label for duty in sorted(duties))
    return NOT_YOUR_DUTY % {"command": command, "duties": needed}


_not_among = lazy(_not_among_words, str)
"""Said only when asked: most who are refused are asked by a button, and read nothing."""


def forbidden(command: str | Promise, duties: frozenset[Duty]) -> Forbidden:
    """A command that needs one of these duties, to who has none of them."""
    return Forbidden("SEC-01", _not_among(command, duties))
