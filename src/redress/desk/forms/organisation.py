"""Which forms change the organisation, by the names of their pages."""

from __future__ import annotations

from redress.desk.forms.accounts import (
    AppointForm,
    ContactForm,
    DeputyForm,
    MoveForm,
    PersonForm,
)
from redress.desk.forms.changing import ChangeForm
from redress.desk.forms.suggestions import SuggestionsForm
from redress.desk.forms.units import (
    CalendarForm,
    CloseForm,
    DepartmentForm,
    ReceptionForm,
    RulebookForm,
    StandardForm,
    UnitForm,
)

CHANGES: dict[str, type[ChangeForm]] = {
    "appoint": AppointForm,
    "deputy": DeputyForm,
    "unit": UnitForm,
    "department": DepartmentForm,
    "person": PersonForm,
    "close": CloseForm,
    "method": RulebookForm,
    "standard": StandardForm,
    "calendar": CalendarForm,
    "reception": ReceptionForm,
    "suggestions": SuggestionsForm,
    "move": MoveForm,
    "contact": ContactForm,
}
"""What can be changed at a unit, by the word in its address."""
