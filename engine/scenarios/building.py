"""From what is written to a scenario: names become ids, texts become dates; what is not understood is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from engine.diagnostics import Diagnostic
from engine.evaluation import Certainty, Kind
from engine.findings import KEYS
from engine.loading.logs import Event, Unit, UnitTable
from engine.loading.logs.dates import date_from, milliseconds_from, moment_from, time_of
from engine.loading.logs.records import TimeOfDay
from engine.loading.logs.report import Problem
from engine.loading.logs.values import attribute_value, clean, truth_from
from engine.loading.rules import RuleDocument
from engine.loading.rules.checks.references import ids_of
from engine.outcomes import LIFECYCLE
from engine.scenarios.records import Draft, Expectation, Given, Row, Scenario, Value
from engine.source import Place
from engine.vocabulary import AttributeOf, closest_name

FACTS: Final = ("name", "law", "why", "regulation", "as_of", "known_at")
EVENT_COLUMNS: Final = (
    *("dossier", "event", "date", "unit", "to_unit", "actor", "case", "category", "ref", "recorded_at"),
    *("about", "time", "person", "actor_unit"),
)
UNIT_COLUMNS: Final = (
    "unit",
    "name",
    "type",
    "parent",
    "in_scope",
    "jurisdiction",
    "valid_from",
    "valid_until",
    "successor",
)
_DATES: Final = frozenset({"trigger_date", "opens_on", "due_on", "fulfilled_on"})
_NUMBERS: Final = frozenset({"late_working_days", "late_calendar_days"})
_TERMS: Final = {
    "status": ("statuses",),
    "would_be": ("statuses",),
    "trigger_event": ("events",),
    "bearer": ("roles",),
    "topic": ("topics",),
    "case": ("transfer_cases", "subtypes"),
}
_CHOICES: Final = {"kind": tuple(kind.value for kind in Kind), "certainty": tuple(item.value for item in Certainty)}


def scenario_of(draft: Draft, document: RuleDocument) -> tuple[Scenario | None, list[Diagnostic]]:
    """Return the scenario that a draft means, or None with all that is wrong with it."""
    builder = _Builder(document)
    scenario = builder.scenario(draft)
    return (None if builder.problems or draft.flawed else scenario), builder.problems


class _Builder:
    """Reads one scenario and gathers what is wrong."""

    def __init__(self, document: RuleDocument) -> None:
        self.document = document
        self.vocabulary = document.vocabulary
        self.problems: list[Diagnostic] = []
        self.rules = {*ids_of(document), LIFECYCLE}

    def scenario(self, draft: Draft) -> Scenario | None:
        """Read everything, so that every mistake is told at once."""
        for key in ("name", "as_of"):
            if key not in draft.facts or not draft.facts[key].text:
                self.problems.append(Diagnostic.of("T201", draft.place, key=key))
        if draft.expect is None and not draft.absent:
            self.problems.append(Diagnostic.of("T206", draft.place))
        if not draft.events:
            self.problems.append(Diagnostic.of("T201", draft.place, key="events"))
        as_of, known_at = self._day(draft.facts, "as_of"), self._day(draft.facts, "known_at")
        events = [self._event(row, draft.place) for row in draft.events]
        expect = [Expectation(self._expected(row)) for row in draft.expect or ()]
        scenario = Scenario(
            name=self._text(draft.facts, "name") or "",
            place=draft.place,
            document=self.document,
            as_of=as_of or date.min,
            known_at=known_at,
            events=tuple(dict.fromkeys(event for event in events if event is not None)),
            units=self._units(draft.units),
            choices=self._choices(draft.readings),
            expect=tuple(expect),
            absent=tuple(self._rule(given, "absent") for given in draft.absent),
            law=self._text(draft.facts, "law"),
            why=self._text(draft.facts, "why"),
        )
        return None if self.problems else scenario

    def _event(self, row: Row, place: Place) -> Event | None:
        event, on = self._term(row, "event", ("events",)), self._day(row, "date")
        for key in ("event", "date"):
            if key not in row or not row[key].text:
                self.problems.append(Diagnostic.of("T201", _place_of(row, place), key=key))
        if event is None or on is None:
            return None
        return Event(
            dossier=self._text(row, "dossier"),
            event=event,
            on=on,
            unit=self._text(row, "unit"),
            to_unit=self._text(row, "to_unit"),
            actor=self._term(row, "actor", ("roles",)),
            case=self._term(row, "case", ("transfer_cases", "subtypes")),
            category=self._term(row, "category", ("person_categories",)),
            ref=self._text(row, "ref"),
            recorded_on=self._day(row, "recorded_at"),
            attributes=self._attributes(row, EVENT_COLUMNS),
            about=self._text(row, "about"),
            time=self._time(row),
            person=self._text(row, "person"),
            actor_unit=self._text(row, "actor_unit"),
        )

    def _attributes(
        self, row: Row, columns: Sequence[str], whose: AttributeOf | None = None
    ) -> tuple[tuple[str, str], ...]:
        """Return what a row says beyond the standard columns.

        Args:
            whose: of what the attributes must be; None for any.
        """
        found: dict[str, str] = {}
        for key, given in row.items():
            if key in columns or (not given.text and whose is None):
                continue
            attribute = self.vocabulary.attribute_by_name(key)
            if attribute is None or whose not in (None, attribute.of):
                known = [item.id for item in self.vocabulary.attributes.values() if whose in (None, item.of)]
                self._unknown_key(key, given.place, [*columns, *known])
                continue
            if not given.text:
                continue
            value = attribute_value(attribute.id, attribute, given.text)
            if isinstance(value, Problem):
                self.problems.append(Diagnostic(value.code, given.place, value.args, value.suggestion))
            else:
                found[attribute.id] = value
        return tuple(sorted(found.items()))

    def _units(self, rows: Sequence[Row]) -> UnitTable | None:
        units: dict[str, Unit] = {}
        for row in rows:
            attributes = self._attributes(row, UNIT_COLUMNS, AttributeOf.UNIT)
            name = self._text(row, "unit")
            if name is not None:
                units[name] = Unit(
                    name,
                    self._text(row, "name") or name,
                    self._term(row, "type", ("unit_types",)),
                    self._text(row, "parent"),
                    self._truth(row, "in_scope"),
                    self._text(row, "jurisdiction"),
                    attributes=attributes,
                    valid_from=self._day(row, "valid_from"),
                    valid_until=self._day(row, "valid_until"),
                    successor=self._text(row, "successor"),
                )
        for other in [name for unit in units.values() for name in (unit.parent, unit.successor) if name is not None]:
            units.setdefault(other, Unit(other, other))  # Nêu tên đơn vị liên quan là đủ, không cần một dòng riêng.
        return UnitTable(units) if units and not self.problems else None

    def _choices(self, readings: Row) -> tuple[tuple[str, str], ...]:
        offered = {item.id: item.readings for item in self.document.file.interpretations}
        for name, given in readings.items():
            if given.text not in offered.get(name, {}):
                self.problems.append(Diagnostic.of("U104", given.place, name=name, reading=given.text))
        return tuple(sorted((name, given.text or "") for name, given in readings.items()))

    def _expected(self, row: Row) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for key, given in row.items():
            if key not in KEYS:
                self._unknown_key(key, given.place, KEYS)
            elif given.text is None:
                values[key] = None
            else:
                values[key] = self._value(row, key, given)
        return values

    def _value(self, row: Row, key: str, given: Given) -> Value:
        if key == "rule":
            return self._rule(given, key)
        if key in _DATES:
            day = self._day(row, key)
            return day.isoformat() if day is not None else None
        if key in _TERMS:
            return self._term(row, key, _TERMS[key])
        if key in _NUMBERS:
            text = (given.text or "").strip()
            if text.isascii() and text.isdigit():
                return int(text)
            self.problems.append(
                Diagnostic.of("T203", given.place, key=key, expected="số nguyên", expected_en="a whole number")
            )
            return None
        if key == "early":
            return self._truth(row, key)
        if key in _CHOICES and given.text not in _CHOICES[key]:
            self._not_understood(key, given, _CHOICES[key])
        return clean(given.text or "")

    def _rule(self, given: Given, key: str) -> str:
        name = clean(given.text or "")
        if name not in self.rules:
            near = closest_name(name, sorted(self.rules))
            self.problems.append(
                Diagnostic.of("T207", given.place, suggestion=near, name=name, regulation=self.document.id, key=key)
            )
        return name

    def _text(self, row: Row, key: str) -> str | None:
        given = row.get(key)
        return (clean(given.text) or None) if given is not None and given.text is not None else None

    def _day(self, row: Row, key: str) -> date | None:
        text = self._text(row, key)
        if text is None:
            return None
        found = date_from(text, key)
        if isinstance(found, Problem):
            self.problems.append(Diagnostic.of("T205", row[key].place, key=key, value=text))
            return None
        return found

    def _time(self, row: Row) -> TimeOfDay | None:
        """Return the time of day, of the key `time` or else in `date`."""
        text = self._text(row, "time")
        if text is None:
            moment = moment_from(self._text(row, "date") or "", "date")
            return None if isinstance(moment, Problem) else time_of(moment.milliseconds)
        found = milliseconds_from(text, "time")
        if isinstance(found, Problem):
            self.problems.append(Diagnostic(found.code, row["time"].place, found.args))
            return None
        return time_of(found)

    def _truth(self, row: Row, key: str) -> bool | None:
        text = self._text(row, key)
        truth = truth_from(text) if text is not None else None
        if text is not None and truth is None:
            self.problems.append(
                Diagnostic.of("T203", row[key].place, key=key, expected="có hoặc không", expected_en="true or false")
            )
        return truth

    def _term(self, row: Row, key: str, families: Sequence[str]) -> str | None:
        text = self._text(row, key)
        if text is None:
            return None
        for family in families:
            if (found := self.vocabulary.find(family, text)) is not None:
                return found
        names = [name for family in families for name in self.vocabulary.family(family)]
        self._not_understood(key, row[key], names)
        return None

    def _not_understood(self, key: str, given: Given, names: Sequence[str]) -> None:
        near = closest_name(given.text or "", names)
        self.problems.append(Diagnostic.of("T204", given.place, suggestion=near, key=key, value=given.text))

    def _unknown_key(self, key: str, place: Place, known: Sequence[str]) -> None:
        near = closest_name(key, list(known))
        allowed = ", ".join(known[:20]) + (", …" if len(known) > 20 else "")
        self.problems.append(Diagnostic.of("T202", place, suggestion=near, key=key, allowed=allowed))


def _place_of(row: Row, otherwise: Place) -> Place:
    return next((given.place for given in row.values()), otherwise)
