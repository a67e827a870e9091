"""What a change does to real verdicts: each duty before and after, paired, and how it turned."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from engine.evaluation import Kind, Status, Verdict
from engine.evaluation.lifecycle import LIFECYCLE
from engine.findings import Finding

_DUTIES: Final = (Kind.DEADLINE, Kind.RETENTION)


class Turn(Enum):
    """How one duty or act stands after the change, seen from before."""

    BECOMES_OVERDUE = "becomes_overdue"
    BECOMES_LATE = "becomes_late"
    BECOMES_VIOLATION = "becomes_violation"
    SAVED = "saved"
    """It was a breach and is none any more."""
    NO_LONGER_A_DUTY = "no_longer_a_duty"
    """It was a breach of a norm that no longer is there."""
    NO_LONGER_KNOWN = "no_longer_known"
    """It was a breach and cannot be told any more."""
    OTHERWISE = "otherwise"
    """Another due date, status or reason, without beginning or ceasing to be a breach."""
    SAME = "same"

    @property
    def is_flip(self) -> bool:
        """Tell whether it begins or ceases to be a breach."""
        return self not in (Turn.OTHERWISE, Turn.SAME)

    @property
    def is_harm(self) -> bool:
        """Tell whether it becomes a breach."""
        return self in (Turn.BECOMES_LATE, Turn.BECOMES_OVERDUE, Turn.BECOMES_VIOLATION)


_TURNS: Final = {turn: place for place, turn in enumerate(Turn)}
_BECOMES: Final = {
    Status.LATE: Turn.BECOMES_LATE,
    Status.OVERDUE: Turn.BECOMES_OVERDUE,
    Status.VIOLATION: Turn.BECOMES_VIOLATION,
}


@dataclass(frozen=True, slots=True)
class Pair:
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
class Effects:
    """What a change does to the verdicts on one log.

    Attributes:
        pairs: whatever is not the same, in the order of findings.
        unchanged: how many verdicts are.
    """

    pairs: tuple[Pair, ...]
    unchanged: int

    @property
    def counts(self) -> Counter[Turn]:
        """How many turned in which way."""
        return Counter(pair.turn for pair in self.pairs)

    @property
    def flips(self) -> tuple[Pair, ...]:
        """Those that begin or cease to be breaches, by how they turn."""
        return tuple(sorted((pair for pair in self.pairs if pair.turn.is_flip), key=lambda pair: _TURNS[pair.turn]))

    def by_unit(self) -> dict[str | None, Counter[Turn]]:
        """Return the counts for each unit with a flip, the most harmed first."""
        return self._by(lambda verdict: verdict.unit)

    def by_topic(self) -> dict[str | None, Counter[Turn]]:
        """Return the counts for each topic with a flip, the most harmed first; None for rules without one."""
        return self._by(lambda verdict: verdict.topic)

    def _by(self, key: Callable[[Verdict], str | None]) -> dict[str | None, Counter[Turn]]:
        found: dict[str | None, Counter[Turn]] = defaultdict(Counter)
        for pair in self.flips:
            found[key(pair.either.verdict)][pair.turn] += 1
        return dict(sorted(found.items(), key=lambda item: (-harm(item[1]), -item[1].total(), item[0] or "")))


def harm(counts: Counter[Turn]) -> int:
    """Return how many become breaches."""
    return sum(count for turn, count in counts.items() if turn.is_harm)


def effects_of(before: Sequence[Finding], after: Sequence[Finding], *, same_rules: bool) -> Effects:
    """Pair the verdicts on one log under two plans.

    Args:
        same_rules: whether rule ids mean the same in both (two versions or readings of one regulation); otherwise
            duties are paired by topic.
    """
    pairs = sorted(paired(before, after, same_rules=same_rules), key=_order)
    changed = tuple(pair for pair in pairs if pair.turn is not Turn.SAME)
    return Effects(changed, len(pairs) - len(changed))


def merged(parts: Iterable[Effects]) -> Effects:
    """Return the effects on several regulations together."""
    known = tuple(parts)
    pairs = sorted((pair for part in known for pair in part.pairs), key=_order)
    return Effects(tuple(pairs), sum(part.unchanged for part in known))


def paired(before: Sequence[Finding], after: Sequence[Finding], *, same_rules: bool) -> Iterator[Pair]:
    """Yield each verdict with its counterpart: the same duty set off by the same event; where a change moves the
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
                yield Pair(finding, partners.pop(0))
            else:
                rest.append(finding)
        unpaired = {id(finding) for partners in waiting.values() for finding in partners}
        left, right = rest, [item for item in right if id(item) in unpaired or key(item) is None]
    yield from (Pair(finding, None) for finding in left)
    yield from (Pair(None, finding) for finding in right)


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
    """Let a duty find its counterpart whatever set it off; an act that is another act has none."""
    verdict = finding.verdict
    return (verdict.rule, _subject(verdict)) if verdict.kind in _DUTIES else None


def _topic_by_event(finding: Finding) -> Hashable | None:
    verdict = finding.verdict
    about = verdict.topic or (LIFECYCLE if verdict.rule == LIFECYCLE else None)
    return (about, verdict.kind, _subject(verdict), _event(verdict)) if about is not None else None


def _topic(finding: Finding) -> Hashable | None:
    verdict = finding.verdict
    return (verdict.topic, _subject(verdict)) if verdict.topic is not None and verdict.kind in _DUTIES else None


def _in_time(finding: Finding) -> tuple[date, date, str, str]:
    verdict = finding.verdict
    return verdict.trigger_date or date.min, verdict.due_on or date.min, verdict.rule, verdict.reason or ""


def _order(pair: Pair) -> tuple[object, ...]:
    verdict = pair.either.verdict
    return verdict.unit or "", verdict.due_on or date.min, verdict.dossier or "", verdict.rule, _in_time(pair.either)


def _outcome(finding: Finding | None) -> tuple[object, ...] | None:
    if finding is None:
        return None
    verdict = finding.verdict
    return verdict.status, verdict.due_on, verdict.reason, verdict.late_working_days, verdict.late_calendar_days
