"""What a deadline phrase means: a closed set of immutable shapes, free of words and of calendars.

How each shape is turned into dates is decided in one place, `engine.counting`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class SpanUnit(Enum):
    """The unit of a calendar span; a week is written as seven days."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """«05 ngày làm việc»: the `count`-th working day after the trigger date."""

    count: int


@dataclass(frozen=True, slots=True)
class CalendarSpan:
    """«10 ngày», «03 tháng», «01 năm»: the trigger date plus the span (Bộ luật Dân sự 2015, Điều 147–148)."""

    amount: int
    unit: SpanUnit


@dataclass(frozen=True, slots=True)
class AtOnce:
    """«ngay»: a duty without a number; how many working days it is given is a convention."""


@dataclass(frozen=True, slots=True)
class DateInPeriod:
    """A named date: day and month («31 tháng 12»), or only a day of each period («ngày 25 hằng tháng»).

    Attributes:
        day: day of the month; a month without that day ends on its last day.
        month: month of the year, or None when the day recurs each month.
        year: a fixed year («31/12/2025»), or None.
        periods_later: 0 for the period of the trigger, 1 for «năm sau», «tháng sau».
    """

    day: int
    month: int | None = None
    year: int | None = None
    periods_later: int = 0


@dataclass(frozen=True, slots=True)
class ByDate:
    """«chậm nhất là ngày 31 tháng 12»: that date, rolled to the next working day."""

    on: DateInPeriod


@dataclass(frozen=True, slots=True)
class BeforeDate:
    """«trước ngày 31/01 năm sau»: the day before that date, never rolled."""

    on: DateInPeriod


@dataclass(frozen=True, slots=True)
class LastDays:
    """«07 ngày cuối của từng tháng»: the last `count` calendar days of each period of `months` months."""

    count: int
    months: int = 1


@dataclass(frozen=True, slots=True)
class LastWorkingDays:
    """«05 ngày làm việc cuối của từng tháng»: the last `count` working days of each period of `months` months."""

    count: int
    months: int = 1


@dataclass(frozen=True, slots=True)
class Every:
    """«hằng tháng», «hằng quý», «định kỳ 03 tháng», «hằng năm»: once in each calendar period of `months` months.

    Attributes:
        months: a divisor of 12 (1 month, 3 quarter, 6 half-year, 12 year).
        due: when within or after the period, if the phrase says so; otherwise the period's last day.
        kept_for: «… tối thiểu 03 tháng» said in the same breath; a rule must split the two duties.
    """

    months: int
    due: ByDate | BeforeDate | LastDays | LastWorkingDays | None = None
    kept_for: KeepAtLeast | None = None


@dataclass(frozen=True, slots=True)
class Ahead:
    """«chậm nhất 05 ngày làm việc trước ngày họp»: the `count`-th day before the event's date, never rolled."""

    count: int
    working: bool


@dataclass(frozen=True, slots=True)
class StateLasts:
    """«trong 02 ngày làm việc liên tiếp»: a state that has lasted `count` working days."""

    count: int


@dataclass(frozen=True, slots=True)
class KeepAtLeast:
    """«tối thiểu 03 tháng»: not to be disposed of before the trigger date plus the span."""

    amount: int
    unit: SpanUnit


@dataclass(frozen=True, slots=True)
class StartsOn:
    """«bắt đầu từ ngày 01/01/2024», «có hiệu lực kể từ ngày …»: a start, not a deadline."""

    on: date


@dataclass(frozen=True, slots=True)
class Unquantified:
    """«kịp thời», «thường xuyên», «định kỳ» without a number: a duty in time that no date can be given to."""

    word: str


@dataclass(frozen=True, slots=True)
class NotStated:
    """`none`: the text states no period at all."""


Deadline = (
    WorkingDays
    | CalendarSpan
    | AtOnce
    | ByDate
    | BeforeDate
    | LastDays
    | LastWorkingDays
    | Every
    | Ahead
    | StateLasts
    | KeepAtLeast
    | StartsOn
    | Unquantified
    | NotStated
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A parsed phrase.

    Attributes:
        text: the phrase as it stands in the regulation, NFC, white space folded.
        deadline: its meaning.
        anchor: the words after «kể từ ngày», «sau khi», «trước ngày» that name the starting point, or None.
        remark: words in brackets that do not bear on the time («đối với trường hợp …»), or None.
    """

    text: str
    deadline: Deadline
    anchor: str | None = None
    remark: str | None = None
