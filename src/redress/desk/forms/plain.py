"""A Django form as the template shows fields."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from redress.desk.form_fields import Choice, Field, Kind

_KINDS: dict[type[forms.Field], Kind] = {
    forms.ChoiceField: "select",
    forms.ModelChoiceField: "select",
    forms.TypedChoiceField: "select",
    forms.DateField: "date",
    forms.EmailField: "email",
    forms.FileField: "file",
    forms.IntegerField: "number",
}


def fields(form: forms.Form) -> list[Field]:
    """The fields in order, with what was typed and what is wrong with it."""
    return [_field(bound) for bound in form]


def _field(bound: forms.BoundField) -> Field:
    declared: Any = bound.field
    kind: Kind = "hidden" if declared.widget.is_hidden else _KINDS.get(type(declared), "text")
    if isinstance(declared.widget, forms.Textarea):
        kind = "textarea"
    value = bound.value()
    return Field(
        name=bound.html_name,
        label=bound.label,
        kind=kind,
        value="" if value is None or kind == "file" else str(value),
        choices=[Choice(str(key), str(label)) for key, label in getattr(declared, "choices", ())],
        required=declared.required,
        wide=kind == "textarea",
        error=" ".join(cast("list[str]", bound.errors)),
        hint=declared.help_text,
        max_length=getattr(declared, "max_length", None),
        lists=declared.widget.attrs.get("list", ""),
    )
