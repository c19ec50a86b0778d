"""What letters of a claim say by the claim itself: the decision with its sum, papers, payments, originals.

Letters are Chinese, whatever language the writer's screen has, and say what stands in the claim: nobody writes these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from redress.claims.kinds import ClaimOutcome
from redress.claims.queries.sums import shown
from redress.letters.paper import chinese_date
from redress.privacy.masks import Kind, mask
from redress.rulebook.kinds import OUTCOMES
from redress.rulebook.words import KEPT_IN

if TYPE_CHECKING:
    from redress.claims.file import OpenClaim

WHOLE: Final = "损失属于保险责任，按合同约定全额核定，没有扣减。"
"""The reason of a decision that pays everything: the law asks for none, and the customer may."""
NOTHING: Final = "本次不予赔付，没有计算项目。"


def decision(file: OpenClaim) -> str:
    made = file.decision
    if made is None:
        return ""
    outcome = OUTCOMES[made.outcome].get(KEPT_IN)
    claim = f"您于{_day(file.row.reported_at)}报案的赔案（{file.row.number}）"
    head = f"{claim}，我公司于{_day(made.decided_at)}作出核定：{outcome}"
    return f"{head}。" if made.outcome == ClaimOutcome.REFUSE else f"{head}，金额 {made.amount:,.2f} 元。"


def sum_of_it(file: OpenClaim) -> str:
    """Items by clause, with deductible, ratio and what the policy still covers, and the amount that they make."""
    made = file.decision
    if made is None:
        return ""
    if made.outcome == ClaimOutcome.REFUSE:
        return NOTHING
    items = [
        f"{number}. {each.title}（{each.clause}）：{_in_words(each.sum)}"
        for number, each in enumerate(shown(made), 1)
    ]
    return "\n".join([*items, f"合计：{made.amount:,.2f} 元"])


def basis(file: OpenClaim) -> str:
    made = file.decision
    if made is None:
        return ""
    clauses = dict.fromkeys([*(each.clause for each in shown(made)), str(made.clause)])
    return "合同条款：" + "；".join(each for each in clauses if each) + "。"


def reasons(file: OpenClaim) -> str:
    made = file.decision
    if made is None:
        return ""
    return str(made.reasons) or (WHOLE if made.outcome == ClaimOutcome.PAY else "")


def paying(file: OpenClaim) -> str:
    """How an amount that was decided is paid; '' where nothing is."""
    made, row = file.decision, file.row
    if made is None or made.outcome == ClaimOutcome.REFUSE:
        return ""
    to = f"支付至您指定的账户（尾号 {tail(row.account)}）" if row.account else "支付至您指定的账户"
    return f"您同意上述核定后，我公司在十日内{to}；合同对期限有约定的，从其约定。"


def asked(file: OpenClaim) -> str:
    """The one list of papers, each with what it must be like."""
    return _list(file, dict.fromkeys(file.papers, ""))


def received(file: OpenClaim) -> str:
    return _list(file, {code: "" for code, each in file.papers.items() if each.received_at}, bare=True)


def missing(file: OpenClaim) -> str:
    """What the last notice told to be missing, each with its reason; a letter asks for nothing beside it."""
    notice = file.notices[-1] if file.notices else None
    if notice is None:
        return ""
    return _list(file, {code: str(file.papers[code].reason) for code in notice.papers})


def new_fact(file: OpenClaim) -> str:
    return str(file.notices[-1].new_fact) if file.notices else ""


def paid(file: OpenClaim) -> str:
    account = tail(file.row.account)
    to = f"，收款账户尾号 {account}" if account else ""
    return "\n".join(
        f"{_day(each.at)}支付{each.amount:,.2f} 元{to}，支付编号 {each.reference}。" for each in file.payments
    )


def originals(file: OpenClaim) -> str:
    """The originals that went back, or else those that lie here to go back."""
    gone = {code: "" for code, each in file.papers.items() if each.returned_at}
    kept = {code: "" for code, each in file.papers.items() if each.original and not each.returned_at}
    return _list(file, gone or kept, bare=True)


FILLS: Final[Mapping[str, Callable[[OpenClaim], str]]] = {
    "claim_decision": decision,
    "claim_sum": sum_of_it,
    "claim_basis": basis,
    "claim_reasons": reasons,
    "claim_payment": paying,
    "papers_asked": asked,
    "papers_received": received,
    "papers_missing": missing,
    "new_fact": new_fact,
    "claim_paid": paid,
    "originals": originals,
}
"""By what the rulebook's parts of letters are filled with."""


def tail(account: str) -> str:
    """The last digits, by which its holder knows an account and nobody else can use it."""
    return mask(account, Kind.ACCOUNT)[-4:].strip("*")


def _list(file: OpenClaim, papers: Mapping[str, str], *, bare: bool = False) -> str:
    """Numbered lines: title, reason, and what the paper must be like."""
    found = []
    for number, (code, reason) in enumerate(papers.items(), 1):
        paper = file.paper(code)
        like = paper.requirement.zh if paper.requirement and not bare else ""
        said = "；".join(each.rstrip("。；") for each in (reason, like) if each)
        found.append(f"{number}. {paper.title.zh}" + (f"：{said}。" if said else ""))
    return "\n".join(found)


def _in_words(said: str) -> str:
    """The sum of an item; where less of the cover is left, how much."""
    whole, _more, left = said.replace(" x ", " × ").partition(" > ")
    return f"{whole} 元，保险金额只余 {left} 元，按 {left} 元赔付" if left else f"{whole} 元"


def _day(at: datetime) -> str:
    return chinese_date(timezone.localdate(at))
