"""Compare the two evaluators on many random questions: `python -m tests.columnar.fuzz HISTORIES [FIRST_SEED]`.

A history is the events of one dossier; each question holds several, and the events of units and the province. The
plan is a random one, or one of the five real regulations. Exits with 1 at the first difference, and prints it.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from typing import Any

from engine.planning import Plan
from tests.columnar.aimed_logs import Question, by_columns, by_reference, random_question
from tests.columnar.regulations import random_plan
from tests.evaluation.histories import PROVINCES, plan_of

HISTORIES_PER_QUESTION = 8
HISTORIES_OF_A_LONG_RUN = 60
"""More of one regulation, so that most of the time goes into judging."""
_REAL_EVERY = 4
_CROWDED = frozenset((5, 7, 11, 15))
"""Four of sixteen, none of them the number of a question that is kept as a test."""


def question_of(seed: int, *, with_marks: bool = False, histories: int = HISTORIES_PER_QUESTION) -> Question:
    """Return the question with that number; a quarter are about real regulations, a quarter crowded."""
    return random_question(seed, _plan(seed), dossiers=histories, with_marks=with_marks)


def _plan(seed: int) -> Plan:
    if seed % _REAL_EVERY == 0:
        return plan_of(PROVINCES[seed // _REAL_EVERY % len(PROVINCES)])
    return random_plan(random.Random(seed), is_crowded=seed % 16 in _CROWDED)


def differences(question: Question) -> Iterator[str]:
    """Yield what the evaluators say differently; nothing when they agree on every field, and on the order."""
    expected, found = by_reference(question), by_columns(question)
    if expected == found:
        return
    left = list(found)
    for record in expected:
        if record in left:
            left.remove(record)
        else:
            yield f"chỉ bộ tham chiếu: {_short(record)}"
    yield from (f"chỉ bộ theo cột: {_short(record)}" for record in left)
    yield f"{len(expected)} và {len(found)} kết luận, khác nội dung hoặc thứ tự"


def _short(record: dict[str, Any]) -> dict[str, Any]:
    left_out = ("regulation", "regulation_status", "rules_version", "calendar_version", "topic")
    return {key: value for key, value in record.items() if value is not None and key not in left_out}


def main(histories: int, first: int) -> int:
    """Compare on so many histories; return the exit code."""
    started = time.perf_counter()
    questions = -(-histories // HISTORIES_OF_A_LONG_RUN)
    for done, seed in enumerate(range(first, first + questions), 1):
        found = list(differences(question_of(seed, with_marks=True, histories=HISTORIES_OF_A_LONG_RUN)))
        if found:
            print(f"câu hỏi số {seed}:", *found, sep="\n  ")
            return 1
        if done % 200 == 0 or done == questions:
            seconds = time.perf_counter() - started
            print(f"{done * HISTORIES_OF_A_LONG_RUN:,} lịch sử, không khác biệt, {seconds:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    arguments = [int(text) for text in sys.argv[1:]] or [1_000_000]
    sys.exit(main(arguments[0], arguments[1] if len(arguments) > 1 else 0))
