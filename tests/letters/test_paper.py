"""Every form and letter on paper: what its pages say, that markup of a customer stays words, how long it takes."""

from __future__ import annotations

import hashlib
import io
import statistics
import time
from datetime import date
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pypdf import PdfReader

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.complaints.case import Case
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.letters.draft import DraftLetter
from redress.complaints.models import Complaint
from redress.letters import content, issuing, typesetting
from redress.letters.coverage import coverage
from redress.letters.models import Letter
from redress.rulebook import load
from tests.complaints.inputs import department, transfer, visit
from tests.letters.inputs import OPINION, found_out, version

pytestmark = pytest.mark.django_db

MARKUP = (
    '#strong[粗体] $x^2$ *星号* _下划线_ @引用 <标签> // 注释 `代码` \\ #panic("x") = 标题 "引号" -- --- ...'
)
LONG = (
    "经核实，您于2024年3月5日投保的安和福满两全保险，业务员在介绍产品时未如实说明退保损失，录音录像显示其对收益作了"
    "不确定的承诺。根据《中华人民共和国保险法》第一百一十六条和公司投诉管理办法，该行为违反规定，公司予以纠正。"
)
WRITTEN: dict[str, dict[str, str]] = {
    "processing_opinion": OPINION | {"apology": "给您带来不便，我们深表歉意。"},
    "extension_notice": {"reason": "需要调取异地医院病历。", "until": "2026年12月18日。"},
    "register_form": {"remark": "客户情绪平稳。"},
    "service_order": {"opinion": "请核实退保款支付时间。"},
    "visit_form": {"remark": "客户自带保单原件。"},
    "co_handling_order": {"request": "请提供付款流水。"},
    "urging_order": {"reason": "距反馈时限不足四小时，尚未收到反馈。"},
    "email_reply": {"contact": "客服热线95500。"},
    "acknowledgement": {"contact": "客服热线95500。"},
    "approval_request": {
        "situation": LONG,
        "opinion": "拟全额退还保费。",
        "basis": "保险法。",
        "request": "请批准。",
    },
    "claims_guide": {
        "steps": "一、报案；二、提交材料。",
        "papers": "理赔申请书、病历。",
        "contact": "95500。",
    },
    "one_time_notice": {"missing": "出院小结、费用清单。", "how": "十日内送交任一柜面。"},
    "claims_decision": {"decision": "给付20000元。", "basis": "合同第五条。", "reasons": "属于保险责任。"},
    "closing_notice": {"result": "已办理退保。", "closed": "您已确认满意，本件结案。"},
}
KINDS = list(WRITTEN)


@pytest.fixture
def officer(actor):
    return actor("sc.officer")


def case_for(kind: str, officer: Any) -> str:
    """A case that may need such a letter, with an order where the form is about one."""
    if kind == "visit_form":
        return execute(visit(), officer).number
    channel = {"email_reply": "email", "acknowledgement": "letter"}.get(kind)
    number = execute(
        transfer(**({"channel": channel, "source": "direct"} if channel else {})), officer
    ).number
    if kind in ("processing_opinion", "claims_decision", "closing_notice"):
        found_out(number, officer)
    if kind in ("service_order", "co_handling_order", "urging_order"):
        execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number)
    return number


def written(kind: str, officer: Any, **parts: str) -> tuple[Case, Letter]:
    """A case and a complete draft of the letter."""
    number = case_for(kind, officer)
    order = f"{number}-01" if Complaint.objects.get(number=number).orders.exists() else ""
    command = DraftLetter(kind=kind, parts=WRITTEN[kind] | parts, order=order)
    letter = execute(command, officer, number).facts["letter"]
    row = Complaint.objects.select_related("unit", "received_unit", "rulebook").get(number=number)
    return Case(row, moment.now()), version(str(letter))


