"""Files that are no table, whatever they are called: what each is, and how to make a table of it."""

from __future__ import annotations

import codecs
import zipfile
from pathlib import Path

from redress.operations.console import BadInput
from redress.operations.speech import comma
from redress.operations.speech import gettext as _
from redress.privacy.visible import visible

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_OTHERS = {
    _OLD_EXCEL: "Excel 97-2003 (.xls)",
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"{\\rtf": "RTF",
    b"<": "HTML / XML",
    b"MIME-Ver": "MHTML",
    b"SQLite f": "SQLite",
    b"PAR1": "Parquet",
}
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""What a workbook under a password calls its content: it looks like one of Excel 97-2003."""
_LOOKED_THROUGH = 1 << 20
_WORKBOOK, _OPEN_DOCUMENT = "[Content_Types].xml", "mimetype"
_SHOWN = 5


def refuse(path: Path, magic: bytes) -> None:
    """Raises BadInput where the first bytes of a file are not those of a text."""
    if magic.startswith(_OLD_EXCEL) and _is_locked(path):
        raise BadInput(
            _("%(path)s is protected by a password. Open it, take the password off, and save it as XLSX.")
            % {"path": path}
        )
    begin = magic.removeprefix(codecs.BOM_UTF8).lstrip()
    for mark, name in _OTHERS.items():
        if begin.startswith(mark):
            raise BadInput(
                _("%(path)s is a file of another kind: %(kind)s. Save it as XLSX or as CSV.")
                % {"path": path, "kind": name}
            )
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        raise BadInput(
            _("%(path)s is named like a workbook but is none. Save it again as XLSX, or as CSV.")
            % {"path": path}
        )


def refuse_packed(path: Path) -> None:
    """Raises BadInput where what is packed by ZIP is no document of Office: other files, or one of OpenDocument."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    if _WORKBOOK in names:
        return
    if _OPEN_DOCUMENT in names:
        raise BadInput(
            _("%(path)s is a file of another kind: %(kind)s. Save it as XLSX or as CSV.")
            % {"path": path, "kind": "OpenDocument (.ods)"}
        )
    more = ["…"] if len(names) > _SHOWN else []
    raise BadInput(
        _(
            "%(path)s is no workbook of Excel but a packed folder (ZIP) with: %(files)s. "
            "Unpack it and import a file of it."
        )
        % {"path": path, "files": comma().join([*map(visible, names[:_SHOWN]), *more]) or "—"}
    )


def _is_locked(path: Path) -> bool:
    with path.open("rb") as file:
        begin = file.read(_LOOKED_THROUGH)
        file.seek(max(0, path.stat().st_size - _LOOKED_THROUGH))
        return _LOCKED in begin or _LOCKED in file.read()
