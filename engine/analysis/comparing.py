"""Findings under two plans side by side, as columns: how each turned, and the few to be shown as objects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.analysis.pairing import Glossary, Matches, at_rows, empty_first, matched
from engine.analysis.turns import BECOMES, Pair, Turn
from engine.columnar.days import NOTHING, Bools, Ints
from engine.columnar.findings import STATUS_CODE, STATUSES, FindingColumns
from engine.columnar.ordering import order_of
from engine.columnar.words import Words
from engine.compliance.frames import findings_frame, findings_of_frame
from engine.findings import Finding
from engine.outcomes import Status

TURNS: Final = tuple(Turn)
_CODE: Final = {turn: code for code, turn in enumerate(TURNS)}
_FLIPS: Final = sum(turn.is_flip for turn in TURNS)
"""The flips have the lowest codes."""
_BREAKS: Final = np.array([*(status.breaks_the_rules for status in STATUSES), False])
_BECOMES: Final = np.array([_CODE[BECOMES.get(status, Turn.SAME)] for status in STATUSES], np.int8)
_ENDS: Final = np.full(len(STATUSES) + 1, _CODE[Turn.SAVED], np.int8)
_ENDS[[STATUS_CODE[Status.UNDETERMINED], NOTHING]] = _CODE[Turn.NO_LONGER_KNOWN], _CODE[Turn.NO_LONGER_A_DUTY]
_OUTCOME: Final = ("status", "due_on", "late_working_days", "late_calendar_days")
_ORDER: Final = ("unit", "due_on", "dossier", "rule", "trigger_date", "reason")
_IN_TIME: Final = ("trigger_date", "due_on", "rule", "reason")
_REST: Final = ("unit", "dossier", "trigger_event", "ref", "fulfilled_on", "case")
_COLUMNS: Final = ("norm", "reason", "due_on", "trigger_date", *_REST)


@dataclass(frozen=True)
class Compared:
    """What is not the same before and after, of one regulation on one part of a log.

    Attributes:
        matches: rows of `before` and of `after`.
        turn: how each turned, a place among `TURNS`.
        unchanged: how many findings are the same.
        refs: what the codes of document numbers mean.
    """

    before: FindingColumns
    after: FindingColumns
    matches: Matches
    turn: Ints
    unchanged: int
    refs: Words

    @property
    def counts(self) -> Counter[Turn]:
        """How many turned in which way."""
        return Counter({TURNS[code]: count for code, count in enumerate(np.bincount(self.turn).tolist()) if count})

    def by_unit(self) -> Iterator[tuple[str | None, Turn, int]]:
        """Yield how many flipped in which way in each unit: that of what is found after, where anything is."""
        for portion, codes, turns in self._flips_of_sides("unit"):
            for code, turn, count in _counted(codes, turns):
                yield (None if code == NOTHING else portion.units[code]), turn, count

    def by_topic(self) -> Iterator[tuple[str | None, Turn, int]]:
        """Yield how many flipped in which way on each topic."""
        for portion, codes, turns in self._flips_of_sides("norm"):
            for code, turn, count in _counted(codes, turns):
                yield portion.norms[code].topic, turn, count

    def flips(self, most: int | None = None) -> list[Pair]:
        """Return what begins or ceases to be a breach, by how it turns and then in order; the first ones, if told."""
        chosen = np.flatnonzero(self.turn < _FLIPS)
        order = _order([self.turn[chosen], *self._keys(chosen)])
        return list(self._pairs(chosen[order[:most]]))

    def otherwise(self) -> list[Pair]:
        """Return what changes without beginning or ceasing to be a breach, in order."""
        chosen = np.flatnonzero(self.turn >= _FLIPS)
        return list(self._pairs(chosen[_order(self._keys(chosen))]))

    def compacted(self) -> Compared:
        """Return the same without the findings that did not change, so that they need not be kept."""
        before, after = self.matches.before, self.matches.after
        ones, others = before != NOTHING, after != NOTHING
        rows = Matches(_renumbered(ones), _renumbered(others), self.matches.round)
        taken = self.before.take(before[ones]), self.after.take(after[others])
        return Compared(*taken, rows, self.turn, self.unchanged, self.refs)

    def _flips_of_sides(self, name: str) -> Iterator[tuple[FindingColumns, Ints, Ints]]:
        """Yield a column of the flips and how they turn: first of those that are there no more, then of the others."""
        is_gone = self.matches.after == NOTHING
        is_flip = self.turn < _FLIPS
        for portion, rows, here in (
            (self.before, self.matches.before, is_gone),
            (self.after, self.matches.after, ~is_gone),
        ):
            chosen = np.flatnonzero(is_flip & here)
            yield portion, portion.columns[name][rows[chosen]], self.turn[chosen]

    def _keys(self, rows: Ints) -> list[Ints]:
        """Return the keys of `order_of_pairs` for some pairs, and then those of the order in which they were found."""
        glossary = Glossary.of((self.before, self.after))
        before = _ordinals(self.before, self.matches.before[rows], glossary)
        after = _ordinals(self.after, self.matches.after[rows], glossary)
        is_gone, is_new = (side[rows] == NOTHING for side in (self.matches.after, self.matches.before))
        either = [np.where(is_gone, before[name], after[name]) for name in _ORDER]
        met = [np.where(is_new, after[name], before[name]) for name in (*_IN_TIME, *_REST)]
        return [*either, self.matches.round[rows], *met]

    def _pairs(self, rows: Ints) -> Iterator[Pair]:
        sides = [
            zip(_findings(portion, there[rows]), _refs(portion, there[rows], self.refs), strict=True)
            for portion, there in ((self.before, self.matches.before), (self.after, self.matches.after))
        ]
        for (before, ref), (after, other_ref), turn in zip(*sides, self.turn[rows].tolist(), strict=True):
            yield Pair(before, after, TURNS[turn], (ref, other_ref))


def compare(before: FindingColumns, after: FindingColumns, refs: Words, *, same_rules: bool) -> Compared:
    """Pair the findings on one log, or one part of it, under two plans; they may be in any order.

    Args:
        refs: the document numbers of the log.
        same_rules: whether rule ids mean the same in both (two versions or readings of one regulation); otherwise
            duties are paired by topic.
    """
    matches = matched(before, after, same_rules=same_rules)
    turn = _turns(before, after, matches)
    changed = np.flatnonzero(turn != _CODE[Turn.SAME])
    return Compared(before, after, matches.only(changed), turn[changed], len(turn) - len(changed), refs)


def _turns(before: FindingColumns, after: FindingColumns, matches: Matches) -> Ints:
    """Return how each pair turned."""
    glossary = Glossary.of((before, after))
    ones, others = (
        {name: at_rows(portion.columns[name], rows) for name in ("reason", *_OUTCOME)}
        for portion, rows in ((before, matches.before), (after, matches.after))
    )
    was, now = _BREAKS[ones["status"]], _BREAKS[others["status"]]
    same = glossary.reasons_of(before)[ones["reason"]] == glossary.reasons_of(after)[others["reason"]]
    for name in _OUTCOME:
        same &= ones[name] == others[name]
    turn = np.where(same, np.int8(_CODE[Turn.SAME]), np.int8(_CODE[Turn.OTHERWISE]))
    begins, ends = now & ~was, was & ~now
    turn[begins] = _BECOMES[others["status"][begins]]
    turn[ends] = _ENDS[others["status"][ends]]
    return turn


def _ordinals(portion: FindingColumns, rows: Ints, glossary: Glossary) -> dict[str, Ints]:
    """Return what puts findings in order, texts by their place among texts; where there is none, whatever."""
    taken = {name: at_rows(portion.columns[name], rows) for name in _COLUMNS}
    days = {name: empty_first(taken[name]) for name in ("trigger_date", "due_on", "fulfilled_on")}
    return {
        **taken,
        **days,
        "rule": glossary.rules_of(portion)[taken["norm"]],
        "reason": glossary.reasons_of(portion)[taken["reason"]],
        "unit": portion.units.ranks[taken["unit"]],
        "case": portion.cases.ranks[taken["case"]],
    }


def _order(keys: Sequence[Ints]) -> Ints:
    return order_of([column.__getitem__ for column in keys], len(keys[0]))


def _renumbered(there: Bools) -> Ints:
    """Number what is there from 0, `NOTHING` for the rest."""
    return np.where(there, np.cumsum(there) - 1, NOTHING)


def _counted(codes: Ints, turns: Ints) -> Iterator[tuple[int, Turn, int]]:
    """Yield how often each code turned in which way."""
    packed, counts = np.unique(codes.astype(np.int64) * len(TURNS) + turns, return_counts=True)
    for number, count in zip(packed.tolist(), counts.tolist(), strict=True):
        code, turn = divmod(number, len(TURNS))
        yield code, TURNS[turn], count


def _findings(portion: FindingColumns, rows: Ints) -> list[Finding | None]:
    """Return rows as findings, None where there is no row."""
    plans = {portion.plan.regulation: portion.plan}
    made = iter(findings_of_frame(findings_frame(portion.take(rows[rows != NOTHING])), plans))
    return [None if row == NOTHING else next(made) for row in rows.tolist()]


def _refs(portion: FindingColumns, rows: Ints, refs: Words) -> list[str | None]:
    return [None if code == NOTHING else refs[code] for code in at_rows(portion.columns["ref"], rows).tolist()]
