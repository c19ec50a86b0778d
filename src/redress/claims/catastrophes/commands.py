"""What is done to a catastrophe: it is opened, amended, told of, closed (CLM-03, Order 2010-4 Art. 27)."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _
from pydantic import Field, PrivateAttr

from redress.casework import command
from redress.casework.asking import Option, Presets, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Code, Codes, Line, PastMoment, RequiredLine, Text
from redress.casework.refusals import Refusal, WrongState, check_code, forbidden, refuse
from redress.casework.registry import Registry
from redress.casework.stated import OLDEST, Mark, Span
from redress.claims import choices, standard
from redress.claims.catastrophes import queries
from redress.claims.catastrophes.file import OpenCatastrophe
from redress.claims.kinds import LEADS
from redress.claims.models import CatastropheNotice
from redress.claims.states import CatastropheState
from redress.organisation.actor import Actor
from redress.organisation.models import Unit
from redress.rulebook import Rulebook

LONGEST_PLACE = 60
LONGEST_NOTICE = 300
"""Characters: five parts of a text message."""


_BETWEEN: Final = re.compile(r"[、，,；;]+")


BEGINNING = Mark(gettext_lazy("its beginning"), lambda command, _file: command.began_at)


class CatastropheCommand(command.Command):
    """A command on a catastrophe."""

    cite = ("CLM-03", "2010-4/27")
    duties = LEADS
    within: ClassVar[frozenset[CatastropheState]] = frozenset({CatastropheState.OPEN})

    @classmethod
    def misplaced(cls, file: OpenCatastrophe) -> Refusal | None:
        if cls.creates or file.state in cls.within:
            return None
        return WrongState(
            "CLM-03",
            _("%(command)s is not possible: the catastrophe is '%(state)s'. Open another one.")
            % {"command": cls.label, "state": file.state.label},
        )

    @classmethod
    def admit(cls, file: OpenCatastrophe, actor: Actor) -> None:
        if not actor.has_over(cls.duties, file.row.unit_id):
            raise forbidden(cls.label, cls.duties)


def _spared(_file: Any, actor: Actor) -> list[Option]:
    papers = choices.in_force(actor).method.papers
    return choices.options(papers, [code for code, each in papers.items() if each.spared])


def _units(_file: Any, actor: Actor) -> list[Option]:
    found = Unit.objects.filter(id__in=actor.over(LEADS)).order_by("path")
    return [Option(unit.code, str(unit)) for unit in found]


class Described(CatastropheCommand):
    """What a catastrophe is known by, and which papers fall away."""

    times = {"began_at": Span(OLDEST), "ended_at": Span(BEGINNING)}
    prompts = {
        "loss_causes": Prompt(choices=choices.of_standard("loss_causes")),
        "lines": Prompt(choices=choices.of_standard("lines")),
        "spared": Prompt(choices=_spared),
        "ended_at": Prompt(unknown=True),
    }

    title: RequiredLine = Field(title=gettext_noop("What it is called"))
    places: RequiredLine = Field(title=gettext_noop("Places, as people call them, with commas between"))
    began_at: PastMoment = Field(title=gettext_noop("When it began"))
    ended_at: PastMoment | None = Field(default=None, title=gettext_noop("When it was over"))
    loss_causes: Codes = Field(min_length=1, max_length=20, title=gettext_noop("Causes of the losses"))
    lines: Codes = Field(min_length=1, max_length=40, title=gettext_noop("Lines of insurance"))
    spared: Codes = Field(default=[], max_length=40, title=gettext_noop("Papers that fall away"))

    def held_to(self, book: Rulebook) -> None:
        """Refuse codes that the standard does not know, papers that it does not let fall away, times the wrong way."""
        if not self.named or max(map(len, self.named)) > LONGEST_PLACE:
            refuse(
                "CLM-03",
                _("Name at least one place, none longer than %(most)d characters.") % {"most": LONGEST_PLACE},
                field="places",
            )
        method = book.method
        for code in self.loss_causes:
            check_code("CLM-03", "loss_causes", code, method.loss_causes)
        for code in self.lines:
            check_code("CLM-03", "lines", code, method.lines)
        for code in self.spared:
            check_code("CLM-03", "spared", code, method.papers)
            if not method.papers[code].spared:
                refuse(
                    "CLM-03",
                    _("The standard asks for %(paper)s in a catastrophe as well. Leave it out, or have the standard "
                      "changed.") % {"paper": method.papers[code].title.get(get_language() or "")},
                    field="spared",
                )  # fmt: skip

    @property
    def named(self) -> list[str]:
        """The places one by one."""
        return list(dict.fromkeys(filter(None, map(str.strip, _BETWEEN.split(self.places)))))

    def written(self, file: OpenCatastrophe) -> None:
        file.row.places = self.named
        for name in ("title", "began_at", "ended_at", "loss_causes", "lines", "spared"):
            setattr(file.row, name, getattr(self, name))


class OpenCatastropheFile(Described):
    """Open a file for a catastrophe, to which claims are joined."""

    name = "open_catastrophe"
    label = gettext_lazy("Open a catastrophe")
    icon = "storm"
    creates = True
    prompts = Described.prompts | {"unit": Prompt(choices=_units)}

    unit: Code = Field(min_length=1, title=gettext_noop("Unit whose claims it concerns, and those below"))

    _unit: Unit = PrivateAttr()
    _version: int = PrivateAttr()

    example = {
        "title": "三月沱江洪水",
        "unit": "psc",
        "places": "金堂县、赵镇",
        "began_at": "2026-03-01T03:00:00+08:00",
        "loss_causes": ["disaster"],
        "lines": ["motor", "home", "agriculture"],
        "spared": ["weather"],
    }

    @classmethod
    def admit(cls, file: OpenCatastrophe, actor: Actor) -> None:
        """Who may depends on the unit, which its input names: `check` asks."""
        if not actor.system and not actor.over(cls.duties):
            raise forbidden(cls.label, cls.duties)

    @classmethod
    def presets(cls, file: OpenCatastrophe | None, actor: Actor) -> Presets:
        own = Unit.objects.filter(pk=actor.stands_at(LEADS) or 0).values_list("code", flat=True).first()
        papers = [each.value for each in _spared(None, actor)]
        return {"unit": own or "", "loss_causes": ["disaster"], "spared": papers}

    def check(self, file: OpenCatastrophe, actor: Actor) -> None:
        found = standard.followed(self.unit, timezone.localdate(file.now))
        if found is None or not actor.has_over(LEADS, found.unit.pk):
            raise forbidden(self.label, LEADS)
        self._unit, self._version = found.unit, found.version.pk
        self.held_to(found.rulebook)

    def do(self, file: OpenCatastrophe, actor: Actor) -> Facts:
        row = file.row
        row.unit, row.rulebook_id, row.opened_at = self._unit, self._version, file.now
        if actor.id is None:
            raise forbidden(self.label, LEADS)
        row.owner_id = actor.id
        self.written(file)
        return {"number": row.number, "unit": self._unit.code}


class AmendCatastrophe(Described):
    """Say anew what the catastrophe is known by. Papers may fall away that did not before; none is asked for again."""

    name = "amend_catastrophe"
    label = gettext_lazy("Amend")
    icon = "edit"

    example = {**{k: v for k, v in OpenCatastropheFile.example.items() if k != "unit"},
               "ended_at": "2026-03-04T20:00:00+08:00"}  # fmt: skip

    @classmethod
    def presets(cls, file: OpenCatastrophe | None, actor: Actor) -> Presets:
        if file is None:
            return {}
        row = file.row
        return {
            "title": row.title,
            "places": "、".join(row.places),
            "began_at": row.began_at,
            "ended_at": row.ended_at,
            "loss_causes": row.loss_causes,
            "lines": row.lines,
            "spared": row.spared,
        }

    def check(self, file: OpenCatastrophe, actor: Actor) -> None:
        self.held_to(file.rulebook)
        if set(file.row.spared) - set(self.spared):
            refuse(
                "CLM-04",
                _("Customers were told that these papers fall away; none is asked for again. Leave them as they are."),
                field="spared",
            )  # fmt: skip

    def do(self, file: OpenCatastrophe, actor: Actor) -> Facts:
        self.written(file)
        return {}


class TellCustomers(CatastropheCommand):
    """Tell every customer of a joined claim the same, once each; who joins later is told on joining."""

    name = "tell_customers"
    label = gettext_lazy("Tell all customers")
    icon = "speakerphone"

    text: Text = Field(
        min_length=1, max_length=LONGEST_NOTICE, title=gettext_noop("What all customers are told")
    )

    example = {"text": "本次洪灾理赔无需提供气象证明，查勘员已到村，请保留受损物品照片。"}

    def check(self, file: OpenCatastrophe, actor: Actor) -> None:
        words = " ".join(self.text.split())
        if any(" ".join(each.text.split()) == words for each in queries.notices(file.row)):
            refuse(
                "CLM-03",
                _("All were told this before. Nobody is told the same twice: say what is new."),
                field="text",
            )

    def do(self, file: OpenCatastrophe, actor: Actor) -> Facts:
        version = file.row.version + 1
        file.add(
            CatastropheNotice(
                catastrophe=file.row, version=version, text=self.text, at=file.now, by_id=actor.id
            )
        )
        return {"notice": version}


class CloseCatastrophe(CatastropheCommand):
    """No more reports are taken for it; its claims go on."""

    name = "close_catastrophe"
    label = gettext_lazy("Close")
    icon = "archive"

    reason: Line = Field(default="", title=gettext_noop("Why"))

    example = {"reason": "连续三十日没有新的报案。"}

    def do(self, file: OpenCatastrophe, actor: Actor) -> Facts:
        file.row.closed_at = file.now
        return {}

    def leads_to(self, file: OpenCatastrophe) -> CatastropheState:
        return CatastropheState.CLOSED


FOR_PEOPLE: tuple[type[CatastropheCommand], ...] = (AmendCatastrophe, TellCustomers, CloseCatastrophe)
COMMANDS: Registry[CatastropheCommand] = Registry()
COMMANDS.assemble((OpenCatastropheFile, *FOR_PEOPLE))
"""All commands on catastrophes."""
