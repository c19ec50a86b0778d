"""Closed files of two kinds, each told by another person in words of its own."""

from __future__ import annotations

from redress.suggestions.training import Example

PAYMENTS = (
    "退保金一直没有到账",
    "要求退保并退还保费",
    "退款被拖延，钱还没有打到账户",
    "申请退保后迟迟不付款",
)
CLAIMS = (
    "住院后申请理赔，两个月没有赔付",
    "理赔被拒，认为条款不合理",
    "报案后查勘员没有联系",
    "住院费用理赔金额太少",
)
ENDINGS = (
    "，客户很着急。",
    "，请尽快处理。",
    "，打了三次电话都没有人回复。",
    "，要求给一个说法。",
    "，客户表示不满。",
)


def examples(people: int = 30, **more: str) -> list[Example]:
    """Half of them about payments, half about claims."""
    found = []
    for n in range(people):
        claims = n % 2 == 1
        words = (CLAIMS if claims else PAYMENTS)[n // 2 % 4] + ENDINGS[n % 5]
        answers = {"class_code": "claims" if claims else "payments"}
        found.append(Example(f"{n:04}", f"person {n}", words, answers | more))
    return found


def with_level_and_department(people: int = 60) -> list[Example]:
    """The same, where claims are major and were sent to their department, payments general; of these every other one
    was settled without a department."""
    found = []
    for n, each in enumerate(examples(people)):
        claims = each.answers["class_code"] == "claims"
        more = {"level": "major", "department": "claims"} if claims else {"level": "general"}
        if not claims and n % 4 == 0:
            more["department"] = "finance"
        found.append(Example(each.key, each.whose, each.text, {**each.answers, **more}))
    return found
