"""At the desk too: after a COMMIT without an answer the form stays, with its key, and pressing again is safe."""

from __future__ import annotations

import pytest

from redress.complaints.models import Complaint, JournalEntry
from tests.desk.test_register import typed
from tests.fixtures.proxy import BreakingLine

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("SEC-07", "FLW-18")]
WORDS = {"zh-hans": "不确定是否已保存", "en": "not known whether it was saved"}


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("skip", [0, 1, 2, 3])
def test_a_registration_whose_commit_was_not_answered_may_be_sent_again(
    desk, wednesday, language, htmx, skip
):
    """The first COMMIT is that of the look-up, of which the form was not shown the answer; the second that of the
    signature with its upload, the third that of the case, the fourth that of the entry in the access log."""
    client = desk("cd.officer", language=language)
    headers = {"HX-Request": "true"} if htmx else {}
    with BreakingLine(answer_lost=True, skip=skip) as line:
        client.get("/register")
        line.armed = True
        lost = client.post("/register", typed(key="press-once"), headers=headers)
        assert line.broken == 1
        page = lost.content.decode()
        assert lost.status_code == 503
        assert WORDS[language] in page
        if htmx and skip != 2:
            assert "<form" not in page, "its words are shown above the form, which stays as it is (draft.js)"
        else:
            assert 'name="key" value="press-once"' in page
            assert "客户要求退保" in page
        client.post("/register", typed(key="press-once"), headers=headers)
    assert [case.policy_number for case in Complaint.objects.all()] == ["P510001"]
    assert JournalEntry.objects.filter(command="register").count() == 1
