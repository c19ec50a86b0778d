"""Published rulebooks: publishing, and finding the one a file follows (ORG-14, CLK-09)."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple, NoReturn
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework.models import RulebookVersion, ServedFile
from redress.casework.refusals import refuse
from redress.organisation import as_of
from redress.organisation.inheritance import RULEBOOK, Lineage, Lineages
from redress.organisation.statements import Statement
from redress.rulebook import Rulebook, RulebookError, loads
from redress.rulebook.loader import text_of
from redress.rulebook.problems import Problem
from redress.rulebook.schema.method import Governs
from redress.rulebook.sections.kinds import governing
from redress.rulebook.words import language_of


def publish(name_or_path: str) -> RulebookVersion:
    """Check a rulebook and keep it as a version. Publishing the same content again gives the same version.

    What it extends is the version of that name in the published lineage, whatever lies in the file's folder; a shipped
    one only while none of that name is published (ORG-14). Raises RulebookError when it does not hold, Refusal when
    that version number stands for other content (CLK-09).
    """
    text, file = text_of(name_or_path)
    return keep(loads(text, resolve=newest, file=file))


def newest(name: str) -> str | None:
    """The text of the newest published version of that name."""
    found = RulebookVersion.objects.filter(name=name).order_by("-effective", "-id").first()
    return found.texts[name] if found else None


class Child(NamedTuple):
    """A published rulebook that extends another, held against the newest version of that one."""

    version: RulebookVersion
    problems: list[Problem]
    """What is looser there; none: it holds, and rests on the new version once it is published anew."""


def children(name: str) -> list[Child]:
    """The newest versions of the rulebooks that extend this one, with older words of it, checked against its newest."""
    wanted, now = {"texts__has_key": name}, newest(name)
    found: dict[str, RulebookVersion] = {}
    for version in RulebookVersion.objects.filter(**wanted).exclude(name=name).order_by("effective", "id"):
        found[version.name] = version
    return [Child(version, _looser(version)) for version in found.values() if version.texts[name] != now]


def _looser(version: RulebookVersion) -> list[Problem]:
    try:
        loads(version.texts[version.name], resolve=newest, file=version.name)
    except RulebookError as error:
        return error.problems
    return []


def published(name: str) -> bool:
    """Whether any version of that rulebook is."""
    return RulebookVersion.objects.filter(name=name).exists()


def keep(rulebook: Rulebook) -> RulebookVersion:
    """Keep a checked rulebook as a version, or give the one that says the same. Raises Refusal (CLK-09)."""
    kept = RulebookVersion.objects.filter(name=rulebook.name, version=rulebook.version).first()
    if kept is not None:
        if kept.digest != rulebook.digest:
            refuse(
                "CLK-09",
                _(
                    "Version %(version)s of %(name)s is published and never changes. Give the new text a new version."
                )
                % {"version": rulebook.version, "name": rulebook.name},
                field="version",
            )
        return kept
    return RulebookVersion.objects.create(
        name=rulebook.name,
        version=rulebook.version,
        effective=rulebook.effective,
        digest=rulebook.digest,
        texts=dict(rulebook.texts),
    )


_COLUMNS = ("id", "name", "version", "effective", "digest")
_LATEST = "ORDER BY effective > %s, abs(effective - %s), id DESC LIMIT 1"
"""The latest that is effective on the day; before the first one is, the first."""

_IN_FORCE = Statement(RulebookVersion, f"WHERE name = %s {_LATEST}", only=_COLUMNS)
"""The texts stay where they are."""

_FOLLOWED = Lineages(
    "LEFT JOIN LATERAL ("  # noqa: S608 - constants only
    f"SELECT {', '.join(_COLUMNS)} FROM complaints_rulebookversion WHERE name = {RULEBOOK} {_LATEST}"
    ") followed ON true",
    {f"followed_{name}": f"followed.{name}" for name in _COLUMNS} | {"as_of": as_of.STAMP},
)


def in_force(name: str, day: date, governs: Governs = "complaints") -> RulebookVersion:
    """The version of a rulebook that new files of that day follow: the latest effective one. Refuses a rulebook that
    governs files of another kind (ORG-14)."""
    version = latest(name, day)
    if version is None:
        _refuse_unpublished(name)
    check_governs(opened(version), governs)
    return version


def latest(name: str, day: date) -> RulebookVersion | None:
    """The version of a rulebook that new files of that day follow, whatever kind they are of; None when none is
    published."""
    return _IN_FORCE.row([name, day, day])


def check_governs(rulebook: Rulebook, wanted: Governs) -> None:
    """Refuse to follow a claims standard as a method of complaints, and the other way round (ORG-14)."""
    if rulebook.method.governs != wanted:
        language = language_of(get_language() or "")
        refuse(
            "ORG-14",
            _("Rulebook '%(name)s' is for %(governs)s, not for %(wanted)s. Have the administrator name one that is.")
            % {
                "name": rulebook.name,
                "governs": governing(rulebook.method.governs).get(language),
                "wanted": governing(wanted).get(language),
            },
            field="rulebook",
        )  # fmt: skip


def followed(unit: str | int | None, day: date) -> tuple[Lineage, RulebookVersion] | None:
    """The unit with that code or id and the version that its new cases of that day follow; None when there is no such
    unit. One query, none where the request's stamp says that nothing has changed. Refuses as `in_force` does."""
    return as_of.known(as_of.now(), ("followed", unit, day), lambda: _followed(unit, day))


