"""Which regulations a log is judged by, and whose units each is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.diagnostics import Diagnostic, has_errors
from engine.loading.logs import UnitTable
from engine.loading.rules import RuleDocument, known_rules
from engine.model.duties import RegulationLevel
from engine.planning import Plan, compile_plan
from engine.service.inputs import Inputs, load_named_rules
from engine.service.reach import added_regulations, has_begun, heirs_of, is_of, members_of
from engine.source import Place
from engine.vocabulary import Attribute, EventType, Term, Vocabulary, fold, standard


@dataclass(frozen=True)
class Judged:
    """One regulation that was applied: its document, its plan, and the units it was applied to (None: all).

    Attributes:
        heirs: further units to which what the members owe passes when they end.
    """

    document: RuleDocument
    plan: Plan
    members: frozenset[str] | None = None
    heirs: frozenset[str] = frozenset()


def regulations_for(inputs: Inputs, units: UnitTable | None) -> tuple[list[Judged], list[Diagnostic]]:
    """Return the regulations to judge by, each with the units it is for.

    Every unit is judged by all that bind it: its province's, the country's, and its own. Besides those named or
    chosen by jurisdiction, the country's regulations at hand are added; for members see `members_of`.
    """
    groups = jurisdictions(units)
    if inputs.rules:
        documents, problems = load_named_rules(inputs.rules)
        above, found = added_regulations(documents, units, inputs.as_of)
        problems += found
        if has_errors(problems):
            return [], problems
        return _compiled([*documents, *above], inputs, problems, groups, units)
    if not groups:
        return [], [Diagnostic.of("U102", None, known=", ".join(sorted(known_rules())))]
    documents, problems = _usable_or_needed(groups)
    if has_errors(problems):
        return [], problems
    chosen, unmatched = _by_jurisdiction(documents, groups, inputs.as_of)
    above, found = added_regulations(chosen, units, inputs.as_of)
    problems += found
    is_national = any(item.file.regulation.level is RegulationLevel.NATIONAL for item in above)
    for name in unmatched:
        code, place = "U105" if is_national else "U103", Place(str(inputs.units))
        problems.append(Diagnostic.of(code, place, name=name, known=", ".join(sorted(known_rules()))))
    return ([], problems) if has_errors(found) else _compiled([*chosen, *above], inputs, problems, groups, units)


def _usable_or_needed(groups: Mapping[str, frozenset[str]]) -> tuple[list[RuleDocument], list[Diagnostic]]:
    """Load all known regulations; mistakes count only in those that a jurisdiction of the table asks for."""
    usable: list[RuleDocument] = []
    problems: list[Diagnostic] = []
    for name in sorted(known_rules()):
        documents, found = load_named_rules([name])
        asked = any(fold(name) == fold(group) or (documents and is_of(documents[0], group)) for group in groups)
        problems += found if asked else []
        usable += [] if has_errors(found) else documents
    return usable, problems


def usable_rules() -> list[RuleDocument]:
    """Load all known regulations that have no errors."""
    return _usable_or_needed({})[0]


def _compiled(
    documents: Sequence[RuleDocument],
    inputs: Inputs,
    problems: list[Diagnostic],
    groups: Mapping[str, frozenset[str]],
    units: UnitTable | None,
) -> tuple[list[Judged], list[Diagnostic]]:
    judged: list[Judged] = []
    wanted = dict(inputs.choices)
    for document in documents:
        readings = {item.id: item.readings for item in document.file.interpretations}
        choices = {name: reading for name, reading in wanted.items() if reading in readings.get(name, {})}
        members = members_of(document, groups, units)
        judged.append(Judged(document, compile_plan(document, choices), members, heirs_of(members, units)))
    offered = {
        (item.id, reading)
        for document in documents
        for item in document.file.interpretations
        for reading in item.readings
    }
    for name, reading in inputs.choices:
        if (name, reading) not in offered:
            problems.append(Diagnostic.of("U104", None, name=name, reading=reading))
    return judged, problems


def jurisdictions(units: UnitTable | None) -> dict[str, frozenset[str]]:
    """Return the units of each jurisdiction that the units table names."""
    found: dict[str, set[str]] = {}
    for unit in units.values() if units is not None else ():
        if unit.jurisdiction is not None:
            found.setdefault(unit.jurisdiction, set()).add(unit.id)
    return {name: frozenset(members) for name, members in sorted(found.items())}


def _by_jurisdiction(
    documents: Sequence[RuleDocument], groups: dict[str, frozenset[str]], as_of: date
) -> tuple[list[RuleDocument], list[str]]:
    """Return the regulations of the jurisdictions, and those without any.

    Of each come all that have been in force; where none has, the first by id, so that a draft can be tried.
    """
    chosen: dict[str, RuleDocument] = {}
    unmatched: list[str] = []
    for name in groups:
        fitting = sorted((item for item in documents if is_of(item, name)), key=lambda item: item.id)
        enacted = [item for item in fitting if has_begun(item, as_of)]
        chosen |= {item.id: item for item in enacted or fitting[:1]}
        unmatched += [] if fitting else [name]
    return list(chosen.values()), unmatched


def vocabulary_of(documents: Sequence[RuleDocument]) -> Vocabulary:
    """Return the vocabulary that reads the log: the standard one with what the regulations add."""
    return merged_vocabulary(documents)[0]


def merged_vocabulary(documents: Sequence[RuleDocument]) -> tuple[Vocabulary, list[Diagnostic]]:
    """Return the same, and every word to which two of the regulations give different meanings."""
    vocabulary, problems = standard(), []
    origin: dict[tuple[str, str], str] = {}
    for document in documents:
        own = document.vocabulary
        for family in READ_FAMILIES if own is not standard() else ():
            for term in own.family(family).values():
                known = vocabulary.family(family).get(term.id)
                if known is not None and _means_the_same(known, term):
                    vocabulary = _with_both_lives(vocabulary, known, term)
                    continue
                try:
                    vocabulary = vocabulary.with_new({family: [term]})
                    origin[family, term.id] = document.id
                except ValueError:
                    taken = term.id if known is not None else vocabulary.find(family, term.label) or ""
                    other = origin.get((family, taken), taken)
                    problems.append(Diagnostic.of("U120", None, name=term.id, one=document.id, other=f"«{other}»"))
    return vocabulary, problems


READ_FAMILIES = (
    *("events", "attributes", "roles", "unit_types", "person_categories", "transfer_cases", "subtypes"),
    "prohibited_acts",
)
"""The families of which a log or a units table holds words."""


def _with_both_lives(vocabulary: Vocabulary, known: Term, term: Term) -> Vocabulary:
    """Return the vocabulary with an event that holds whenever either of two regulations uses it."""
    if not isinstance(known, EventType) or not isinstance(term, EventType):
        return vocabulary
    begins = None if known.begins is None or term.begins is None else min(known.begins, term.begins)
    ends = None if known.ends is None or term.ends is None else max(known.ends, term.ends)
    if (begins, ends) == (known.begins, known.ends):
        return vocabulary
    return replace(vocabulary, events={**vocabulary.events, known.id: replace(known, begins=begins, ends=ends)})


def _means_the_same(one: Term, other: Term) -> bool:
    """Tell whether two terms differ in their labels and in when they hold at most.

    An attribute may have a family that grows.
    """
    if isinstance(one, EventType) and isinstance(other, EventType):
        other = replace(other, begins=one.begins, ends=one.ends)
    if isinstance(one, Attribute) and isinstance(other, Attribute) and one.family is not None:
        return one.family == other.family
    return replace(one, label="", en="", also=()) == replace(other, label="", en="", also=())
