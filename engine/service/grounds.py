"""What a log is judged on: the units, the regulations and the calendar, loaded once before any log is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from engine.calendars import LAST_DAY, Calendar
from engine.clock import shown
from engine.diagnostics import Diagnostic, has_errors
from engine.loading.logs import UnitTable, load_units
from engine.loading.logs.column_map import ColumnMap
from engine.loading.logs.map_reader import load_column_map
from engine.loading.rules import RuleDocument
from engine.service.inputs import Inputs, load_calendar
from engine.service.regulations import Judged, merged_vocabulary, regulations_for, usable_rules, vocabulary_of
from engine.source import Place
from engine.vocabulary import AttributeOf, Vocabulary, standard

_MOST_NAMES: Final = 5


@dataclass(frozen=True)
class Grounds:
    """What a log is judged on.

    Attributes:
        vocabulary: reads the log: the standard one with what the regulations add.
        rules_usable: False when a rule file has errors, or none was named.
        data_usable: False when the units table, a file of closures or the column map is broken.
    """

    calendar: Calendar
    judged: tuple[Judged, ...] = ()
    units: UnitTable | None = None
    vocabulary: Vocabulary = field(default_factory=standard)
    column_map: ColumnMap | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    rules_usable: bool = True
    data_usable: bool = True

    @property
    def usable(self) -> bool:
        """Tell whether a log can be judged at all."""
        return self.rules_usable and self.data_usable


def lay_grounds(inputs: Inputs, readable_by: Sequence[RuleDocument] = ()) -> Grounds:
    """Load what `inputs` name besides the log.

    Args:
        readable_by: regulations whose own events the log may hold, too.
    """
    problems: list[Diagnostic] = []
    units: UnitTable | None = None
    if inputs.units is not None:
        units, problems = load_units(inputs.units, standard())
        if not units and has_errors(problems):
            return Grounds(Calendar.national(inputs.known_at), diagnostics=tuple(problems), data_usable=False)
    judged, found = regulations_for(inputs, units)
    calendar, wrong = load_calendar(inputs.known_at, inputs.closures)
    vocabulary, clashes = merged_vocabulary([*(item.document for item in judged), *readable_by])
    found += clashes
    if inputs.units is not None and _describes_units(vocabulary):
        units, problems = load_units(inputs.units, vocabulary)
    problems += _told_of_units(units, inputs, vocabulary)
    column_map: ColumnMap | None = None
    if inputs.column_map is not None:
        column_map, mistakes = load_column_map(inputs.column_map, vocabulary)
        wrong += mistakes
    return Grounds(
        calendar=calendar,
        judged=tuple(judged),
        units=units,
        vocabulary=vocabulary,
        column_map=column_map,
        diagnostics=(*problems, *found, *wrong),
        rules_usable=bool(judged) and not has_errors(found),
        # Thiếu ngày nghỉ riêng thì mọi ngày đến hạn có thể sai.
        data_usable=not has_errors(wrong),
    )


def _told_of_units(units: UnitTable | None, inputs: Inputs, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """Name the units that would be judged beyond the last day of their type, and those that no regulation is for."""
    place = Place(str(inputs.units))
    table = (units or {}).values()
    beyond: dict[tuple[date, str], list[str]] = {}
    unplaced = []
    for unit in table:
        kind = vocabulary.unit_types.get(unit.type or "")
        if kind is not None and kind.last_day is not None and kind.last_day < inputs.as_of and unit.valid_until is None:
            beyond.setdefault((kind.last_day, kind.ended_by), []).append(unit.name)
        if unit.jurisdiction is None and unit.in_scope is not False and not (kind is not None and kind.outside):
            unplaced.append(unit.name)
    for (last, document), names in beyond.items():
        told = _some(names)
        yield Diagnostic.of("D214", place, count=len(names), last=shown(last), document=document, names=told)
    if unplaced and any(unit.jurisdiction is not None for unit in table):
        yield Diagnostic.of("D215", place, count=len(unplaced), names=_some(unplaced))


def _some(names: Sequence[str]) -> str:
    more = ", …" if len(names) > _MOST_NAMES else ""
    return ", ".join(names[:_MOST_NAMES]) + more


def known_words(rules: tuple[str, ...]) -> Vocabulary:
    """Return the vocabulary of some regulations together, of all that are known when none is named."""
    if not rules:
        return vocabulary_of(usable_rules())
    return lay_grounds(Inputs((), LAST_DAY, rules=rules)).vocabulary


def _describes_units(vocabulary: Vocabulary) -> bool:
    """Tell whether regulations have types or attributes of units that the shared vocabulary lacks."""
    return vocabulary.unit_types != standard().unit_types or any(
        item.of is AttributeOf.UNIT for item in vocabulary.attributes.values()
    )
