"""Tables of the kernel, and what tables of a kind of file have alike."""

from redress.casework.models.access import AccessEntry
from redress.casework.models.conflict import DeclaredConflict, to_review
from redress.casework.models.desk import DeskSettings, Draft, SavedView
from redress.casework.models.disposal import Disposal
from redress.casework.models.entry import Entry, EntryText, entries_once
from redress.casework.models.file import File, ServedFile
from redress.casework.models.hold import LegalHold
from redress.casework.models.key import FileKey
from redress.casework.models.lookups import LookUps
from redress.casework.models.rulebook import RulebookVersion

__all__ = [
    "AccessEntry",
    "DeclaredConflict",
    "DeskSettings",
    "Disposal",
    "Draft",
    "Entry",
    "EntryText",
    "File",
    "FileKey",
    "LegalHold",
    "LookUps",
    "RulebookVersion",
    "SavedView",
    "ServedFile",
    "entries_once",
    "to_review",
]
