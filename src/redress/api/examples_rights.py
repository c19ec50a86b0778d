"""One realistic input for each command about the complainant's rights and about the committee, and a ruling's ways."""

from typing import Any

FILE = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

RIGHTS: dict[str, dict[str, Any]] = {
    "receive_paper": {"paper": "authorisation", "evidence": FILE},
    "set_representatives": {
        "people": [{"name": "陈秀英", "phone": "13900001234"}],
        "evidence": FILE,
    },
    "decline": {
        "ground": "no_authorisation",
        "reasons": "来电人未能提供投诉人签名的授权委托书。",
        "means": "call",
        "evidence": FILE,
    },
    "decide": {
        "decision": "公司于2026年3月10日前支付医疗保险金12800元。",
        "verification": "经核实，理赔材料于2026年1月5日收齐。",
        "basis": "保险合同第七条，《保险法》第二十三条。",
        "reasons": "付款迟延系内部流转所致。",
        "remedies": ["review", "mediation", "arbitration", "litigation"],
    },
    "record_telling": {
        "what": "decision",
        "means": "letter",
        "words": "处理决定已挂号寄出。",
        "reference": "XA123456789",
    },
    "record_attempt": {"what": "progress", "means": "call", "words": "三次拨打均无人接听。"},
    "pause": {
        "ground": "appraisal",
        "words": "委托司法鉴定机构鉴定伤残等级。",
        "proofs": [
            {"proof": "commission", "evidence": FILE},
            {"proof": "notice_to_customer", "evidence": FILE},
        ],
        "told_by": "letter",
    },
    "resume": {"ground": "appraisal", "outcome": "鉴定为九级伤残。"},
    "set_earlier_limit": {
        "office": "四川金融监管局",
        "reference": "川金监转〔2026〕118号",
        "last_day": "2026-03-06",
        "evidence": FILE,
    },
    "new_facts": {"what": "客户提交住院期间的全部费用清单。", "evidence": [FILE]},
    "request_review": {"grounds": "对赔付比例有异议。", "evidence": FILE},
    "decide_review": {
        "outcome": "upheld",
        "process": "程序符合规定。",
        "limit": "在法定期限内办结。",
        "result": "认定事实清楚。",
        "reasons": "维持原处理决定。",
    },
    "refer_to_committee": {
        "reason": "difficult",
        "because": "多次协商未果。",
        "question": "handling",
        "motion": "全额退还保费。",
        "amount": "52000",
    },
    "dispute_determination": {
        "because": "本部门无过错。",
        "question": "validity",
        "motion": "认定为无效投诉。",
        "validity": "unsubstantiated",
    },
    "take_back_referral": {"referral": 3, "reason": "部门已经达成一致。"},
    "put_on_agenda": {"referral": 3, "session": "SC-2026-004"},
    "rule": {
        "session": "SC-2026-004",
        "item": 1,
        "reasons": "多数委员认为销售人员未如实告知。",
        "execution": [{"what": "退还保费", "owner": 21, "until": "2026-03-20"}],
    },
    "report_execution": {"todo": 5, "report": "保费已退至原账户。", "evidence": FILE},
    "open_formal_case": {"established": "代理人隐瞒退保损失，诱导客户转保。"},
    "migrate_rulebook": {
        "rulebook": "life-method",
        "rulebook_version": "2027.1",
        "reason": "新版办法统一执行。",
    },
}
