"""What a log is judged on: the units, the regulations and the calendar, loaded once before any log is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.calendars import LAST_DAY, Calendar
from engine.diagnostics import Diagnostic, has_errors
from engine.loading.logs import UnitTable, load_units
from engine.loading.logs.column_map import ColumnMap
from engine.loading.logs.map_reader import load_column_map
from engine.loading.rules import RuleDocument
from engine.service.inputs import Inputs, load_calendar
from engine.service.regulations import Judged, merged_vocabulary, regulations_for, usable_rules, vocabulary_of
from engine.vocabulary import AttributeOf, Vocabulary, standard


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
