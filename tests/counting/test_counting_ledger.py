"""The ledger: every date can be traced, day by day, to a reason and a document."""

from datetime import date

import pytest

from engine.calendars import Calendar
from engine.calendars.cycles import Cycle
from engine.counting import Conventions, LedgerLine, Pause, resolve
from engine.phrases.deadlines import (
    Ahead,
    AtOnce,
    BeforeDate,
    ByDate,
    CalendarSpan,
    DateInPeriod,
    Every,
    KeepAtLeast,
    LastDays,
    LastWorkingDays,
    SpanUnit,
    WorkingDays,
)

FIRST_DAY_OUT = ("ngày đầu không tính (Điều 147 Bộ luật Dân sự 2015)", "Bộ luật Dân sự 2015 Điều 147 khoản 2")
ROLLED = ("ngày làm việc tiếp theo (Điều 148 Bộ luật Dân sự 2015)", "Bộ luật Dân sự 2015 Điều 148 khoản 5")
LABOUR_CODE = "Bộ luật Lao động 2019 Điều 112 khoản 1"
SWAP_2024 = "2450/VPCP-KGVX; 1570/TB-LĐTBXH"


def ledger(deadline, start, **options):
    return [
        (f"{line.day:%d/%m}", line.counted, line.reason, line.document)
        for line in resolve(deadline, start, Calendar.national(), **options).ledger
    ]


def test_working_days_list_every_day_from_the_trigger_to_the_due_date():
    assert ledger(WorkingDays(4), date(2024, 4, 26)) == [
        ("26/04", False, *FIRST_DAY_OUT),
        ("27/04", False, "thứ Bảy", None),
        ("28/04", False, "Chủ nhật", None),
        ("29/04", False, "nghỉ hoán đổi dịp 30/4-1/5/2024 (làm bù 04/05/2024)", SWAP_2024),
        ("30/04", False, "Ngày Chiến thắng 30/4", LABOUR_CODE),
        ("01/05", False, "Quốc tế Lao động 1/5", LABOUR_CODE),
        ("02/05", True, "ngày làm việc", None),
        ("03/05", True, "ngày làm việc", None),
        ("04/05", True, "làm bù dịp 30/4-1/5/2024 (nghỉ 29/04/2024)", SWAP_2024),
        ("05/05", False, "Chủ nhật", None),
        ("06/05", True, "ngày làm việc", None),
    ]


def test_a_first_day_that_counts_opens_the_ledger_as_day_one():
    lines = ledger(WorkingDays(2), date(2025, 3, 10), conventions=Conventions(first_day_counted=True))
    assert lines == [("10/03", True, "ngày làm việc", None), ("11/03", True, "ngày làm việc", None)]


def test_paused_days_are_listed_and_not_counted():
    lines = ledger(WorkingDays(2), date(2025, 3, 3), pauses=[Pause(date(2025, 3, 4), date(2025, 3, 5))])
    assert lines[1:] == [
        ("04/03", True, "ngày làm việc", None),
        ("05/03", False, "tạm dừng tính thời hạn", None),
        ("06/03", True, "ngày làm việc", None),
    ]


def test_a_span_in_days_lists_every_day_and_then_what_it_rolls_over():
    assert ledger(CalendarSpan(3, SpanUnit.DAY), date(2026, 8, 28)) == [
        ("28/08", False, *FIRST_DAY_OUT),
        ("29/08", True, "ngày thứ 1", None),
        ("30/08", True, "ngày thứ 2", None),
        (
            "31/08",
            True,
            "ngày cuối của thời hạn, nghỉ hoán đổi dịp Quốc khánh 2026 (làm bù 22/08/2026)",
            "9859/VPCP-KGVX; 9441/TB-BNV",
        ),
        ("01/09", False, "Quốc khánh (ngày liền kề)", "9859/VPCP-KGVX; 9441/TB-BNV"),
        ("02/09", False, "Quốc khánh 2/9", LABOUR_CODE),
        ("03/09", False, *ROLLED),
    ]


def test_a_span_in_months_lists_its_ends_and_what_it_rolls_over():
    assert ledger(CalendarSpan(3, SpanUnit.MONTH), date(2025, 11, 30)) == [
        ("30/11", False, *FIRST_DAY_OUT),
        ("28/02", True, "ngày cuối của thời hạn, thứ Bảy", None),
        ("01/03", False, "Chủ nhật", None),
        ("02/03", False, *ROLLED),
    ]


def test_up_to_sixty_days_are_listed_one_by_one():
    # Cả hai đều hết hạn vào ngày làm việc: thứ Sáu 04/7 và thứ Ba 01/7/2025.
    assert len(ledger(CalendarSpan(60, SpanUnit.DAY), date(2025, 5, 5))) == 61
    assert len(ledger(CalendarSpan(61, SpanUnit.DAY), date(2025, 5, 1))) == 2


def test_a_date_shows_what_it_rolls_over():
    assert ledger(ByDate(DateInPeriod(31, 12)), date(2023, 6, 1)) == [
        ("31/12", True, "ngày ấn định, Chủ nhật", None),
        ("01/01", False, "Tết Dương lịch", LABOUR_CODE),
        ("02/01", False, *ROLLED),
    ]


def test_before_a_date_shows_the_date_and_the_day_before():
    assert ledger(BeforeDate(DateInPeriod(31, 1)), date(2025, 6, 1)) == [
        ("31/01", False, "phải xong trước ngày này", None),
        ("30/01", True, "ngày liền trước ngày ấn định", None),
    ]


def test_windows_and_periods_show_their_ends():
    assert ledger(LastDays(7), date(2025, 2, 3)) == [
        ("22/02", True, "mở 7 ngày cuối kỳ", None),
        ("28/02", True, "ngày cuối của kỳ", None),
    ]
    assert ledger(Every(Cycle.QUARTER), date(2025, 2, 3)) == [("31/03", True, "ngày cuối của kỳ", None)]
    assert ledger(KeepAtLeast(1, SpanUnit.MONTH), date(2025, 1, 1)) == [
        ("01/02", True, "hết thời gian phải giữ tối thiểu", None)
    ]


def test_counting_back_lists_the_days_in_the_order_of_counting():
    assert [line[:2] for line in ledger(LastWorkingDays(2), date(2026, 8, 3))] == [
        ("31/08", False),
        ("30/08", False),
        ("29/08", False),
        ("28/08", True),
        ("27/08", True),
    ]
    assert ledger(Ahead(WorkingDays(1)), date(2025, 3, 10))[0] == (
        "10/03",
        False,
        "ngày diễn ra sự kiện không tính",
        None,
    )


@pytest.mark.parametrize("count", [1, 5, 30])
def test_as_many_lines_count_as_the_period_has_days(count):
    start = date(2026, 1, 30)
    for deadline in (WorkingDays(count), CalendarSpan(count, SpanUnit.DAY), Ahead(WorkingDays(count))):
        found = resolve(deadline, start, Calendar.national())
        assert sum(line.counted for line in found.ledger) == count
        assert found.ledger[-1].day == found.due_on


def test_ledger_lines_are_plain_records():
    line = resolve(AtOnce(), date(2025, 3, 10), Calendar.national()).ledger[-1]
    assert line == LedgerLine(date(2025, 3, 11), True, "ngày làm việc", None)
