"""What a change does, told plainly: the definition that the pairing by columns must equal.

It goes through findings one after another, as a person would with two lists on paper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from engine.analysis.effects import Turn
from engine.evaluation import Kind, Status, Verdict
from engine.findings import Finding

_DUTIES: Final = (Kind.DEADLINE, Kind.RETENTION, Kind.RIGHT)
_PLACE: Final = {turn: place for place, turn in enumerate(Turn)}
_BECOMES: Final = {
    Status.LATE: Turn.BECOMES_LATE,
    Status.OVERDUE: Turn.BECOMES_OVERDUE,
    Status.VIOLATION: Turn.BECOMES_VIOLATION,
}


@dataclass(frozen=True)
class PlainPair:
    """One duty or act before and after; None where there is none."""

    before: Finding | None
    after: Finding | None

    @property
    def either(self) -> Finding:
        """The finding after the change, or if there is none, the one before."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def turn(self) -> Turn:
        """How it turned."""
        was = self.before is not None and self.before.verdict.status.breaks_the_rules
        now = self.after is not None and self.after.verdict.status.breaks_the_rules
        if now and not was and self.after is not None:
            return _BECOMES[self.after.verdict.status]
        if was and not now:
            if self.after is None:
                return Turn.NO_LONGER_A_DUTY
            unknown = self.after.verdict.status is Status.UNDETERMINED
            return Turn.NO_LONGER_KNOWN if unknown else Turn.SAVED
        return Turn.SAME if _outcome(self.before) == _outcome(self.after) else Turn.OTHERWISE


@dataclass(frozen=True)
class PlainEffects:
    """Whatever is not the same, in order, and how many findings are the same."""

    pairs: tuple[PlainPair, ...]
    unchanged: int

    @property
    def flips(self) -> tuple[PlainPair, ...]:
        """Those that begin or cease to be breaches, by how they turn."""
        return tuple(sorted((pair for pair in self.pairs if pair.turn.is_flip), key=lambda pair: _PLACE[pair.turn]))

    @property
    def otherwise(self) -> tuple[PlainPair, ...]:
        """Those that change without that."""
        return tuple(pair for pair in self.pairs if pair.turn is Turn.OTHERWISE)


def plain_effects(parts: Sequence[tuple[Sequence[Finding], Sequence[Finding], bool]]) -> PlainEffects:
    """Return the effects on several regulations: findings before, after, and whether rule ids mean the same in both."""
    pairs: list[PlainPair] = []
    for before, after, same_rules in parts:
        pairs += sorted(plain_pairs(before, after, same_rules=same_rules), key=_order)
    changed = [pair for pair in pairs if pair.turn is not Turn.SAME]
    return PlainEffects(tuple(sorted(changed, key=_order)), len(pairs) - len(changed))


def plain_pairs(before: Sequence[Finding], after: Sequence[Finding], *, same_rules: bool) -> Iterator[PlainPair]:
    """Yield each finding with its counterpart: the same duty set off by the same event; where a change moves the
    starting event, the duties of one rule (then of one topic) on one subject in order of time.
    """
    keys = (_by_event, _by_rule, _topic_by_event, _topic) if same_rules else (_topic_by_event, _topic)
    left, right = list(before), list(after)
    for key in keys:
        waiting: dict[Hashable, list[Finding]] = defaultdict(list)
        for finding in sorted(right, key=_in_time):
            waiting[key(finding)].append(finding)
        waiting.pop(None, None)
        rest: list[Finding] = []
        for finding in sorted(left, key=_in_time):
            partners = waiting.get(key(finding))
            if partners:
                yield PlainPair(finding, partners.pop(0))
            else:
                rest.append(finding)
        unpaired = {id(finding) for partners in waiting.values() for finding in partners}
        left, right = rest, [item for item in right if id(item) in unpaired or key(item) is None]
    yield from (PlainPair(finding, None) for finding in left)
    yield from (PlainPair(None, finding) for finding in right)


def _subject(verdict: Verdict) -> Hashable:
    return verdict.dossier or ("", verdict.unit)


def _event(verdict: Verdict) -> Hashable:
    ref = verdict.trace.trigger.ref if verdict.trace.trigger is not None else None
    reason = None if verdict.kind in (*_DUTIES, Kind.PERIODIC, Kind.GATE) else verdict.reason
    return verdict.trigger_event, verdict.trigger_date, ref, reason


def _by_event(finding: Finding) -> Hashable:
    verdict = finding.verdict
    return verdict.rule, _subject(verdict), _event(verdict)


def _by_rule(finding: Finding) -> Hashable | None:
    verdict = finding.verdict
    return (verdict.rule, _subject(verdict)) if verdict.kind in _DUTIES else None


def _topic_by_event(finding: Finding) -> Hashable | None:
    verdict = finding.verdict
    about = verdict.topic or ("lifecycle" if verdict.rule == "lifecycle" else None)
    return (about, verdict.kind, _subject(verdict), _event(verdict)) if about is not None else None


def _topic(finding: Finding) -> Hashable | None:
    verdict = finding.verdict
    return (verdict.topic, _subject(verdict)) if verdict.topic is not None and verdict.kind in _DUTIES else None


def _in_time(finding: Finding) -> tuple[date, date, str, str]:
    verdict = finding.verdict
    return verdict.trigger_date or date.min, verdict.due_on or date.min, verdict.rule, verdict.reason or ""


def _order(pair: PlainPair) -> tuple[object, ...]:
    verdict = pair.either.verdict
    return verdict.unit or "", verdict.due_on or date.min, verdict.dossier or "", verdict.rule, _in_time(pair.either)


def _outcome(finding: Finding | None) -> tuple[object, ...] | None:
    if finding is None:
        return None
    verdict = finding.verdict
    return verdict.status, verdict.due_on, verdict.reason, verdict.late_working_days, verdict.late_calendar_days
