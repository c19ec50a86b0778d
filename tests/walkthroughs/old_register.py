"""An old register of 7,000 rows, as an insurer has it: a title, a header of two rows with merged cells, narratives of
people, two forms of dates, and three rows that cannot be used."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import openpyxl

ROWS = 7_000
BAD = {100: "日期无法辨认", 2_500: "编号丢失位数", 6_999: "结案早于登记"}
"""Row of the register, from 0 -> what is wrong with it."""
FIRST_LINE = 4
"""Of the sheet, on which the first row of the register stands."""
UNIQUE = "孔雀蓝保温杯"
"""Stands in the narrative of one row alone."""
GROUPS = ["登记信息", "", "", "客户", "", "投诉内容", "", "", "处理", ""]
NAMES = ["投诉编号", "登记日期", "结案日期", "姓名", "电话", "类别", "内容", "涉及金额", "处理结果", "状态"]
KINDS = ["理赔纠纷", "退保纠纷", "服务态度", "销售误导"]
STORIES = [
    "客户反映车辆追尾后提交全部材料已满二十日，理赔人员多次要求补件，至今未出核定结论。",
    "客户称银行网点工作人员以存款名义推介保险，到期取款时才得知是保险合同，要求全额退保。",
    "客户拨打热线等候四十分钟无人接听，接通后坐席态度生硬，要求当面致歉并书面回复。",
    "客户投诉业务员在介绍时只讲收益不讲退保损失，回访电话也没有听清问题，要求核实录音。",
]

MAPPING = """\
mapping: old-sichuan
title: 旧系统投诉登记
source: old-sichuan
unit: sc
header: [2, 3]
dates: "%Y-%m-%d"
columns:
  number: 投诉编号
  received: 登记日期
  closed: 结案日期
  name: 姓名
  phone: 电话
  reason: 类别
  facts: 内容
  amount: 涉及金额
  disposition: 处理结果
  status: 状态
channel: phone_in
classes:
  理赔纠纷: {to: claims}
  退保纠纷: {to: payments}
  销售误导: {to: solicitation}
states: {archived: 已办结, registered: 办理中}
"""
"""What somebody writes at first: it knows one form of dates, and not all kinds."""
MENDED = MAPPING.replace('dates: "%Y-%m-%d"', 'dates: ["%Y-%m-%d", "%d/%m/%Y"]').replace(
    "  销售误导: {to: solicitation}", "  销售误导: {to: solicitation}\n  服务态度: {to: call_centre}"
)


def write(path: Path) -> Path:
    """The workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["四川分公司二〇一八年至二〇二三年投诉登记簿"])
    sheet.merge_cells("A1:J1")
    sheet.append(GROUPS)
    sheet.append(NAMES)
    for span in ("A2:C2", "D2:E2", "F2:H2", "I2:J2"):
        sheet.merge_cells(span)
    for place in range(ROWS):
        sheet.append(_row(place))
    book.save(path)
    return path


def _row(place: int) -> list[object]:
    received = date(2018, 1, 2) + timedelta(days=place * 2000 // ROWS)
    closed = received + timedelta(days=10 + place % 30)
    form = "%d/%m/%Y" if place % 2 else "%Y-%m-%d"
    kind = place % len(KINDS)
    story = STORIES[kind] + f"登记第{place}号。" + (f"随函退回{UNIQUE}一只。" if place == 4_321 else "")
    number: object = f"川投{place:06d}"
    opened, ended = received.strftime(form), closed.strftime(form)
    if place == 100:
        opened = "去年春节前"
    elif place == 2_500:
        number = 51010019650101123  # seventeen digits in a number cell: the last ones are lost
    elif place == 6_999:
        ended = (received - timedelta(days=3)).strftime(form)
    phone = f"138{place:08d}"
    return [
        number, opened, ended, f"王{STORIES[kind][place % 20]}", phone, KINDS[kind], story,
        "3.5万元" if place % 7 == 0 else f"{place}元", "已协商一致", "已办结",
    ]  # fmt: skip
