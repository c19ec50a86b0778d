"""The demo insurer: organisation, people, cases, and the property company's history."""

from __future__ import annotations

import importlib
import os
from pathlib import Path

_SHOWN = {
    "cd.intake": "受理岗（A 柜面） · intake at the A counter",
    "cd.officer": "投诉管理岗（A 柜面） · complaint officer at the A counter",
    "cd.business": "业务管理部协调员（A 柜面） · coordinator of business management at the A counter",
    "cd.businesshead": "业务管理部负责人（A 柜面） · head of business management at the A counter",
    "my.officer": "投诉管理岗（B 柜面） · complaint officer at the B counter",
    "sc.officer": "投诉管理岗（省公司） · complaint officer of the province",
    "sc.handler": "投诉处理人员（省公司） · handler of the province",
    "sc.claims": "理赔部协调员，办理赔案 · coordinator of claims, handles them",
    "sc.claimshead": "理赔部负责人 · head of claims",
    "psc.claims": "理赔部负责人（财险四川），办理赔案 · head of claims of the property company, handles them",
    "gx.claims": "理赔部负责人（广西），办理赔案 · head of claims in Guangxi, handles them",
    "sc.finance": "财务部协调员 · coordinator of finance",
    "sc.financehead": "财务部负责人 · head of finance",
    "sc.ithead": "信息技术部负责人 · head of IT",
    "sc.cshead": "客户服务部负责人 · head of customer service",
    "ho.manager": "总公司负责人 · head-office manager",
    "admin": "系统管理员 · administrator",
}


def load() -> None:
    """Load whatever of the demo is not there yet."""
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM

    insurer = importlib.import_module("redress.operations.demo.insurer")
    cases = importlib.import_module("redress.operations.demo.cases")
    history = importlib.import_module("redress.operations.demo.history")
    policies = importlib.import_module("redress.operations.demo.policies")
    claims = importlib.import_module("redress.operations.demo.claims")
    insurer.load()
    policies.load()
    claims.load_policy()
    with acting_as(SYSTEM):
        cases.load()
        claims.load()
        real = os.environ.get("REDRESS_REAL_DATA")
        history.load(Path(real) if real else None)


def logins() -> list[tuple[str, str, str]]:
    """User name, password and duties of the log-ins that are shown at the start."""
    from redress.operations.demo.insurer import PASSWORD

    return [(username, PASSWORD, who) for username, who in _SHOWN.items()]
