"""What the bell unfolds: a line a file, however much is told of it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from redress.casework.alert_kinds import AlertKind
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.desk.pages.notices import by_file
from redress.messages.models import Alert
from redress.messages.queries import AlertRow, unread_count
from tests.complaints.inputs import visit

NOW = timezone.now()
told = st.lists(
    st.tuples(
        st.sampled_from(["L2026-0000001", "L2026-0000002", "S2026-0000003"]), st.sampled_from(AlertKind)
    )
)


@pytest.mark.req("COM-10")
@given(told=told)
def test_each_file_has_one_line_and_none_of_what_is_told_is_lost(told):
    rows = [
        AlertRow(
            n,
            (n, 100 + n),
            0,
            number,
            kind,
            str(kind.label),
            "",
            None,
            NOW - timedelta(minutes=n),
            None,
            None,
        )
        for n, (number, kind) in enumerate(told)
    ]
    notices = by_file(rows)
    assert [notice.number for notice in notices] == list(dict.fromkeys(number for number, _kind in told))
    assert sum(notice.count for notice in notices) == len(told)
    assert sorted(each for notice in notices for each in notice.ids) == sorted(
        each for row in rows for each in row.ids
    )
    for notice in notices:
        kinds = {kind for number, kind in told if number == notice.number}
        assert notice.kind == "breach" if AlertKind.BREACH in kinds else notice.kind in kinds


@pytest.mark.django_db
@pytest.mark.req("COM-10")
def test_the_bell_unfolds_a_line_a_file_and_reads_all_of_it_at_once(desk, actor, wednesday):
    officer = actor("sc.officer")
    numbers = [execute(visit(policy_number=f"P51900{n}"), officer).number for n in range(2)]
    Alert.objects.all().delete()
    for number in (*numbers, numbers[0]):
        Alert.objects.create(
            file_id=Complaint.objects.get(number=number).pk, user_id=officer.id, kind=AlertKind.SUGGESTION,
            at=timezone.now(),
        )  # fmt: skip
    page = desk("sc.officer").get("/alerts/latest").content.decode()
    assert [page.count(f'href="/case/{number}"') for number in numbers] == [1, 1]
    assert "2 条提醒" in page
    lines = re.findall(r"<li>.*?</li>", page, re.DOTALL)
    ids = re.findall(r'name="id" value="(\d+)"', next(line for line in lines if numbers[0] in line))
    desk("sc.officer").post("/alerts/read", {"id": ids})
    assert unread_count(officer) == 1
