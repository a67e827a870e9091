"""The parts of a plan, rule by rule: which of them two plans judge differently, and a plan of some of them alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from engine.outcomes import LIFECYCLE
from engine.planning import Duty, Plan
from engine.planning.conditions import Happened, InState, Test, facts_of, fields_of
from engine.planning.plan import AllHappened, Entered


def changed_rules(one: Plan, other: Plan) -> set[str]:
    """Return the ids of the rules that two plans of one regulation judge differently.

    The plans may differ in their readings, not in whom the regulation binds or in its events.
    """
    if (one.valid_from, one.valid_until) != (other.valid_from, other.valid_until):
        return {*_parts(one), *_parts(other)}
    changed = _differing_parts(one, other)
    if one.cases != other.cases or (LIFECYCLE in changed and _cases_ask_for_state(one, other)):
        changed |= _on_case(one)
    return changed | _resting_on(changed, one) | _resting_on(changed, other)


def touched_rules(one: Plan, other: Plan) -> frozenset[str] | None:
    """Return the ids of the rules of which a finding may differ between two plans of one regulation; None for any.

    Rules that are the same in both are not among them, so they need not be judged again.
    """
    if _surroundings(one) != _surroundings(other):
        return None
    changed = _differing_parts(one, other)
    if LIFECYCLE in changed and _cases_ask_for_state(one, other):
        return None
    changed |= _resting_on(changed, one) | _resting_on(changed, other)
    gates = {gate.id for plan in (one, other) for gate in plan.gates if not changed.isdisjoint(gate.closed_by)}
    bans = {item.id for plan in (one, other) for item in plan.prohibitions}
    # Hành vi cấm không nêu tên ghi vào điều cấm đầu tiên, nên các điều cấm đổi cùng nhau.
    return frozenset(changed | gates | (set() if changed.isdisjoint(bans) else bans))


def part_of(plan: Plan, rules: frozenset[str]) -> Plan:
    """Return the plan with only `rules` in it, and those that are needed to judge them.

    On `rules` it says what the whole plan says; on the others it need not.
    """
    gates = tuple(item for item in plan.gates if item.id in rules)
    needed = _with_those_before(rules.union(*(gate.closed_by for gate in gates)), plan)
    kept = replace(
        plan,
        duties=tuple(item for item in plan.duties if item.id in needed),
        tiers=tuple(item for item in plan.tiers if item.id in rules),
        requirements=tuple(item for item in plan.requirements if item.id in rules),
        limits=tuple(item for item in plan.limits if item.id in rules),
        prohibitions=plan.prohibitions if any(item.id in rules for item in plan.prohibitions) else (),
        lifecycle=plan.lifecycle if LIFECYCLE in rules else None,
        gates=gates,
    )
    asks = _on_state(kept) or any(_asks_for_state(case.test) for case in plan.cases)
    return replace(kept, lifecycle=plan.lifecycle) if asks else kept


def _with_those_before(rules: frozenset[str], plan: Plan) -> frozenset[str]:
    """Return rules with those whose outcome sets one of them off, and so on."""
    leading = {
        duty.trigger.follows
        for duty in plan.duties
        if duty.id in rules and duty.trigger is not None and duty.trigger.follows is not None
    }
    return rules if leading <= rules else _with_those_before(rules | leading, plan)


def _resting_on(changed: set[str], plan: Plan) -> set[str]:
    """Return the rules that a change in others bears on: those asking for states, and those that follow from one."""
    found = changed | _on_state(plan) if LIFECYCLE in changed else set(changed)
    for versions in plan.rules_in_turn:
        found |= {duty.id for duty in versions if duty.follows_any(found)}
    return found


def _surroundings(plan: Plan) -> tuple[object, ...]:
    """Return what bears on every rule."""
    validity = plan.valid_from, plan.valid_until
    scope = plan.scope_unit_types, plan.scope_categories
    return validity, scope, plan.cases, plan.event_levels, plan.moves, plan.remembered, plan.of_units


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
    return {rule for rule, test in _tests_of(plan) if _asks_for_case(test)}


def _on_state(plan: Plan) -> set[str]:
    """Return the rules that ask for the state of a dossier, on which the lifecycle bears."""
    entering = {
        duty.id for duty in plan.duties if duty.trigger is not None and isinstance(duty.trigger.source, Entered)
    }
    return entering | {rule for rule, test in _tests_of(plan) if _asks_for_state(test)}


def _cases_ask_for_state(*plans: Plan) -> bool:
    return any(_asks_for_state(case.test) for plan in plans for case in plan.cases)


def _tests_of(plan: Plan) -> Iterator[tuple[str, Test]]:
    """Yield every test of every rule, with the rule."""
    for duty in plan.duties:
        for version in (duty, *duty.carries):
            yield from ((duty.id, test) for test in _tests_of_duty(version))
    for item in plan.requirements:
        yield item.id, item.applies
        if item.needs is not None:
            yield item.id, item.needs.test
    yield from ((limit.id, limit.exempt) for limit in plan.limits if limit.exempt is not None)
    if plan.lifecycle is not None:
        yield from ((LIFECYCLE, step.test) for step in plan.lifecycle.steps)


def _tests_of_duty(duty: Duty) -> Iterator[Test]:
    yield duty.test
    yield from (act.test for act in duty.must)
    yield from (item.act.test for item in duty.voids)
    yield from (start.test for start in duty.start_dates)
    yield from (period.test for period in duty.periods)
    if duty.trigger is not None and isinstance(duty.trigger.source, AllHappened):
        yield from (act.test for act in duty.trigger.source.acts)


def _asks_for_case(test: Test) -> bool:
    inner = (fact.test for fact in facts_of(test) if isinstance(fact, Happened))
    return "case" in fields_of(test) or any(map(_asks_for_case, inner))


def _asks_for_state(test: Test) -> bool:
    return any(isinstance(fact, InState) for fact in facts_of(test))
