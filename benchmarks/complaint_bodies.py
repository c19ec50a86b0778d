"""Bodies of registrations as a call centre would send them, made beforehand so that making them costs nothing."""

from __future__ import annotations

import itertools
import json
import random
from datetime import datetime, timedelta

from faker import Faker


def bodies(count: int) -> list[bytes]:
    """Complaints as a call centre would send them: people, policies and stories vary."""
    chance, people = random.Random(20261118), Faker("zh_CN")
    people.seed_instance(20261118)
    now = datetime.now().astimezone()
    made = []
    for place, (channel, topic) in zip(range(count), itertools.cycle(itertools.product(_CHANNELS, _TOPICS))):
        class_code, reason_code, story, demand = topic
        amount = chance.randrange(50_000, 9_000_000)
        story = story.format(amount=amount // 100, date=people.date_this_year(), name=people.name())
        body = {
            "channel": channel,
            "received_at": (now - timedelta(minutes=chance.randrange(5, 600))).isoformat(),
            "people": [{"name": people.name(), "phone": people.phone_number(), "id_number": people.ssn(),
                        "address": people.address()}],
            "policy_number": f"P{2020 + place % 7}{place:09d}",
            "class_code": class_code,
            "reason_code": reason_code,
            "facts": story + people.paragraph(nb_sentences=chance.randrange(2, 7)),
            "demand": demand,
            "amount": f"{amount / 100:.2f}",
            "emotion": chance.choice(["calm", "dissatisfied", "angry", "agitated"]),
            "facts_repeated": True,
        }  # fmt: skip
        made.append(json.dumps(body, ensure_ascii=False).encode())
    return made


_CHANNELS = ("phone_in", "web", "app", "email", "letter", "sms", "fax", "counter")
_TOPICS = (
    ("payments", "payment_slow", "客户于{date}申请退保,退保金{amount}元至今未到账。", "立即到账并说明原因"),
    (
        "claims",
        "claim_slow",
        "被保险人{name}住院后申请理赔,金额{amount}元,{date}提交材料后一直无人答复。",
        "尽快赔付",
    ),
    (
        "solicitation",
        "misled",
        "业务员{name}称为存款,客户{date}方知是保险,涉及保费{amount}元。",
        "全额退还保费",
    ),
    (
        "policy_service",
        "service_slow",
        "客户{date}办理保单变更,柜面多次要求补充材料,涉及{amount}元。",
        "一次办结",
    ),
    ("underwriting", "policy_not_issued", "客户{date}缴费{amount}元,至今未收到保单。", "出具保单或退费"),
    ("counter", "counter_attitude", "客户{date}到柜面办理业务,工作人员{name}态度生硬。", "道歉"),
    ("product", "loan_clauses", "客户对保单贷款条款有异议,涉及金额{amount}元。", "重新说明条款"),
)
