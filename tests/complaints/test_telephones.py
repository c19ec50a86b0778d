"""What is no telephone number is not taken for one; what another register has stays readable (INT-03, COM-10)."""

import pytest
from pydantic import ValidationError

from redress.casework.problems import problems
from redress.complaints.intake.commands.people import ImportedPerson, Person
from redress.complaints.intake.commands.register import Register
from tests.complaints.inputs import VISIT


@pytest.mark.req("INT-03")
@pytest.mark.parametrize("said", ["abc", "不便联系他", "13", "1" * 20, "+86", "wx-ab"])
def test_what_nobody_can_dial_is_refused_at_its_field(said):
    with pytest.raises(ValidationError) as caught:
        Register(**VISIT | {"people": [{"name": "刘建国", "phone": said}]})
    found = problems(caught.value, Register)
    assert [problem.field for problem in found] == ["people.0.phone"]
    assert "11" in found[0].message or "eleven" in found[0].message
    assert said not in found[0].message.replace("11", ""), "what was typed is not repeated"


@pytest.mark.req("INT-03")
@pytest.mark.parametrize(
    "said",
    ["13800001234", "+86 138-0000-1234", "0086 13800001234", "(028)86123456转8012", "86123456", "95519", "400-812-3456",
     "+852 9123 4567", "１３８００００１２３４", "010-12345678", "", "无", "不详", "1380000123", "138000012345",
     "13800001111/13900002222"],
)  # fmt: skip
def test_what_was_said_for_a_number_is_taken_as_it_was_typed(said):
    assert Person(name="刘建国", phone=said).phone in (said, said.strip())


@pytest.mark.req("INT-03")
def test_another_register_keeps_what_it_has():
    assert ImportedPerson(name="刘建国", phone="不详").phone == "不详"
