"""A121: a duty that nothing can ever set off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.analysis.defects.possible import attribute_domains, is_possible
from engine.analysis.defects.states import origins_of, reached_from
from engine.diagnostics import Diagnostic
from engine.loading.rules.checks.conditions import cases_of_event
from engine.planning.plan import AnswerableUnit, Duty
from engine.texts import Text

_FROM_OUTSIDE: Final = frozenset({"paper_dossier_sent", "paper_dossier_received"})
_NO_DAY = Text("không có ngày nào mà quy tắc và quy chế cùng có hiệu lực", "the rule and the regulation share no day")
_CONDITION = Text("không giá trị nào thỏa mọi điều kiện của nó", "no values satisfy all its conditions")
_LIFECYCLE = Text(
    "vòng đời không cho sự kiện phát sinh xảy ra ở trạng thái nào tới được",
    "the lifecycle lets its trigger happen in no state that can be reached",
)


def never_triggered(examined: Examined) -> Iterator[Defect]:
    """Report duties whose dates, conditions or trigger exclude every instance."""
    for item in examined.duties:
        reason = _reason(examined, item.duty)
        if reason is not None:
            found = Diagnostic.of(
                "A121",
                examined.place(item, "when"),
                cites=item.duty.cites,
                name=item.duty.id,
                reason=reason.vi,
                reason_en=reason.en,
            )
            yield Defect(found, item.duty.id)


def _reason(examined: Examined, duty: Duty) -> Text | None:
    if duty.valid_from is not None and duty.valid_until is not None and duty.valid_from >= duty.valid_until:
        return _NO_DAY
    if not is_possible(duty.test, _domains(examined, duty)):
        return _CONDITION
    return _LIFECYCLE if _is_shut_out(examined, duty) else None


def _domains(examined: Examined, duty: Duty) -> dict[str, frozenset[str]]:
    """Return the values that the fields of a trigger can have under this regulation."""
    vocabulary = examined.document.vocabulary
    domains = attribute_domains(vocabulary.attributes)
    if examined.plan.scope_categories:
        domains["category"] = examined.plan.scope_categories
    events = duty.trigger.events if duty.trigger is not None else frozenset[str]()
    if events:
        cases = [cases_of_event(vocabulary, event) for event in events]
        domains["case"] = frozenset[str]().union(*cases)
    of_the_unit = duty.answerable in (AnswerableUnit.UNIT, AnswerableUnit.HOME) and not events & _FROM_OUTSIDE
    if of_the_unit and examined.plan.scope_unit_types:
        domains["unit_type"] = examined.plan.scope_unit_types
    return domains


def _is_shut_out(examined: Examined, duty: Duty) -> bool:
    lifecycle = examined.plan.lifecycle
    if lifecycle is None or duty.trigger is None:
        return False
    reached = reached_from(lifecycle, [lifecycle.initial])
    steps = [(event, [step for step in lifecycle.steps if step.event == event]) for event in duty.trigger.events]
    return all(found and not any(origins_of(lifecycle, step) & reached for step in found) for _, found in steps)
