"""Which checks run, and running them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from engine.analysis.defects.acceptance import idle_acceptances, with_acceptance
from engine.analysis.defects.assumed_at_once import assumed_at_once
from engine.analysis.defects.bearer_gone import bearer_gone
from engine.analysis.defects.beyond_calendar import beyond_calendar
from engine.analysis.defects.case_outside_duty import case_outside_duty
from engine.analysis.defects.dead_end_state import dead_end_state
from engine.analysis.defects.dead_guard import dead_guard
from engine.analysis.defects.defect import Defect
from engine.analysis.defects.due_before_feeder import due_before_feeder
from engine.analysis.defects.empty_window import empty_window
from engine.analysis.defects.examined import Examined
from engine.analysis.defects.foreign_clock import foreign_clock
from engine.analysis.defects.hidden_choice import hidden_choice
from engine.analysis.defects.missing_approver import missing_approver
from engine.analysis.defects.missing_cases import missing_cases
from engine.analysis.defects.narrow_window import narrow_window
from engine.analysis.defects.never_fulfilled import never_fulfilled
from engine.analysis.defects.never_triggered import never_triggered
from engine.analysis.defects.no_alternative import no_alternative
from engine.analysis.defects.no_time_left import no_time_left
from engine.analysis.defects.orphan_clock import orphan_clock
from engine.analysis.defects.other_start import other_start
from engine.analysis.defects.outside_validity import outside_validity
from engine.analysis.defects.overlapping_cases import overlapping_cases
from engine.analysis.defects.parts_exceed_whole import parts_exceed_whole
from engine.analysis.defects.shadowed_case import shadowed_case
from engine.analysis.defects.unclassified_moves import unclassified_moves
from engine.analysis.defects.unfounded_condition import unfounded_condition
from engine.analysis.defects.unreachable_state import unreachable_state
from engine.analysis.defects.version_gap import version_gap
from engine.diagnostics import sort_key
from engine.loading.rules import RuleDocument

Check = Callable[[Examined], Iterator[Defect]]

CHECKS: Final[tuple[Check, ...]] = (
    due_before_feeder,
    parts_exceed_whole,
    no_time_left,
    empty_window,
    narrow_window,
    overlapping_cases,
    unclassified_moves,
    missing_cases,
    shadowed_case,
    missing_approver,
    never_triggered,
    never_fulfilled,
    orphan_clock,
    foreign_clock,
    other_start,
    case_outside_duty,
    bearer_gone,
    unreachable_state,
    dead_end_state,
    dead_guard,
    version_gap,
    outside_validity,
    beyond_calendar,
    no_alternative,
    assumed_at_once,
    hidden_choice,
    unfounded_condition,
)


def find_defects(document: RuleDocument, others: Iterable[Defect] = ()) -> list[Defect]:
    """Return what is wrong with a regulation as encoded, in the order of its file.

    Args:
        document: as returned by `load_rules` without errors.
        others: findings from elsewhere (a comparison with the text, say) that the file may accept as well.

    Returns:
        Every finding; those that the file accepts carry the reason, and acceptances of nothing are findings too.
    """
    examined = Examined.of(document)
    found = [*(defect for check in CHECKS for defect in check(examined)), *others]
    marked = [*with_acceptance(document, found), *idle_acceptances(document, found)]
    return sorted(marked, key=lambda defect: (*sort_key(defect.diagnostic), defect.about))
