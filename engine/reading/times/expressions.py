"""What an expression of time is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from engine.phrases import Deadline
from engine.reading.provisions import Provision
from engine.source import Span


class TimeKind(Enum):
    """What an expression of time does.

    An EXTENSION lengthens another period or caps it («có thể kéo dài nhưng không quá 45 ngày»); a MEASURE only says
    how long something is or has to be («05 năm công tác», «từ 14 ngày trở lên»). Neither is a deadline of its own.
    A RIGHT is the window in which somebody may act («có quyền khiếu nại trong thời hạn …»).
    """

    PERIOD = "period"
    DATE = "date"
    PERIODIC = "periodic"
    START = "start"
    STATE = "state"
    KEEP = "keep"
    WITHOUT_NUMBER = "without_number"
    EXTENSION = "extension"
    MEASURE = "measure"
    RIGHT = "right"


@dataclass(frozen=True)
class TimeExpression:
    """One expression of time.

    Attributes:
        span: where it stands in the text.
        words: what it says, white space folded.
        provision: whose own text it is; None outside every provision.
        kind: what it does.
        amount, unit: the number and the unit as written, e.g. 5 and «ngày làm việc»; None when it has none.
        anchor: the words that name the starting point, or None.
        deadline: its meaning; None when the grammar refuses it.
        problem: the code of that refusal, or None.
        is_duty: an act is to be done then; «phản ánh chính xác, kịp thời thông tin» only describes.
    """

    span: Span
    words: str
    provision: Provision | None
    kind: TimeKind
    amount: int | None
    unit: str | None
    anchor: str | None
    deadline: Deadline | None
    problem: str | None
    is_duty: bool
