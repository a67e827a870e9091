"""Vietnam in workalendar's own terms, which has the lunar new year but no Vietnam."""

from __future__ import annotations

from datetime import date, timedelta

from workalendar.core import ChineseNewYearCalendar


class VietnamByHand(ChineseNewYearCalendar):  # type: ignore[misc]
    """Vietnam (by hand)

    The holidays of the Labour Code: New Year, five days of Tết, Hùng kings, 30/4, 1/5, National Day (two days from
    2021), and the next day off when one falls on a weekend. Swaps by yearly decision cannot be told.
    """

    FIXED_HOLIDAYS = (
        (1, 1, "Tết Dương lịch"),
        (4, 30, "Ngày Chiến thắng"),
        (5, 1, "Quốc tế lao động"),
        (9, 2, "Quốc khánh"),
    )
    include_chinese_new_year_eve = True
    chinese_new_year_label = "Tết"
    include_chinese_second_day = True
    include_chinese_third_day = True
    include_labour_day = False
    shift_sunday_holidays = False
    shift_start_cny_sunday = False

    def get_variable_days(self, year: int) -> list[tuple[date, str]]:
        """Return the holidays that move, and the days off in place of those on weekends."""
        days = super().get_variable_days(year)
        tet = ChineseNewYearCalendar.lunar(year, 1, 1)
        days.append((tet + timedelta(days=3), "Tết"))
        days.append((ChineseNewYearCalendar.lunar(year, 3, 10), "Giỗ Tổ Hùng Vương"))
        if year >= 2021:
            days.append((date(year, 9, 1), "Quốc khánh"))
        return days

    def get_calendar_holidays(self, year: int) -> list[tuple[date, str]]:
        """Return all holidays, each one on a weekend followed by the next day that is free to stand for it."""
        found = dict(super().get_calendar_holidays(year))
        for day in sorted(found):
            if day.weekday() in self.get_weekend_days():
                while day in found or day.weekday() in self.get_weekend_days():
                    day += timedelta(days=1)
                found[day] = "Nghỉ bù"
        return sorted(found.items())
