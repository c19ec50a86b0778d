"""Messages that go by post: one PDF a letter in the print room's folder, with head, window, words (COM-07, COM-10)."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from redress.casework import moment
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.letters import typesetting
from redress.letters.paper import company
from redress.messages.channels.base import Parcel
from redress.messages.channels.letter import paper
from redress.messages.models import Message
from redress.messages.sending.deliver import deliver
from tests.complaints.inputs import transfer
from tests.fixtures.insurer import local
from tests.messages.rows import message

pytestmark = [pytest.mark.django_db, pytest.mark.req("COM-10")]


@pytest.fixture
def room(settings, tmp_path):
    settings.REDRESS_PRINT_FOLDER = str(tmp_path / "print")
    return tmp_path / "print"


def words(pdf: bytes) -> str:
    """What stands on the pages; without spaces, for the reader puts some between Chinese and digits."""
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return text.replace(" ", "")


def parcel(**more: object) -> Parcel:
    given = {
        "key": "k",
        "address": "成都市锦江区1号",
        "name": "刘建国",
        "subject": "延期告知",
        "body": "第一行。\n\n第二行。",
        "written_at": local("2026-11-18 10:00"),
        "sender": "示例人寿保险股份有限公司",
        "reference": "L2026-0000001",
    }
    return Parcel(**(given | more))  # type: ignore[arg-type]


@pytest.mark.req("COM-07")
def test_a_letter_lies_in_the_print_rooms_folder_once_as_pdf(room, actor, wednesday):
    number = execute(transfer(), actor("sc.officer")).number
    case = Complaint.objects.get(number=number)
    message(channel="letter", address="成都市锦江区1号", file_id=case.pk, key="letter-1")
    deliver()
    [file] = room.iterdir()
    first = file.read_bytes()
    with moment.at(wednesday + timedelta(hours=1)):
        Message.objects.filter(key="letter-1").update(state="queued", next_attempt_at=moment.now())
        deliver()
    [again] = room.iterdir()
    assert (again, again.suffix) == (file, ".pdf")
    assert again.read_bytes() == first  # the same letter at every attempt
    text = words(first)
    for wanted in (
        company(case.unit),
        "刘建国",
        "成都市锦江区1号",
        "您的投诉已受理",
        "2026年11月18日",
        number,
    ):
        assert wanted in text
    assert Message.objects.get(key="letter-1").provider_id == file.name


def test_what_people_wrote_is_never_read_as_markup(room):
    text = words(paper.pdf(parcel(body='#strong[不是标记] $x$ #image("a.png")', name="#pagebreak()")))
    assert "#strong[不是标记]" in text
    assert "#pagebreak()" in text


def test_a_letter_speaks_the_language_of_its_message():
    chinese, english = words(paper.pdf(parcel())), words(paper.pdf(parcel(language="en", body="Dear Sir.")))
    assert "2026年11月18日" in chinese
    assert "18November2026" in english


def test_a_long_letter_has_numbered_pages():
    pages = PdfReader(io.BytesIO(paper.pdf(parcel(body="\n".join(["这是很长的一段话。" * 20] * 30))))).pages
    assert len(pages) > 1
    assert f"2 / {len(pages)}" in pages[1].extract_text()


def test_a_letter_that_cannot_be_written_down_is_tried_again(room, wednesday):
    room.write_text("a file stands where the folder should be", encoding="utf-8")
    message(channel="letter", address="成都市锦江区1号")
    deliver()
    kept = Message.objects.get()
    assert (kept.state, bool(kept.last_error)) == ("queued", True)


def test_a_letter_that_does_not_render_waits_for_a_person(room, wednesday, monkeypatch, tmp_path):
    broken = tmp_path / "broken.typ"
    broken.write_text("#panic()", encoding="utf-8")
    monkeypatch.setattr(typesetting, "TEMPLATES", tmp_path)
    monkeypatch.setattr(paper, "TEMPLATE", broken)
    message(channel="letter", address="成都市锦江区1号")
    deliver()
    assert Message.objects.get().state == "failed"
    assert not room.exists()
