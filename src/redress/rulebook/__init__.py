"""The method as data: rulebooks, what they say of a case, and the clocks that follow from them."""

from redress.rulebook.book import Rulebook, UnknownCodeError
from redress.rulebook.clockstate import ClockState, ClockStatus, Segment, Step, governing
from redress.rulebook.diff import Change, diff
from redress.rulebook.document import Document, document
from redress.rulebook.events import Event
from redress.rulebook.explain import explain
from redress.rulebook.explanation import Explanation
from redress.rulebook.lifecycle import FINAL_STATES, OPEN_STATES, STAGES, State
from redress.rulebook.loader import check, load, loads, shipped
from redress.rulebook.problems import Problem, RulebookError
from redress.rulebook.projection import project
from redress.rulebook.subject import Subject

__all__ = [
    "FINAL_STATES",
    "OPEN_STATES",
    "STAGES",
    "Change",
    "ClockState",
    "ClockStatus",
    "Document",
    "Event",
    "Explanation",
    "Problem",
    "Rulebook",
    "RulebookError",
    "Segment",
    "State",
    "Step",
    "Subject",
    "UnknownCodeError",
    "check",
    "diff",
    "document",
    "explain",
    "governing",
    "load",
    "loads",
    "project",
    "shipped",
]
