"""A trial by columns says what two lists on paper would, on random regulations, random changes and random histories."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from engine.analysis.effects import Pair, Turn
from engine.columnar import columns_of
from engine.columnar.parts import LogParts
from engine.evaluation import evaluate_reference
from engine.findings import Finding, findings_of
from engine.loading.rules import load_rules_text
from engine.planning import Plan
from engine.planning.plan import Duty, Entered, Trigger
from engine.planning.triggers import entering
from engine.service import Judged
from engine.service.grounds import Grounds
from engine.source import SourceText
from engine.trials import LoadedLog
from engine.trials.retracing import traced_pairs
from engine.trials.trying import effects_of
from tests.analysis.plain_effects import PlainPair, plain_effects
from tests.analysis.trial_world import RULES
from tests.columnar.aimed_logs import Question, calendar_of
from tests.columnar.fuzz import question_of
from tests.columnar.regulations import Draw, deadline, random_plan

QUESTIONS = 240
PORTIONS = 6
BLOCK_SIZE = 20


def changed_plan(seed: int, plan: Plan) -> Plan:
    """Return the plan with another number here and there, or with rules of another plan in it."""
    chance = random.Random(-1 - seed)
    draw = Draw(chance)
    if chance.random() < 0.4:
        numbers = {duty.id for duty in plan.duties if duty.extension is None and duty.trigger and draw.yes(0.5)}
        duties = tuple(replace(duty, deadline=deadline(draw)) if duty.id in numbers else duty for duty in plan.duties)
        return replace(plan, duties=duties, rules_version="2")
    other = random_plan(chance)
    blocks = ("duties", "tiers", "requirements", "limits", "prohibitions", "gates")
    mixed = {name: mixture(draw, getattr(plan, name), getattr(other, name)) for name in blocks}
    rest = {
        name: getattr(draw.one((plan, plan, plan, plan, other)), name)
        for name in ("lifecycle", "cases", "valid_from", "valid_until", "scope_unit_types", "scope_categories")
    }
    return standing_for_others(replace(plan, **mixed, **rest, rules_version="2"))


def standing_for_others(plan: Plan) -> Plan:
    """Return the plan with the events by which other rules and states set duties off, as compiling would name them."""
    events: dict[str, frozenset[str]] = {}
    entered = entering(plan.lifecycle)
    triggers: dict[Duty, Trigger] = {}
    for duty in (duty for versions in plan.rules_in_turn for duty in versions):
        assert duty.trigger is not None
        standing = duty.trigger.events
        if duty.trigger.follows is not None:
            standing = events.get(duty.trigger.follows, frozenset())
        elif isinstance(duty.trigger.source, Entered):
            standing = frozenset(entered.get(duty.trigger.source.state, ()))
        events[duty.id] = events.get(duty.id, frozenset()) | standing
        triggers[duty] = replace(duty.trigger, events=standing)
    duties = tuple(replace(duty, trigger=triggers.get(duty)) for duty in plan.duties)
    return replace(plan, duties=duties)


def mixture(draw: Draw, ones: Sequence[Any], others: Sequence[Any]) -> tuple[Any, ...]:
    """Return some of both, but of no rule the versions of both."""
    rules = {item.id: draw.one((True, True, True, False)) for item in ones}
    kept = [item for item in ones if rules[item.id]]
    return (*kept, *(item for item in others if not rules.get(item.id, False) and draw.yes(0.5)))


def loaded(question: Question) -> tuple[LoadedLog, Judged]:
    document, _ = load_rules_text(SourceText("thu.yaml", RULES))
    assert document is not None
    item = Judged(document, question.plan)
    calendar = calendar_of(question.known_at)
    log = columns_of(question.events)
    return LoadedLog(
        question.as_of,
        question.known_at,
        Grounds(calendar, units=question.units),
        (item,),
        LogParts.of(log, question.plan.event_levels),
        block_size=BLOCK_SIZE,
    ), item


def findings(plan: Plan, question: Question) -> list[Finding]:
    calendar = calendar_of(question.known_at)
    verdicts = evaluate_reference(
        plan,
        dict.fromkeys(question.events),
        as_of=question.as_of,
        known_at=question.known_at,
        calendar=calendar,
        units=question.units,
    )
    return findings_of(verdicts, plan, calendar)


def told(pairs: Sequence[Pair] | Sequence[PlainPair]) -> list[tuple[object, ...]]:
    return [
        (pair.turn, *(None if side is None else side.as_record() for side in (pair.before, pair.after)))
        for pair in pairs
    ]


def counted(pairs: Sequence[PlainPair], key: str) -> dict[str | None, Counter[Turn]]:
    found: dict[str | None, Counter[Turn]] = {}
    for pair in pairs:
        found.setdefault(getattr(pair.either.verdict, key), Counter())[pair.turn] += 1
    return found


@pytest.mark.parametrize("portion", range(PORTIONS))
def test_pairs_counts_and_order_are_those_of_the_plain_way(portion: int) -> None:
    for seed in range(portion, QUESTIONS, PORTIONS):
        question = replace(question_of(seed), members=None)
        other, same_rules = changed_plan(seed, question.plan), seed % 5 != 0
        log, item = loaded(question)
        effects = effects_of(log, item, other, same_rules=same_rules)
        wanted = plain_effects([(findings(question.plan, question), findings(other, question), same_rules)])
        assert told(effects.flips()) == told(wanted.flips), seed
        assert told(effects.otherwise()) == told(wanted.otherwise), seed
        assert told(effects.flips(3)) == told(wanted.flips[:3]), seed
        assert effects.unchanged == wanted.unchanged, seed
        assert effects.counts == Counter(pair.turn for pair in wanted.pairs), seed
        assert effects.by_unit() == counted(wanted.flips, "unit"), seed
        assert effects.by_topic() == counted(wanted.flips, "topic"), seed


def test_traces_are_those_of_the_reference_evaluator() -> None:
    for seed in range(0, QUESTIONS, 4):
        question = replace(question_of(seed), members=None)
        other = changed_plan(seed, question.plan)
        log, item = loaded(question)
        effects = effects_of(log, item, other, same_rules=True)
        wanted = plain_effects([(findings(question.plan, question), findings(other, question), True)])
        for found, pair in zip(
            traced_pairs(effects.flips(), log, (replace(item, plan=other),)), wanted.flips, strict=True
        ):
            assert (found.before, found.after) == (pair.before, pair.after), seed
