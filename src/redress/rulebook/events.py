"""What happened to a case, as far as clocks care."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from redress.rulebook.words import Words

NAMES: Final[dict[str, Words]] = {
    "received": Words("收到投诉", "received"),
    "registered": Words("登记", "registered"),
    "amended": Words("更正登记", "amended"),
    "confirmed": Words("向客户确认受理", "confirmed to the customer"),
    "settled": Words("当场解决", "settled on the spot"),
    "reclassed": Words("重新定级定类", "classed anew"),
    "dispatched": Words("分派主办部门", "dispatched"),
    "order_returned": Words("退回工单", "order returned"),
    "main_returned": Words("主办工单退回或收回", "main order returned or taken back"),
    "co_ordered": Words("发出会办单", "co-handling order issued"),
    "order_replied": Words("回复工单", "order replied to"),
    "urged": Words("催办", "urged"),
    "contacted": Words("联系客户", "customer contacted"),
    "progress_told": Words("告知进展", "progress told"),
    "found": Words("查明事实", "finding recorded"),
    "evidence_attached": Words("附入证据", "evidence attached"),
    "proposed": Words("提出处理意见", "proposal made"),
    "approval_asked": Words("提请审批", "approval asked"),
    "approval_decided": Words("作出审批", "approval decided"),
    "promised": Words("承诺履行", "performance promised"),
    "feedback_accepted": Words("客户接受处理意见", "accepted by the customer"),
    "feedback_rejected": Words("客户不接受处理意见", "rejected by the customer"),
    "callback_tried": Words("回访未联系上", "callback attempted"),
    "callback_done": Words("完成回访", "callback done"),
    "callback_dissatisfied": Words("回访不满意", "customer dissatisfied at the callback"),
    "decided": Words("作出处理决定", "decided"),
    "decision_told": Words("告知处理决定", "decision told"),
    "declined": Words("不予受理", "declined"),
    "review_requested": Words("客户申请核查", "review asked for"),
    "review_decided": Words("作出核查决定", "review decided"),
    "result_changed": Words("核查改变处理结果", "result changed by a review"),
    "review_told": Words("告知核查决定", "result of the review told"),
    "reopened": Words("重新办理", "handled again"),
    "determined": Words("认定有效性和原因", "validity and causes determined"),
    "signed": Words("签字确认", "signed"),
    "referred": Words("提交协调委员会", "referred to the committee"),
    "referral_taken_back": Words("撤回提交委员会", "referral to the committee taken back"),
    "ruled": Words("委员会裁决", "ruled by the committee"),
    "ruling_executed": Words("裁决执行完毕", "ruling executed"),
    "closed": Words("结案", "closed"),
    "archived": Words("归档", "archived"),
    "withdrawn": Words("客户撤回", "withdrawn"),
    "transferred": Words("转出", "transferred out"),
    "linked": Words("关联其他投诉件", "linked to another case"),
    "unlinked": Words("解除关联", "link ended"),
    "merged": Words("并入其他投诉件", "merged into another case"),
    "absorbed": Words("并入一件投诉", "another case merged into it"),
    "transfer_absorbed": Words("并入一件转办件", "a transferred filing merged into it"),
    "joint_meeting": Words("召开协调会", "joint meeting held"),
    "paused": Words("中止计时", "paused"),
    "resumed": Words("恢复计时", "resumed"),
    "extended": Words("延长期限", "extended"),
    "extension_told": Words("告知延长期限", "extension told to the customer"),
    "limit_set": Words("监管机构规定较早的期限", "earlier limit set by a regulator's office"),
    "limit_lifted": Words("较早的期限被替代", "earlier limit replaced"),
    "new_facts": Words("客户提出新的事实和理由", "new facts from the customer"),
    "letter_sent": Words("发出函件", "letter sent"),
    "letter_posted": Words("向客户寄出函件", "letter posted to the customer"),
    "executed": Words("处理意见已执行", "opinion executed"),
    "opinion_sent": Words("发出处理意见书", "processing opinion sent"),
    "verified": Words("核实情况", "facts verified"),
    "handed_on": Words("交由下一环节", "handed on"),
    "graded": Words("评定难度", "graded"),
    "handed_up": Words("逐级提交", "handed up"),
    "handed_down": Words("下发工单", "order handed down"),
    "papers_asked": Words("调取资料", "papers asked for"),
    "instruction_asked": Words("请示", "instruction asked for"),
    "emergency_started": Words("启动应急处理", "emergency process started"),
    "emergency_reported_up": Words("应急上报", "emergency reported up"),
    "situation_reported": Words("报告事态", "situation reported"),
    "emergency_regulator_told": Words("向监管报告", "reported to the regulator"),
    "emergency_ended": Words("结束应急处理", "emergency process ended"),
    "reinvestigation_ordered": Words("发回重新调查", "returned for re-investigation"),
    "loss_known": Words("知道保险事故发生", "loss known"),
    "claim_reported": Words("报案", "claim reported"),
    "claim_requested": Words("提出索赔请求", "claim requested"),
    "catastrophe_told": Words("告知大灾通知", "told of the catastrophe"),
    "papers_received": Words("收到理赔材料", "papers of the claim received"),
    "papers_added": Words("收到部分补充材料", "some of the missing papers received"),
    "papers_complete": Words("材料齐全", "papers complete"),
    "papers_missing_told": Words("一次性告知补充材料", "told once what is missing"),
    "acceptance_told": Words("告知受理", "acceptance of the papers told"),
    "inquiry_started": Words("启动理赔调查", "inquiry into the claim started"),
    "inquiry_ended": Words("理赔调查结束", "inquiry into the claim ended"),
    "adjusting_began": Words("开始理算", "adjustment of the claim began"),
    "visit_agreed": Words("约定调查见面", "visit agreed"),
    "visit_reminded": Words("提醒约定的见面", "customer reminded of the visit"),
    "question_asked": Words("客户询问", "question of the customer"),
    "question_answered": Words("答复客户询问", "question answered"),
    "claim_decided": Words("作出核定", "claim decided"),
    "claim_decision_told": Words("告知核定结果", "decision on the claim told"),
    "claim_agreed": Words("达成赔付协议", "agreed on the payment"),
    "account_change_asked": Words("申请变更收款账户", "change of account asked for"),
    "account_changed": Words("变更收款账户", "account changed"),
    "account_change_refused": Words("变更收款账户未通过", "change of account refused"),
    "claim_paid": Words("支付赔款", "claim paid"),
    "ascertainable_paid": Words("先予支付可以确定的数额", "ascertainable part paid"),
    "claim_reopened": Words("重新审理赔案", "claim reopened"),
    "objected": Words("客户对核定有异议", "customer objects to the decision"),
    "customer_upset": Words("客户情绪激动", "customer upset"),
    "disputed": Words("理赔争议转为投诉", "dispute became a complaint"),
    "originals_returned": Words("退还原件", "originals returned"),
    "warned": Words("预警", "warned"),
    "breached": Words("超期", "breached"),
}

DEPARTMENTS: Final = "department"
"""What `found` is about when a department that was asked found it."""

UNDOING: Final = ("reopened", "reinvestigation_ordered", "callback_dissatisfied")
"""What takes back a result that had ended the limits of law: from each of them they run anew (2020-3 Art. 18(1))."""

CHANGING: Final = "result_changed"
"""What puts another result in the place of the old one: no limit of law runs anew, because there is a result."""

OF_ORDERS: Final = frozenset(
    {
        "dispatched",
        "order_returned",
        "co_ordered",
        "order_replied",
        "urged",
        "handed_down",
        "papers_asked",
        "instruction_asked",
        "approval_asked",
        "approval_decided",
        "limit_set",
        "limit_lifted",
        "question_asked",
        "question_answered",
        "visit_agreed",
        "visit_reminded",
    }
)
"""Events whose `about` is the number of an order, an approval, a question, a visit or one of several limits; others are
about the case."""


@dataclass(frozen=True, slots=True)
class Event:
    """One fact of the journal.

    `at` is when it counts, zone-aware: a reply to an order counts when it was sent (FLW-14). `entry` is its
    sequence in the journal, `subject` the facts it sets or changes, `about` a key such as an order's number
    or, for `extended`, the clock. `due` is a time that was planned or promised. `reason` is the ground of a
    pause or an extension; `approver` who allowed it.
    """

    name: str
    at: datetime
    entry: int = 0
    subject: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    due: datetime | None = None
    reason: str = ""
    approver: str = ""
