"""Which column of a policy list is what. A YAML file; without one, the columns have the names of `FIELDS`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from redress.operations.console import BadInput
from redress.operations.importing.table import Shape
from redress.operations.speech import comma
from redress.operations.speech import gettext as _
from redress.policies.kinds import PolicyState
from redress.worktime import plainyaml

FIELDS: Final = {
    "number": "保单号",
    "product": "产品代码",
    "unit": "承保机构",
    "state": "保单状态",
    "since": "状态日期",
    "begins": "生效日期",
    "ends": "终止日期",
    "holder.name": "投保人",
    "holder.kind": "投保人类型",
    "holder.id_number": "投保人证件号",
    "holder.born": "投保人出生日期",
    "holder.phone": "投保人电话",
    "holder.email": "投保人邮箱",
    "holder.address": "投保人地址",
    "insured.name": "被保险人",
    "insured.kind": "被保险人类型",
    "insured.id_number": "被保险人证件号",
    "insured.born": "被保险人出生日期",
    "insured.phone": "被保险人电话",
    "insured.email": "被保险人邮箱",
    "insured.address": "被保险人地址",
    "beneficiary.name": "受益人",
    "beneficiary.kind": "受益人类型",
    "beneficiary.id_number": "受益人证件号",
    "beneficiary.born": "受益人出生日期",
    "beneficiary.phone": "受益人电话",
    "beneficiary.email": "受益人邮箱",
    "beneficiary.address": "受益人地址",
    "beneficiary.order": "受益顺序",
    "beneficiary.share": "受益比例",
    "account.holder": "账户户名",
    "account.bank": "开户银行",
    "account.number": "账号",
    "cover.code": "责任代码",
    "cover.title": "责任名称",
    "cover.clause": "条款编号",
    "cover.sum_insured": "保险金额",
    "cover.left": "剩余保额",
    "cover.deductible": "免赔额",
    "cover.ratio": "赔付比例",
}
"""What is read -> the column it is read from."""
NEEDED: Final = (
    "number",
    "product",
    "begins",
    "holder.name",
    "insured.name",
    "cover.code",
    "cover.sum_insured",
)
"""Columns without which no policy can be made."""
OF_POLICY: Final = tuple(
    name for name in FIELDS if name.partition(".")[0] not in ("insured", "beneficiary", "cover")
)
"""What every row of a policy says alike, where it says it."""

_STATES: Final = {
    PolicyState.IN_FORCE: ("有效", "正常", "承保", "IN_FORCE"),
    PolicyState.LAPSED: ("中止", "失效", "LAPSED"),
    PolicyState.SURRENDERED: ("退保", "解除", "SURRENDERED"),
    PolicyState.ENDED: ("终止", "满期", "ENDED"),
}

Names = Annotated[
    tuple[str, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)
]


class Mapping(BaseModel):
    """See docs/policies.md. `states`, `units`, `products`: our code -> the words of the list for it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    columns: dict[str, str] = {}
    encoding: str = "utf-8"
    delimiter: str = Field(default="", max_length=1)
    sheet: str = ""
    dates: Annotated[Names, Field(min_length=1)] = ("%Y-%m-%d",)
    states: dict[PolicyState, Names] = {}
    units: dict[str, Names] = {}
    products: dict[str, Names] = {}
    ignore: Names = ()
    """Columns that are known and not wanted; '*' is all that are not named."""
    default_unit: str = ""
    kind: Literal["policies"] = "policies"

    @field_validator("columns")
    @classmethod
    def _known(cls, given: dict[str, str]) -> dict[str, str]:
        for name in given:
            if name not in FIELDS:
                raise ValueError(f"there is no field '{name}'; fields are: {', '.join(FIELDS)}")
        return given

    def column(self, name: str) -> str:
        return self.columns.get(name, FIELDS[name])

    @property
    def shape(self) -> Shape:
        return Shape(self.encoding, self.delimiter, (), self.sheet)

    def state(self, words: str) -> PolicyState | None:
        """The state that the list's word means; in force where it says nothing."""
        if not words:
            return PolicyState.IN_FORCE
        for state, said in self.states.items():
            if words in said:
                return state
        return next((state for state, said in _STATES.items() if words.upper() in said), None)

    def unit(self, words: str) -> str:
        return next((code for code, said in self.units.items() if words in said), words) or self.default_unit

    def product(self, words: str) -> str:
        return next((code for code, said in self.products.items() if words in said), words)


def load(path: Path | None) -> Mapping:
    """The mapping of that file; without one, the plain names. BadInput says what is wrong with it."""
    if path is None:
        return Mapping()
    try:
        return Mapping.model_validate(plainyaml.load(path.read_text("utf-8")) or {})
    except FileNotFoundError:
        raise BadInput(_("There is no file %(name)s.") % {"name": path}) from None
    except (OSError, UnicodeDecodeError) as problem:
        raise BadInput(
            _("The mapping %(name)s cannot be read: %(problem)s") % {"name": path, "problem": problem}
        ) from problem
    except plainyaml.Unreadable as problem:
        raise BadInput(
            _("The mapping %(name)s is not YAML: %(problem)s") % {"name": path, "problem": problem}
        ) from problem
    except ValidationError as problem:
        lines = "\n".join(f"  {'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in problem.errors())
        raise BadInput(_("The mapping %(name)s does not hold:") % {"name": path} + "\n" + lines) from problem


def check(mapping: Mapping, header: list[str], bare: frozenset[str], path: Path) -> None:
    """BadInput where columns are missing, or stand there that nobody knows."""
    lost = [mapping.column(name) for name in NEEDED if mapping.column(name) not in header]
    if lost:
        raise BadInput(
            _(
                "%(path)s lacks columns: %(lost)s. It has: %(header)s. Name them in the list, or give a --mapping that "
                "says which columns they are (SYS-02)."
            )
            % {"path": path, "lost": comma().join(lost), "header": comma().join(header)}
        )
    known = {*map(mapping.column, FIELDS), *mapping.ignore, *bare, "rejected_line", "rejected_because"}
    if "*" not in mapping.ignore and (more := [name for name in header if name not in known]):
        raise BadInput(
            _(
                "%(path)s has columns that are not read: %(more)s. Say in a --mapping what they are, or list them "
                "under ignore (SYS-02)."
            )
            % {"path": path, "more": comma().join(more)}
        )
