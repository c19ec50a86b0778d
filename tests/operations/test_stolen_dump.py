"""Whoever steals database, files and logs, but not the keys, finds nothing that a customer or colleague said (SEC-02).

Canary values go through every door, all of it is committed, and then everything is read as a thief would read it.
"""

from __future__ import annotations

import base64
import io
import logging
import logging.config
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from click.testing import CliRunner
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from redress.administration.handing_over import NoteHandover
from redress.casework import moment
from redress.committee import door as committee
from redress.committee.models import Body, Session
from redress.committee.sessions import plan as planning
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.handling.commands.investigate import Propose, RecordFinding
from redress.complaints.letters.draft import DraftLetter
from redress.complaints.letters.review import PassLetter, SubmitLetter
from redress.complaints.letters.send import SendLetter
from redress.complaints.models import Complaint
from redress.messages.models import Message
from redress.messages.sending.deliver import deliver
from redress.operations.backup import tools
from redress.organisation.actor import SYSTEM
from redress.organisation.models import ChangeNotice, Department, User
from redress.privacy.cipher import blind
from redress.privacy.masks import Kind
from tests.api.conftest import caller  # noqa: F401 - a fixture
from tests.complaints.inputs import approve_all, department, transfer
from tests.desk.test_register import PNG as SIGNATURE
from tests.desk.test_register import typed
from tests.fixtures.canaries import found, shapes
from tests.fixtures.database import folder as server_folder
from tests.importing.conftest import row, write
from tests.letters.inputs import OPINION
from tests.messages.conftest import box  # noqa: F401 - a fixture
from tests.messages.rows import message
from tests.organisation import acts as administration

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("SEC-02")]

WHO = {
    "name": "欧阳金丝雀",
    "phone": "13977245518",
    "id_number": "510101197203044417",
    "email": "kanari.ouyang@vogel.example",
    "address": "雀儿巷四十九号三单元",
    "account": "6222987614023358",
}
"""Whom the desk registers; the API registers somebody else."""
OTHER = {"name": "司徒翡翠鸟", "phone": "13866120947", "email": "feicui.situ@vogel.example"}

SAID = {
    "narrative": "业务员在鹦鹉茶楼当面许诺翻三倍",
    "demand": "要求退还那笔孔雀款",
    "policy number": "PX77KANARI0019",
    "claim number": "CX88KANARI0027",
    "product": "百灵鸟终身年金",
    "agent": "慕容杜鹃",
    "place": "画眉路柜台二楼",
    "narrative by API": "客户称夜莺条款从未讲解",
    "regulator's reference": "雉监转七七四一号",
    "number in the imported register": "HERON-5519-EXT",
    "order's opinion": "请查猫头鹰录音",
    "finding": "经核实喜鹊签名系代签",
    "plan": "退还啄木鸟保费",
    "contact": "客户说燕子明天再来",
    "recording": "REC-STORK-3381",
    "letter's reasons": "因白鹭告知书未送达",
    "letter's addressee": "欧阳金丝雀女士亲启",
    "proof of posting": "EMS-KRANICH-4402",
    "message": "尊敬的云雀客户请查收",
    "file name": "丹顶鹤住院单.png",
    "draft": "半句话关于翠鸟",
    "saved view": "鹭鸶专盯",
    "reason of a deputyship": "因戴胜鸟手术住院",
    "reason of a disabling": "涉嫌泄露黄鹂名单",
    "why it is proposed": "账号误封系朱鹮一事",
    "reason of a rejection": "金雕材料不全不予同意",
    "report of a change": "原岗人员调往白鹇支行",
    "handed over because": "蜂鸟离职交接完毕",
    "place of a session": "火烈鸟会议室",
    "what is moved": "拟按孔雀条款补偿",
    "minutes": "会上提到鸵鸟一案",
    "reason of standing aside": "与丹雀之家有亲属关系",
    "search": "找一只渡渡鸟",
    "look-up": "13755990183",
    "purpose": "核对鸬鹚账户",
    "API file name": "信天翁合同.txt",
    "file content": "这张纸写着军舰鸟三个字",
    "long file content": "这份长卷写着极乐鸟四个字",
}
SECRET = "KANAR7JBSWY3DPEH"
_PIXEL = base64.b64decode(SIGNATURE.partition(",")[2])


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """The folder for temporary files, of this test alone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def log():
    """What the program writes to its log, with its own formatter, rooms and Django at their most talkative."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    described = configured.LOGGING["formatters"]["line"]
    handler.setFormatter(logging.config.DictConfigurator({"version": 1}).configure_formatter(dict(described)))
    root, talkative = logging.getLogger(), [logging.getLogger(name) for name in ("redress", "django")]
    before = [each.level for each in (root, *talkative)]
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for each in talkative:
        each.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(handler)
    for each, level in zip((root, *talkative), before, strict=True):
        each.setLevel(level)


