"""Which checks run, in this order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from engine.diagnostics import Diagnostic, sort_key
from engine.reading.defects import (
    appendices,
    bearers,
    conflicts,
    documents,
    effect,
    leads,
    naming,
    numbering,
    objects,
    outside,
    periods,
    promises,
    receivers,
    short_names,
    undated,
    wording,
)
from engine.reading.defects.base import Examined

_MOST_OF_A_KIND = 200

Check = Callable[[Examined], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    numbering.check_gaps,
    numbering.check_repeats,
    numbering.check_glued,
    numbering.check_unnumbered,
    numbering.check_empty,
    wording.check_open_lists,
    wording.check_words_twice,
    wording.check_blanks,
    wording.check_ranges,
    wording.check_totals,
    conflicts.check_numbers_in_words,
    objects.check_objects,
    promises.check_promises,
    appendices.check_appendices,
    outside.check_only_outside,
    short_names.check_short_names,
    effect.check_relative_effect,
    leads.check_targets,
    leads.check_subjects,
    leads.check_directions,
    documents.check_two_dates,
    documents.check_spellings,
    documents.check_after_effect,
    documents.check_possible_dates,
    naming.check_abbreviations,
    naming.check_unused_terms,
    periods.check_starting_points,
    periods.check_at_once,
    periods.check_periodic,
    periods.check_timely,
    periods.check_not_understood,
    periods.check_exclusive_dates,
    periods.check_death,
    periods.check_two_starts,
    periods.check_shorter_later_step,
    periods.check_windows,
    periods.check_units,
    periods.check_units_of_the_whole,
    conflicts.check_contradictions,
    receivers.check_receivers_clock,
    undated.check_undated,
    bearers.check_bearers,
)


def find_defects(examined: Examined) -> list[Diagnostic]:
    """Return the defects that the checks find, by place; of each kind at most two hundred, more say no more."""
    return sorted((found for check in CHECKS for found in islice(check(examined), _MOST_OF_A_KIND)), key=sort_key)
