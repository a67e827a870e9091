"""The questions of right and wrong that every checker of logs is asked, and how ours answers them.

Receive within three working days of submitting, as of Wednesday 11 June 2025: six cases, and a seventh about a
Saturday that is worked. Expected answers are worked out by hand.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from engine.calendars import Calendar
from engine.columnar import columns_of, evaluate_columns
from engine.loading.logs import Event
from engine.loading.rules import load_rules
from engine.planning import Plan, compile_plan

AS_OF = date(2025, 6, 11)
SUBMIT, RECEIVE = "edossier_transferred", "edossier_received"
WORKING_DAYS = 3
BROKEN = frozenset({"overdue", "late"})


@dataclass(frozen=True)
class Question:
    """A dossier whose rows are given in the order of the file, and how it stands as of AS_OF."""

    name: str
    title: str
    rows: tuple[tuple[str, str], ...]
    expected: str

    @property
    def is_broken(self) -> bool:
        """Tell whether the duty is broken, which is all that most tools can say."""
        return self.expected in BROKEN


QUESTIONS = (
    Question("p1", "còn trong hạn", ((SUBMIT, "2025-06-11"),), "pending"),
    Question("p2", "quá hạn, chưa làm", ((SUBMIT, "2025-06-02"),), "overdue"),
    Question("p3", "đúng hạn, vắt qua cuối tuần", ((SUBMIT, "2025-06-06"), (RECEIVE, "2025-06-11")), "met"),
    Question("p4", "làm trễ", ((SUBMIT, "2025-06-02"), (RECEIVE, "2025-06-09")), "late"),
    Question(
        "p5", "dòng nộp lặp lại", ((SUBMIT, "2025-06-03"), (SUBMIT, "2025-06-03"), (RECEIVE, "2025-06-05")), "met"
    ),
    Question("p6", "dòng không theo thứ tự", ((RECEIVE, "2025-06-05"), (SUBMIT, "2025-06-03")), "met"),
)
# 26/4/2024 là thứ Sáu; sau đó làm việc ngày 02, 03, 04 (thứ Bảy làm bù) và 06/5: ngày thứ tư là trễ.
SATURDAY = Question("p7", "thứ Bảy làm bù", ((SUBMIT, "2024-04-26"), (RECEIVE, "2024-05-06")), "late")
ALL = (*QUESTIONS, SATURDAY)


def probe_plan() -> Plan:
    """Return the small regulation that the questions are about."""
    document, problems = load_rules(Path(__file__).with_name("probe.yaml"))
    assert document is not None, problems
    return compile_plan(document)


def our_answers() -> dict[str, tuple[str, ...]]:
    """Return every status that the columnar evaluator finds, by question."""
    events = [Event(one.name, name, date.fromisoformat(day)) for one in ALL for name, day in one.rows]
    found = evaluate_columns(probe_plan(), columns_of(events), as_of=AS_OF, calendar=Calendar.national())
    records = [record for record in found.records() if record["rule"] == "receive"]
    return {one.name: tuple(str(r["status"]) for r in records if r["dossier"] == one.name) for one in ALL}


def as_records() -> list[dict[str, object]]:
    """Return the questions as JSON can carry them."""
    return [asdict(one) for one in ALL]
