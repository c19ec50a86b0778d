"""Loading years: files, what is refused, coverage that grows, calendars that never change."""

from datetime import date

import pytest

from redress.worktime import Calendar, CalendarError, YearPlan
from redress.worktime.planfile import read_plan_file, read_plan_text

YAML_2027 = """
year: 2027
source: an invented notice
off:
  - 01-01..01-03 元旦
  - 2027-02-05..2027-02-11 春节
  - 2027-06-09
working_weekends: [02-14]
"""
CSV_2027 = """date,kind,name
2027-01-01,off,元旦
2027-01-02,off,元旦
2027-02-14,work,
"""


def plan(text):
    return read_plan_file(f"year: 2027\n{text}\n")


@pytest.mark.req("CLK-06")
def test_loading_a_year_moves_a_provisional_deadline_and_confirms_it(cn):
    start = date(2026, 12, 31)
    loaded = cn.with_year(read_plan_file(YAML_2027))
    assert (cn.add_working_days(start, 1), cn.is_provisional(date(2027, 1, 1))) == (date(2027, 1, 1), True)
    assert (loaded.add_working_days(start, 1), loaded.is_provisional(date(2027, 1, 4))) == (
        date(2027, 1, 4),
        False,
    )
    assert loaded.is_working_day(date(2027, 2, 14))
    assert loaded.coverage[1] == date(2027, 12, 31)
    assert cn.coverage[1] == date(2026, 12, 31)


@pytest.mark.req("CLK-06")
def test_a_year_is_read_from_a_yaml_or_csv_file(tmp_path):
    for name, text in (("2027.yaml", YAML_2027), ("2027.csv", CSV_2027)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        read = read_plan_file(tmp_path / name)
        assert read.year == 2027
        assert read.off[date(2027, 1, 2)] == "元旦"
        assert read.working == {date(2027, 2, 14)}
        assert read_plan_file(str(tmp_path / name)) == read


def test_a_csv_saved_by_a_spreadsheet_with_byte_order_mark_is_read(tmp_path):
    (tmp_path / "2027.csv").write_text(CSV_2027, encoding="utf-8-sig")
    assert read_plan_file(tmp_path / "2027.csv").year == 2027


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "working_weekends: [02-15]",
            r"working_weekends: 2027-02-15 is a Monday; a make-up day falls at a weekend",
        ),
        ("off: [2026-12-31..2027-01-02]", r"off\[0\]: '2026-12-31..2027-01-02' leaves 2027"),
        ("off: [02-13..02-14]\nworking_weekends: [02-14]", r"2027-02-14 is also under off; remove it"),
        ("off: [01-01..01-03, 01-03]", r"off\[1\]: 2027-01-03 is already off"),
        ("off: [02-30]", r"off\[0\]: '02-30' has no such date"),
        ("off: [01-03..01-01]", r"ends before it begins; swap"),
        ("off: [new year]", r"off\[0\]: 'new year' is no day or range; write MM-DD"),
        ("off: 01-01", r"off: must be a list"),
        ("holidays: []", r"\['holidays'\] is not known; use off"),
        ("off: [", r"line \d+: is not valid YAML"),
    ],
)
def test_a_wrong_year_file_is_refused_with_the_field_and_the_way_out(text, message):
    with pytest.raises(CalendarError, match=message):
        plan(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("date,type\n2027-01-01,off", r"line 1: the header must be 'date,kind'"),
        ("date,kind\n2027-1-1,off", r"line 2: '2027-1-1' is no date; write YYYY-MM-DD"),
        (
            "date,kind\n2027-01-01,off\n2027-01-02,rest",
            r"line 3: the kind 'rest' is not known; write 'off' or",
        ),
        ("date,kind\n2027-01-01,off\n2027-01-01,off", r"line 3: 2027-01-01 is listed twice"),
        ("date,kind\n2027-01-01,off\n2028-01-01,off", r"has \[2027, 2028\]; use a file a year"),
        ("date,kind\n2027-01-01,work", r"2027-01-01 is a Friday; a make-up day falls at a weekend"),
    ],
)
def test_a_wrong_csv_is_refused_with_the_line_and_the_way_out(text, message):
    with pytest.raises(CalendarError, match=message):
        read_plan_file(text)


def test_the_error_names_the_file(tmp_path):
    (tmp_path / "cn2027.yaml").write_text("year: 2027\noff: [13-01]\n", encoding="utf-8")
    with pytest.raises(CalendarError, match=r"cn2027.yaml, off\[0\]"):
        read_plan_file(tmp_path / "cn2027.yaml")
    with pytest.raises(CalendarError, match=r"none.yaml: cannot be read"):
        read_plan_file(tmp_path / "none.yaml")
    (tmp_path / "gbk.yaml").write_bytes("year: 2027\noff: [01-01 元旦]\n".encode("gbk"))
    with pytest.raises(CalendarError, match=r"gbk.yaml: is not UTF-8 text"):
        read_plan_file(tmp_path / "gbk.yaml")
    with pytest.raises(CalendarError, match=r"'year' is missing"):
        read_plan_file("off: []\n")


def test_a_plan_made_in_code_is_checked_as_one_from_a_file():
    with pytest.raises(CalendarError, match="2026-12-31 is not in 2027"):
        YearPlan.of(2027, off=[date(2026, 12, 31)])


@pytest.mark.req("CLK-06")
def test_years_must_be_loaded_without_a_gap(cn):
    with pytest.raises(
        CalendarError, match="2027 is missing or provisional between 2026 and 2028; load it first"
    ):
        cn.with_year(YearPlan(2028))
    with pytest.raises(CalendarError, match="no year is confirmed"):
        Calendar.from_years("none", "Asia/Shanghai", {})
    with pytest.raises(CalendarError, match="the plan under 2026 is of 2027"):
        Calendar.from_years("odd", "Asia/Shanghai", {2026: YearPlan(2027)})


@pytest.mark.req("CLK-06")
def test_a_region_is_confirmed_only_where_both_it_and_the_nation_are(cn, gx):
    later = gx.with_year(YearPlan.of(2026, [date(2026, 4, 20)])).with_year(
        YearPlan.of(2027, [date(2027, 4, 9)])
    )
    assert later.coverage[1] == date(2026, 12, 31)
    national = cn.with_year(read_plan_file(YAML_2027))
    assert later.with_base(national).coverage[1] == date(2027, 12, 31)
    assert not later.with_base(national).is_working_day(date(2027, 2, 5))


def test_a_region_may_keep_its_own_hours(cn):
    region = cn.extended("west", {2026: YearPlan(2026)}, "10:00-13:00, 15:00-19:00")
    assert str(region.hours_on(date(2026, 3, 2))[0]) == "10:00-13:00"
    assert region.coverage == (date(2026, 1, 1), date(2026, 12, 31))


def test_the_text_of_a_file_is_never_taken_for_a_path(tmp_path):
    secret = tmp_path / "secret.yaml"
    secret.write_text("year: 2027\n", "utf-8")
    with pytest.raises(CalendarError, match=r"upload\.yaml: must be a mapping"):
        read_plan_text(str(secret), "upload.yaml")


def test_a_wrong_year_is_refused_in_both_languages():
    with pytest.raises(CalendarError) as refused:
        read_plan_text("date,kind\n2027-01-01,free\n", "2027.csv")
    assert (
        refused.value.say("zh-hans")
        == "2027.csv，第 2 行，kind：不认识“free”，应写 off（放假）或者 work（上班）。"
    )
    assert refused.value.say("en").startswith("2027.csv, line 2: the kind 'free' is not known")