def _followed(unit: str | int | None, day: date) -> tuple[tuple[Lineage, RulebookVersion], UUID] | None:
    lineage = _FOLLOWED.find(unit, [day, day])
    if lineage is None:
        return None
    found: Any = lineage.unit
    values = [getattr(found, f"followed_{name}") for name in _COLUMNS]
    if values[0] is None:
        _refuse_unpublished(lineage.rulebook)
    return (lineage, RulebookVersion.from_db(DEFAULT_DB_ALIAS, _COLUMNS, values)), found.as_of


def _refuse_unpublished(name: str) -> NoReturn:
    refuse(
        "ORG-14",
        _("No version of rulebook '%(name)s' is published. Ask the administrator to publish one.")
        % {"name": name},
        field="unit",
    )


def check_extends(version: RulebookVersion, lineage: Lineage) -> None:
    """Refuse a unit's rulebook that does not extend the one of its superior unit (ORG-14).

    Extending is checked for strictness when a version is published; here it is checked that it is the right parent.
    """
    check_governs(opened(version), "complaints")
    if lineage.above and lineage.above not in opened(version).chain:
        refuse(
            "ORG-14",
            _(
                "The rulebook '%(own)s' of %(unit)s does not extend '%(above)s', which its "
                "superior follows. Publish one that extends it, or choose another for the unit."
            )
            % {"own": version.name, "unit": lineage.unit, "above": lineage.above},
            field="unit",
        )


def rulebook_of(file: ServedFile) -> Rulebook:
    """The rulebook frozen on the file; read and parsed once a process, so that rows come without its texts."""
    return opened_by_id(file.rulebook_id)


def opened_by_id(version: int) -> Rulebook:
    """The rulebook of the published version with that id."""
    found = _opened.get(version)
    return found if found is not None else opened(RulebookVersion.objects.get(pk=version))


def opened(version: RulebookVersion) -> Rulebook:
    """The rulebook of a published version."""
    rulebook = _opened.get(version.pk)
    if rulebook is None:
        texts = version.texts
        rulebook = _opened[version.pk] = loads(texts[version.name], resolve=texts.__getitem__, published=True)
    return rulebook


_opened: dict[int, Rulebook] = {}
# By id: a published version never changes (CLK-09), so an entry can never be out of date.
