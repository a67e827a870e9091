"""A125: a duty in the chain of a case that the case can never set off."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.analysis.defects.possible import is_possible
from engine.diagnostics import Diagnostic
from engine.loading.rules.checks.conditions import cases_of_event
from engine.planning.plan import Duty


def case_outside_duty(examined: Examined) -> Iterator[Defect]:
    """Report duties listed for a transfer case whose trigger or conditions exclude that case."""
    for index, case in enumerate(examined.document.file.transfer_cases):
        for position, name in enumerate(case.duties):
            versions = [item.duty for item in examined.duties_called(name)]
            if versions and not any(_may_concern(examined, duty, case.case) for duty in versions):
                found = Diagnostic.of(
                    "A125",
                    examined.document.place("transfer_cases", index, "duties", position),
                    cites=versions[0].cites,
                    case=case.case,
                    name=name,
                )
                yield Defect(found, name)


def _may_concern(examined: Examined, duty: Duty, case: str) -> bool:
    events = duty.trigger.events if duty.trigger is not None else frozenset[str]()
    carries = not events or any(case in cases_of_event(examined.document.vocabulary, event) for event in events)
    return carries and is_possible(duty.test, {"case": frozenset({case})})
