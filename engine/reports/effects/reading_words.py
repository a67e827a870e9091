"""Which verdicts hang on which reading, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from engine import texts
from engine.analysis.instances import Choices
from engine.analysis.readings import Instance, Readings
from engine.clock import shown
from engine.evaluation import Verdict
from engine.reports.effects.words import outcome, standing
from engine.reports.names import Names
from engine.texts import Text, number, printable

TITLE: Final = Text("Mọi cách hiểu, xét tại ngày {day}", "Every reading, as of {day}")
COUNTED: Final = Text(
    "{regulation}: {tried} chỗ để ngỏ có ảnh hưởng, đã thử {ways} cách kết hợp; "
    "{unsettled} việc tùy cách hiểu (theo tệp quy tắc có {all} kết luận)",
    "{regulation}: {tried} doubts that matter, {ways} combinations tried; "
    "{unsettled} duties hang on a reading ({all} findings by the rule file)",
)
IDLE: Final = Text("Không đổi kết luận nào: {names}", "Change no rule: {names}")
CUT: Final = Text(
    "Quá nhiều cách kết hợp nên chỉ thử từng phương án một: {rules}",
    "Too many combinations, so each reading was only tried alone: {rules}",
)
BY_DOUBT: Final = Text("Theo chỗ để ngỏ", "By doubt")
DOUBT: Final = Text("Cách hiểu", "Interpretation")
QUESTION: Final = Text("Văn bản để ngỏ", "What the text leaves open")
VERDICTS: Final = Text("Số kết luận tùy vào", "Verdicts that hang on it")
BREACHES: Final = Text("Trong đó vi phạm hay không", "Of them breach or not")
DUTY_BY_DUTY: Final = Text("Từng việc", "Duty by duty")
SAFE: Final = Text("Ngày an toàn (theo mọi cách hiểu)", "Safe date (under any reading)")
HANGS_ON: Final = Text("Tùy vào", "Hangs on")
OWN: Final = Text("Theo tệp quy tắc", "By the rule file")
OTHERS: Final = Text("Theo cách khác", "Under others")
ALL_SETTLED: Final = Text("Mọi kết luận như nhau dù hiểu cách nào.", "Every verdict is the same under any reading.")


@dataclass(frozen=True)
class AllReadings:
    """What a report on readings is made of.

    Attributes:
        of: each regulation's id with what trying its readings showed.
        findings: how many findings each regulation has in all, by id.
    """

    as_of: date
    names: Names
    of: tuple[tuple[str, Readings], ...]
    findings: Counter[str]

    @property
    def lang(self) -> str:
        """The language of the report."""
        return self.names.lang

    @cached_property
    def unsettled(self) -> list[Instance]:
        """What hangs on a reading: what may be a breach first, then by safe date."""
        found = [item for _, readings in self.of for item in readings.unsettled]
        return sorted(found, key=_pressing)


def _pressing(item: Instance) -> tuple[object, ...]:
    broken, ways = item.breaches
    verdict = item.shown.verdict
    return not 0 < broken < ways, item.safe_date or date.max, verdict.unit or "", verdict.dossier or "", verdict.rule


def title(report: AllReadings) -> str:
    """Return the heading with the day."""
    return TITLE.say(report.lang, day=shown(report.as_of))


def facts(report: AllReadings) -> Iterator[str]:
    """Yield how much was tried and how much hangs on it."""
    lang = report.lang
    for regulation, readings in report.of:
        yield COUNTED.say(
            lang,
            regulation=report.names.applied[regulation].document.file.regulation.province,
            tried=number(len(readings.tried), lang),
            ways=number(readings.combinations, lang),
            unsettled=number(len(readings.unsettled), lang),
            all=number(report.findings[regulation], lang),
        )
        if readings.idle:
            yield IDLE.say(lang, names=", ".join(item.id for item in readings.idle))
        if readings.cut:
            yield CUT.say(lang, rules=", ".join(readings.cut))


def doubt_rows(report: AllReadings) -> list[tuple[str, str, int, int]]:
    """Return each interpretation with its question, the verdicts that hang on it, and those of them that may flip."""
    hanging: Counter[str] = Counter()
    flipping: Counter[str] = Counter()
    for item in report.unsettled:
        broken, ways = item.breaches
        hanging.update(item.depends_on)
        flipping.update(item.depends_on if 0 < broken < ways else ())
    doubts = [doubt for _, readings in report.of for doubt in readings.tried]
    rows = [(item.id, printable(item.question), hanging[item.id], flipping[item.id]) for item in doubts]
    return sorted(rows, key=lambda row: (-row[3], -row[2], row[0]))


def subject(report: AllReadings, item: Instance) -> str:
    """Return whom a duty concerns, and its name."""
    verdict, names = item.shown.verdict, report.names
    who = printable(verdict.dossier) if verdict.dossier else texts.WHOLE_UNIT.say(report.lang)
    return f"{who} · {names.unit(verdict.unit)} · {names.duty(item.shown)}"


def alternatives(report: AllReadings, item: Instance) -> list[str]:
    """Return the outcomes that differ from the file's own, each with the readings that lead to it."""
    own = own_outcome(report, item)
    ways: dict[str, list[Choices]] = {}
    for choices, verdict in item.under.items():
        told = _told(report, item, verdict)
        if told != own:
            ways.setdefault(told, []).append(choices)
    return [f"{_fewest(found, item.choices[0])}: {told}" for told, found in ways.items()]


def _fewest(ways: list[Choices], own: Choices) -> str:
    """Return the readings that lead to an outcome in the way that departs least from the file's choices."""
    departures = [[pair for pair in choices if pair not in own] for choices in ways]
    return ", ".join(f"{name}={reading}" for name, reading in min(departures, key=len))


def own_outcome(report: AllReadings, item: Instance) -> str:
    """Return how the duty stands under the file's own choices."""
    return outcome(report.names, item.own)


def _told(report: AllReadings, item: Instance, verdict: Verdict | None) -> str:
    if verdict is None:
        return outcome(report.names, None)
    return standing(report.names, item.shown.regulation, verdict)