@pytest.fixture
def print_room(settings, tmp_path):
    """What lies there leaves the house in clear, by the operator's own choice of the folder."""
    settings.REDRESS_PRINT_FOLDER = str(tmp_path / "print-room")
    return tmp_path / "print-room"


def at_the_desk(desk):
    """The form, a file, a letter's proof, a draft, a view, searches and a look at the customer."""
    client = desk("cd.officer")
    people = {f"people.0.{name}": value for name, value in WHO.items()}
    form = typed(
        **people,
        received_place=SAID["place"],
        facts=SAID["narrative"],
        demand=SAID["demand"],
        policy_number=SAID["policy number"],
        claim_number=SAID["claim number"],
        product=SAID["product"],
        about="person",
        about_whom=SAID["agent"],
    )
    client.post("/draft/register", form | {"facts": SAID["draft"]})
    client.post("/register/related", form | {"people.0.phone": SAID["look-up"]})
    answer = client.post("/register", form)
    assert answer.status_code == 302, answer.content.decode()
    case = Complaint.objects.get(policy_number_index=blind(SAID["policy number"], Kind.POLICY))
    file = SimpleUploadedFile(SAID["file name"], _PIXEL + SAID["file content"].encode())
    there = f"/case/{case.number}/do"
    sent = client.post(
        f"{there}/attach_evidence", {"file": file, "kind": "customer", "version": case.version}
    )
    assert sent.status_code == 302, sent.content.decode()
    spoken = {"kind": "progress", "means": "call", "words": SAID["contact"], "recording": SAID["recording"]}
    client.post(f"/draft/{case.number}/record_contact", spoken | {"words": SAID["draft"], "key": "x"})
    assert client.post(f"{there}/record_contact", spoken).status_code == 302
    client.post("/views", {"name": SAID["saved view"], "query": "list=mine"})
    client.post("/search", {"q": SAID["search"]})
    assert case.number in client.post("/search", {"q": WHO["name"]}).content.decode()
    seen = client.post(
        f"/case/{case.number}/people/{case.parties.first().pk}", {"purpose": "other", "note": SAID["purpose"]}
    )
    assert WHO["phone"] in seen.content.decode()
    client.get(f"/case/{case.number}")
    return case.number, client


def by_the_api(called):
    body = transfer(
        people=[OTHER],
        facts=SAID["narrative by API"],
        source_reference=SAID["regulator's reference"],
    ).model_dump(mode="json", exclude_defaults=True)
    made = called.post("/complaints", body, headers={"Idempotency-Key": "canary-1"})
    assert made.status_code == 201, made.content.decode()
    number = made.json()["number"]
    long = SAID["long file content"].encode() * 200_000
    file = SimpleUploadedFile(SAID["API file name"], long, "text/plain")
    stored = called.client.post("/api/v1/evidence", {"file": file}, headers=called._headers(None))
    assert stored.status_code == 201, stored.content.decode()
    given = {"upload": stored.json()["upload"], "kind": "customer", "file_name": SAID["API file name"]}
    assert called.give(number, "attach_evidence", given).status_code == 200
    assert called.get("/complaints", policy_number=SAID["policy number"]).status_code == 200
    assert called.give(number, "record_contact", {"means": SAID["contact"]}).status_code == 422
    return number


def on_paper(number, actor):
    """Investigated, proposed, and answered by a letter that goes."""
    officer, claims, counsel = actor("sc.officer"), actor("sc.claims"), actor("sc.legal")
    execute(Dispatch(to=department("sc", "claims"), opinion=SAID["order's opinion"]), officer, number)
    for kind in ("truth", "responsibility", "reasonableness"):
        finding = RecordFinding(kind=kind, conclusion=SAID["finding"], reasons=SAID["finding"])
        execute(finding, claims, number)
    execute(Propose(plan=SAID["plan"], basis=OPINION["basis"], amount="20000"), officer, number)
    approve_all(number)
    parts = OPINION | {"reasons": SAID["letter's reasons"]}
    drafted = DraftLetter(kind="processing_opinion", parts=parts, addressee=SAID["letter's addressee"])
    letter = str(execute(drafted, officer, number).facts["letter"])
    execute(SubmitLetter(letter=letter), officer, number)
    execute(PassLetter(letter=letter), counsel, number)
    by = moment.now() + timedelta(days=3)
    sent = SendLetter(letter=letter, means="post", proof=SAID["proof of posting"], execute_by=by)
    execute(sent, officer, number)


