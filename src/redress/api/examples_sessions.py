"""One realistic input for calling a session and for each act on it."""

from typing import Any

SESSIONS: dict[str, dict[str, Any]] = {
    "plan_session": {
        "body": 3,
        "kind": "committee",
        "at": "2026-03-06T14:00:00+08:00",
        "place": "八楼会议室",
    },
    "add_topic": {
        "kind": "issue",
        "topic": "一季度退保投诉集中",
        "motion": "由销售部门于四月底前完成话术整改。",
    },
    "attend": {"present": [12, 13, 17, 21, 25]},
    "recuse": {"item": 1, "member": 17, "reason": "被投诉人是本部门员工。"},
    "hear": {"item": 1, "department": 14, "speaker": "财务部 周敏", "words": "款项因账号录入错误被退回。"},
    "vote": {"item": 1, "choice": "against", "reason": "应当先查清责任。"},
    "settle_item": {"item": 2, "outcome": "deferred", "remark": "待补充材料后再议。"},
    "assign_action": {"item": 1, "what": "核对近三个月退票记录", "owner": 25, "until": "2030-03-20"},
    "complete_action": {"action": 1, "report": "已核对，清单见附件。"},
    "write_minutes": {"words": "各部门说明了情况，委员逐项表决。"},
    "sign_minutes": {},
    "cancel_session": {"reason": "到会委员不足法定人数。"},
}
