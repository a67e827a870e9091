"""A133: what a lifecycle demands of an event, and no log can ever fail to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.analysis.defects.openings import Openings, openings_of, tripped
from engine.analysis.defects.possible import attribute_domains
from engine.analysis.defects.states import origins_of
from engine.columnar.machine import Steps
from engine.diagnostics import Diagnostic
from engine.planning.asking import Asking
from engine.planning.lifecycles import WrittenStep, written_steps
from engine.planning.plan import PlannedLifecycle
from engine.texts import Text

_ORDER: Final = Text(
    "không được xảy ra ở {states}, nhưng nhật ký bắt đầu giữa chừng nên hồ sơ luôn còn có thể ở trạng thái khác",
    "may not happen in {states}, but logs begin mid-life, so the dossier could always be in another state",
)
_NEVER: Final = Text("không giá trị nào thỏa «only_if» của bước", "no values satisfy the step's «only_if»")
_ROLES: Final = Text(
    "«roles» không loại ai: cùng lúc có bước khác không hỏi vai, hoặc mọi vai đều được",
    "«roles» excludes nobody: another step applies that asks for no role, or every role is allowed",
)
_EVIDENCE: Final = Text(
    "bằng chứng «{name}» không loại gì: cùng lúc có bước khác không đòi, hoặc giá trị nào cũng được",
    "the evidence «{name}» excludes nothing: another step applies that does not ask for it, or every value is accepted",
)


def dead_guard(examined: Examined) -> Iterator[Defect]:
    """Report orders, conditions, roles and evidence that cannot be broken, whatever a log holds."""
    lifecycle, file = examined.plan.lifecycle, examined.document.file.lifecycle
    if lifecycle is None or file is None:
        return
    written = tuple(written_steps(file, Asking.of(examined.document)))
    openings = openings_of(lifecycle, examined.document.vocabulary)
    for number, reason in (*_orders(lifecycle, openings), *_steps(examined, lifecycle, openings)):
        step = written[number]
        place = examined.document.place(*_path(examined, step))
        event = examined.document.vocabulary.events[step.event].label
        found = Diagnostic.of("A133", place, name=step.event, event=event, reason=reason.vi, reason_en=reason.en)
        yield Defect(found, step.event)


def _path(examined: Examined, step: WrittenStep) -> tuple[str | int, ...]:
    """Return where a step names its event."""
    lifecycle = examined.document.file.lifecycle
    assert lifecycle is not None
    for block, parts in (("transitions", lifecycle.transitions), ("stays", lifecycle.stays)):
        for index, part in enumerate(parts):
            if part is step.part:
                return "lifecycle", block, index, "event", step.part.event.index(step.event)
    raise AssertionError("a step that no part of the file wrote")


def _orders(lifecycle: PlannedLifecycle, openings: Openings) -> Iterator[tuple[int, Text]]:
    """Yield the first step of each event that states refuse without any log showing it, with those states."""
    reached = tripped(lifecycle, openings)
    if reached is None:
        return
    for event, forms in openings.items():
        refused = {form: _refused(lifecycle, form) for form in forms}
        guarded = [form for form, states in refused.items() if states]
        dead = [form for form in guarded if form not in reached[event]]
        if dead:
            states = [state for state in lifecycle.states if any(state in refused[form] for form in dead)]
            yield min(number for form in dead for number in form), _told(_ORDER, states=", ".join(states))


def _refused(lifecycle: PlannedLifecycle, form: Steps) -> frozenset[str]:
    taken = frozenset[str]().union(*(origins_of(lifecycle, lifecycle.steps[number]) for number in form))
    return frozenset(lifecycle.states) - taken


def _steps(examined: Examined, lifecycle: PlannedLifecycle, openings: Openings) -> Iterator[tuple[int, Text]]:
    """Yield steps whose own condition, roles or evidence never count."""
    roles = frozenset(examined.document.vocabulary.roles)
    domains = attribute_domains(examined.document.vocabulary.attributes)
    for number, step in enumerate(lifecycle.steps):
        forms = [form for form in openings[step.event] if number in form]
        if not forms:
            yield number, _NEVER
            continue
        if step.roles and not any(_excludes([lifecycle.steps[n].roles for n in form], roles) for form in forms):
            yield number, _ROLES
        for name, _ in step.evidence:
            asked = [[dict(lifecycle.steps[n].evidence).get(name, frozenset()) for n in form] for form in forms]
            if not any(_excludes(accepted, domains.get(name)) for accepted in asked):
                yield number, _told(_EVIDENCE, name=name)


def _excludes(accepted: Iterable[frozenset[str]], domain: frozenset[str] | None) -> bool:
    """Tell whether steps that may be taken together exclude any value; one that asks for nothing excludes none."""
    sets = list(accepted)
    return all(sets) and (domain is None or not domain <= frozenset[str]().union(*sets))


def _told(template: Text, **words: str) -> Text:
    return Text(template.vi.format(**words), template.en.format(**words))
