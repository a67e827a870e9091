"""What the calendar says as of an earlier date: undecided years, unannounced days, provincial closures."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calendars import Calendar, DayKind, SpecialDay

STORM = SpecialDay(date(2024, 9, 9), DayKind.CLOSURE, "Nghỉ do bão số 3", "Công điện 01/CĐ-UBND", date(2024, 9, 8))


@pytest.mark.parametrize(
    ("known_at", "decided_until"),
    [
        (None, date(2027, 12, 31)),
        (date(2026, 10, 2), date(2027, 12, 31)),
        (date(2026, 10, 1), date(2026, 12, 31)),
        (date(2025, 10, 13), date(2026, 12, 31)),
        (date(2025, 10, 12), date(2025, 12, 31)),
        (date(2012, 11, 22), date(2012, 12, 31)),
        (date(2009, 12, 31), date(2009, 12, 31)),
    ],
)
def test_a_year_is_decided_once_its_tet_is_announced(known_at, decided_until):
    assert Calendar.national(known_at).decided_until == decided_until


def test_a_swap_counts_only_from_the_day_it_is_announced():
    before, after = Calendar.national(date(2024, 4, 11)), Calendar.national(date(2024, 4, 12))
    assert before.is_working(date(2024, 4, 29))
    assert not before.is_working(date(2024, 5, 4))
    assert not after.is_working(date(2024, 4, 29))
    assert after.is_working(date(2024, 5, 4))
    assert not before.is_estimated(date(2024, 4, 29))


def test_the_new_year_swap_of_2026_is_unknown_on_christmas_eve():
    before, after = Calendar.national(date(2025, 12, 24)), Calendar.national(date(2025, 12, 25))
    assert before.is_working(date(2026, 1, 2))
    assert not before.is_working(date(2026, 1, 10))
    assert not after.is_working(date(2026, 1, 2))
    assert after.is_working(date(2026, 1, 10))


def test_an_unannounced_compensatory_day_is_closed_by_statute_and_estimated():
    before, after = Calendar.national(date(2026, 4, 9)), Calendar.national(date(2026, 4, 10))
    day = date(2026, 4, 27)
    assert not before.is_working(day)
    assert before.is_estimated(day)
    assert not before.is_estimated(date(2026, 4, 28))
    assert before.why(day).document == "Bộ luật Lao động 2019 Điều 111 khoản 3"
    assert before.why(day).reason == "nghỉ bù Giỗ Tổ Hùng Vương (10/3 âm lịch) (dự kiến)"
    assert not after.is_estimated(day)
    assert after.why(day).document == "3383/BNV-CVL"


def test_the_second_national_day_not_yet_announced_is_projected_and_estimated():
    # Tết 2025 công bố 26/11/2024; ngày nghỉ liền kề 2/9 đến 04/8/2025 mới công bố là 1/9.
    before, after = Calendar.national(date(2025, 8, 3)), Calendar.national(date(2025, 8, 4))
    assert not before.is_working(date(2025, 9, 1))
    assert before.is_estimated(date(2025, 9, 1))
    assert before.is_working(date(2025, 9, 3))
    assert not after.is_estimated(date(2025, 9, 1))


def test_the_culture_day_is_off_only_once_the_resolution_is_known():
    before, after = Calendar.national(date(2026, 4, 23)), Calendar.national(date(2026, 4, 24))
    assert before.is_working(date(2026, 11, 24))
    assert before.is_working(date(2027, 11, 24))
    assert before.is_working(date(2028, 11, 24))
    assert not after.is_working(date(2026, 11, 24))
    assert not after.is_working(date(2028, 11, 24))


def test_an_undecided_year_is_projected_and_wholly_estimated():
    # Trước 02/10/2026: Tết 2027 dự kiến 30 tháng Chạp – mùng 4 = 5–9/2, bù hai ngày 6, 7/2 vào 10, 11/2.
    calendar = Calendar.national(date(2026, 10, 1))
    assert calendar.is_working(date(2027, 2, 4))
    assert [day for day in range(5, 13) if not calendar.is_working(date(2027, 2, day))] == [5, 6, 7, 8, 9, 10, 11]
    assert calendar.is_estimated(date(2027, 6, 15))
    assert calendar.special(date(2027, 2, 5)).projected
    assert not Calendar.national(date(2026, 10, 2)).is_working(date(2027, 2, 4))


def test_what_is_known_of_an_undecided_year_stands():
    calendar = Calendar.national(date(2026, 10, 1))
    assert not calendar.special(date(2027, 4, 30)).projected
    assert not calendar.special(date(2027, 11, 24)).projected
    assert calendar.is_working(date(2027, 5, 4))


def test_a_labour_code_not_yet_passed_gives_no_second_national_day():
    assert Calendar.national(date(2019, 11, 19)).is_working(date(2021, 9, 3))
    assert not Calendar.national(date(2019, 11, 20)).is_working(date(2021, 9, 3))


def test_estimated_days_are_asked_for_in_a_half_open_interval():
    calendar = Calendar.national()
    assert not calendar.is_estimated(date(2027, 12, 31))
    assert calendar.is_estimated(date(2028, 1, 1))
    assert not calendar.any_estimated(date(2027, 1, 1), date(2027, 12, 31))
    assert calendar.any_estimated(date(2027, 12, 31), date(2028, 1, 1))
    assert not calendar.any_estimated(date(2028, 1, 5), date(2028, 1, 5))


def test_a_closure_makes_a_working_day_off_with_its_document():
    calendar = Calendar.national(closures=(STORM,))
    assert Calendar.national().is_working(STORM.on)
    assert not calendar.is_working(STORM.on)
    assert calendar.why(STORM.on).document == "Công điện 01/CĐ-UBND"
    assert calendar.why(STORM.on).reason == "nghỉ do bão số 3"
    assert calendar.add_working_days(date(2024, 9, 6), 1) == date(2024, 9, 10)
    assert calendar.version != Calendar.national().version


def test_a_closure_is_unknown_before_it_is_announced():
    assert Calendar.national(date(2024, 9, 7), (STORM,)).is_working(STORM.on)
    assert not Calendar.national(date(2024, 9, 8), (STORM,)).is_working(STORM.on)


def test_a_closure_never_replaces_a_national_day_off():
    closure = SpecialDay(date(2024, 9, 2), DayKind.CLOSURE, "Nghỉ do bão", "Công điện 02/CĐ-UBND")
    assert Calendar.national(closures=(closure,)).why(closure.on).reason == "Quốc khánh 2/9"


def test_a_closure_may_fall_on_a_worked_saturday():
    closure = SpecialDay(date(2026, 8, 22), DayKind.CLOSURE, "Nghỉ do bão", "Công điện 03/CĐ-UBND")
    assert not Calendar.national(closures=(closure,)).is_working(closure.on)


def test_a_province_may_work_a_saturday_in_exchange():
    worked = SpecialDay(date(2024, 9, 14), DayKind.SWAP_WORK, "Làm bù ngày nghỉ bão", "Công văn 04/UBND")
    calendar = Calendar.national(closures=(STORM, worked))
    assert calendar.is_working(date(2024, 9, 14))
    assert calendar.count_working_days(date(2024, 9, 6), date(2024, 9, 14)) == 5


@settings(max_examples=150, deadline=None)
@given(
    start=st.dates(date(2023, 12, 1), date(2028, 3, 1)),
    count=st.integers(1, 40),
    days_to_closure=st.integers(-3, 60),
)
def test_a_further_day_off_never_makes_a_period_end_earlier(start, count, days_to_closure):
    on = date.fromordinal(start.toordinal() + days_to_closure)
    closure = SpecialDay(on, DayKind.CLOSURE, "Ngừng làm việc", "Văn bản thử")
    plain, closed = Calendar.national(), Calendar.national(closures=(closure,))
    end = plain.add_working_days(start, count)
    later = closed.add_working_days(start, count)
    assert later >= end
    assert (later > end) == (plain.is_working(on) and start < on <= end)
