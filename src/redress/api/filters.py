"""What lists can be narrowed to. A filter that does not exist is refused: ignoring it would show too much."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from redress.api.problems import INVALID, Failure, FieldError
from redress.casework import paging
from redress.casework.inputs import Code, PastMoment, ShortLine
from redress.casework.paging import Cursor
from redress.complaints.lists.register_list import MOST, RegisterFilters
from redress.rulebook import State

Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2199, 12, 31))]


class Filter(BaseModel):
    """Of the list of complaints."""

    state: list[State] = Field(default=[], max_length=20, description="Any of these states.")
    unit: Code = Field(default="", description="Code of the unit that handles the case.")
    channel: Code = Field(default="", description="Code of the channel.")
    class_code: Code = Field(default="", description="Code of the class.")
    policy_number: ShortLine = Field(default="", description="Number of the policy.")
    registered_from: Day | None = Field(default=None, description="First day of registration.")
    registered_to: Day | None = Field(default=None, description="Last day of registration.")
    state_since: PastMoment | None = Field(default=None, description="In its state since then or later.")
    cursor: str = Field(default="", max_length=200, description="`next` of the page before.")
    limit: int = Field(default=paging.SIZE, ge=1, le=MOST)

    def filters(self) -> RegisterFilters:
        return RegisterFilters(
            states=tuple(self.state),
            unit=self.unit,
            channel=self.channel,
            class_code=self.class_code,
            policy_number=self.policy_number,
            registered_from=self.registered_from,
            registered_to=self.registered_to,
            state_since=self.state_since,
        )

    def after(self) -> Cursor | None:
        """Where the page before ended. Raises Failure for what is no cursor of ours."""
        found = paging.unpack(self.cursor)
        if self.cursor and found is None:
            raise no_cursor()
        return found


class JournalPage(BaseModel):
    """Of the journal."""

    cursor: str = Field(default="", max_length=9, description="`next` of the page before.")
    limit: int = Field(default=paging.SIZE, ge=1, le=MOST)

    def before(self) -> int | None:
        """The sequence number before which the page begins."""
        if not self.cursor:
            return None
        if not (self.cursor.isascii() and self.cursor.isdigit()):
            raise no_cursor()
        return int(self.cursor)


def refuse_others(request: HttpRequest, kind: type[BaseModel]) -> None:
    """Raises Failure for what is no filter of the list: a misspelt one would show too much."""
    others = sorted(request.GET.keys() - kind.model_fields.keys())
    if others:
        errors = [FieldError(field=name, detail=_("There is no such filter; remove it.")) for name in others]
        raise Failure(INVALID, errors[0].detail, field=others[0], errors=errors)


def no_cursor() -> Failure:
    return Failure(INVALID, _("This is no cursor of this list; begin again without one."), field="cursor")
