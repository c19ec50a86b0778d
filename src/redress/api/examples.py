"""One realistic body for every command, for the description. Tests hold each against the command itself."""

from __future__ import annotations

from typing import Any

EXAMPLES: dict[str, dict[str, Any]] = {
    "register": {
        "channel": "phone_in",
        "received_at": "2026-03-02T09:30:00+08:00",
        "unit": "cd",
        "people": [{"name": "刘建国", "phone": "13800001234", "id_number": "510101196501011234"}],
        "policy_number": "P510001",
        "class_code": "payments",
        "reason_code": "payment_slow",
        "facts": "客户反映退保款逾期未到账，致电柜面两次未获答复。",
        "demand": "三日内到账并说明原因",
        "amount": "12800.00",
        "emotion": "dissatisfied",
        "facts_repeated": True,
    },
    "confirm": {"means": "call", "words": "已告知客户投诉受理情况、编号及承办人。"},
    "settle": {
        "means": "in_person",
        "plan": "陪同客户开户后办理退保",
        "basis": "退保规则第三条",
        "amount": "0",
    },
    "verify": {"verdict": "beyond", "words": "客户提交的病历与理赔资料一致，赔付金额超出柜面权限。"},
    "hand_on": {
        "step": "to_case_owner",
        "words": "请核定应赔金额并于一个工作日内退回会办单。",
        "means": ["email", "call"],
        "at": "2026-03-03T10:20:00+08:00",
    },
    "grade": {"level": "difficult", "reason": "涉及代签字，双录资料缺失。"},
    "hand_up": {"words": "客户不接受核保结论，要求上级复核。"},
    "dispatch": {"to": 12, "copies": [14], "opinion": "请核实退保款的付款时间。"},
    "reply_order": {
        "order": "L2026-0000123-01",
        "reply": "经核实，款项因账号录入错误被退回，已重新付款。",
        "sent_at": "2026-03-03T16:00:00+08:00",
    },
    "refuse_order": {"order": "L2026-0000123-01", "reason": "付款环节由财务部负责。"},
    "co_handle": {"to": 14, "opinion": "请提供付款流水。", "planned_at": "2026-03-04T17:00:00+08:00"},
    "urge": {"order": "L2026-0000123-01", "reason": "客户再次来电催问。"},
    "record_contact": {"kind": "progress", "means": "call", "words": "告知客户正在核实，预计两日内答复。"},
    "record_finding": {"kind": "truth", "conclusion": "付款延迟属实", "reasons": "付款流水与退票记录"},
    "attach_evidence": {
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "kind": "internal",
        "file_name": "付款流水.pdf",
    },
    "propose": {"plan": "当日补付并致歉", "basis": "保全作业规则第十二条", "amount": "12800.00"},
    "give_feedback": {"accepted": False, "objections": "要求支付逾期利息"},
    "determine": {
        "validity": "substantiated",
        "reasons": "付款确有延迟",
        "causes": [{"code": "delay", "department": 14}],
    },
    "sign": {"department": 14, "remark": "同意"},
    "close": {"remark": "客户已确认到账"},
    "archive": {},
    "record_callback": {
        "reached": True,
        "answers": [
            {"question": "result_told", "answer": "是"},
            {"question": "carried_out", "answer": "已到账"},
            {"question": "attitude", "answer": "满意"},
        ],
        "satisfaction": "satisfied",
    },
    "follow_up": {"reached": True, "satisfaction": "satisfied", "suggestion": "短信应写明经办人和电话"},
    "draft_letter": {
        "kind": "processing_opinion",
        "parts": [{"part": "decision", "text": "公司于2026年3月10日前支付医疗保险金12800元。"}],
    },
    "revise_letter": {
        "letter": "处意〔2026〕SC-00012",
        "parts": [{"part": "reasons", "text": "付款确有延迟，您的诉求合理。"}],
    },
    "submit_letter": {"letter": "处意〔2026〕SC-00012"},
    "return_letter": {
        "letter": "处意〔2026〕SC-00012",
        "remark": "理由不足",
        "marks": [{"part": "reasons", "quote": "诉求合理", "remark": "写明依据"}],
    },
    "pass_letter": {"letter": "处意〔2026〕SC-00012"},
    "send_letter": {"letter": "处意〔2026〕SC-00012", "means": "post", "proof": "挂号 XA123456789"},
    "record_execution": {"letter": "处意〔2026〕SC-00012", "done": "已转账12800元"},
    "reissue_letter": {"letter": "处意〔2026〕SC-00012", "because": "金额有误"},
    "drop_letter": {"letter": "处意〔2026〕SC-00012", "because": "重复"},
    "amend": {"reason": "客户补充保单号", "policy_number": "P510001"},
    "reclass": {"class_code": "policy_service", "reason_code": "service_slow", "reason": "实为保全时效问题"},
    "withdraw": {"request": "客户来电表示问题已解决，撤回投诉。"},
    "transfer_out": {"to": 15, "reason": "属于业务咨询，转相关部门答复。"},
}
