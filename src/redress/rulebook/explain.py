"""Every deadline explains itself: rule, citation, start, segments, days skipped, arithmetic (CLK-07)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from redress.rulebook import phrases
from redress.rulebook.clockstate import ClockState, ClockStatus, Segment, governing
from redress.rulebook.events import NAMES
from redress.rulebook.explanation import Citation, Explanation
from redress.rulebook.sections.clocks.schema import TableRef
from redress.rulebook.words import Language, Words, language_of
from redress.rulebook.worked_sum import work_out

if TYPE_CHECKING:
    from redress.rulebook.book import Rulebook
    from redress.worktime import Calendar

_STATUS = {
    ClockStatus.RUNNING: Words("计时中", "running"),
    ClockStatus.PAUSED: Words("中止计时", "paused"),
    ClockStatus.MET: Words("按时完成", "met"),
    ClockStatus.LATE: Words("超期完成", "late"),
    ClockStatus.CANCELLED: Words("已取消", "cancelled"),
}


def explain(
    clock: ClockState,
    rulebook: Rulebook,
    calendar: Calendar,
    language: str = "zh",
    others: Iterable[ClockState] = (),
) -> Explanation:
    """Why the clock is due when it is. `others`: the case's clocks, to say which governs (CLK-02)."""
    lang = language_of(language)
    zh = lang == "zh"
    rule = rulebook.clock(clock.key)
    due_at = clock.due_at.astimezone(calendar.zone)
    due = phrases.instant(due_at, lang, end=not clock.inclusive)
    title, limit = rule.title.get(lang), clock.limit.get(lang)
    state = _STATUS[clock.status].get(lang)
    sums = work_out(clock, rule, calendar, lang)
    return Explanation(
        language=lang,
        headline=f"{title}：{limit}，截止 {due}（{state}）"
        if zh
        else f"{title}: {limit}, due {due} ({state})",
        rule=f"{title} [{rulebook.name} {rulebook.version} clocks.{clock.key}]",
        citations=tuple(
            Citation(
                key, rulebook.method.sources[key].title.get(lang), rulebook.method.sources[key].text.get(lang)
            )
            for key in clock.cite
        ),
        note=_note(clock, rulebook, lang),
        started_by=NAMES[clock.started_by].get(lang),
        started_at=clock.started_at,
        segments=tuple(_segment(segment, rulebook, calendar, lang) for segment in _in_time(clock)),
        skipped=sums.skipped,
        make_up=sums.make_up,
        arithmetic=sums.lines,
        due_at=due_at,
        due=due,
        provisional=_provisional(clock, calendar, lang),
        governed_by=_governed_by(clock, others, calendar, lang),
    )


def _in_time(clock: ClockState) -> list[Segment]:
    """What ran, was added and stood still, in the order in which it began."""
    return sorted(clock.segments, key=lambda segment: segment.start)


def _note(clock: ClockState, rulebook: Rulebook, lang: Language) -> str:
    """Why a value that the method does not give is what it is."""
    rule = rulebook.clock(clock.key)
    notes = [rule.note.get(lang)] if rule.not_from_method and rule.note else []
    if isinstance(rule.limit, TableRef):
        rows = rulebook.method.limits[rule.limit.table].rows
        notes += [row.note.get(lang) for row in rows if row.note and row.limit == clock.limit]
    if not notes:
        return ""
    text = ("" if lang == "zh" else " ").join(dict.fromkeys(notes))
    return f"该数值并非来自管理办法。{text}" if lang == "zh" else f"The value is not from the method. {text}"


def _segment(segment: Segment, rulebook: Rulebook, calendar: Calendar, lang: Language) -> str:
    zh = lang == "zh"
    start = phrases.instant(segment.start.astimezone(calendar.zone), lang)
    amount = segment.amount.get(lang) if segment.amount else ""
    by = (
        (f"，批准人：{segment.approver}" if zh else f", approved by {segment.approver}")
        if segment.approver
        else ""
    )
    if segment.kind == "extended":
        return f"{start} 延长 {amount}{by}" if zh else f"{start} extended by {amount}{by}"
    until = (
        phrases.instant(segment.end.astimezone(calendar.zone), lang)
        if segment.end
        else ("至今" if zh else "now")
    )
    if segment.kind == "running":
        reason = NAMES[segment.reason].get(lang)
        return f"{start} — {until} 计时（{reason}）" if zh else f"{start} - {until} running ({reason})"
    pauses = {pause.reason: pause.title.get(lang) for pause in rulebook.clock(segment.rule).pauses}
    reason = ("、" if zh else ", ").join(pauses.get(each, each) for each in segment.reason.split(","))
    left = (f"，不计入 {amount}" if zh else f", {amount} left out") if amount else ""
    return (
        f"{start} — {until} 中止（{reason}{left}{by}）"
        if zh
        else f"{start} - {until} paused ({reason}{left}{by})"
    )


def _provisional(clock: ClockState, calendar: Calendar, lang: Language) -> str:
    """Calendar days and hours are what they are, whatever holidays are still to be announced."""
    if not clock.guessed:
        return ""
    last = calendar.coverage[1]
    if lang == "zh":
        return f"暂定：工作日历只到 {last}，此后的放假安排尚未公布，公布并载入后将重新计算。"
    return (
        f"Provisional: the calendar ends on {last}; the date is computed again when later years are loaded."
    )


def _governed_by(clock: ClockState, others: Iterable[ClockState], calendar: Calendar, lang: Language) -> str:
    if not clock.group:
        return ""
    same = [other for other in others if other.group == clock.group]
    first = governing(same, clock.group)
    if first is None or len(same) < 2:
        return ""
    due = phrases.instant(first.due_at.astimezone(calendar.zone), lang, end=not first.inclusive)
    title = first.title.get(lang)
    if first.name == clock.name:
        rest = [other for other in same if other.name != clock.name and other.open]
        if not rest:
            return ""
        gap = min(other.due_at for other in rest) - clock.due_at
        ahead = gap // timedelta(days=1)
        if lang == "zh":
            return f"以本时限为准：比同组其他时限早 {ahead} 日。"
        return f"This limit governs: it is {ahead} days before the other of its group."
    if lang == "zh":
        return f"以较早者为准：{title}，截止 {due}。"
    return f"The earlier governs: {title}, due {due}."
