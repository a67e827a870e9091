"""Whether a compiled condition can hold at all, decided by trying every combination of the values it names."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import product
from math import prod
from typing import Final, assert_never

from engine.planning.conditions import AllOf, AnyOf, Fact, FieldCompares, FieldIs, Holds, Not, Test, evaluate_test
from engine.vocabulary import Attribute, AttributeKind

Domains = Mapping[str, frozenset[str]]
"""The only values that a field can have; a field that is left out can have any."""

_ANY_OTHER: Final = "\0"
_NEAR: Final = Decimal("0.000001")
"""So near to a bound that no other bound of a regulation lies between."""
_MOST_COMBINATIONS: Final = 200_000


def is_possible(test: Test, domains: Domains) -> bool:
    """Tell whether some values of the fields let `test` hold.

    With more combinations than can be tried it is taken to be possible: a doubt is no defect.
    """
    asked = sorted(_named_values(test).items(), key=lambda item: str(item[0]))
    choices = {field: _choices(named, domains.get(field) if isinstance(field, str) else None) for field, named in asked}
    if any(not values for values in choices.values()):
        return False
    if prod(len(values) for values in choices.values()) > _MOST_COMBINATIONS:
        return True
    fields = list(choices)
    return any(evaluate_test(test, dict(zip(fields, values, strict=True)).get) for values in product(*choices.values()))


def _choices(named: frozenset[str], domain: frozenset[str] | None) -> list[str]:
    if domain is None:
        return [*sorted(named), _ANY_OTHER]
    rest = sorted(domain - named)
    return [*sorted(named & domain), *rest[:1]]


def _named_values(test: Test) -> dict[str | Fact, frozenset[str]]:
    """Return the fields of `test`, each with the values that it is compared to."""
    match test:
        case FieldIs(field, accepted):
            return {field: accepted}
        case FieldCompares(field):
            return {field: frozenset(test.values_around(_NEAR))}
        case Holds(fact):
            return {fact: frozenset({"true", "false"})}
        case Not(inner):
            return _named_values(inner)
        case AllOf(tests) | AnyOf(tests):
            found: dict[str | Fact, frozenset[str]] = {}
            for inner in tests:
                for asked, values in _named_values(inner).items():
                    found[asked] = found.get(asked, frozenset()) | values
            return found
        case _:
            assert_never(test)


def attribute_domains(attributes: Mapping[str, Attribute]) -> dict[str, frozenset[str]]:
    """Return the values that attributes with a closed list of values can have."""
    found = {name: frozenset(term.id for term in item.values) for name, item in attributes.items() if item.values}
    truths = frozenset({"true", "false"})
    return found | {name: truths for name, item in attributes.items() if item.kind is AttributeKind.BOOL}
