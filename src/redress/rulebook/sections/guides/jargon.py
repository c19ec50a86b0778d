"""Terms of art of insurance: words that people who buy it do not know, or take for something else.

A guide that uses one explains it under `terms`, or says it otherwise.
"""

from __future__ import annotations

from typing import Final

ZH: Final = (
    "保单贷款", "保险标的", "保险事故", "保险金额", "保险利益", "报案", "比例赔付", "不可抗辩", "残值",
    "查勘", "除外责任", "次限额", "代位求偿", "等待期", "定损", "犹豫期", "分红", "复效", "给付比例",
    "观察期", "核保", "核定", "核赔", "既往症", "绝对免赔", "近因", "交强险", "宽限期", "理算", "连带责任",
    "免赔额", "免赔率", "赔付比例", "轻症", "全残", "如实告知", "伤残等级", "社保目录", "身故", "剩余保额",
    "实际价值", "受益人", "损失率", "投保人", "推定全损", "现金价值", "被保险人", "责任免除", "责任限额",
    "重置价值", "自付", "足额投保",
)  # fmt: skip
EN: Final = (
    "absolute deductible", "actual value", "beneficiary", "cash value", "cooling-off", "deductible", "exclusion",
    "first notice of loss", "grace period", "incontestability", "insurable interest", "insured event",
    "constructive total loss", "limit of liability", "loss adjustment", "loss ratio", "policy loan", "policyholder",
    "pre-existing", "proximate cause", "reinstatement", "replacement value", "salvage", "subrogation", "sum insured",
    "surrender value", "underwriting", "waiting period",
)  # fmt: skip
LONGEST_ZH: Final = 60
"""Characters of a sentence; of longer ones people lose the beginning."""
LONGEST_EN: Final = 28
"""Words of a sentence."""
