"""From the conditions of a rule file to tests: every value in the one spelling that the log reader gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.loading.logs.report import Problem
from engine.loading.logs.values import attribute_value
from engine.loading.rules import RuleDocument
from engine.loading.rules.checks.conditions import is_pair_of_units
from engine.model.base import Act, Bounds, Condition, Happening, When
from engine.model.lifecycle import Lifecycle
from engine.planning.conditions import (
    ALWAYS,
    AnyOf,
    Comparison,
    FieldCompares,
    FieldIs,
    Happened,
    Holds,
    InState,
    Not,
    SameUnit,
    Test,
    all_of,
)
from engine.vocabulary import AttributeKind, Vocabulary, fold

_FREE_COLUMNS = ("ref", "about")
"""Columns that hold a text as a person typed it."""


@dataclass(frozen=True)
class Asking:
    """Compiles conditions by what the vocabulary knows of the attributes that they ask for.

    Attributes:
        lifecycle: names the groups of states.
    """

    vocabulary: Vocabulary
    lifecycle: Lifecycle | None = None

    @classmethod
    def of(cls, document: RuleDocument) -> Asking:
        """Return what compiles the conditions of one rule file."""
        return cls(document.vocabulary, document.file.lifecycle)

    def fields(self, part: When | Act | Condition | None) -> Test:
        """Return the test that all fields that `part` names have an accepted value and keep their bounds."""
        if part is None:
            return ALWAYS
        asked = [self._is(name, values) for name, values in sorted(part.fields.items())]
        asked += [self._keeps(name, bounds) for name, bounds in sorted(part.compared.items())]
        return all_of(*asked)

    def condition(self, condition: Condition | None) -> Test:
        """Return the test that a condition of a rule file states; without a condition, always true."""
        if condition is None:
            return ALWAYS
        parts = [self.fields(condition)]
        parts += [self.condition(inner) for inner in condition.all]
        if condition.any:
            parts.append(AnyOf(tuple(self.condition(inner) for inner in condition.any)))
        if condition.not_ is not None:
            parts.append(Not(self.condition(condition.not_)))
        return all_of(*parts, *self._facts(condition))

    def _facts(self, condition: Condition) -> Iterator[Test]:
        if condition.has is not None:
            yield Holds(self._happened(condition.has))
        if condition.has_not is not None:
            yield Not(Holds(self._happened(condition.has_not)))
        if condition.holding is not None:
            held = condition.holding
            yield Holds(Happened(held.event, ALWAYS))
            # Thu hồi rồi cấp lại trong cùng một ngày thì vẫn đang giữ, như khi đếm giới hạn.
            yield Not(Holds(Happened(held.until, ALWAYS, since=held.event, same_day=False)))
        if condition.state:
            yield Holds(InState(self._states(condition.state)))

    def _happened(self, happening: Happening) -> Happened:
        return Happened(happening.event, self.fields(happening), happening.since)

    def _states(self, names: tuple[str, ...]) -> frozenset[str]:
        """Return the states that names of states and of groups of them mean."""
        return frozenset(names if self.lifecycle is None else self.lifecycle.states_named(names, ()))

    def unless(self, condition: Condition | None) -> Test:
        """Return the test that a condition does not hold; without a condition, always true."""
        return ALWAYS if condition is None else Not(self.condition(condition))

    def evidence(self, asked: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, frozenset[str]], ...]:
        """Return the attributes that an act must have, by name, each with the values that are enough."""
        return tuple((name, self._accepted(name, values)) for name, values in sorted(asked.items()))

    def _accepted(self, name: str, values: tuple[str, ...]) -> frozenset[str]:
        """Return the values of an attribute, each as the log reader spells it."""
        found = (attribute_value(name, self.vocabulary.attributes.get(name), value) for value in values)
        return frozenset(
            said if isinstance(value, Problem) else value for value, said in zip(found, values, strict=True)
        )

    def _is(self, name: str, values: tuple[str, ...]) -> Test:
        if is_pair_of_units(name, values):
            return Holds(SameUnit(*values))
        attribute = self.vocabulary.attributes.get(name)
        is_text = attribute is not None and attribute.kind is AttributeKind.TEXT and attribute.values is None
        if is_text or name in _FREE_COLUMNS:
            return FieldIs(name, frozenset(map(fold, values)), folded=True)
        return FieldIs(name, self._accepted(name, values))

    def _keeps(self, name: str, bounds: Bounds) -> Test:
        asked = []
        for comparison in Comparison:
            written = getattr(bounds, comparison.value)
            if written is not None:
                asked.append(FieldCompares(name, comparison, self._bound(name, written)))
        return all_of(*asked)

    def _bound(self, name: str, written: str) -> Decimal | date:
        attribute = self.vocabulary.attributes[name]
        value = attribute_value(name, attribute, written)
        if isinstance(value, Problem):
            raise ValueError(f"not comparable, which the loader should have refused: {name} {written!r}")
        return date.fromisoformat(value) if attribute.kind is AttributeKind.DATE else Decimal(value)
