"""Letters go with their case (CLO-10)."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.casework.models import Disposal
from redress.complaints.closing.commands.close import Archive
from redress.complaints.executor import execute
from redress.complaints.keeping.commands.dispose import Dispose, ProposeDisposal
from redress.complaints.letters.draft import ReissueLetter
from redress.complaints.letters.send import SendLetter
from redress.complaints.models import Complaint
from redress.letters.models import Letter
from redress.organisation.acting import acting_as
from tests.complaints.test_keeping import LATER, closed
from tests.letters.inputs import drafted, version


@pytest.mark.django_db
@pytest.mark.req("CLO-10")
def test_a_disposed_case_leaves_no_letter_and_no_pdf(actor, wednesday):
    counter = actor("cd.officer")
    number = closed(actor)
    letter = drafted(number, counter, "closing_notice", result="已办理退保", closed="已经结案")
    execute(SendLetter(letter=letter, means="hand", proof="客户签收"), counter, number)
    execute(ReissueLetter(letter=letter, because="地址有误"), counter, number)
    digest = version(letter).pdf_id
    execute(Archive(), counter, number)
    with moment.at(LATER):
        with acting_as(actor("sc.officer")) as first:
            execute(ProposeDisposal(), first, number)
        with acting_as(actor("sc.cshead")) as second:
            execute(Dispose(), second, number)
    assert Complaint.objects.get(number=number).disposed_at
    assert not Letter.objects.filter(number__startswith="结告").exists()
    assert digest in Disposal.objects.get(file__number=number).files
