"""The sealed dossier of a file of any kind: its PDF, letters, evidence and journal (COM-11)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any, Final

from django.utils.translation import gettext as _

from redress.casework import access, moment, words
from redress.casework.kinds import KINDS, Kind
from redress.casework.models import Entry
from redress.casework.purposes import Purpose
from redress.casework.refusals import Unknown, refuse
from redress.evidence.models import Attachment
from redress.evidence.names import safe
from redress.letters import issuing
from redress.letters.dossier import checking, contents, packing, paper
from redress.letters.dossier.paper import Listed, Said
from redress.letters.dossier.sealed import as_json, house_key, sealed, stored
from redress.letters.models import Letter
from redress.letters.writing import WRITING
from redress.organisation.actor import Actor
from redress.privacy.hiding import WITHIN

README: Final = """本文件夹是一份封存的%(title)s（Redress 闻诉）。
dossier.pdf       案卷：基本情况、时限说明、经过、函件和证据清单
letters/          函件的最终版本
evidence/         证据原件
journal.json      处理日志，逐条以哈希相连
manifest.json     每个文件的大小和 SHA-256
manifest.sig      对 manifest.json 的 Ed25519 签名（base64）
public_key.pem    验证签名的公钥；请与公司另行公布的公钥指纹核对
离线核验：redress verify 本文件.zip；任何一个字节被改动都会被发现。

This is a sealed dossier. Verify it offline with: redress verify THIS.zip
"""
_KEPT: Final = (
    "sequence", "command", "by_id", "state", "payload", "facts", "events", "key", "request", "previous", "hash",
)  # fmt: skip
"""What of an entry its hash is over."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """The file, and who asks for it; `whole`: personal data stand whole for that person."""

    kind: Kind
    file: Any
    actor: Actor
    whole: bool

    @property
    def row(self) -> Any:
        return self.file.row

    @property
    def hide(self) -> Callable[[Any], Any]:
        """Takes personal data out of words, or leaves them."""
        writing = WRITING.of(self.row)
        return (lambda said: said) if self.whole else (lambda said: writing.hidden(self.file, said))


def dossier(actor: Actor, number: str, purpose: str, note: str = "", *, masked: bool = False) -> IO[bytes]:
    """The archive, open at its beginning; the caller closes it. The download is logged with its purpose (SEC-03).

    Personal data stand whole in it for who may see them whole. For everybody else they are masked on every paper of it,
    and originals of evidence stay in the house, named by their hashes. Raises Refusal.
    """
    if purpose not in Purpose.values:
        refuse("COM-11", _("Say for what purpose the dossier is needed."), field="purpose")
    if purpose == Purpose.OTHER and not note.strip():
        refuse("COM-11", _("Describe the other purpose."), field="note")
    house_key()
    kind = KINDS.numbered(number.strip().upper())
    row = kind.find(actor, number) if kind else None
    if kind is None or row is None or not contents.has_dossier(row):
        raise Unknown(number)
    file = kind.door.opened(row)
    opened = _Opened(kind, file, actor, not masked and kind.whole(row, actor))
    archive = sealed(_contents(opened), _about(opened, purpose))
    action = access.Action.UNMASK if opened.whole else access.Action.DOWNLOAD
    shown = "dossier, whole" if opened.whole else "dossier, masked"
    access.log(actor, action, row.pk, purpose=purpose, note=note.strip(), fields=shown)
    return archive


def _contents(opened: _Opened) -> dict[str, packing.Content]:
    row = opened.row
    letters, journal = _letters(row), list(_journal(opened))
    title = contents.of(row).title
    found = {
        "README.txt": packing.Content((README % {"title": title}).encode()),
        checking.JOURNAL: packing.Content(as_json([_entry(each, opened.hide) for each in journal])),
    }
    listed: list[Listed] = []
    for place, letter in enumerate(letters, start=1):
        name = f"letters/{place:02d}-{letter.number}.pdf"
        if opened.whole:
            listed.append(_add(found, name, letter.number, str(letter.pdf_id)))
        else:
            found[name] = packing.Content(issuing.copy(opened.file, letter))
            listed.append(Listed(name, f"{letter.number}（{WITHIN}）", found[name].describe()[1]))
    attached = Attachment.objects.filter(file_id=row.pk).select_related("blob").order_by("id")
    for place, attachment in enumerate(attached, start=1):
        if not opened.whole:  # what a picture or recording says cannot be masked: it stays in the house
            kept = f"{attachment.get_kind_display()}（原件含个人信息，未随附）"
            listed.append(Listed("", kept, attachment.blob_id))
            continue
        name = f"evidence/{place:03d}-{safe(attachment.name, attachment.blob.content_type)}"
        listed.append(_add(found, name, attachment.name, attachment.blob_id))
    made = paper.render(opened.kind, opened.file, letters, journal, listed, whole=opened.whole)
    return found | {"dossier.pdf": packing.Content(made)}


def _add(found: dict[str, packing.Content], name: str, title: str, sha256: str) -> Listed:
    found[name] = stored(sha256, title)
    return Listed(name, title, sha256)


def _letters(row: Any) -> list[Letter]:
    """Issued letters: what legal passed and what was sent."""
    issued = Letter.objects.filter(file_id=row.pk, pdf__isnull=False)
    return list(issued.select_related("author", "reviewer").order_by("id"))


def _journal(opened: _Opened) -> Iterator[Said]:
    """All entries of the file in their order, each with its words: two queries."""
    journal, of = opened.kind.journal, {opened.kind.journal.file: opened.row.pk}
    texts = {each.sequence: each.texts for each in journal.texts._default_manager.filter(**of)}  # type: ignore[attr-defined]
    entries = journal.entries._default_manager.filter(**of).select_related("by").order_by("sequence")
    for entry in entries:
        said = texts.get(entry.sequence, {})
        payload, _facts = words.put_back(entry.payload, entry.facts, said)
        yield Said(entry, payload, said)


def _entry(each: Said, hide: Callable[[Any], Any]) -> dict[str, Any]:
    """The entry as it is sealed, and beside it the words of which it has the hashes."""
    entry: Entry = each.entry
    return (
        {"at": entry.at.isoformat(), "by": str(entry.by or "")}
        | {name: getattr(entry, name) for name in _KEPT}
        | {"words": hide(each.texts)}
    )


def _about(opened: _Opened, purpose: str) -> dict[str, Any]:
    row = opened.row
    return {
        "case": row.number,
        "version": row.version,
        "made_at": moment.now().isoformat(),
        "made_by": opened.actor.name,
        "purpose": purpose,
        "personal_data": "whole" if opened.whole else "masked",
        "journal_head": row.journal_head,
    }
