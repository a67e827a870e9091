"""Periods that differ by circumstances, and periods that a dossier states itself."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics import Diagnostic, Note
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.nodes import Path
from engine.model.base import Condition
from engine.model.clock_times import clock_time
from engine.model.duties import Counting
from engine.model.periods import Within
from engine.vocabulary import AttributeKind

_WAYS = ("date_in", "span_in")
_KINDS = {"date_in": (AttributeKind.DATE, AttributeKind.TEXT), "span_in": (AttributeKind.TEXT,)}


def check_periods(document: RuleDocument) -> list[Diagnostic]:
    """Report periods given in several ways or none, cases that never count or that overlap, unfit attributes."""
    found: list[Diagnostic] = []
    for path, within, is_fitting in _periods(document):
        found += _way(document, path, within)
        if within.phrase is None and not is_fitting:
            found.append(Diagnostic.of("P612", document.key_place(*path)))
        found += _attribute(document, path, within)
        found += _cases(document, path, within)
    return [*found, *_cut_offs(document)]


def _cut_offs(document: RuleDocument) -> Iterator[Diagnostic]:
    """Report times after which an event counts as of the next day, where they are no times of day."""
    places: list[tuple[Path, Counting | None]] = [(("counting",), document.file.counting)]
    places += [
        (("obligations", index, "counting"), item.counting) for index, item in enumerate(document.file.obligations)
    ]
    for index, interpretation in enumerate(document.file.interpretations):
        for name, reading in interpretation.readings.items():
            places.append((("interpretations", index, "readings", name, "counting"), reading.counting))
    for path, counting in places:
        written = counting.cut_off if counting is not None else None
        if written is not None and clock_time(written) is None:
            yield Diagnostic.of("P616", document.place(*path, "cut_off"), text=written)


def _periods(document: RuleDocument) -> Iterator[tuple[Path, Within, bool]]:
    """Yield every period, where it stands, and whether its rule is one that an event sets off and an act fulfils."""
    for index, item in enumerate(document.file.obligations):
        if item.within is not None:
            readings = (
                reading
                for interpretation in document.file.interpretations
                if item.id in interpretation.about
                for reading in interpretation.readings.values()
            )
            begins = item.when is not None or any(reading.when is not None for reading in readings)
            yield ("obligations", index, "within"), item.within, begins and item.must_not is None
    for index, interpretation in enumerate(document.file.interpretations):
        for name, reading in interpretation.readings.items():
            if reading.within is not None:
                yield ("interpretations", index, "readings", name, "within"), reading.within, True


def _way(document: RuleDocument, path: Path, within: Within) -> Iterator[Diagnostic]:
    given = [name for name in ("phrase", "cases", *_WAYS) if getattr(within, name)]
    if len(given) != 1:
        yield Diagnostic.of("P610", document.key_place(*path))


def _attribute(document: RuleDocument, path: Path, within: Within) -> Iterator[Diagnostic]:
    """Report an attribute that the vocabulary lacks, or whose values are no dates or no words."""
    for way in _WAYS:
        name = getattr(within, way)
        if name is None:
            continue
        attribute = document.vocabulary.attributes.get(name)
        if attribute is None:
            suggestion = document.vocabulary.closest("attributes", name)
            yield Diagnostic.of("P402", document.place(*path, way), name=name, suggestion=suggestion)
        elif attribute.kind not in _KINDS[way] or attribute.values is not None:
            kinds = {"date_in": ("date", "ngày", "a date"), "span_in": ("text", "chữ", "text")}[way]
            yield Diagnostic.of(
                "P611", document.place(*path, way), name=name, kind=kinds[0], told=kinds[1], told_en=kinds[2]
            )


def _cases(document: RuleDocument, path: Path, within: Within) -> Iterator[Diagnostic]:
    """Report cases that an earlier one always takes, and cases that overlap without either holding the other."""
    for later, case in enumerate(within.cases):
        for earlier, before in enumerate(within.cases[:later]):
            note = Note("mục trước", "the earlier case", document.place(*path, earlier, "phrase"))
            if before.only_if is None or (case.only_if is not None and _implies(case.only_if, before.only_if)):
                yield Diagnostic.of("P613", document.place(*path, later), phrase=case.phrase, notes=(note,))
                break
            if case.only_if is not None and _overlap(before.only_if, case.only_if):
                yield Diagnostic.of("P614", document.place(*path, later), phrase=case.phrase, notes=(note,))
                break


def _implies(one: Condition, other: Condition) -> bool:
    """Tell whether whatever fulfils `one` surely fulfils `other`, so far as fields and their values show."""
    if one == other:
        return True
    if not _asks_fields_alone(other):
        return False
    asked = {name: frozenset(values) for name, values in one.fields.items()}
    return all(name in asked and asked[name] <= frozenset(values) for name, values in other.fields.items())


def _overlap(one: Condition, other: Condition) -> bool:
    """Tell whether two conditions on the same fields share some values without the first holding only special cases."""
    if not (_asks_fields_alone(one) and _asks_fields_alone(other)) or set(one.fields) != set(other.fields):
        return False
    shared = all(frozenset(values) & frozenset(other.fields[name]) for name, values in one.fields.items())
    return shared and not _implies(one, other)


def _asks_fields_alone(condition: Condition) -> bool:
    return bool(condition.fields) and condition.model_fields_set <= {"fields"}
