"""What a drawing of the lifecycle shows.

A lifecycle is written permissively: a step may be allowed from a dozen states, because a log may begin anywhere.
Drawn in full it is a thicket. So each step is drawn from where it normally begins, and its label says from how many
other states it is allowed too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from engine.evaluation.machine import moves_of
from engine.loading.rules import RuleDocument
from engine.model.base import Condition
from engine.model.lifecycle import Transition
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


@dataclass(frozen=True, slots=True)
class Arrow:
    """All steps drawn from one state to another.

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
    """

    title: str
    initial: str
    states: tuple[tuple[str, str], ...]
    arrows: tuple[Arrow, ...]
    finals: frozenset[str]
    is_shortened: bool


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
    drawn = origins if everything else _usual_origins(plan, plan.lifecycle, origins)
    labels: dict[tuple[str, str], dict[str, None]] = {}
    written = tuple(written_steps(document.file.lifecycle, Asking(document.vocabulary)))
    for number, step in enumerate(plan.lifecycle.steps):
        more = len(origins[number]) - len(drawn[number])
        label = _event_label(step, _condition_of(written[number]), document.vocabulary, lang) + (
            f" +{more}" if more else ""
        )
        for origin in drawn[number]:
            labels.setdefault((origin, str(step.to)), {})[label] = None
    words = document.vocabulary.states
    return Chart(
        title=_title(document, lang),
        initial=plan.lifecycle.initial,
        states=tuple((state, _label(words, state, lang)) for state in plan.lifecycle.states),
        arrows=tuple(Arrow(source, target, tuple(names)) for (source, target), names in labels.items()),
        finals=frozenset(plan.lifecycle.states).difference(*origins.values()),
        is_shortened=any(len(drawn[number]) < len(origins[number]) for number in origins if drawn[number]),
    )


def _title(document: RuleDocument, lang: str) -> str:
    province = document.file.regulation.province
    return f"Lifecycle of a dossier – {province}" if lang == "en" else f"Vòng đời hồ sơ – {province}"


def _every_origin(lifecycle: PlannedLifecycle) -> dict[int, tuple[str, ...]]:
    """Return, for each step, the states from which it leads to another state."""
    origins: dict[int, list[str]] = {number: [] for number in range(len(lifecycle.steps))}
    for (state, number), target in moves_of(lifecycle).items():
        if state != target:
            origins[number].append(state)
    return {number: tuple(states) for number, states in origins.items()}


def _usual_origins(
    plan: Plan, lifecycle: PlannedLifecycle, origins: Mapping[int, tuple[str, ...]]
) -> dict[int, tuple[str, ...]]:
    """Return where each step normally begins.

    A step that fulfils a duty begins where the duty's trigger led, one that sets a duty off in the state of rest or
    where the lifecycle begins; any other one in the nearest state before its target. A step without a clause that fits
    none of these only keeps logs consistent and is not drawn.
    """
    homes = (_AT_REST, lifecycle.initial)
    in_duties = {duty.must.event for duty in plan.duties} | {
        event for duty in plan.duties if duty.trigger is not None for event in duty.trigger.events
    }
    rank = {state: place for place, state in enumerate(lifecycle.states)}
    usual: dict[int, tuple[str, ...]] = {}
    for number, step in enumerate(lifecycle.steps):
        allowed = origins[number]
        fed = _fed_states(plan, lifecycle, step)
        feeding = sorted((state for state in allowed if fed[state]), key=lambda state: (-fed[state], rank[state]))[:1]
        home = tuple(state for state in homes if state in allowed)[:1]
        before = [state for state in allowed if step.to is not None and rank[state] < rank[step.to]]
        if len(allowed) <= _FEW:
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
        if duty.trigger is None or duty.must.event != step.event or not _agree(asked, cases):
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


def _condition_of(written: WrittenStep) -> Condition | None:
    return written.part.only_if if isinstance(written.part, Transition) else None


def _event_label(step: Step, only_if: Condition | None, vocabulary: Vocabulary, lang: str) -> str:
    label = _label(vocabulary.events, step.event, lang)
    if only_if is None:
        return label
    cases = only_if.fields.get("case", ())
    known = {**vocabulary.subtypes, **vocabulary.transfer_cases}
    plain = cases and not (only_if.all or only_if.any or only_if.not_) and len(only_if.fields) == 1
    if not plain:
        return f"{label} ({'conditional' if lang == 'en' else 'có điều kiện'})"
    return f"{label} ({', '.join(_label(known, case, lang) for case in cases)})"


def _label(terms: Mapping[str, object], name: str, lang: str) -> str:
    term = terms.get(name)
    return str(getattr(term, "en" if lang == "en" else "label", name))
