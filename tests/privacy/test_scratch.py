"""What is on disk for a moment is there as nobody can read it (SEC-02)."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

import redress
from redress.privacy.scratch import in_memory, scratch

pytestmark = pytest.mark.req("SEC-02")
WORDS = "这份长卷写着极乐鸟".encode()


@given(st.lists(st.tuples(st.integers(0, 70), st.binary(min_size=1, max_size=50)), max_size=12))
def test_it_reads_as_a_file_reads(writes):
    plain, hidden = io.BytesIO(), scratch()
    for wanted, content in writes:
        place = min(wanted, len(plain.getvalue()))
        for file in (plain, hidden):
            file.seek(place)
            file.write(content)
    for place in (0, 1, 15, 16, 17, 40):
        plain.seek(place)
        hidden.seek(place)
        assert hidden.read() == plain.read()
    hidden.close()


def test_the_disk_gets_ciphertext_under_no_name(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with scratch() as file:
        file.write(WORDS * 1000)
        file.flush()
        assert list(tmp_path.iterdir()) == []
        written = file.raw._file
        written.seek(0)
        assert WORDS not in written.read()


def test_an_archive_can_be_written_to_it_and_read():
    with scratch() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.txt", WORDS * 100)
        with zipfile.ZipFile(file) as archive:
            assert archive.read("a.txt") == WORDS * 100


def test_a_large_upload_comes_through_and_its_folder_stays_empty(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    content = WORDS * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE // len(WORDS) + 1000)
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("卷.txt", content)})
    file = request.FILES["file"]
    assert (file.name, file.size) == ("卷.txt", len(content))
    assert list(tmp_path.iterdir()) == []
    assert file.read() == content
    file.seek(5)
    assert file.read(20) == content[5:25]
    request.close()


def test_a_file_with_a_path_stands_in_memory_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with in_memory([WORDS, WORDS]) as path:
        assert path.read_bytes() == path.open("rb").read() == WORDS * 2
        assert str(path.readlink()).startswith("/memfd:")
        assert list(tmp_path.iterdir()) == []
    assert not path.exists()


NAMED = {
    "evidence/storing.py": "encrypted while it is written",
    "operations/backup/restoring.py": "a backup is unpacked beside itself, by who has it",
    "privacy/scratch.py": "encrypted under a key of the moment",
}


def test_nothing_else_is_written_to_the_folder_for_temporary_files():
    source = Path(redress.__file__).parent
    wanted = re.compile(r"\b(NamedTemporaryFile|TemporaryFile|TemporaryDirectory|mkstemp|mkdtemp)\(")
    found = {
        str(path.relative_to(source))
        for path in source.rglob("*.py")
        if wanted.search(path.read_text(encoding="utf-8"))
    }
    assert found == set(NAMED)
