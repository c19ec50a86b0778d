"""Files are kept once by their content, and refused when they are not what their names say."""

from __future__ import annotations

import io
import zipfile

import pytest

from redress.complaints.refusals import Refusal
from redress.evidence.models import Blob
from redress.evidence.storing import intact, path_of, store

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "evidence"
    return settings.MEDIA_ROOT


def archive(*names):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        for name in names:
            made.writestr(name, "<x/>")
    return kept.getvalue()


GOOD = {
    "保单.pdf": b"%PDF-1.7\n%...",
    "身份证.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "签名.PNG": b"\x89PNG\r\n\x1a\n....",
    "说明.docx": archive("[Content_Types].xml", "word/document.xml"),
    "明细.xlsx": archive("[Content_Types].xml", "xl/workbook.xml"),
    "资料.zip": archive("a.txt"),
    "录音.mp3": b"ID3\x04\x00rest",
    "录音.wav": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "录音.m4a": b"\x00\x00\x00\x20ftypM4A \x00",
    "双录.mp4": b"\x00\x00\x00\x20ftypisom\x00",
    "说明.txt": "客户陈述。".encode(),
    "旧说明.txt": "客户陈述。".encode("gb18030"),
}


@pytest.mark.req("SEC-05", "FLW-05")
@pytest.mark.parametrize("name", GOOD)
def test_what_is_what_it_says_is_kept_unchanged(name):
    stored = store(io.BytesIO(GOOD[name]), name)
    path = path_of(stored.blob.sha256)
    assert path.read_bytes() == GOOD[name]
    assert stored.name == name
    assert stored.blob.size == len(GOOD[name])
    assert intact(stored.blob.sha256)


BAD = {
    "program.pdf": (b"MZ\x90\x00", "PDF"),
    "page.png": (b"<html><script>alert(1)</script>", "PNG"),
    "sheet.docx": (archive("xl/workbook.xml"), "Word"),
    "broken.zip": (b"PK\x03\x04 cut off", "ZIP"),
    "binary.txt": (b"abc\x00\x01\x02", "文本"),
    "photo.jpg": (b"%PDF-1.4", "PDF"),
    "run.exe": (b"MZ\x90\x00", "exe"),
    "page.html": (b"<html>", "html"),
    "no-extension": (b"text", "no-extension"),
    "empty.pdf": (b"", "empty"),
}


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize("name", BAD)
def test_what_is_not_what_its_name_says_is_refused_and_leaves_nothing(name, folder):
    content, named = BAD[name]
    with pytest.raises(Refusal) as refused:
        store(io.BytesIO(content), name)
    assert refused.value.rule == "SEC-05"
    assert refused.value.field == "file"
    assert named in str(refused.value)
    assert not Blob.objects.exists()
    assert not folder.exists() or not [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize("name", ["a\x07b.txt", "a\u202egpj.txt", "...", "x" * 300 + ".txt"])
def test_bad_names_are_refused(name):
    with pytest.raises(Refusal):
        store(io.BytesIO(b"text"), name)


def test_a_folder_in_a_name_is_dropped():
    assert store(io.BytesIO(b"text"), "..\\..\\etc/passwd.txt").name == "passwd.txt"


@pytest.mark.req("SEC-05")
def test_a_file_that_is_too_large_is_refused_with_the_limit(settings):
    settings.EVIDENCE_MAX_BYTES = 1_000_000
    with pytest.raises(Refusal) as refused:
        store(io.BytesIO(b"x" * 1_000_001), "a.txt")
    assert "1 MB" in str(refused.value)


@pytest.mark.req("SEC-04")
def test_the_same_content_is_kept_once(folder):
    first = store(io.BytesIO(b"same"), "a.txt")
    second = store(io.BytesIO(b"same"), "b.txt")
    assert first.blob == second.blob
    assert sum(path.is_file() for path in folder.rglob("*")) == 1


@pytest.mark.req("SEC-04")
def test_a_changed_or_missing_file_is_noticed():
    stored = store(io.BytesIO(b"true"), "a.txt")
    path = path_of(stored.blob.sha256)
    path.chmod(0o600)
    path.write_bytes(b"false")
    assert not intact(stored.blob.sha256)
    path.unlink()
    assert not intact(stored.blob.sha256)


def test_a_disk_that_fails_leaves_no_half_file(folder):
    class Failing(io.BytesIO):
        def read(self, size=-1):
            if size and size > 100_000 and self.tell() >= 1024 * 1024:
                raise OSError("disk is gone")
            return super().read(size)

    with pytest.raises(OSError, match="disk is gone"):
        store(Failing(b"x" * (3 * 1024 * 1024)), "a.txt")
    assert not [path for path in folder.rglob("*") if path.is_file()]
    assert not Blob.objects.exists()
