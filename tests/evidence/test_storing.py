"""Files are kept once by their content, and refused when they are not what their names say."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import zipfile

import pytest

from redress.casework.refusals import Refusal
from redress.evidence import vault
from redress.evidence.models import Blob
from redress.evidence.storing import encrypt_old, intact, path_of, read, rewrap, store
from redress.privacy.cipher import Unreadable

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


@pytest.mark.req("SEC-04")
def test_a_paper_handed_in_again_mends_the_damaged_file(caplog):
    sha256 = store(io.BytesIO(GOOD["保单.pdf"]), "保单.pdf").blob.sha256
    path = path_of(sha256)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-3])
    assert store(io.BytesIO(GOOD["保单.pdf"]), "又一次.pdf").blob.sha256 == sha256
    assert read(sha256) == GOOD["保单.pdf"]
    assert "not there as it was stored" in caplog.text, "the damage is told, though it is mended"


@pytest.mark.req("SEC-05", "FLW-05")
@pytest.mark.parametrize("name", GOOD)
def test_what_is_what_it_says_is_kept_unchanged(name):
    stored = store(io.BytesIO(GOOD[name]), name)
    path = path_of(stored.blob.sha256)
    assert read(stored.blob.sha256) == GOOD[name]
    assert GOOD[name][:40] not in path.read_bytes()
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
    assert intact(stored.blob.sha256)
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


@pytest.mark.req("SEC-02")
@pytest.mark.parametrize("size", [0, 1, vault.CHUNK - 1, vault.CHUNK, vault.CHUNK + 1, 3 * vault.CHUNK + 7])
def test_a_file_of_any_length_comes_back_as_it_was(tmp_path, size):
    content = os.urandom(size)
    path = tmp_path / "x"
    with path.open("wb") as out:
        vault.encrypt(io.BytesIO(content), out, "name")
    assert io.BufferedReader(vault.Reading(path, "name")).read() == content
    with pytest.raises(Unreadable):
        vault.Reading(path, "another")


@pytest.mark.req("SEC-02", "SEC-04")
def test_no_part_can_be_changed_left_out_exchanged_or_put_elsewhere(tmp_path):
    path, step = tmp_path / "x", vault.CHUNK + 16
    with path.open("wb") as out:
        vault.encrypt(io.BytesIO(os.urandom(2 * vault.CHUNK + 5)), out, "name")
    whole, head = path.read_bytes(), vault.HEADER
    first, second, last = (
        whole[head : head + step],
        whole[head + step : head + 2 * step],
        whole[head + 2 * step :],
    )
    ways = [whole[:head] + second + first + last, whole[:head] + first + last, whole[:head] + first + second]
    ways += [
        whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        for at in (0, 5, 90, head, head + step, len(whole) - 1)
    ]
    ways += [whole[:head], whole[:10], b"", whole + last]
    for changed in ways:
        path.write_bytes(changed)
        with pytest.raises(Unreadable):
            io.BufferedReader(vault.Reading(path, "name")).read()


@pytest.mark.req("SEC-02")
def test_the_name_on_disk_tells_nobody_who_has_the_paper_that_it_is_here(folder):
    digest = store(io.BytesIO(b"a known paper"), "a.txt").blob.sha256
    kept = [str(path) for path in folder.rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert digest not in kept[0]


@pytest.mark.req("SEC-02")
def test_a_rotation_wraps_the_key_and_leaves_the_parts(settings):
    digest = store(io.BytesIO(b"true words"), "a.txt").blob.sha256
    before = path_of(digest).read_bytes()
    assert rewrap(digest) is False
    fresh = base64.b64encode(b"n" * 32).decode()
    settings.REDRESS_FIELD_KEYS = f"fresh:{fresh},{settings.REDRESS_FIELD_KEYS}"
    assert rewrap(digest) is True
    settings.REDRESS_FIELD_KEYS = f"fresh:{fresh}"
    assert read(digest) == b"true words"
    assert path_of(digest).read_bytes()[vault.HEADER :] == before[vault.HEADER :]


@pytest.mark.req("SEC-02", "SEC-04")
def test_files_of_before_are_encrypted_once_and_a_changed_one_is_not(folder):
    digest = hashlib.sha256(b"of before").hexdigest()
    old = folder / digest[:2] / digest[2:4] / digest
    old.parent.mkdir(parents=True)
    old.write_bytes(b"of before")
    assert read(digest) == b"of before"
    assert encrypt_old(digest) is True
    assert not old.exists()
    assert (read(digest), intact(digest), encrypt_old(digest)) == (b"of before", True, False)
    other = hashlib.sha256(b"other").hexdigest()
    wrong = folder / other[:2] / other[2:4] / other
    wrong.parent.mkdir(parents=True, exist_ok=True)
    wrong.write_bytes(b"changed")
    assert encrypt_old(other) is False
    assert not intact(other)
