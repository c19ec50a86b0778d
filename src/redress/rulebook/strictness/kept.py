"""What a child may not leave out, whatever it says instead: codes, roles, remedies, what a letter tells (ORG-14)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from redress.rulebook.marks import Path
from redress.rulebook.problems import Problem
from redress.rulebook.sections.codes.schema import ClassCode, Complainant, Period
from redress.rulebook.strictness.compare import Pair

KEPT: Final = (
    "flows", "gates", "callback_findings", "class_sets", "bridges", "levels", "complainants", "soothing", "clocks",
    "messages", "reports", "before_closing", "dispatch_checks", "spot_checks", "causes", "letters", "proofs",
    "remedies", "retention", "counting",
)  # fmt: skip
"""Sections whose entries a child may change, within the other rules, and not drop. In the others less is stricter
(authority, declining), it is a help for whoever writes, or another entry may take the place."""


def check_kept(pair: Pair) -> Iterator[Problem]:
    """Entries, classes, roles, remedies, checklists, what letters tell, findings that are complaints."""
    for section in KEPT:
        for key in getattr(pair.parent, section):
            if key not in getattr(pair.child, section):
                yield pair.looser((section, key), "it is left out", "该项被删除")
    yield from _classes(pair)
    yield from _reached(pair)
    yield from _roles(pair)
    yield from _checklists(pair)
    yield from _told(pair)
    for key, finding in pair.child.callback_findings.items():
        # A law has no channel by which anything is entered: it names what it speaks of, and leaves the others open.
        known = pair.parent.callback_findings if pair.parent.channels else {}
        if known and key not in known and not finding.complaint:
            en, zh = "a further finding is not counted as a complaint", "增加了不计为投诉的回访发现"
            yield pair.looser(("callback_findings", key), en, zh, against=("callback_findings",))


def _classes(pair: Pair) -> Iterator[Problem]:
    """A class goes only where another one takes its place, and so does a reason; neither comes into use later."""
    for name, old in pair.parent.class_sets.items():
        new = pair.child.class_sets.get(name)
        for code, entry in old.codes.items() if new else ():
            now, path = new.codes.get(code) if new else None, ("class_sets", name, "codes", code)
            if now is None:
                yield pair.looser(path, "the class is left out", "该类别被删除")
            elif now.retired and not entry.retired and not now.replaced_by:
                en, zh = "the class is retired and nothing takes its place", "该类别停用，没有替代类别"
                yield pair.looser(path, en, zh)
            elif _later(now, entry):
                yield pair.looser(path, "the class comes into use later", "该类别推迟启用")
            yield from _reasons(pair, path, entry, now)


def _reasons(pair: Pair, path: Path, old: ClassCode, new: ClassCode | None) -> Iterator[Problem]:
    for code, reason in old.reasons.items() if new else ():
        now, here = new.reasons.get(code) if new else None, (*path, "reasons", code)
        if now is None:
            yield pair.looser(here, "the reason is left out", "该事由被删除", against=path)
        elif now.retired and not reason.retired and not now.replaced_by:
            en, zh = "the reason is retired and nothing takes its place", "该事由停用，没有替代事由"
            yield pair.looser(here, en, zh, against=path)
        elif _later(now, reason):
            yield pair.looser(here, "the reason comes into use later", "该事由推迟启用", against=path)


def _reached(pair: Pair) -> Iterator[Problem]:
    """A code that cases led to is one that cases lead to: else what is told under it is none for good (CLS-03)."""
    for name, old in pair.parent.bridges.items():
        new = pair.child.bridges.get(name)
        there = {row.to for row in new.rows} if new else set()
        for code in dict.fromkeys(row.to for row in old.rows):
            if new and code not in there:
                en, zh = f"no case leads to '{code}' any more", f"不再有投诉件归入 {code}"
                yield pair.looser(("bridges", name, "rows"), en, zh)


def _later(new: Period, old: Period) -> bool:
    """Whether a case of some day may no longer be given the code."""
    return new.effective is not None and (old.effective is None or new.effective > old.effective)


def _roles(pair: Pair) -> Iterator[Problem]:
    """Nobody else has a role of a flow than under the parent (ORG-10)."""
    for flow, old in pair.parent.flows.items():
        new = pair.child.flows.get(flow)
        for code, role in old.roles.items() if new else ():
            now, path = new.roles.get(code) if new else None, ("flows", flow, "roles", code)
            if now is None:
                yield pair.looser(path, "the role is left out", "该角色被删除")
                continue
            more = [duty for duty in now.duties if duty not in role.duties]
            if more or now.department != role.department:
                names = ", ".join(more) or now.department
                yield pair.looser(path, f"the role is given to {names} too", f"该角色还可以由 {names} 担任")


def _checklists(pair: Pair) -> Iterator[Problem]:
    """A complainant is not asked for more, nor earlier: what is held or can be looked up is not asked for (Art. 13).

    Who may complain is the law's to say: a further kind would prove what the child likes (Art. 14, Art. 18(4)).
    """
    for kind in pair.child.complainants if pair.parent.complainants else ():
        if kind not in pair.parent.complainants:
            en, zh = "the law knows no such complainant", "法律没有规定此类投诉人"
            yield pair.looser(("complainants", kind), en, zh, against=("complainants",))
    for kind, old in pair.parent.complainants.items():
        new = pair.child.complainants.get(kind)
        if new is None:
            continue
        path, known = ("complainants", kind, "checklist"), {item.code: item for item in old.checklist}
        for item in new.checklist:
            before = known.get(item.code)
            earlier = before and (item.required, item.by) != (before.required, before.by)
            sooner = earlier and before and (item.required > before.required or item.by == "registration")
            if before is not None and item.title.zh != before.title.zh:
                en, zh = f"it is another paper: {item.title.en}", f"改要其他材料：{item.title.zh}"
                yield pair.looser((*path, item.code), en, zh, against=path)
            if before is None or sooner:
                en = f"the complainant is asked for more: {item.title.en}"
                yield pair.looser(path, en, f"增加了对投诉人的要求：{item.title.zh}")
        if lost := _authority_lost(old, new):
            en, zh = f"nobody proves authority any more: {lost}", f"不再要求证明权限：{lost}"
            yield pair.looser(path, en, zh)


def _authority_lost(old: Complainant, new: Complainant) -> str:
    """Papers by which who speaks for others shows that they may (Art. 14), and must."""
    needed = {item.code for item in old.checklist if item.required}
    kept = {item.code for item in new.checklist if item.required or item.code not in needed}
    # Who stands for others is chosen by them, whenever the paper is due (Art. 12).
    joint = old.max_representatives is not None
    proofs = [
        item.code
        for item in old.checklist
        if (item.by == "confirmation" or (joint and item.required)) and item.code not in kept
    ]
    return ", ".join(proofs)


def _told(pair: Pair) -> Iterator[Problem]:
    """The words of a remedy are the law's; what a letter tells the customer it goes on telling (COM-05, AUT-05)."""
    for key, old in pair.parent.remedies.items():
        new = pair.child.remedies.get(key)
        if new and new.text != old.text:
            en, zh = "the words of the remedy are not the child's to change", "救济途径的文字不得改写"
            yield pair.looser(("remedies", key, "text"), en, zh)
        if new and {words.zh for words in old.called} - {words.zh for words in new.called}:
            en, zh = "a name of the remedy may be denied in letters", "函件中可以否定该救济途径"
            yield pair.looser(("remedies", key, "called"), en, zh)
    for key, letter in pair.parent.letters.items():
        now = pair.child.letters.get(key)
        for name in ("tells", "telling") if now else ():
            before, after = getattr(letter, name), getattr(now, name)
            if before and after != before:
                en, zh = f"it no longer tells '{before}'", f"不再视为告知 {before}"
                yield pair.looser(("letters", key, name), en, zh, against=("letters", key))