def of_the_house(desk, actor):
    """What colleagues write of each other: deputies, accounts, changes of people, sessions."""
    today, admin = timezone.localdate(), actor("admin")
    absent, deputy = User.objects.get(username="sc.officer"), User.objects.get(username="sc.handler")
    reason = SAID["reason of a deputyship"]
    administration.name_deputy(actor("sc.officer"), absent, deputy, today, today + timedelta(days=2), reason)
    person = User.objects.get(username="sc.intake")
    administration.disable(admin, person, SAID["reason of a disabling"])
    proposed = administration.propose_enabling(admin, person, SAID["why it is proposed"])
    administration.reject(actor("sc.manager"), proposed, SAID["reason of a rejection"])
    department = Department.objects.get(unit__code="sc", kind="customer_service")
    notice = ChangeNotice.objects.create(
        rule="x", department=department, duty="coordinator", changed_on=today, due_on=today, remind_on=today
    )
    administration.file_report(SYSTEM, notice, SAID["report of a change"])
    handed = NoteHandover(cases=0, last=today, reason=SAID["handed over because"], left=0)
    administration.of_person(SYSTEM, person, handed)
    called = planning.PlanSession(
        body=Body.objects.get(unit__code="sc", kind="coordination_committee").pk,
        kind="committee",
        at=moment.now() + timedelta(days=3),
        place=SAID["place of a session"],
    )
    session = Session.objects.get(number=committee.give(called, actor("sc.officer")).number)
    given = {
        "item": 1,
        "motion": SAID["what is moved"],
        "words": SAID["minutes"],
        "reason": SAID["reason of standing aside"],
    }
    committee.record(session, SYSTEM, "write_minutes", given, {})


def imported(tmp_path):
    from redress.operations import console

    path = write(tmp_path / "register.csv", [row(number=SAID["number in the imported register"])])
    done = CliRunner().invoke(console.redress, ["import", str(path), "--mapping", "ct-2018"])
    assert done.exit_code == 0, done.output
    path.unlink()


def stolen(tmp_path, temporary, log, server_log_from):
    """All that lies outside the key: place -> content."""
    dump = tmp_path / "stolen.sql"
    tools.run("pg_dump", "--format=plain", "--file", str(dump))
    places = {"the dump": dump.read_bytes(), "the log": log.getvalue().encode()}
    server = server_folder() / "server.log"
    if server.exists():
        with server.open("rb") as file:
            file.seek(server_log_from)
            places["the server's log"] = file.read()
    for folder in (Path(configured.REDRESS_DATA), Path(configured.MEDIA_ROOT), temporary):
        for path in folder.rglob("*"):
            if path.is_file() and path.name != "secrets.json":  # the keys are what the thief does not have
                places[str(path)] = path.read_bytes()
                places[f"name of {path}"] = str(path).encode()
    return places


def test_a_canary_is_found_in_each_shape_it_is_looked_for():
    """The search itself: a shape that would find nothing would prove nothing."""
    for shape, coded in shapes(WHO["name"]):
        assert found({"name": WHO["name"]}, {"here": b"before" + coded + b"after"}), shape
    for shift in range(3):
        hidden = base64.b64encode(b"x" * shift + WHO["name"].encode() + b"yz")
        assert found({"name": WHO["name"]}, {"here": hidden}), shift


@pytest.mark.slow
def test_nothing_that_anybody_said_stands_in_dump_files_or_logs(
    desk, actor, print_room, temporary, log, tmp_path, database_url, monkeypatch, wednesday, request
):
    caller, box = request.getfixturevalue("caller"), request.getfixturevalue("box")  # noqa: F811
    server = server_folder() / "server.log"
    begun = server.stat().st_size if server.exists() else 0
    monkeypatch.setenv("DATABASE_URL", database_url)
    first, client = at_the_desk(desk)
    second = by_the_api(caller("sc.officer"))
    on_paper(second, actor)
    imported(tmp_path)
    of_the_house(desk, actor)
    officer = User.objects.get(username="sc.officer")
    TOTP.activate(officer, SECRET)
    case = Complaint.objects.get(number=first)
    message(channel="mail", address=WHO["email"], body=SAID["message"], file_id=case.pk, key="mail-1")
    message(channel="letter", address=WHO["address"], body=SAID["message"], file_id=case.pk, key="post-1")
    deliver()
    assert any(SAID["message"] in str(mail.get_content()) for mail in box.mails)
    [sheet, *_more] = sorted(print_room.iterdir())
    assert (sheet.stat().st_mode & 0o777, sheet.suffix) == (0o600, ".pdf")
    assert Authenticator.objects.filter(user=officer).exists()
    assert Message.objects.filter(state="sent").exists()

    places = stolen(tmp_path, temporary, log, begun)
    assert first.encode() in places["the dump"], "what was done is committed, and dumped"
    assert second.encode() in places["the dump"]
    others = {f"the other's {name}": value for name, value in OTHER.items()}
    secrets = {
        "second factor": SECRET,
        "session": client.cookies[configured.SESSION_COOKIE_NAME].value,
    }
    everything = WHO | others | SAID | secrets
    lines = found(everything, places)
    assert not lines, "\n".join(lines)
