"""The sealed dossier of a complaint: its PDF, letters, evidence and journal (COM-11)."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Any

from django.utils.translation import gettext as _

from redress.casework import access, moment
from redress.casework.purposes import Purpose
from redress.casework.refusals import refuse
from redress.complaints import said
from redress.complaints.letters import dossier_paper as paper
from redress.complaints.models import Complaint
from redress.complaints.oversight import unmasking
from redress.complaints.queries.case import CaseFile, opened
from redress.complaints.said import Said
from redress.evidence.names import safe
from redress.letters import issuing
from redress.letters.dossier import checking, packing
from redress.letters.dossier.sealed import as_json, house_key, sealed, stored
from redress.letters.models import Letter
from redress.organisation.actor import Actor
from redress.privacy.hiding import WITHIN, hidden

Hide = Callable[[Any], Any]
"""Takes personal data out of words, or leaves them."""

README = """本文件夹是一件投诉的封存案卷（Redress 闻诉）。
dossier.pdf       案卷：基本情况、时限说明、经过、函件和证据清单
letters/          函件的最终版本
evidence/         证据原件
journal.json      处理日志，逐条以哈希相连
manifest.json     每个文件的大小和 SHA-256
manifest.sig      对 manifest.json 的 Ed25519 签名（base64）
public_key.pem    验证签名的公钥；请与公司另行公布的公钥指纹核对
离线核验：redress verify 本文件.zip；任何一个字节被改动都会被发现。

This is the sealed dossier of a complaint. Verify it offline with: redress verify THIS.zip
"""


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
    file = opened(actor, number)
    whole = not masked and (actor.system or unmasking.may_unmask(file.case, actor))
    archive = sealed(_contents(file, whole=whole), _about(file, purpose, whole=whole))
    action = access.Action.UNMASK if whole else access.Action.DOWNLOAD
    shown = "dossier, whole" if whole else "dossier, masked"
    access.log(actor, action, file.row.pk, purpose=purpose, note=note.strip(), fields=shown)
    return archive


def _contents(file: CaseFile, *, whole: bool) -> dict[str, packing.Content]:
    letters, journal = _letters(file.row), said.of_case(file.row)
    people = list(file.row.parties.all())
    hide: Hide = (lambda said: said) if whole else (lambda said: hidden(said, people))
    found = {
        "README.txt": packing.Content(README.encode()),
        checking.JOURNAL: packing.Content(as_json([_entry(each, hide) for each in journal])),
    }
    listed: list[paper.Listed] = []
    for place, letter in enumerate(letters, start=1):
        name = f"letters/{place:02d}-{letter.number}.pdf"
        if whole:
            listed.append(_add(found, name, letter.number, str(letter.pdf_id)))
        else:
            found[name] = packing.Content(issuing.copy(file.case, letter))
            listed.append(paper.Listed(name, f"{letter.number}（{WITHIN}）", found[name].describe()[1]))
    for place, attachment in enumerate(file.row.attachments.all(), start=1):
        if not whole:  # what a picture or recording says cannot be masked: it stays in the house
            title = f"{attachment.get_kind_display()}（原件含个人信息，未随附）"
            listed.append(paper.Listed("", title, attachment.blob_id))
            continue
        name = f"evidence/{place:03d}-{safe(attachment.name, attachment.blob.content_type)}"
        listed.append(_add(found, name, attachment.name, attachment.blob_id))
    made = paper.render(file, letters, journal, listed, whole=whole)
    return found | {"dossier.pdf": packing.Content(made)}


def _add(found: dict[str, packing.Content], name: str, title: str, sha256: str) -> paper.Listed:
    found[name] = stored(sha256, title)
    return paper.Listed(name, title, sha256)


def _letters(case: Complaint) -> list[Letter]:
    """Issued letters: what legal passed and what was sent."""
    return list(case.letters.filter(pdf__isnull=False).select_related("author", "reviewer").order_by("id"))


def _entry(each: Said, hide: Hide) -> dict[str, Any]:
    """The entry as it is sealed, and beside it the words of which it has the hashes."""
    entry = each.entry
    kept = (
        "sequence",
        "command",
        "by_id",
        "state",
        "payload",
        "facts",
        "events",
        "key",
        "request",
        "previous",
        "hash",
    )
    return (
        {"at": entry.at.isoformat(), "by": str(entry.by or "")}
        | {name: getattr(entry, name) for name in kept}
        | {"words": hide(each.texts)}
    )


def _about(file: CaseFile, purpose: str, *, whole: bool) -> dict[str, Any]:
    return {
        "case": file.row.number,
        "version": file.row.version,
        "made_at": moment.now().isoformat(),
        "made_by": file.actor.name,
        "purpose": purpose,
        "personal_data": "whole" if whole else "masked",
        "journal_head": file.row.journal_head,
    }
