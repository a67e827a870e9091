"""A126: the words of a period name one starting point, the rule is set off by another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.diagnostics import Diagnostic
from engine.phrases import PhraseProblem, parse_phrase
from engine.planning.plan import Completed, Duty, Entered, Expired, Lasting

_WORD: Final = re.compile(r"[^\W\d_]+")
_RUNS_OUT: Final = re.compile(r"(?:hết|quá)\s+(?:thời\s+)?(?:hạn|gian)")
_IS_DONE: Final = re.compile(r"hoàn\s+(?:thành|tất|thiện)|xong|đủ")
_TAKES_EFFECT: Final = "có hiệu lực"
# Words that any starting point may have in common with any event.
_COMMON: Final = frozenset(
    (
        *("hồ", "sơ", "văn", "bản", "quyết", "định", "cơ", "quan", "đơn", "vị", "cá", "nhân", "người", "ngày", "khi"),
        *("có", "được", "của", "và", "hoặc", "các", "theo", "trên", "về", "cho", "vào", "làm", "bị", "từ", "với"),
        *("việc", "đã", "là", "tại", "do", "này", "đó", "một", "đến", "đủ", "hợp", "lệ"),
    )
)


def other_start(examined: Examined) -> Iterator[Defect]:
    """Report periods whose words name a starting point that has no word in common with what sets the rule off.

    Silent where an interpretation is about the rule: its author has said how the words are taken.
    """
    for item in examined.periods:
        duty = item.duty
        parsed = parse_phrase(duty.phrase)
        anchor = None if isinstance(parsed, PhraseProblem) else parsed.anchor
        if anchor is None or duty.trigger is None or duty.assumed or isinstance(duty.trigger.source, Lasting):
            continue
        told = unicodedata.normalize("NFC", anchor).lower()
        labels = list(_labels(examined, duty))
        if _TAKES_EFFECT in told or _agree(told, " ".join(labels).lower(), duty):
            continue
        found = Diagnostic.of(
            "A126",
            examined.place(item, "within"),
            cites=duty.cites,
            name=duty.id,
            anchor=anchor,
            starts="; ".join(labels),
        )
        yield Defect(found, duty.id)


def _labels(examined: Examined, duty: Duty) -> Iterator[str]:
    """Yield what the trigger is called: its events, their cases, the rule whose outcome it waits for, the state."""
    trigger = duty.trigger
    assert trigger is not None
    vocabulary = examined.document.vocabulary
    if trigger.follows is not None:
        yield from dict.fromkeys(one.duty.label for one in examined.duties_called(trigger.follows))
    if isinstance(trigger.source, Entered):
        yield vocabulary.states[trigger.source.state].label
    for event in sorted(trigger.events):
        yield vocabulary.events[event].label


def _agree(anchor: str, labels: str, duty: Duty) -> bool:
    source = duty.trigger.source if duty.trigger is not None else None
    if _RUNS_OUT.search(anchor):
        return isinstance(source, Expired) or _RUNS_OUT.search(labels) is not None
    if isinstance(source, Completed) and _IS_DONE.search(anchor):
        return True
    named = set(_WORD.findall(anchor)) - _COMMON
    return not named or not named.isdisjoint(_WORD.findall(labels))
