"""The shared vocabulary: families of terms, found by id or by Vietnamese label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import TypeVar, cast

from engine.vocabulary.names import closest_name, fold
from engine.vocabulary.terms import ApprovalAttribute, Attribute, EventType, Term, TransferCase, UnitType

AnyTerm = TypeVar("AnyTerm", bound=Term)


@dataclass(frozen=True)
class Vocabulary:
    """Every family of terms by id, in the order of the vocabulary's file.

    The `…_by_name` methods take an id or a Vietnamese label, in any case, spacing and Unicode form, and
    return None for a name that is not known.
    """

    events: Mapping[str, EventType]
    subtypes: Mapping[str, Term]
    roles: Mapping[str, Term]
    unit_types: Mapping[str, UnitType]
    person_categories: Mapping[str, Term]
    states: Mapping[str, Term]
    flags: Mapping[str, Term]
    transfer_cases: Mapping[str, TransferCase]
    absence_markers: Mapping[str, Term]
    approval: Mapping[str, ApprovalAttribute]
    prohibited_acts: Mapping[str, Term]
    topics: Mapping[str, Term]
    statuses: Mapping[str, Term]
    attributes: Mapping[str, Attribute]
    _names: dict[str, dict[str, str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_names", {name: _index(name, self.family(name)) for name in FAMILIES})

    def family(self, name: str) -> Mapping[str, Term]:
        """Return the family called `name` («events», «roles», …).

        Raises:
            KeyError: there is no such family (a programming error).
        """
        if name not in FAMILIES:
            raise KeyError(name)
        return cast("Mapping[str, Term]", getattr(self, name))

    def find(self, family: str, text: str) -> str | None:
        """Return the id of the term of `family` that `text` names, or None."""
        return self._names[family].get(fold(text))

    def event_by_name(self, text: str) -> EventType | None:
        """Return the event type that `text` names."""
        return self.events.get(self.find("events", text) or "")

    def role_by_name(self, text: str) -> Term | None:
        """Return the role that `text` names."""
        return self.roles.get(self.find("roles", text) or "")

    def case_by_name(self, text: str) -> Term | None:
        """Return the transfer case or the document subtype that `text` names (event column `case`)."""
        if (found := self.find("transfer_cases", text)) is not None:
            return self.transfer_cases[found]
        return self.subtypes.get(self.find("subtypes", text) or "")

    def category_by_name(self, text: str) -> Term | None:
        """Return the person category that `text` names."""
        return self.person_categories.get(self.find("person_categories", text) or "")

    def unit_type_by_name(self, text: str) -> UnitType | None:
        """Return the unit type that `text` names."""
        return self.unit_types.get(self.find("unit_types", text) or "")

    def attribute_by_name(self, text: str) -> Attribute | None:
        """Return the event attribute that `text` names."""
        return self.attributes.get(self.find("attributes", text) or "")

    def closest(self, family: str, text: str) -> str | None:
        """Return what `text` most likely means in `family`, spelt the way it was tried: an id or a label."""
        terms = self.family(family).values()
        return closest_name(text, [term.id for term in terms] + [term.label for term in terms])

    def with_additions(self, additions: Mapping[str, Iterable[Term]]) -> Vocabulary:
        """Return this vocabulary with further terms, given by family (a rule file may add ids of its own).

        A term that is already there word for word is left alone, so that several rule files may add the same.

        Raises:
            ValueError: an id or a label has another meaning already (the loader reports it before).
        """
        changed: dict[str, dict[str, Term]] = {}
        for name, terms in additions.items():
            merged = dict(self.family(name))
            for term in terms:
                if merged.setdefault(term.id, term) != term:
                    raise ValueError(f"{name}.{term.id} is already defined")
            changed[name] = merged
        attributes = changed.get("attributes", self.attributes)
        changed["attributes"] = {name: _with_values(term, changed) for name, term in attributes.items()}
        return replace(self, **changed)  # type: ignore[arg-type]

    def with_new(self, additions: Mapping[str, Iterable[Term]]) -> Vocabulary:
        """Return this vocabulary with further terms whose ids nothing in their family has yet.

        Raises:
            ValueError: an id or a label is taken, even by the very same term.
        """
        for name, terms in additions.items():
            taken = [term.id for term in terms if term.id in self.family(name)]
            if taken:
                raise ValueError(f"{name}.{taken[0]} is already defined")
        return self.with_additions(additions)

    def without(self, family: str, names: Iterable[str]) -> Vocabulary:
        """Return this vocabulary without some terms of a family."""
        left_out = frozenset(names)
        kept = {name: term for name, term in self.family(family).items() if name not in left_out}
        return replace(self, **{family: kept})  # type: ignore[arg-type]


FAMILIES: tuple[str, ...] = tuple(item.name for item in fields(Vocabulary) if item.init)


def _with_values(term: Term, families: Mapping[str, Mapping[str, Term]]) -> Term:
    """Return an attribute with the values that its family now has."""
    if not isinstance(term, Attribute) or term.family is None or term.family not in families:
        return term
    return replace(term, values=tuple(families[term.family].values()))


def _index(family: str, terms: Mapping[str, Term]) -> dict[str, str]:
    names: dict[str, str] = {}
    for term in terms.values():
        for name in (term.id, term.label, *term.also):
            if names.setdefault(_folded(name), term.id) != term.id:
                raise ValueError(f"{family}: «{name}» names both {names[_folded(name)]} and {term.id}")
    return names


_folded = lru_cache(maxsize=4096)(fold)
"""The same few names are indexed once more for every regulation that adds words of its own."""
