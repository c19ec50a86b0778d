"""Who may not see personal data whole does not see them on paper either (SEC-02)."""

from __future__ import annotations

import io
import zipfile

import pytest
from pypdf import PdfReader

from redress.casework import moment
from redress.casework.models import AccessEntry
from redress.complaints.case import Case
from redress.complaints.executor import execute
from redress.complaints.letters.send import SendLetter
from redress.complaints.models import Complaint, Party
from redress.complaints.oversight.unmasking import may_unmask
from redress.letters.models import Letter
from redress.privacy.hiding import hidden
from tests.complaints.inputs import COMPLAINANT, READERS
from tests.letters.inputs import drafted, reviewed

pytestmark = pytest.mark.django_db
PERSON = COMPLAINANT | {
    "account": "6222020200112233445",
    "email": "liu@example.cn",
    "address": "成都市锦江区春熙路8号",
}
SECRETS = tuple(PERSON.values())
STAFF = (*READERS, "ho.auditor", "sc.manager", "sc.legal", "sc.cshead", "sc.claims", "sc.claimshead")


@pytest.fixture
def papers(number, officer, counsel, actor) -> tuple[str, list[int]]:
    """A case with everything known of its customer, a sent letter that names him, and a draft."""
    Party.objects.filter(complaint__number=number).delete()
    case = Complaint.objects.get(number=number)
    Party.objects.create(complaint=case, role="complainant", **PERSON)
    said = f"已与{PERSON['name']}（电话 138 0000 1234）核实，款项付至{PERSON['account']}。"
    letter = reviewed(number, officer, counsel, verification=said)
    execute(SendLetter(letter=letter, means="post", proof="挂号 XA1"), officer, number)
    drafted(number, officer)
    return number, list(Letter.objects.filter(file_id=case.pk).values_list("pk", flat=True))


@pytest.mark.req("SEC-02", "SEC-03", "COM-11")
@pytest.mark.parametrize("who", STAFF)
def test_no_paper_says_more_than_its_reader_may_see(who, papers, desk, actor, caller):
    number, letters = papers
    case, reader, client = Complaint.objects.get(number=number), actor(who), desk(who)
    if not Complaint.objects.visible_to(reader).filter(pk=case.pk).exists():
        assert all(client.get(f"/case/{number}/letter/{each}/pdf").status_code == 404 for each in letters)
        return
    whole = may_unmask(Case(case, moment.now()), reader)
    for each in letters:
        answer = client.get(f"/case/{number}/letter/{each}/pdf")
        text = words(answer.content)
        assert any(secret in text for secret in SECRETS) == whole, each
        entry = AccessEntry.objects.latest("id")
        assert (entry.action, entry.purpose) == (("unmask", "contact") if whole else ("read", ""))
        silent(client.get(f"/case/{number}/letter/{each}").content.decode())
    silent(client.get(f"/case/{number}").content.decode())
    for address in ("/figures/register/export", "/figures/cases/export?rule=cases", "/figures/export"):
        silent(client.get(address).content.decode())
    sealed = b"".join(client.post(f"/case/{number}/dossier", {"purpose": "authority"}).streaming_content)
    with zipfile.ZipFile(io.BytesIO(sealed)) as archive:
        pages = {name: archive.read(name) for name in archive.namelist()}
    said = {
        name: words(data) if name.endswith(".pdf") else data.decode(errors="replace")
        for name, data in pages.items()
    }
    if not whole:
        for name, text in said.items():
            silent(text, name)
        assert not any(name.startswith("evidence/") for name in said)
    else:
        assert PERSON["phone"] in said["dossier.pdf"]
    if not whole:
        form = client.get(
            f"/case/{number}/do/revise_letter?letter={Letter.objects.get(pk=letters[-1]).number}"
        )
        assert PERSON["address"] not in form.content.decode()
    api = caller(who)
    for path in ("", "/journal", "/decisions", "/tellings"):
        silent(api.get(f"/complaints/{number}{path}").content.decode(), path)


@pytest.mark.req("SEC-02")
def test_values_are_found_however_they_are_set_apart(papers):
    people = Complaint.objects.get(number=papers[0]).parties.all()
    given = {
        "a": ["请致电138-0000-1234找刘 建 国", "另一人13912345678，证件510104199001011234"],
        "code": "13912345678",
    }
    made = hidden(given, people)
    assert made == {
        "a": ["请致电138****1234找刘**", "另一人139****5678，证件5101************34"],
        "code": "13912345678",
    }


@pytest.mark.req("SEC-02")
@pytest.mark.parametrize(
    "written",
    [
        "１３８００００１２３４", "138.0000.1234", "138—0000—1234", "138 - 0000 - 1234", "138\n00001234",
        "1 3 8 0 0 0 0 1 2 3 4", "刘　建国", "刘·建国", "刘.建国", "１３９１２３４５６７８", "139.1234.5678",
        "５１０１０４１９９００１０１１２３４", "510104-1990-0101-123x", "５１０１０４１９９００１０１１２３Ｘ",
    ],
)  # fmt: skip
def test_no_way_of_writing_them_is_overlooked(papers, written):
    people = Complaint.objects.get(number=papers[0]).parties.all()
    [made] = hidden([f"客户说{written}。"], people)
    assert written not in made
    assert "**" in made


def words(pdf: bytes) -> str:
    """The text of a PDF, without the breaks of its lines."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def silent(text: str, where: str = "") -> None:
    for secret in SECRETS:
        assert secret not in text, (where, secret[:3])
