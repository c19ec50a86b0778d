"""An amount is taken as people write it, at every door alike, and never guessed."""

from decimal import Decimal
from typing import Annotated

import pytest
from pydantic import TypeAdapter, ValidationError

from redress.complaints.commands.registry import FOR_PEOPLE
from redress.complaints.commands.types import Yuan
from redress.desk.forms.schema import declared
from redress.operations.importing.amounts import amount
from redress.operations.importing.problems import Unusable

pytestmark = pytest.mark.req("INT-14")
YUAN = TypeAdapter(Yuan)
WRITTEN = {
    "12000": "12000",
    "12000元": "12000",
    "12000 元": "12000",
    "12000元整": "12000",
    "1.2万": "12000",
    "1.2万元": "12000",
    "1.2 万元": "12000",
    "12,000": "12000",
    "12,000.50": "12000.50",
    "1,2000": "12000",
    "１２，０００元": "12000",
    "￥12，000": "12000",
    "¥ 12000": "12000",
    "人民币12000元": "12000",
    "RMB 12,000": "12000",
    "12000 yuan": "12000",
    "12千元": "12000",
    "0.5亿": "50000000",
    "12000块钱": "12000",
    "0": "0",
    "0元": "0",
}
NO_AMOUNT = [
    "元",
    "万",
    "约12000",
    "1万2",
    "12000元左右",
    "一万二",
    "1,2",
    "1.2.3",
    "1_000",
    "NaN",
    "-5元",
    "0.005",
]


@pytest.mark.parametrize(("written", "yuan"), WRITTEN.items())
def test_an_amount_means_the_same_in_a_form_and_in_a_register(written, yuan):
    assert YUAN.validate_python(written) == amount("amount", written) == Decimal(yuan)


@pytest.mark.parametrize("written", NO_AMOUNT)
def test_what_may_mean_something_else_is_refused_everywhere(written):
    with pytest.raises(ValidationError):
        YUAN.validate_python(written)
    with pytest.raises(Unusable):
        amount("amount", written)


def amounts() -> list[tuple[str, str, TypeAdapter[object]]]:
    """Every field of a command, or of one of its rows, that holds money."""
    return [
        (command.name, field.name, TypeAdapter(Annotated[(info.annotation, *info.metadata, "")]))
        for command in FOR_PEOPLE
        for part in declared(command)
        for owner in [part.row or command]
        for field in (declared(part.row) if part.row else [part])
        for info in [owner.model_fields[field.name]]
        if field.shape == "money"
    ]


def test_every_amount_of_a_command_is_read_by_the_one_rule():
    assert len(amounts()) >= 5
    otherwise = [
        (command, name)
        for command, name, read in amounts()
        if read.validate_python("1.2万元") != Decimal(12000)
    ]
    assert otherwise == []
