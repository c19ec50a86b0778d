"""The entries of the main navigation. One whose address does not exist (yet) is not shown."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache

from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from redress.casework.kinds import KINDS
from redress.organisation.actor import Actor
from redress.organisation.kinds import TAKING_DUTIES, UNIT_SCOPE_DUTIES, Duty
from redress.policies.kinds import LOOKS_UP


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the desk; `duties` empty: for everybody."""

    name: str
    label: str | Promise
    icon: str
    duties: frozenset[Duty] = frozenset()
    of: str = ""
    """Of which kind of file it lists the files, by its address."""

    @property
    def url(self) -> str:
        """Raises NoReverseMatch."""
        return reverse("desk:files", args=[self.of]) if self.of else reverse(f"desk:{self.name}")


@dataclass(frozen=True, slots=True)
class Link:
    """An entry ready to be shown; `here` when the page shown belongs to it."""

    entry: Entry
    url: str
    here: bool


ENTRIES = (
    Entry("workbench", _("Workbench"), "layout-list"),
    Entry("register", _("Register a complaint"), "file-plus", TAKING_DUTIES),
    Entry("claims", _("Claims service"), "umbrella", UNIT_SCOPE_DUTIES | {Duty.CLAIMS_HANDLER}),
    Entry("monitor", _("Monitor"), "activity", UNIT_SCOPE_DUTIES),
    Entry("figures", _("Figures"), "chart-bar"),
    Entry("clusters", _("Group risk"), "affiliate", UNIT_SCOPE_DUTIES),
    Entry("committee", _("Committee"), "gavel", UNIT_SCOPE_DUTIES | {Duty.DEPARTMENT_HEAD, Duty.LEGAL}),
    Entry("actions", _("Improvement"), "tools", UNIT_SCOPE_DUTIES | {Duty.DEPARTMENT_HEAD, Duty.COORDINATOR}),
    Entry(
        "disposal", _("Disposal"), "trash-x", frozenset({Duty.COMPLAINT_OFFICER, Duty.CS_HEAD, Duty.MANAGER})
    ),
    Entry("policies", _("Policies"), "file-certificate", LOOKS_UP),
    Entry("guides", _("Claims guides"), "book"),
    Entry("knowledge", _("Knowledge base"), "bulb"),
    Entry(
        "daily", _("List of the day"), "calendar-event", frozenset({Duty.COORDINATOR, Duty.DEPARTMENT_HEAD})
    ),
    Entry("reviews", _("Reviews of decisions"), "scale", frozenset({Duty.COMPLAINT_OFFICER, Duty.CS_HEAD})),
    Entry("access_log", _("Access log"), "eye", frozenset({Duty.AUDITOR})),
    Entry("sign_ins", _("Sign-ins"), "key", frozenset({Duty.AUDITOR, Duty.ADMINISTRATOR})),
    Entry("rulebook", _("Rulebook"), "book-2"),
    Entry("organisation", _("Units and staff"), "sitemap"),
    Entry("calendar", _("Calendar"), "calendar"),
    Entry("checkpoints", _("Checkpoints"), "shield-check", frozenset({Duty.AUDITOR, Duty.ADMINISTRATOR})),
    Entry("outbox", _("Outbox"), "mail-exclamation", frozenset({Duty.ADMINISTRATOR})),
)


@cache
def entries() -> tuple[Entry, ...]:
    """Those, and the list of each kind of file that has no pages of its own."""
    kinds = (kind for kind in KINDS if kind.page == "desk:file")
    lists = (Entry(each.path, each.title, each.opens.icon, each.sight.duties, each.path) for each in kinds)
    return (*ENTRIES, *lists)


MOST = 6
"""Entries that stand in the bar; the others are behind "More", so that the bar fits a small screen in any language."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What the actor may go to, in the bar and behind "More"."""

    first: list[Link]
    more: list[Link]

    @property
    def more_here(self) -> bool:
        """Whether the page shown is behind "More"."""
        return any(link.here for link in self.more)


def shown(actor: Actor, path: str) -> SafeString:
    """The entries for the actor as HTML, made once for those who see the same from the same place."""
    names = frozenset(entry.name for entry in entries() if not entry.duties or actor.anywhere(entry.duties))
    here = next((name for name, url in _urls(get_script_prefix()).items() if _belongs(path, url)), "")
    return _shown(names, here, get_language(), get_script_prefix())


@lru_cache(maxsize=512)
def _shown(names: frozenset[str], here: str, _language: str | None, prefix: str) -> SafeString:
    return render_to_string("desk/components/nav.html", {"links": bar(names, here, prefix)})


def bar(names: Collection[str], here: str, prefix: str = "/") -> Bar:
    """The entries with these names; a single one too many stays in the bar."""
    urls = _urls(prefix)
    found = [
        Link(entry, urls[entry.name], here=entry.name == here)
        for entry in entries()
        if entry.name in names and entry.name in urls
    ]
    place = len(found) if len(found) <= MOST + 1 else MOST
    return Bar(found[:place], found[place:])


@cache
def _urls(_prefix: str) -> dict[str, str]:
    """The addresses of the entries that have one."""
    found = {}
    for entry in entries():
        with suppress(NoReverseMatch):
            found[entry.name] = entry.url
    return found


def _belongs(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))
