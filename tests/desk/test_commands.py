"""Forms of commands: made from the registry, refused with reasons, losing nothing."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from redress.assembly import FOR_PEOPLE
from redress.casework.models import AccessEntry, Draft
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import RecordContact
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.handling.commands.investigate import RecordFinding
from redress.complaints.models import Complaint, JournalEntry
from redress.complaints.queries.case import opened
from redress.desk.forms.choices import choices
from redress.desk.forms.command import Rows, parts
from redress.desk.forms.schema import declared
from redress.evidence import storing
from redress.organisation.queries import actor as actor_of
from tests.complaints.inputs import department, transfer, visit
from tests.complaints.papers import attach

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


@pytest.fixture
def case(actor, wednesday):
    number = execute(transfer(unit="cd"), actor("sc.officer")).number
    return Complaint.objects.get(number=number)


def address(case, name):
    return f"/case/{case.number}/do/{name}"


@pytest.mark.parametrize("command", FOR_PEOPLE, ids=lambda command: command.name)
def test_every_command_of_the_registry_has_a_form(desk, case, command):
    answer = desk("sc.officer").get(address(case, command.name))
    assert answer.status_code == 200
    assert f"/do/{command.name}" in answer.content.decode()


@pytest.mark.req("ORG-08", "FLW-02")
def test_the_routed_department_is_chosen_already(desk, case):
    page = desk("sc.officer").get(address(case, "dispatch")).content.decode()
    routed = department("cd", "business_management")
    assert f'<option value="{routed}" selected>' in page


@pytest.mark.req("INT-03")
def test_an_amendment_begins_with_everything_that_is_registered(desk, case):
    """The head count stood empty, as if nobody had counted."""
    Complaint.objects.filter(pk=case.pk).update(complainants=21)
    page = desk("sc.officer").get(address(case, "amend")).content.decode()
    assert 'name="complainants" value="21"' in page


def test_only_departments_on_the_way_up_are_offered(desk, case):
    page = desk("sc.officer").get(address(case, "dispatch")).content.decode()
    assert f'value="{department("sc", "claims")}"' in page
    assert f'value="{department("gx", "claims")}"' not in page


@pytest.mark.req("FLW-07", "FLW-18")
def test_a_refusal_stands_at_its_field_with_the_rule_and_keeps_what_was_typed(desk, case):
    answer = desk("sc.officer", language="en").post(
        address(case, "dispatch"), {"to": department("sc", "claims"), "opinion": "", "version": case.version}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    told = page.split('id="id_opinion-error"')[1].split("</p>")[0]
    assert "FLW-07" in told
    assert f'<option value="{department("sc", "claims")}" selected>' in page


@pytest.mark.req("FLW-18")
def test_a_stale_version_is_told_what_changed_and_sent_again_on_the_new_one(desk, case, actor):
    execute(RecordContact(means="call", words="先到一步"), actor("cd.officer"), case.number)
    client = desk("sc.officer", language="en")
    typed = {"means": "call", "words": "我写了很久的内容", "kind": "progress", "reached": "true"}
    answer = client.post(address(case, "record_contact"), typed | {"version": case.version, "key": "k1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "我写了很久的内容" in page
    assert actor("cd.officer").name in page
    assert "Record a contact" in page
    assert "Send again on the new version" in page
    assert f'name="version" value="{case.version + 1}"' in page
    again = client.post(address(case, "record_contact"), typed | {"version": case.version + 1, "key": "k1"})
    assert again.status_code == 302
    assert case.contacts.count() == 2


@pytest.mark.req("FLW-18", "SYS-01")
def test_sending_twice_does_it_once(desk, case):
    client = desk("sc.officer")
    typed = {"means": "call", "words": "只说了一次", "version": case.version, "key": "once"}
    assert client.post(address(case, "record_contact"), typed).status_code == 302
    assert client.post(address(case, "record_contact"), typed).status_code == 302
    assert case.contacts.count() == 1


@pytest.mark.req("FLW-18")
def test_a_draft_that_comes_after_its_form_was_sent_is_not_kept(desk, case):
    client = desk("sc.officer")
    typed = {"words": "一句话", "means": "call", "key": "sent", "draft_key": "one"}
    client.post(address(case, "record_contact"), typed | {"version": case.version})
    assert client.post(f"/draft/{case.number}/record_contact", typed).status_code == 200
    assert not Draft.objects.filter(form__startswith=f"{case.number}/record_contact").exists()


def test_whatever_takes_several_offers_what_can_be_chosen(case):
    """A box of ticks without a choice cannot be filled in."""
    file = opened(actor_of(Complaint.objects.get(pk=case.pk).owner_id), case.number)
    several = [
        (command, field) for command in FOR_PEOPLE for field in declared(command) if field.shape == "several"
    ]
    assert several
    for command, field in several:
        assert choices(command, field, file) is not None, (command.name, field.name)


@pytest.mark.req("FLW-04")
def test_the_form_for_urging_offers_orders_and_the_owner_by_name_but_nobody_themselves(desk, case, actor):
    officer = case.owner
    execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), actor(officer.username), case.number)
    own = desk(officer.username).get(address(case, "urge")).content.decode()
    assert f'<option value="{case.number}-01" selected>' in own
    assert '<option value=""' not in own
    others = desk("ho.officer").get(address(case, "urge")).content.decode()
    assert f'<option value="{case.number}-01" selected>' in others
    assert officer.name in others[others.index('name="order"') : others.index('name="reason"')]


@pytest.mark.req("FLW-04", "COM-10")
def test_who_was_urged_is_said_when_it_is_done_and_on_the_time_line(desk, case):
    client = desk("ho.officer", language="en")
    typed = {"order": "", "reason": "请尽快", "version": case.version, "key": "u1"}
    page = client.post(address(case, "urge"), typed, follow=True).content.decode()
    assert "The owner of the case was urged." in page
    assert "Addressed to" in page


@pytest.mark.req("AUT-01")
def test_an_opinion_beyond_authority_is_not_just_done_but_says_who_must_approve(desk, case, actor):
    execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), actor("sc.officer"), case.number)
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(
            RecordFinding(kind=kind, conclusion="属实", reasons="有记录"), actor("sc.officer"), case.number
        )
    case.refresh_from_db()
    typed = {"plan": "补付", "basis": "条款第五条", "amount": "90000", "version": case.version, "key": "p1"}
    page = (
        desk("sc.officer", language="en").post(address(case, "propose"), typed, follow=True).content.decode()
    )
    assert "It awaits approval by" in page


def test_a_row_that_is_not_needed_can_stay_empty(case, actor):
    """Also where a list of the row has but one choice."""
    attach(case.number, actor("sc.officer"), "鉴定委托书")
    file = opened(actor("sc.officer"), case.number)
    fields = [
        (command, field)
        for command in FOR_PEOPLE
        for part in parts(command, file, {})
        if isinstance(part, Rows)
        for row in part.rows
        for field in row
    ]
    assert any(field.choices for _command, field in fields)
    for command, field in fields:
        assert not field.choices or field.multiple or field.choices[0].value == "", (command.name, field.name)


@pytest.mark.req("CLK-05")
def test_a_case_with_one_paper_is_paused_with_it(desk, case, actor):
    blob = attach(case.number, actor("sc.officer"), "鉴定委托书")
    client, form = desk("sc.officer", language="en"), address(case, "pause")
    case.refresh_from_db()
    typed = {"ground": "appraisal", "words": "等待鉴定", "version": case.version, "told_by": "call"}
    for row, proof in enumerate(("commission", "notice_to_customer")):
        typed |= {f"proofs.{row}.proof": proof, f"proofs.{row}.evidence": blob}
    page = client.get(form).content.decode()
    third = page[page.index('name="proofs.2.evidence"') :]
    assert "selected" not in third[: third.index("</select>")].replace('<option value="" selected>', "")
    assert client.post(form, typed | {"proofs.2.proof": "", "proofs.2.evidence": ""}).status_code == 302


@pytest.mark.req("CLK-12", "CLK-02")
def test_a_limit_of_a_regulators_office_is_not_called_the_methods(desk, case, actor):
    blob = attach(case.number, actor("sc.officer"), "转办函")
    case.refresh_from_db()
    typed = {"office": "四川监管局", "last_day": "2026-11-20", "evidence": blob, "version": case.version}
    client = desk("sc.officer")
    assert client.post(address(case, "set_earlier_limit"), typed).status_code == 302
    page = client.get(f"/case/{case.number}").content.decode()
    assert "监管期限" in page
    assert "以来文为准" in page
    assert "约定时间" not in page


@pytest.mark.req("CLK-12")
def test_the_number_of_a_limit_that_is_replaced_is_asked_for_where_there_is_one(desk, case, actor):
    blob = attach(case.number, actor("sc.officer"), "转办函")
    case.refresh_from_db()
    client, form = desk("sc.officer", language="en"), address(case, "set_earlier_limit")
    assert 'name="replaces"' not in client.get(form).content.decode()
    typed = {"office": "四川监管局", "last_day": "2026-11-20", "evidence": blob, "version": case.version}
    assert client.post(form, typed).status_code == 302
    page = client.get(form).content.decode()
    assert "1 · 四川监管局 · 2026-11-20" in page[page.index('name="replaces"') :]
    case.refresh_from_db()
    again = typed | {"last_day": "2026-11-19", "replaces": "1", "version": case.version}
    assert client.post(form, again).status_code == 302
    assert list(case.earlier_limits.order_by("number").values_list("number", "replaced_by")) == [
        (1, 2),
        (2, None),
    ]


@pytest.mark.req("FLW-05", "FLW-08")
def test_a_file_stands_on_the_time_line_by_its_name_and_kind_alone(desk, case):
    client = desk("sc.officer")
    paper = SimpleUploadedFile("申请书.png", PNG, content_type="image/png")
    client.post(
        address(case, "attach_evidence"), {"file": paper, "kind": "customer", "version": case.version}
    )
    line = client.get(f"/case/{case.number}").content.decode().partition("办理过程")[2]
    assert "申请书.png" in line
    assert "上传凭证" not in line


@pytest.mark.req("AUT-05")
def test_for_which_cases_a_limit_is_extended_is_said_in_words(desk, case):
    page = desk("sc.officer").post(
        address(case, "ask_extension"),
        {"clock": "resolution_law", "reason": "等待鉴定", "version": case.version},
    )
    said = page.content.decode()
    assert "仅以下情形可以延长期限" in said
    assert "∈" not in said


@pytest.mark.req("CLK-12", "CLK-05")
@pytest.mark.parametrize("command", ["set_earlier_limit", "withdraw", "new_facts", "pause"])
def test_a_form_that_asks_for_a_paper_says_where_it_comes_from(desk, case, command):
    page = desk("sc.officer", language="en").get(address(case, command)).content.decode()
    assert "attach it as evidence first" in page


@pytest.mark.req("FLW-18")
def test_a_draft_of_a_command_is_restored_and_gone_once_sent(desk, case):
    client = desk("sc.officer")
    typed = {"words": "半句话", "means": "call", "key": "x", "draft_key": "one"}
    client.post(f"/draft/{case.number}/record_contact", typed)
    restored = client.get(address(case, "record_contact") + "?draft=one").content.decode()
    assert "半句话</textarea>" in restored
    client.post(address(case, "record_contact"), typed | {"words": "一句话", "version": case.version})
    assert not Draft.objects.exists()


@pytest.mark.req("CLO-02")
def test_causes_are_rows_and_a_fault_in_one_stands_in_that_row(desk, actor, wednesday):
    from redress.complaints.intake.commands.settle import Settle

    number = execute(visit(), actor("cd.officer")).number
    execute(Settle(plan="协助", basis="规则"), actor("cd.officer"), number)
    client, home = desk("cd.officer", language="en"), department("cd", "sales")
    typed = {"validity": "substantiated", "reasons": "属实", "causes.2.code": "process"}
    refused = client.post(f"/case/{number}/do/determine", typed)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'id="id_causes_2_department-error"' in page
    assert "CLO-02" in page
    done = client.post(f"/case/{number}/do/determine", typed | {"causes.2.department": home})
    assert done.status_code == 302
    assert Complaint.objects.get(number=number).causes.get().code == "process"


@pytest.mark.req("COM-03")
def test_the_customers_no_is_a_no(desk, case, actor):
    from redress.complaints.handling.commands.investigate import GiveFeedback
    from redress.desk.forms import reading

    assert reading.payload(GiveFeedback, {"accepted": ["false"], "objections": ["太少"]}) == {
        "accepted": "false",
        "objections": "太少",
    }
    assert "accepted" not in reading.payload(GiveFeedback, {"objections": ["太少"]})


def test_an_emptied_field_of_an_amendment_is_emptied(desk, case):
    client = desk("sc.officer")
    answer = client.post(
        address(case, "amend"),
        {"reason": "误填", "facts": case.facts, "demand": "", "policy_number": case.policy_number,
         "claim_number": case.claim_number, "product_line": "", "product": "", "about_whom": "", "amount": "20000",
         "version": case.version},
    )  # fmt: skip
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.demand == ""


@pytest.mark.req("FLW-05", "SEC-03", "SEC-05")
def test_a_file_is_attached_given_out_safely_and_its_download_logged(desk, case):
    client = desk("sc.officer")
    file = SimpleUploadedFile("住院病历.png", PNG)
    sent = client.post(
        address(case, "attach_evidence"), {"file": file, "kind": "customer", "version": case.version}
    )
    assert sent.status_code == 302
    attached = case.attachments.get()
    answer = client.get(f"/case/{case.number}/evidence/{attached.pk}")
    assert b"".join(answer.streaming_content) == PNG
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert AccessEntry.objects.filter(file_id=case.pk, action="download").count() == 1
    shown = client.get(f"/case/{case.number}/evidence/{attached.pk}?show")
    assert shown["Content-Disposition"].startswith("inline")
    assert shown["Content-Type"] == "image/png"
    assert b"".join(shown.streaming_content) == PNG
    assert desk("gx.officer").get(f"/case/{case.number}/evidence/{attached.pk}").status_code == 404


@pytest.mark.req("SEC-04", "SEC-05")
def test_a_file_changed_on_the_disk_is_not_given_out_and_a_page_says_so(desk, case):
    client = desk("sc.officer")
    file = SimpleUploadedFile("住院病历.png", PNG)
    client.post(address(case, "attach_evidence"), {"file": file, "kind": "customer", "version": case.version})
    attached = case.attachments.get()
    at = f"/case/{case.number}/evidence/{attached.pk}"
    # The link leaves it to the answer whether a file is saved: a browser hides the page of one that is not.
    page = client.get(f"/case/{case.number}").content.decode()
    assert f'href="{at}">' in page
    kept = storing.path_of(attached.blob_id)
    kept.chmod(0o640)
    *others, last = kept.read_bytes()
    kept.write_bytes(bytes([*others, last ^ 1]))
    answer = client.get(at)
    assert answer.status_code == 410
    assert "不予提供" in answer.content.decode()
    assert "返回工作台" in answer.content.decode()
    assert PNG not in answer.content
    assert AccessEntry.objects.filter(file_id=case.pk, action="refused").exists()


@pytest.mark.req("SEC-05")
def test_a_file_that_is_not_what_its_name_says_is_refused_at_the_field(desk, case):
    client = desk("sc.officer", language="en")
    file = SimpleUploadedFile("contract.pdf", b"MZ\x90\x00 this is a program")
    answer = client.post(address(case, "attach_evidence"), {"file": file, "kind": "contract"})
    page = answer.content.decode()
    assert answer.status_code == 422
    told = page.split('id="id_file-error"')[1].split("</p>")[0]
    assert "is not a PDF file" in told
    assert "SEC-05" in told
    assert '<option value="contract" selected>' in page


def test_an_uploaded_file_is_kept_when_another_field_is_wrong(desk, case):
    client = desk("sc.officer", language="en")
    answer = client.post(
        address(case, "attach_evidence"), {"file": SimpleUploadedFile("a.png", PNG), "kind": ""}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    handle = page.split('name="upload" value="')[1].split('"')[0]
    sent = client.post(
        address(case, "attach_evidence"), {"upload": handle, "file_name": "a.png", "kind": "other"}
    )
    assert sent.status_code == 302
    assert case.attachments.get().name == "a.png"


@pytest.mark.req("SEC-01", "ORG-11")
def test_no_form_sends_a_command_that_is_not_the_actors_to_give(desk, case):
    answer = desk("sc.finance").post(address(case, "amend"), {"reason": "x", "facts": "y"})
    assert answer.status_code == 404
    before = JournalEntry.objects.filter(complaint=case).count()
    answer = desk("ho.auditor").post(address(case, "amend"), {"reason": "x", "facts": "y"})
    assert answer.status_code == 403
    assert JournalEntry.objects.filter(complaint=case).count() == before


def test_automatic_commands_have_no_form(desk, case):
    assert desk("sc.officer").get(address(case, "advance_clock")).status_code == 404
    assert desk("sc.officer").get(address(case, "register")).status_code == 404


@pytest.mark.parametrize(("command", "field"), [("execute", "proof"), ("ask_approval", "question")])
def test_words_are_typed_even_where_another_step_chooses_from_a_list(desk, actor, wednesday, command, field):
    number = execute(visit(), actor("cd.officer")).number
    page = desk("cd.officer").get(f"/case/{number}/do/{command}").content.decode()
    assert f'<select class="form-select" id="id_{field}"' not in page
