"""What a drawing of the lifecycle shows.

A lifecycle is written permissively: a step may be allowed from a dozen states, because a log may begin anywhere.
Drawn in full it is a thicket. So each step is drawn from where it normally begins, and its label says from how many
other states it is allowed too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.evaluation.machine import moves_of
from engine.loading.rules import RuleDocument
from engine.model.base import Condition
from engine.model.lifecycle import Lifecycle, Transition
from engine.planning import Plan, compile_plan
from engine.planning.asking import Asking
from engine.planning.conditions import AllOf, FieldIs, Test
from engine.planning.lifecycles import WrittenStep, written_steps
from engine.planning.plan import PlannedLifecycle, Step
from engine.vocabulary import Vocabulary

_AT_REST = "active"
"""The vocabulary's state of a dossier to which nothing is happening."""
_FEW = 2
"""A step allowed from at most so many states is drawn from all of them."""

Origins = Mapping[int, tuple[str, ...]]
"""For each step, by number, the states from which it leads to another state."""


@dataclass(frozen=True, slots=True)
class Box:
    """A group of the file drawn as one: nothing drawn goes from one of its states to another."""

    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """All steps drawn from one state or box to another.

    Attributes:
        labels: the events, one a step; «+3» says that the step is also allowed from three other states.
    """

    source: str
    target: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A lifecycle ready to be drawn: states as (id, label) in the order of the file, arrows between different states.

    Attributes:
        finals: the states that no step leaves.
        is_shortened: whether some arrow stands for further ones («+3»).
        boxes: groups drawn as one, no state in two of them.
    """

    title: str
    initial: str
    states: tuple[tuple[str, str], ...]
    arrows: tuple[Arrow, ...]
    finals: frozenset[str]
    is_shortened: bool
    boxes: tuple[Box, ...] = ()

    @property
    def loose(self) -> tuple[tuple[str, str], ...]:
        """The states that stand in no box."""
        boxed = {state for box in self.boxes for state in box.members}
        return tuple((state, label) for state, label in self.states if state not in boxed)


def chart_of(document: RuleDocument, lang: str = "vi", *, everything: bool = False) -> Chart | None:
    """Return what to draw of a regulation's lifecycle, or None when it has none.

    Args:
        document: loaded without errors.
        everything: draw each step from every state it is allowed from.
    """
    plan = compile_plan(document)
    if plan.lifecycle is None or document.file.lifecycle is None:
        return None
    origins = _every_origin(plan.lifecycle)
    boxes = () if everything else _boxes(document.file.lifecycle, plan, origins)
    drawn = origins if everything else _usual_origins(plan, plan.lifecycle, origins, boxes)
    words = document.vocabulary.states
    return Chart(
        title=_title(document, lang),
        initial=plan.lifecycle.initial,
        states=tuple((state, _label(words, state, lang)) for state in plan.lifecycle.states),
        arrows=_arrows(document, plan.lifecycle, origins, drawn, boxes, lang),
        finals=frozenset(plan.lifecycle.states).difference(*origins.values()),
        is_shortened=any(len(drawn[number]) < len(origins[number]) for number in origins if drawn[number]),
        boxes=boxes,
    )


def _arrows(
    document: RuleDocument,
    lifecycle: PlannedLifecycle,
    origins: Origins,
    drawn: Origins,
    boxes: tuple[Box, ...],
    lang: str,
) -> tuple[Arrow, ...]:
    """Return the arrows; steps of one event that differ in the case only share a line of the label."""
    assert document.file.lifecycle is not None
    box_of = {state: box.name for box in boxes for state in box.members}
    lines: dict[tuple[str, str], dict[tuple[str, str], dict[str, None]]] = {}
    for number, written in enumerate(written_steps(document.file.lifecycle, Asking.of(document))):
        shown = {box_of.get(origin, origin) for origin in drawn[number]}
        more = sum(box_of.get(origin, origin) not in shown for origin in origins[number]) if shown else 0
        event = _label(document.vocabulary.events, written.event, lang)
        cases = _cases_told(written, document.vocabulary, lang)
        target = str(lifecycle.steps[number].to)
        for origin in drawn[number]:
            ends = box_of.get(origin, origin), box_of.get(target, target)
            line = lines.setdefault(ends, {}).setdefault((event, f" +{more}" if more else ""), {})
            line.update(dict.fromkeys(cases))
    return tuple(
        Arrow(source, target, tuple(_line(event, cases, more) for (event, more), cases in found.items()))
        for (source, target), found in lines.items()
    )


def _line(event: str, cases: Iterable[str], more: str) -> str:
    told = ", ".join(cases)
    return f"{event} ({told}){more}" if told else f"{event}{more}"


def _boxes(lifecycle: Lifecycle, plan: Plan, origins: Origins) -> tuple[Box, ...]:
    """Return the groups that can be drawn as one, in the order of the file."""
    assert plan.lifecycle is not None
    usual = _usual_origins(plan, plan.lifecycle, origins, ())
    arrows = {(origin, plan.lifecycle.steps[number].to) for number, found in usual.items() for origin in found}
    boxes: list[Box] = []
    taken = {lifecycle.initial}
    for name, members in lifecycle.groups.items():
        inside = lifecycle.states_named(members)
        is_still = not any((one, other) in arrows for one in inside for other in inside)
        if len(inside) > 1 and is_still and taken.isdisjoint(inside):
            boxes.append(Box(name, inside))
            taken.update(inside)
    return tuple(boxes)


def _title(document: RuleDocument, lang: str) -> str:
    province = document.file.regulation.province
    return f"Lifecycle of a dossier – {province}" if lang == "en" else f"Vòng đời hồ sơ – {province}"


def _every_origin(lifecycle: PlannedLifecycle) -> Origins:
    """Return, for each step, the states from which it leads to another state."""
    origins: dict[int, list[str]] = {number: [] for number in range(len(lifecycle.steps))}
    for (state, number), target in moves_of(lifecycle).items():
        if state != target:
            origins[number].append(state)
    return {number: tuple(states) for number, states in origins.items()}


def _usual_origins(plan: Plan, lifecycle: PlannedLifecycle, origins: Origins, boxes: tuple[Box, ...]) -> Origins:
    """Return where each step normally begins; one allowed from exactly the states of a box begins in all of these.

    A step that fulfils a duty begins where the duty's trigger led, one that sets a duty off in the state of rest or
    where the lifecycle begins; any other one in the nearest state before its target. A step without a clause that fits
    none of these only keeps logs consistent and is not drawn.
    """
    homes = (_AT_REST, lifecycle.initial)
    in_duties = {act.event for duty in plan.duties for act in duty.must} | {
        event for duty in plan.duties if duty.trigger is not None for event in duty.trigger.events
    }
    rank = {state: place for place, state in enumerate(lifecycle.states)}
    boxed = {frozenset(box.members) for box in boxes}
    usual: dict[int, tuple[str, ...]] = {}
    for number, step in enumerate(lifecycle.steps):
        allowed = origins[number]
        fed = _fed_states(plan, lifecycle, step)
        feeding = sorted((state for state in allowed if fed[state]), key=lambda state: (-fed[state], rank[state]))[:1]
        home = tuple(state for state in homes if state in allowed)[:1]
        before = [state for state in allowed if step.to is not None and rank[state] < rank[step.to]]
        if len(allowed) <= _FEW or frozenset(allowed) in boxed:
            usual[number] = allowed
        elif feeding:
            usual[number] = tuple(feeding)
        elif step.event in in_duties or not before:
            usual[number] = home or (allowed[:1] if step.cites or step.mentions else ())
        else:
            usual[number] = (max(before, key=lambda state: rank[state]),)
    return usual


def _fed_states(plan: Plan, lifecycle: PlannedLifecycle, step: Step) -> Counter[str]:
    """Return how often the triggers of the duties that `step` fulfils lead to each state, case by case."""
    cases = _cases(step.test)
    fed: Counter[str] = Counter()
    for duty in plan.duties:
        asked = _cases(duty.test)
        if duty.trigger is None or step.event not in duty.done_by or not _agree(asked, cases):
            continue
        for other in lifecycle.steps:
            led = _cases(other.test)
            if (
                other.event in duty.trigger.events
                and other.to is not None
                and _agree(led, asked)
                and _agree(led, cases)
            ):
                fed[other.to] += 1
    return fed


def _cases(test: Test) -> frozenset[str]:
    """Return the transfer cases that a test asks for; none when it does not ask."""
    parts = test.tests if isinstance(test, AllOf) else (test,)
    return next((part.accepted for part in parts if isinstance(part, FieldIs) and part.field == "case"), frozenset())


def _agree(some: frozenset[str], others: frozenset[str]) -> bool:
    return not some or not others or bool(some & others)


def _cases_told(written: WrittenStep, vocabulary: Vocabulary, lang: str) -> tuple[str, ...]:
    """Return the cases in which a step is taken, none when always; «conditional» when it asks for anything else."""
    condition = written.part.only_if if isinstance(written.part, Transition) else None
    if condition is None:
        return ()
    cases = condition.fields.get("case", ())
    known = {**vocabulary.subtypes, **vocabulary.transfer_cases}
    if not cases or condition != Condition(fields={"case": cases}):
        return ("conditional" if lang == "en" else "có điều kiện",)
    return tuple(_label(known, case, lang) for case in cases)


def _label(terms: Mapping[str, object], name: str, lang: str) -> str:
    term = terms.get(name)
    return str(getattr(term, "en" if lang == "en" else "label", name))
