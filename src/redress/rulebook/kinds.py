"""The fixed words of the organisation as rulebooks use them, with their titles."""

from __future__ import annotations

from typing import Final, Literal

from redress.rulebook.words import Words

Department = Literal[
    "customer_service",
    "sales",
    "sales_supervision",
    "business_management",
    "finance",
    "it",
    "legal",
    "claims",
    "banca",
    "product",
    "call_centre",
]
Duty = Literal[
    "intake",
    "second_line",
    "complaint_officer",
    "handler",
    "coordinator",
    "claims_handler",
    "department_head",
    "cs_head",
    "legal",
    "manager",
    "administrator",
    "auditor",
]
Whom = Literal[
    "owner", "main_department", "coordinator", "customer_service", "head", "superior", "leading_group"
]
UnitLevel = Literal["group", "company", "head_office", "province", "counter_a", "counter_b"]
Closer = Literal["receiver", "province", "head_office", "nobody"]

DEPARTMENTS: Final[dict[str, Words]] = {
    "customer_service": Words("客户服务部", "customer service"),
    "sales": Words("销售部", "sales"),
    "sales_supervision": Words("销售督察部", "sales supervision"),
    "business_management": Words("业务管理部", "business management"),
    "finance": Words("财务部", "finance"),
    "it": Words("信息技术部", "information technology"),
    "legal": Words("法律合规部", "legal"),
    "claims": Words("理赔部", "claims"),
    "banca": Words("银行保险部", "bancassurance"),
    "product": Words("产品部", "product"),
    "call_centre": Words("电话中心", "call centre"),
}
DUTIES: Final[dict[str, Words]] = {
    "intake": Words("受理岗", "intake"),
    "second_line": Words("二线支持岗", "second-line support"),
    "complaint_officer": Words("投诉管理岗", "complaint officer"),
    "handler": Words("投诉处理人员", "complaint handler"),
    "coordinator": Words("协调员", "coordinator"),
    "claims_handler": Words("理赔处理人员", "claims handler"),
    "department_head": Words("部门负责人", "department head"),
    "cs_head": Words("客户服务部负责人", "head of customer service"),
    "legal": Words("法律顾问", "legal counsel"),
    "manager": Words("公司负责人", "manager"),
    "administrator": Words("系统管理员", "administrator"),
    "auditor": Words("审计人员", "auditor"),
}
WHOM: Final[dict[str, Words]] = {
    "owner": Words("当前处理人", "the owner"),
    "main_department": Words("主办部门", "the main department"),
    "coordinator": Words("部门协调员", "the department's coordinator"),
    "customer_service": Words("客户服务部", "customer service"),
    "head": Words("部门负责人", "the head of department"),
    "superior": Words("上级单位", "the superior unit"),
    "leading_group": Words("投诉处理领导小组", "the leading group"),
}
CLOSERS: Final[dict[str, Words]] = {
    "receiver": Words("受理单位", "the unit that accepted it"),
    "province": Words("省公司", "the province"),
    "head_office": Words("总公司", "the head office"),
    "nobody": Words("不得结案", "nobody"),
}
CLOSER_RANK: Final[dict[str, int]] = {"receiver": 0, "province": 1, "head_office": 2, "nobody": 3}
"""The higher, the fewer may close."""

UNITS: Final[dict[str, Words]] = {
    "group": Words("集团", "group"),
    "company": Words("公司", "company"),
    "head_office": Words("总公司", "head office"),
    "province": Words("省公司", "province"),
    "counter_a": Words("A 柜面", "A counter"),
    "counter_b": Words("B 柜面", "B counter"),
}
SOURCES: Final[dict[str, Words]] = {
    "direct": Words("客户直接投诉", "direct"),
    "superior": Words("上级转办", "superior unit"),
    "regulator": Words("监管转办", "regulator"),
    "department": Words("其他部门转交", "another department"),
}
BODIES: Final[dict[str, Words]] = {
    "leading_group": Words("投诉处理领导小组", "the leading group"),
    "coordination_committee": Words("疑难问题协调委员会", "the coordination committee"),
}
QUESTIONS: Final[dict[str, Words]] = {
    "handling": Words("如何处理", "the handling"),
    "closing": Words("是否结案", "closing"),
    "validity": Words("是否有效", "validity"),
    "cause": Words("原因归类", "the cause"),
}
COMPLEXITIES: Final[dict[str, Words]] = {
    "simple": Words("简单", "simple"),
    "complex": Words("复杂", "complex"),
}
COMPANIES: Final[dict[str, Words]] = {
    "life": Words("寿险", "life"),
    "property": Words("财产险", "property"),
    "health": Words("健康险", "health"),
    "group": Words("集团", "group"),
}
SALE_STAGES: Final[dict[str, Words]] = {
    "none": Words("非银行渠道", "not sold by a bank"),
    "pre_sale": Words("银保售前", "bank sale, before"),
    "in_sale": Words("银保售中", "bank sale, during"),
    "post_sale": Words("银保售后", "bank sale, after"),
}
GRADES: Final[dict[str, Words]] = {
    "none": Words("未评定", "not graded"),
    "general": Words("一般", "general"),
    "difficult": Words("疑难", "difficult"),
}
OUTCOMES: Final[dict[str, Words]] = {
    "pay": Words("赔付", "pay"),
    "part": Words("部分赔付", "pay in part"),
    "refuse": Words("拒赔", "refuse"),
}
ORIGINALS: Final[dict[str, Words]] = {
    "none": Words("没有", "none"),
    "held": Words("有", "held"),
}
NO_FINDING: Final = Words("不是回访发现的", "not found at a callback")
ATTRIBUTES: Final[dict[str, Words]] = {
    "channel": Words("受理渠道", "channel"),
    "source": Words("来源", "source"),
    "class": Words("投诉类别", "class"),
    "reason": Words("具体事由", "reason"),
    "level": Words("投诉级别", "level"),
    "complexity": Words("复杂程度", "complexity"),
    "complainant": Words("投诉人类型", "complainant"),
    "unit": Words("受理单位", "unit"),
    "company": Words("公司", "company"),
    "flow": Words("处理流程", "flow"),
    "signatures": Words("签字情况", "signatures"),
    "sale_stage": Words("银保销售阶段", "stage of the bank sale"),
    "grade": Words("评定的难度", "grade"),
    "processing": Words("处理类型", "processing type"),
    "callback_finding": Words("回访发现的问题", "finding of the callback"),
    "line": Words("险种", "line of insurance"),
    "insures": Words("保障对象", "insures"),
    "loss_cause": Words("出险原因", "cause of the loss"),
    "loss": Words("损失类型", "kind of loss"),
    "injury": Words("人员伤亡", "injury"),
    "outcome": Words("核定结果", "outcome"),
    "originals": Words("留存原件", "originals held"),
}
