"""What would run when a file is opened is refused, however deep it lies, and plain files are taken."""

from __future__ import annotations

import io
import zipfile

import pytest

from redress.casework.refusals import Refusal
from redress.evidence import contents
from redress.evidence.checking import check

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
VBA = OLE + b"\0" * 600 + "_VBA_PROJECT".encode("utf-16-le") + b"\0" * 600


def packed_as(entries: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def nested(times: int) -> bytes:
    made = packed_as({"a.txt": b"text"})
    for _ in range(times):
        made = packed_as({"a.zip": made})
    return made


WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
ENABLED = b"<Override ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/>"
MAIL = b'From: a@b\r\nSubject: x\r\nContent-Type: application/octet-stream; name="%s"\r\n\r\nbody'
BAD = {
    "a macro in a docx": ("a.docx", packed_as(WORD | {"word/vbaProject.bin": VBA})),
    "a macro by content, called otherwise": ("a.docx", packed_as(WORD | {"word/media/x.bin": VBA})),
    "a docm renamed": ("a.docx", packed_as(WORD | {"[Content_Types].xml": ENABLED})),
    "a macro sheet": (
        "a.xlsx",
        packed_as({"xl/workbook.xml": b"<w/>", "xl/macrosheets/sheet1.xml": b"<m/>"}),
    ),
    "a doc with macros": ("a.doc", VBA),
    "a docm": ("a.docm", packed_as(WORD)),
    "a program in a zip": ("a.zip", packed_as({"pay.exe": b"x"})),
    "an ending after an ending": ("a.zip", packed_as({"photo.jpg.ScR ": b"x"})),
    "an ending with a point after it": ("a.zip", packed_as({"photo.bat.": b"x"})),
    "an ending turned around": ("a.zip", packed_as({"photo\u202egpj.e\u200bxe": b"x"})),
    "a program called a picture": ("a.zip", packed_as({"photo.jpg": b"MZ\x90\0" + b"\0" * 90})),
    "a script by its first line": ("a.zip", packed_as({"readme.txt": b"#!/bin/sh\nrm"})),
    "a link": ("a.zip", packed_as({"open.lnk": b"x"})),
    "a zip in a zip": ("a.zip", packed_as({"b.dat": packed_as({"c.js": b"x"})})),
    "a docx with macros in a zip": (
        "a.zip",
        packed_as({"b.docx": packed_as(WORD | {"word/vbaProject.bin": b"x"})}),
    ),
    "too deep": ("a.zip", nested(6)),
    "a locked kind of archive": ("a.zip", packed_as({"b.rar": b"Rar!"})),
    "a bomb": ("a.zip", packed_as({"b.zip": packed_as({"c.docx": b"PK\x03\x04" + bytes(60_000_000)})})),
    "too many": ("a.zip", packed_as({f"{n}.txt": b"" for n in range(5_001)})),
    "a mail with a program": ("a.eml", MAIL % b"pay.exe"),
}
GOOD = {
    "a docx": ("a.docx", packed_as(WORD | {"word/printerSettings1.bin": b"\0\1"})),
    "a doc": ("a.doc", OLE + b"\0" * 600),
    "a zip of a zip": ("a.zip", nested(1)),
    "pictures": ("a.zip", packed_as({"合同/照片.jpg": b"\xff\xd8\xff", "a.pdf": b"%PDF-1.7"})),
    "a mail": ("a.eml", MAIL % b"a.pdf"),
}


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize(("name", "content"), BAD.values(), ids=BAD)
def test_what_would_run_is_refused_with_words(name: str, content: bytes) -> None:
    with pytest.raises(Refusal) as found:
        check(io.BytesIO(content), name, len(content))
    assert found.value.rule == "SEC-05"
    assert found.value.field == "file"
    assert name in str(found.value.because)


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize(("name", "content"), GOOD.values(), ids=GOOD)
def test_plain_files_are_taken(name: str, content: bytes) -> None:
    file = io.BytesIO(content)
    assert check(file, name, len(content))[0] == name
    assert file.tell() == 0


@pytest.mark.req("SEC-05")
def test_where_it_lies_is_told() -> None:
    found = contents.danger(io.BytesIO(packed_as({"letters/b.zip": packed_as({"c/pay.exe": b"x"})})))
    assert found == contents.Danger("letters/b.zip/c/pay.exe", "program")
