"""What a trial must say: the same as two checks side by side."""

from __future__ import annotations

from collections.abc import Iterable

from engine.analysis.effects import Pair
from engine.findings import Finding
from engine.service import CheckResult
from engine.trials import Tried
from tests.analysis.plain_effects import PlainPair, plain_effects


def assert_says(tried: Tried, before: CheckResult, after: CheckResult) -> None:
    """Assert that the trial tells the difference between two checks, pair for pair."""
    wanted = plain_effects([(before.findings, after.findings, True)])
    effects = tried.effects
    assert effects.unchanged == wanted.unchanged
    assert _told(effects.flips()) == _told(wanted.flips)
    assert _told(effects.otherwise()) == _told(wanted.otherwise)
    assert effects.counts.total() == len(wanted.pairs)


def _told(pairs: Iterable[Pair | PlainPair]) -> list[tuple[object, ...]]:
    """Return the pairs with all published keys but the version of the rules, which hangs on how the file is wrapped."""
    return [(pair.turn, _record(pair.before), _record(pair.after)) for pair in pairs]


def _record(finding: Finding | None) -> dict[str, object] | None:
    return {**finding.as_record(), "rules_version": None} if finding is not None else None
