"""The sections of the page of a file, as names and addresses: the same for every one of its kind but for its number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from redress.complaints.kind_of_file import COMPLAINT
from redress.desk.sections.registry import BY_KIND

_NUMBER = "NUMBER"


@dataclass(frozen=True, slots=True)
class Shown:
    """A section before it is opened."""

    key: str
    label: str | Promise
    icon: str
    url: str


def shown(number: str, kind: str = COMPLAINT.name) -> SafeString:
    """Every section of such a file, in the order of the page, as HTML."""
    return SafeString(_pattern(kind, get_language(), get_script_prefix()).replace(_NUMBER, quote(number)))


@cache
def _pattern(kind: str, _language: str | None, _prefix: str) -> str:
    base = reverse("desk:case_section", args=[_NUMBER, "-"]).removesuffix("-")
    found = [Shown(each.key, each.label, each.icon, base + each.key) for each in BY_KIND[kind]]
    return render_to_string("desk/case/sections.html", {"sections": found})
