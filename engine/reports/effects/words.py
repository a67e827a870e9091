"""What a change does, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from engine import texts
from engine.analysis.effects import Effects, Pair, Turn, harm
from engine.clock import shown
from engine.evaluation import Verdict
from engine.explanation import Explanation, explain
from engine.findings import Finding
from engine.reports.names import Names
from engine.texts import Text, number, printable

TITLE: Final = Text("Nếu đổi thì sao, xét tại ngày {day}", "What if, as of {day}")
CHANGES: Final = Text("Thay đổi", "The change")
BY_TOPIC: Final = Text("Theo chủ đề", "By topic")
BY_UNIT: Final = Text("Theo đơn vị", "By unit")
FLIPPED: Final = Text("Từng việc đổi kết luận", "Duty by duty")
TOPIC: Final = Text("Chủ đề", "Topic")
NO_TOPIC: Final = Text("(quy tắc không thuộc chủ đề nào)", "(rules without a topic)")
TURN: Final = Text("Thay đổi", "Turn")
BEFORE: Final = Text("Trước", "Before")
AFTER: Final = Text("Sau", "After")
NEW_BREACHES: Final = Text("Thêm vi phạm", "New breaches")
SAVED: Final = Text("Hết vi phạm", "No breach any more")
OTHER_ENDS: Final = Text("Thôi kết luận", "No longer judged")
NOTHING_FLIPS: Final = Text(
    "Không việc nào từ không vi phạm thành vi phạm hay ngược lại.", "Nothing begins or ceases to be a breach."
)
MORE: Final = Text(
    "… còn {count} việc; xem đủ: thêm --format xlsx --out ketqua.xlsx",
    "… {count} more; for all: add --format xlsx --out results.xlsx",
)
NO_DUTY: Final = Text("không có nghĩa vụ này", "no such duty")
OTHERWISE: Final = Text(
    "{count} kết luận khác đổi ngày đến hạn, số ngày trễ hoặc tình trạng mà không đổi chuyện vi phạm.",
    "{count} other verdicts change their due date, lateness or status without beginning or ceasing to be a breach.",
)
UNCHANGED: Final = Text("{count} kết luận giữ nguyên.", "{count} verdicts stay the same.")
DUE: Final = Text("hạn {day}", "due {day}")
DONE: Final = Text("xong ngày {day}", "done on {day}")
LATE: Final = Text("trễ {working} ngày làm việc", "{working} working days late")
TURNS: Final = {
    Turn.BECOMES_OVERDUE: Text("thành quá hạn", "becomes overdue"),
    Turn.BECOMES_LATE: Text("thành trễ", "becomes late"),
    Turn.BECOMES_VIOLATION: Text("thành sai quy trình", "becomes a violation"),
    Turn.SAVED: Text("hết vi phạm", "no breach any more"),
    Turn.NO_LONGER_A_DUTY: Text("không còn là nghĩa vụ", "no longer a duty"),
    Turn.NO_LONGER_KNOWN: Text("không còn xác định được", "no longer known"),
    Turn.OTHERWISE: Text("đổi cách khác", "changes otherwise"),
    Turn.SAME: Text("giữ nguyên", "same"),
}


@dataclass(frozen=True)
class WhatIf:
    """What a report on a change is made of.

    Attributes:
        changes: what is changed, a sentence each.
        before, after: the names of the regulations as they stand, and as changed.
        versions: regulation, version before, version after.
        traced: gives pairs with the traces that their ledgers are told from.
    """

    as_of: date
    known_at: date | None
    changes: tuple[str, ...]
    effects: Effects
    before: Names
    after: Names
    versions: tuple[tuple[str, str, str], ...]
    traced: Callable[[Sequence[Pair]], list[Pair]]

    @property
    def lang(self) -> str:
        """The language of the report."""
        return self.before.lang


def title(report: WhatIf) -> str:
    """Return the heading with the day."""
    told = TITLE.say(report.lang, day=shown(report.as_of))
    if report.known_at is not None:
        told += f" · {texts.KNOWN_AT.say(report.lang, day=shown(report.known_at))}"
    return told


def summary(report: WhatIf) -> list[str]:
    """Return the numbers: what begins and what ceases to be a breach, what else changes, what stays."""
    lang, counts = report.lang, report.effects.counts
    lines = []
    flips = [(turn, counts[turn]) for turn in TURNS if turn.is_flip and counts[turn]]
    if flips:
        lines += [f"{_sentence_case(TURNS[turn].say(lang))}: {number(count, lang)}" for turn, count in flips]
    else:
        lines.append(NOTHING_FLIPS.say(lang))
    if counts[Turn.OTHERWISE]:
        lines.append(OTHERWISE.say(lang, count=number(counts[Turn.OTHERWISE], lang)))
    lines.append(UNCHANGED.say(lang, count=number(report.effects.unchanged, lang)))
    return lines


def tables(report: WhatIf) -> Iterable[tuple[Text, Text, list[tuple[str, ...]]]]:
    """Return the counts by topic and by unit: caption, heading of the first column, rows for COUNT_COLUMNS."""
    lang = report.lang
    topics = [(topic_name(report, topic), counts) for topic, counts in report.effects.by_topic().items()]
    units = [(report.before.unit(unit), counts) for unit, counts in report.effects.by_unit().items()]
    return (
        (BY_TOPIC, TOPIC, [(name, *_numbers(counts, lang)) for name, counts in topics]),
        (BY_UNIT, texts.UNIT, [(name, *_numbers(counts, lang)) for name, counts in units]),
    )


COUNT_COLUMNS: Final = (NEW_BREACHES, SAVED, OTHER_ENDS)


def count_cells(counts: Counter[Turn]) -> tuple[int, int, int]:
    """Return the numbers for COUNT_COLUMNS."""
    return harm(counts), counts[Turn.SAVED], counts[Turn.NO_LONGER_A_DUTY] + counts[Turn.NO_LONGER_KNOWN]


def topic_name(report: WhatIf, topic: str | None) -> str:
    """Return what a topic is called by any of the regulations."""
    if topic is None:
        return NO_TOPIC.say(report.lang)
    for names in (report.after, report.before):
        for regulation in names.applied:
            told = names.term(regulation, "topics", topic)
            if told != topic:
                return told
    return topic


def headline(report: WhatIf, pair: Pair) -> str:
    """Return whom a turn concerns and about which duty."""
    verdict = pair.either.verdict
    names = report.after if pair.after is not None else report.before
    subject = printable(verdict.dossier) if verdict.dossier else texts.WHOLE_UNIT.say(report.lang)
    turn = TURNS[pair.turn].say(report.lang)
    return f"{subject} · {names.unit(verdict.unit)} · {names.duty(pair.either)}: {turn}"


def outcome(names: Names, finding: Finding | None) -> str:
    """Return how one side stands: status, due date, lateness, reason."""
    return standing(names, finding.regulation, finding.verdict) if finding is not None else NO_DUTY.say(names.lang)


def standing(names: Names, regulation: str, verdict: Verdict) -> str:
    """Return how a duty under a regulation stands: status, due date, lateness, reason."""
    lang = names.lang
    told = [names.status(verdict.status.value)]
    if verdict.due_on is not None:
        told.append(DUE.say(lang, day=shown(verdict.due_on)))
    if verdict.fulfilled_on is not None:
        told.append(DONE.say(lang, day=shown(verdict.fulfilled_on)))
    if verdict.late_working_days is not None:
        told.append(LATE.say(lang, working=number(verdict.late_working_days, lang)))
    if reason := names.reason_of(regulation, verdict.reason):
        told.append(reason)
    return ", ".join(told)


def explained(names: Names, finding: Finding | None) -> Explanation | None:
    """Unfold one side; None where there is nothing."""
    return explain(finding, names.applied[finding.regulation]) if finding is not None else None


def _numbers(counts: Counter[Turn], lang: str) -> tuple[str, ...]:
    return tuple(number(count, lang) for count in count_cells(counts))


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