def read(pdf: bytes) -> list[str]:
    """The words of each page, without what layout puts between them."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.req("COM-07")
@pytest.mark.parametrize("kind", KINDS)
def test_every_form_and_letter_carries_number_date_code_pages_and_what_was_written(kind, officer, wednesday):
    case, letter = written(kind, officer)
    rule = case.rulebook.letter(kind)
    pages = read(issuing.preview(case, letter, rule))
    words = "".join(pages)
    assert rule.title.zh in pages[0]
    assert letter.number in pages[0]
    assert "2026年11月18日" in pages[0]
    assert f"第1页，共{len(pages)}页" in pages[0]
    assert f"第{len(pages)}页，共{len(pages)}页" in pages[-1]
    assert "-".join((letter.code[:4], letter.code[4:8], letter.code[8:])) in words
    assert (
        case.row.number in words
        or rule.form
        or kind in ("claims_guide", "one_time_notice", "claims_decision")
    )
    for text in WRITTEN[kind].values():
        assert "".join(text.split()) in words, text
    if rule.to == "customer":
        assert "刘建国：" in words
        assert "（盖章）" in words


def test_the_method_has_no_letter_that_is_not_tried_here():
    assert set(load("life-method").method.letters) == set(KINDS)
    for kind in KINDS:
        assert (typesetting.TEMPLATES / f"{kind}.typ").is_file()


@pytest.mark.req("COM-07")
@pytest.mark.parametrize("kind", ["processing_opinion", "claims_guide", "co_handling_order"])
def test_markup_in_a_text_is_printed_as_it_was_typed(kind, officer, wednesday):
    part = {"processing_opinion": "reasons", "claims_guide": "steps", "co_handling_order": "request"}[kind]
    case, letter = written(kind, officer, **{part: MARKUP})
    words = "".join(read(issuing.preview(case, letter, case.rulebook.letter(kind))))
    assert "".join(MARKUP.split()) in words


@pytest.mark.req("COM-05")
@pytest.mark.parametrize("part", ["verification", "decision", "basis", "reasons", "remedies"])
def test_the_template_itself_refuses_an_opinion_without_a_mandatory_part(part, officer, wednesday):
    case, letter = written("processing_opinion", officer)
    letter.parts = letter.parts | {part: "  \n"}
    with pytest.raises(Refusal) as caught:
        issuing.preview(case, letter, case.rulebook.letter("processing_opinion"))
    assert (caught.value.rule, caught.value.field) == ("2020-3/19", "parts")
    assert f"missing part: {part}" in str(caught.value.because)


@pytest.mark.req("COM-04")
def test_a_draft_says_so_on_every_page_and_a_final_one_does_not(officer, wednesday):
    case, letter = written("processing_opinion", officer, reasons=LONG * 12)
    rule = case.rulebook.letter("processing_opinion")
    draft = read(issuing.preview(case, letter, rule))
    assert len(draft) > 1
    assert all("草稿" in page for page in draft)
    from redress.evidence import storing

    final = read(storing.read(issuing.freeze(case, letter, rule)))
    assert not any("草稿" in page for page in final)


def test_the_same_letter_gives_the_same_bytes(officer, wednesday):
    case, letter = written("claims_guide", officer)
    rule = case.rulebook.letter("claims_guide")
    digests = {hashlib.sha256(issuing.preview(case, letter, rule)).hexdigest() for _ in range(2)}
    assert len(digests) == 1


def test_rare_characters_of_names_have_glyphs(officer, wednesday):
    case, letter = written("claims_guide", officer, steps="尊敬的㐱䶮先生，赵堃、叶问、陈龑女士：")
    words = "".join(read(issuing.preview(case, letter, case.rulebook.letter("claims_guide"))))
    assert "㐱䶮" in words
    assert "龑" in words


def test_a_letter_is_set_well_within_a_request(officer, wednesday):
    case, letter = written("processing_opinion", officer, reasons=LONG * 12)
    rule = case.rulebook.letter("processing_opinion")
    issuing.preview(case, letter, rule)  # the fonts are read once a process
    spent = []
    for _ in range(5):
        begun = time.perf_counter()
        issuing.preview(case, letter, rule)
        spent.append(time.perf_counter() - begun)
    assert statistics.median(spent) < 1.0


@pytest.mark.req("COM-07")
@pytest.mark.parametrize("field", ["addressee", "address", "parts"])
def test_a_letter_with_a_character_that_its_font_lacks_does_not_go_out(field, officer, wednesday):
    case, letter = written("one_time_notice", officer)
    rare = "\U000216df女士"
    setattr(letter, field, letter.parts | {next(iter(letter.parts)): rare} if field == "parts" else rare)
    with pytest.raises(Refusal) as caught:
        issuing.freeze(case, letter, case.rulebook.letter("one_time_notice"))
    assert caught.value.rule == "COM-07"
    assert "U+216DF" in str(caught.value.because)
    assert letter.pdf is None


@pytest.mark.req("COM-07")
@pytest.mark.parametrize("kind", KINDS)
def test_every_form_and_letter_is_set_with_characters_that_the_font_has(kind, officer, wednesday):
    case, letter = written(kind, officer)
    rule = case.rulebook.letter(kind)
    assert issuing.freeze(case, letter, rule)


def test_the_fonts_have_all_characters_of_the_common_lists():
    """All of the Unified Ideographs block and of what Chinese text is set with."""
    known = coverage(typesetting.FONTS)
    assert set("投诉处理告知书·，。；：？！“”‘’（）《》〔〕—…￥％①⑳ⅠABCabc0189") <= known
    assert not [f"{code:X}" for code in range(0x4E00, 0x9FA6) if chr(code) not in known]


@pytest.fixture
def rare_font(tmp_path, settings):
    """A font beside the project's own that has one character of Extension B, a box of its own shape."""
    pen = TTGlyphPen(None)
    for at, point in enumerate([(100, 0), (100, 800), (900, 800), (900, 0)]):
        (pen.lineTo if at else pen.moveTo)(point)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "rare"])
    builder.setupCharacterMap({0x216DF: "rare"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "rare": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "rare": (1000, 0)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    names = ("familyName", "fullName", "psName", "uniqueFontIdentifier")
    builder.setupNameTable({"styleName": "Regular", "version": "1.0"} | dict.fromkeys(names, "Rare"))
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    builder.save(tmp_path / "rare.ttf")
    settings.REDRESS_FONTS = [str(tmp_path), "/there/is/no/such/folder"]


@pytest.mark.req("COM-07")
def test_a_rare_name_is_set_in_a_font_that_lies_beside_the_project_s(rare_font, officer, wednesday):
    case, letter = written("one_time_notice", officer)
    letter.addressee = "\U000216df女士"
    rule = case.rulebook.letter("one_time_notice")
    assert issuing.freeze(case, letter, rule)
    data = content.content(case, letter, rule, date(2026, 11, 18))
    paper = typesetting.pdf(typesetting.template("one_time_notice", form=False), data, wednesday)
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in PdfReader(io.BytesIO(paper)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert any("Rare" in name for name in fonts), fonts
    letter.addressee = "\U000216e0女士"
    with pytest.raises(Refusal) as caught:
        issuing.freeze(case, letter, rule)
    assert "U+216E0" in str(caught.value.because)
