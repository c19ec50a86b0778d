"""Codes of a rulebook in the words of its titles, by the name of the field that holds them."""

from __future__ import annotations

from collections.abc import Callable

from redress.complaints.kinds import LinkKind, Means
from redress.rulebook import Rulebook
from redress.rulebook.kinds import COMPLEXITIES, GRADES, SALE_STAGES

Titles = Callable[[Rulebook, str, str], str]


def in_words(field: str, code: str, rulebook: Rulebook, language: str) -> str:
    """The title of a code in that field; what is no code, or is known no longer, stays as it is."""
    titles = _CODES.get(field)
    return titles(rulebook, code, language) if titles else code


def _title_of(section: str) -> Titles:
    def title(rulebook: Rulebook, code: str, language: str) -> str:
        entry = getattr(rulebook.method, section).get(code)
        return entry.title.get(language) if entry else code

    return title


def class_title(rulebook: Rulebook, code: str, language: str) -> str:
    entry = rulebook.method.class_sets["method"].codes.get(code)
    return entry.title.get(language) if entry else code


def reason_title(rulebook: Rulebook, code: str, language: str) -> str:
    """A sub-reason: no two classes have one of the same code."""
    for entry in rulebook.method.class_sets["method"].codes.values():
        if code in entry.reasons:
            return entry.reasons[code].get(language)
    return code


def question_title(rulebook: Rulebook, code: str, language: str) -> str:
    """A question of the callback's script."""
    asked = rulebook.method.callback.script if rulebook.method.callback else {}
    return asked[code].title.get(language) if code in asked else code


def _complexity(_rulebook: Rulebook, code: str, language: str) -> str:
    return COMPLEXITIES[code].get(language) if code in COMPLEXITIES else code


def _sale_stage(_rulebook: Rulebook, code: str, language: str) -> str:
    return SALE_STAGES[code].get(language) if code in SALE_STAGES else code


def _grade(_rulebook: Rulebook, code: str, language: str) -> str:
    return GRADES[code].get(language) if code in GRADES else code


def _means(_rulebook: Rulebook, code: str, _language: str) -> str:
    return str(Means(code).label) if code in Means.values else code


def _ground(rulebook: Rulebook, code: str, language: str) -> str:
    """A ground of a pause, of declining, or of a return for re-investigation."""
    pauses = [pause for clock in rulebook.method.clocks.values() for pause in clock.pauses]
    titles = {pause.reason: pause.title for pause in pauses}
    titles |= {key: entry.title for key, entry in rulebook.method.declining.items()}
    if (rereview := rulebook.method.rereview) and code in rereview.grounds:
        return rereview.grounds[code].get(language)
    return titles[code].get(language) if code in titles else code


def _paper(rulebook: Rulebook, code: str, language: str) -> str:
    items = [item for kind in rulebook.method.complainants.values() for item in kind.checklist]
    return next((item.title.get(language) for item in items if item.code == code), code)


def _reason(rulebook: Rulebook, code: str, language: str) -> str:
    """A reason of a referral; other commands' reasons are words already."""
    known = rulebook.method.committee.reasons
    return known[code].title.get(language) if code in known else code


def _kind(rulebook: Rulebook, code: str, language: str) -> str:
    """A kind of letter, or of link."""
    letter = rulebook.method.letters.get(code)
    if letter is None and code in LinkKind.values:
        return str(LinkKind(code).label)
    return letter.title.get(language) if letter else code


def _step(rulebook: Rulebook, code: str, language: str) -> str:
    steps = {key: step for flow in rulebook.method.flows.values() for key, step in flow.steps.items()}
    return steps[code].title.get(language) if code in steps else code


def _tone(rulebook: Rulebook, code: str, language: str) -> str:
    media = rulebook.method.emergency.media if rulebook.method.emergency else {}
    return media[code].get(language) if code in media else code


_CODES: dict[str, Titles] = {
    "reason": _reason,
    "ground": _ground,
    "paper": _paper,
    "channel": _title_of("channels"),
    "level": _title_of("levels"),
    "soothing": _title_of("soothing"),
    "emotion": _title_of("emotions"),
    "temperament": _title_of("temperaments"),
    "class_code": class_title,
    "reason_code": reason_title,
    "sale_stage": _sale_stage,
    "complexity": _complexity,
    "grade": _grade,
    "kind": _kind,
    "clock": _title_of("clocks"),
    "step": _step,
    "approval": lambda _rulebook, number, _language: f"A{number}",
    "tone": _tone,
    "means": _means,
    "callback_finding": _title_of("callback_findings"),
}
