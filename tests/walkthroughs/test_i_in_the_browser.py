"""Walk-through I by hand: a thief with the log-in of a head of IT gets nothing, and the auditor sees each attempt."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from redress.api import tokens
from redress.casework.models import AccessEntry
from redress.complaints.executor import execute
from redress.evidence.models import Attachment
from redress.letters.models import Letter
from redress.organisation.models import Appointment, Deputy, Proposal
from tests.complaints.inputs import COMPLAINANT, visit
from tests.fixtures.desk import the_house
from tests.letters.inputs import drafted, found_out
from tests.walkthroughs.at_leaving import somebody
from tests.walkthroughs.hands import fill
from tests.walkthroughs.pictures import PHONE, picture

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
THIEF = "sc.ithead"
LAST = (timezone.localdate() + timedelta(days=2)).isoformat()


def sent(page: Page) -> int:
    """Send the form that stands on the page; the status of the answer."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.locator("main form .form-actions button[type=submit]").first.click()
    return answer.value.status


def asked(page: Page, path: str, **given: str) -> int:
    """What a script on the page would ask, with the token of its forms."""
    return page.evaluate(
        """async ([path, given]) => {
            const token = document.querySelector("[name=csrfmiddlewaretoken]").value
            const body = new URLSearchParams({...given, csrfmiddlewaretoken: token})
            return (await fetch(path, {method: "POST", body})).status
        }""",
        [path, given],
    )


def called(page: Page, token: str, path: str, body: object = None) -> int:
    """A program with a token."""
    headers = {"Authorization": f"Bearer {token}"}
    address = urljoin(page.url, path)
    how = {"method": "POST", "data": body} if body else {}
    return page.request.fetch(address, headers=headers, **how).status


def refused(page: Page, said: str) -> None:
    expect(page.locator("main")).to_contain_text(said)
    for secret in (COMPLAINANT["name"], COMPLAINANT["phone"], COMPLAINANT["id_number"]):
        assert secret not in page.content()


@pytest.fixture
def prey(actor, wednesday) -> tuple[str, int, str]:
    """A case of Chengdu with a draft letter: its number, the letter, the hash of its file."""
    officer = actor("cd.officer")
    number = execute(visit(), officer).number
    found_out(number, officer)
    drafted(number, officer)
    letter = Letter.objects.filter(file__number=number).latest("id").pk
    return number, letter, hashlib.sha256(b"%PDF-1.4 of somebody").hexdigest()


@pytest.mark.req("SEC-01", "SEC-02", "SEC-03", "ORG-12")
def test_a_thief_gets_nothing_and_the_auditor_sees_each_attempt(open_desk, prey):
    number, letter, digest = prey
    with the_house():
        before = (Deputy.objects.count(), Appointment.objects.count(), Proposal.objects.count())
        old = tokens.create(somebody(THIEF), "旧脚本", ["read"], timedelta(days=30))
        tokens.end_all(somebody(THIEF).pk)
        own = tokens.create(somebody(THIEF), "脚本", ["read", "command"], timedelta(days=30))
        start = AccessEntry.objects.latest("id").pk if AccessEntry.objects.exists() else 0
        manager, thief = somebody("sc.manager").pk, somebody(THIEF).pk

    # The password of a manager, guessed.
    page = open_desk(THIEF, "/")
    assert asked(page, "/accounts/logout/") in (200, 302)
    page.goto(urljoin(page.url, "/accounts/login/"))
    page.locator("[name=login]").fill("sc.manager")
    page.locator("[name=password]").fill("sichuan2026")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("[name=password]")).to_be_visible()

    # A deputyship: somebody above for oneself.
    page = open_desk(THIEF, "/organisation/sc/deputy")
    picture(page, "thief-deputy")
    for name, value in {"absent": "sc.manager", "deputy": THIEF, "last": LAST, "reason": "代班"}.items():
        fill(page.locator("main form"), name, value)
    assert sent(page) == 422
    refused(page, "ORG-12")
    picture(page, "thief-deputy-refused")
    # Appointments at other units, and of oneself.
    for address in (
        "/organisation/sc/appoint",
        "/organisation/gx/appoint",
        f"/organisation/person/{manager}/leaving",
    ):
        refused(open_desk(THIEF, address), "")
    # Look-ups in the register.
    refused(open_desk(THIEF, "/register"), "SEC-01")
    for part in ("related", "preview"):
        assert asked(page, f"/register/{part}", phone=COMPLAINANT["phone"]) == 403
    # A case, its letter on paper, its dossier.
    for address in (f"/case/{number}", f"/case/{number}/letter/{letter}/pdf"):
        refused(open_desk(THIEF, address), "")
    picture(page, "thief-case")
    assert asked(page, f"/case/{number}/dossier", purpose="authority") == 404
    # A file by its hash, with a token of one's own; and the API with one that has ended.
    wanted = {"sha256": digest, "kind": "other", "file_name": "a.pdf"}
    at = f"/api/v1/complaints/{number}"
    assert called(page, own, f"{at}/commands/attach_evidence", wanted) == 404
    assert called(page, own, at) == 404
    assert called(page, old, at) == 401
    with the_house():
        assert not Attachment.objects.filter(blob_id=digest).exists()
        assert (Deputy.objects.count(), Appointment.objects.count(), Proposal.objects.count()) == before
        tried = list(AccessEntry.objects.filter(pk__gt=start).order_by("id"))
        assert all(each.action == "refused" for each in tried if each.user_id == somebody(THIEF).pk), [
            (each.action, each.fields) for each in tried
        ]

    page = open_desk("ho.auditor", "/access-log")
    page.locator("main form.form-line [name=action]").select_option("refused")
    page.locator("main form.form-line button[type=submit]").click()
    rows = page.locator("tr[data-action=refused]")
    for said in (
        "指定代理人：不符合规定",
        "缺勤人员 sc.manager",
        "任命人员：无权限",
        "登记投诉：无权限",
        "登记时查询（提交）：无权限",
        "函件：不存在或无权查看",
        "投诉件卷宗（提交）",
        "离岗交接：不存在或无权查看",
        "附入证据：不存在或无权查看",
        THIEF,
    ):
        expect(rows.filter(has_text=said)).not_to_have_count(0)
    expect(rows.filter(has_text="已失效")).not_to_have_count(0)
    expect(rows.filter(has_text=number)).not_to_have_count(0)
    picture(page, "auditor-sees-the-thief")
    faults = Axe().run(page).response["violations"]
    assert [each["id"] for each in faults if each["impact"] in ("serious", "critical")] == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    page = open_desk("ho.auditor", "/sign-ins")
    failed = page.locator("tr[data-event=failed]")
    expect(failed).to_contain_text("sc.manager")
    expect(failed).to_contain_text("127.0.0.1")
    picture(page, "auditor-sees-the-guess")
    faults = Axe().run(page).response["violations"]
    assert [each["id"] for each in faults if each["impact"] in ("serious", "critical")] == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page = open_desk(THIEF, f"/organisation/person/{thief}")
    picture(page, "sessions-of-oneself")
    expect(page.locator("form[action$='/session'] button")).not_to_have_count(0)
