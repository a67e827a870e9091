"""What an event may be in a lifecycle, and in which of these forms a log can make it come out of order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from engine.analysis.defects.possible import Domains, attribute_domains, is_possible
from engine.columnar.machine import Machine, Steps
from engine.loading.rules.checks.conditions import cases_of_event
from engine.planning.conditions import ALWAYS, Not, Test, all_of
from engine.planning.plan import PlannedLifecycle
from engine.planning.same_day import NO_RANK
from engine.vocabulary import Vocabulary

_MOST_SETS: Final = 20_000

Openings = dict[str, frozenset[Steps]]
"""For each event, the sets of steps that it may be, by number: one for each outcome of their conditions."""


def openings_of(lifecycle: PlannedLifecycle, vocabulary: Vocabulary) -> Openings:
    """Return what each event may be when all that the conditions ask is known, at any time."""
    numbers: dict[str, list[int]] = {}
    for number, step in enumerate(lifecycle.steps):
        numbers.setdefault(step.event, []).append(number)
    domains = attribute_domains(vocabulary.attributes)
    found: Openings = {}
    for event, own in numbers.items():
        known = domains | {"case": cases_of_event(vocabulary, event)}
        forms = [form for day in _days(lifecycle, own) for form in _forms(lifecycle, _on(lifecycle, own, day), known)]
        found[event] = frozenset(forms) - {()}
    return found


def tripped(lifecycle: PlannedLifecycle, openings: Openings) -> dict[str, frozenset[Steps]] | None:
    """Return, for each event, in which forms some log makes it come out of order; None when that is too much to try.

    A log may begin anywhere, so a dossier is followed from every state at once, as the evaluators follow it. An event
    of which nothing is known may be any of its steps.
    """
    machine = Machine.of(lifecycle)
    everything = {
        event: frozenset({tuple(sorted({n for form in forms for n in form}))}) for event, forms in openings.items()
    }
    moves = [(event, form) for event, forms in openings.items() for form in forms | everything[event] if form]
    found: dict[str, set[Steps]] = {event: set() for event in openings}
    seen, pending = {machine.everywhere}, [machine.everywhere]
    while pending:
        before = pending.pop()
        for event, form in moves:
            after, violations = machine.after(before, ((form, NO_RANK),))
            if violations:
                found[event].add(form)
            if after not in seen:
                seen.add(after)
                pending.append(after)
        if len(seen) > _MOST_SETS:
            return None
    return {event: frozenset(forms) for event, forms in found.items()}


def _days(lifecycle: PlannedLifecycle, numbers: list[int]) -> list[date]:
    """Return one day for each stretch of time in which the same steps hold."""
    steps = [lifecycle.steps[number] for number in numbers]
    bounds = {day for step in steps for day in (step.valid_from, step.valid_until) if day is not None}
    return [date.min, *sorted(bounds)]


def _on(lifecycle: PlannedLifecycle, numbers: list[int], day: date) -> list[int]:
    return [number for number in numbers if lifecycle.steps[number].governs(day)]


def _forms(lifecycle: PlannedLifecycle, numbers: list[int], domains: Domains) -> Iterator[Steps]:
    """Yield each set of steps whose conditions can hold while those of the others do not."""
    tests = list(dict.fromkeys(lifecycle.steps[number].test for number in numbers))
    for holding in _outcomes(tests, ALWAYS, domains):
        yield tuple(number for number in numbers if lifecycle.steps[number].test in holding)


def _outcomes(tests: list[Test], given: Test, domains: Domains) -> Iterator[frozenset[Test]]:
    if not tests:
        yield frozenset()
        return
    first, rest = tests[0], tests[1:]
    for test, own in ((first, frozenset({first})), (Not(first), frozenset[Test]())):
        both = all_of(given, test)
        if is_possible(both, domains):
            for others in _outcomes(rest, both, domains):
                yield own | others
