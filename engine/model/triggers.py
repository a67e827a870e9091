"""Which events can stand for what sets a duty off, through duties that follow from other duties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from engine.model.base import When
from engine.model.duties import Obligation

SOURCES: Final = ("event", "all", "expired", "completed", "entered")
"""The keys of `when` that say what sets a duty off; one of them is given."""


def followed_rule(when: When | None) -> str | None:
    """Return the rule whose outcome sets a duty off, if that is what does."""
    return (when.expired or when.completed) if when is not None else None


def sources_given(when: When) -> tuple[str, ...]:
    """Return which of `SOURCES` are given."""
    return tuple(key for key in SOURCES if getattr(when, key))


class TriggerEvents:
    """The events that can stand for the triggers of duties, in the order in which the file names them."""

    def __init__(self, obligations: Iterable[Obligation], entering: Mapping[str, tuple[str, ...]]) -> None:
        """Take the duties, and the events that lead into each state."""
        self._entering = entering
        versions: dict[str, list[Obligation]] = {}
        for obligation in obligations:
            versions.setdefault(obligation.id, []).append(obligation)
        self._versions: Mapping[str, Sequence[Obligation]] = versions

    def of(self, when: When | None) -> tuple[str, ...]:
        """Return the events that can stand for `when`; of a circle of duties only those that lead into it."""
        return tuple(dict.fromkeys(self._of(when, frozenset())))

    def _of(self, when: When | None, passed: frozenset[str]) -> Iterable[str]:
        if when is None:
            return
        yield from when.event
        yield from (act.event for act in when.all)
        if when.entered is not None:
            yield from self._entering.get(when.entered, ())
        rule = followed_rule(when)
        if rule is not None and rule not in passed:
            for version in self._versions.get(rule, ()):
                yield from self._of(version.when, passed | {rule})
