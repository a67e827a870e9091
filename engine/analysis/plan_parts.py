"""The parts of a plan, rule by rule: which of them two plans judge differently, and a plan of some of them alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from engine.outcomes import LIFECYCLE
from engine.planning import Duty, Plan
from engine.planning.conditions import Test, fields_of
from engine.planning.plan import PlannedRequirement


def changed_rules(one: Plan, other: Plan) -> set[str]:
    """Return the ids of the rules that two plans of one regulation judge differently.

    The plans may differ in their readings, not in whom the regulation binds or in its events.
    """
    if (one.valid_from, one.valid_until) != (other.valid_from, other.valid_until):
        return {*_parts(one), *_parts(other)}
    changed = _differing_parts(one, other)
    return changed | (_on_case(one) if one.cases != other.cases else set())


def touched_rules(one: Plan, other: Plan) -> frozenset[str] | None:
    """Return the ids of the rules of which a finding may differ between two plans of one regulation; None for any.

    Rules that are the same in both are not among them, so they need not be judged again.
    """
    if _surroundings(one) != _surroundings(other):
        return None
    changed = _differing_parts(one, other)
    gates = {gate.id for plan in (one, other) for gate in plan.gates if not changed.isdisjoint(gate.closed_by)}
    bans = {item.id for plan in (one, other) for item in plan.prohibitions}
    # Hành vi cấm không nêu tên ghi vào điều cấm đầu tiên, nên các điều cấm đổi cùng nhau.
    return frozenset(changed | gates | (set() if changed.isdisjoint(bans) else bans))


def part_of(plan: Plan, rules: frozenset[str]) -> Plan:
    """Return the plan with only `rules` in it, and those that are needed to judge them.

    On `rules` it says what the whole plan says; on the others it need not.
    """
    gates = tuple(item for item in plan.gates if item.id in rules)
    needed = rules.union(*(gate.closed_by for gate in gates))
    return replace(
        plan,
        duties=tuple(item for item in plan.duties if item.id in needed),
        tiers=tuple(item for item in plan.tiers if item.id in rules),
        requirements=tuple(item for item in plan.requirements if item.id in rules),
        limits=tuple(item for item in plan.limits if item.id in rules),
        prohibitions=plan.prohibitions if any(item.id in rules for item in plan.prohibitions) else (),
        lifecycle=plan.lifecycle if LIFECYCLE in rules else None,
        gates=gates,
    )


def _surroundings(plan: Plan) -> tuple[object, ...]:
    """Return what bears on every rule."""
    validity = plan.valid_from, plan.valid_until
    return validity, plan.scope_unit_types, plan.scope_categories, plan.cases, plan.event_levels


def _differing_parts(one: Plan, other: Plan) -> set[str]:
    here, there = _parts(one), _parts(other)
    return {rule for rule in {*here, *there} if here.get(rule) != there.get(rule)}


def _parts(plan: Plan) -> dict[str, list[object]]:
    parts: dict[str, list[object]] = defaultdict(list)
    blocks = (plan.duties, plan.tiers, plan.requirements, plan.limits, plan.prohibitions, plan.gates)
    for rule, part in ((item.id, item) for block in blocks for item in block):
        parts[rule].append(part)
    if plan.lifecycle is not None:
        parts[LIFECYCLE].append(plan.lifecycle)
    return parts


def _on_case(plan: Plan) -> set[str]:
    """Return the rules that ask for the case of an event, on which the order of the transfer cases bears."""
    found = {duty.id for duty in plan.duties if any(map(_asks_for_case, _tests_of(duty)))}
    found |= {item.id for item in plan.requirements if any(map(_asks_for_case, _needs_of(item)))}
    found |= {item.id for item in plan.limits if item.exempt is not None and _asks_for_case(item.exempt)}
    if plan.lifecycle is not None and any(_asks_for_case(step.test) for step in plan.lifecycle.steps):
        found.add(LIFECYCLE)
    return found


def _tests_of(duty: Duty) -> Iterator[Test]:
    yield duty.test
    yield from (act.test for act in duty.must)
    yield from (item.act.test for item in duty.voids)
    yield from (start.test for start in duty.start_dates)


def _needs_of(item: PlannedRequirement) -> Iterator[Test]:
    yield item.applies
    if item.needs is not None:
        yield item.needs.test


def _asks_for_case(test: Test) -> bool:
    return "case" in fields_of(test)
