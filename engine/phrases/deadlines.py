"""What a deadline phrase means: a closed set of immutable shapes, free of words and of calendars.

How each shape is turned into dates is decided in one place, `engine.counting`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from engine.calendars.cycles import Cycle


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
class SameWorkingDay:
    """«trong ngày làm việc»: the trigger date itself, or the next working day when that is a day off."""


@dataclass(frozen=True, slots=True)
class CalendarSpan:
    """«10 ngày», «03 tháng», «01 năm»: the trigger date plus the span (Bộ luật Dân sự 2015, Điều 147–148).

    Attributes:
        assumed: the text names no whole number; the span is what the law takes the words for («nửa tháng» is
            15 days, «nửa năm» 6 months; Bộ luật Dân sự 2015, Điều 146).
    """

    amount: int
    unit: SpanUnit
    assumed: bool = False


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
        periods_later: 0 for the period of the trigger, 1 for «năm sau», «quý sau», «tháng sau».
        within: in what `month` is counted: the year, or the quarter («tháng đầu quý sau» is its month 1).
    """

    day: int
    month: int | None = None
    year: int | None = None
    periods_later: int = 0
    within: Cycle = Cycle.YEAR

    @property
    def cycle(self) -> Cycle:
        """The period in which the date comes back."""
        return Cycle.MONTH if self.month is None else self.within


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
class FirstDays:
    """«05 ngày đầu của tháng»: the first `count` calendar days of each period of `months` months.

    Attributes:
        periods_later: 0 for the period itself, 1 for the one after it («05 ngày đầu của tháng sau»).
    """

    count: int
    months: int = 1
    periods_later: int = 0


@dataclass(frozen=True, slots=True)
class FirstWorkingDays:
    """«05 ngày làm việc đầu của tháng»: the first `count` working days of each period, as `FirstDays`."""

    count: int
    months: int = 1
    periods_later: int = 0


@dataclass(frozen=True, slots=True)
class DatesOfYear:
    """«15/6 và 15/12 hằng năm»: several dates in order, one in each of as many equal parts of the year.

    Attributes:
        is_before: «trước ngày …»: due on the day before each.
    """

    dates: tuple[DateInPeriod, ...]
    is_before: bool = False

    def of_part(self, month: int, months: int) -> ByDate | BeforeDate:
        """Return the date in the part of the year that begins with `month` and has `months` months."""
        on = next(on for on in self.dates if on.month is not None and 0 <= on.month - month < months)
        return BeforeDate(on) if self.is_before else ByDate(on)


DueInPeriod = ByDate | BeforeDate | LastDays | LastWorkingDays | FirstDays | FirstWorkingDays | DatesOfYear


@dataclass(frozen=True, slots=True)
class Every:
    """«hằng tuần», «hằng tháng», «định kỳ 03 tháng», «hằng năm»: once in each calendar period.

    Attributes:
        due: when within or after the period, if the phrase says so; otherwise the period's last day.
        kept_for: «… tối thiểu 03 tháng» said in the same breath; a rule must split the two duties.
    """

    cycle: Cycle
    due: DueInPeriod | None = None
    kept_for: KeepAtLeast | None = None


@dataclass(frozen=True, slots=True)
class Ahead:
    """«chậm nhất 05 ngày làm việc trước ngày họp», «trước 06 tháng tính đến ngày nghỉ hưu»: counted back.

    The due date is the event's date less the period, the event's own date not counted; never rolled.
    """

    by: WorkingDays | CalendarSpan


@dataclass(frozen=True, slots=True)
class Between:
    """«không ít hơn 05 ngày và không quá 10 ngày»: not before the one period has passed, and within the other."""

    opens: WorkingDays | CalendarSpan
    due: WorkingDays | CalendarSpan


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
    | SameWorkingDay
    | CalendarSpan
    | AtOnce
    | ByDate
    | BeforeDate
    | LastDays
    | LastWorkingDays
    | FirstDays
    | FirstWorkingDays
    | Every
    | Ahead
    | Between
    | StateLasts
    | KeepAtLeast
    | StartsOn
    | Unquantified
    | NotStated
)

PAUSABLE = (WorkingDays, SameWorkingDay, CalendarSpan, AtOnce, Between)
"""The shapes that are counted forward day by day, so that a stop of the clock bears on them."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A parsed phrase.

    Attributes:
        text: the phrase as it stands in the regulation, NFC, white space folded.
        deadline: its meaning.
        anchor: the words after «kể từ ngày», «sau khi», «trước ngày» that name the starting point, or None.
        remark: words that do not bear on the date: those in brackets («đối với trường hợp …»), «đầu giờ»; or None.
        cap: the most that the deadline may come to with all extensions («… nhưng tổng không quá 45 ngày»), in the
            deadline's own unit; None when the phrase sets none.
    """

    text: str
    deadline: Deadline
    anchor: str | None = None
    remark: str | None = None
    cap: WorkingDays | CalendarSpan | None = None
