"""Whose units a regulation binds, and which regulations above a province bind them as well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from engine.diagnostics import Diagnostic
from engine.loading.logs import UnitTable
from engine.loading.rules import RuleDocument, known_rules
from engine.model.duties import RegulationLevel, RegulationStatus
from engine.service.inputs import load_named_rules
from engine.vocabulary import fold

_NOT_OF_A_PROVINCE: Final = re.compile(r"""\blevel:\s*["']?(national|unit)\b""")


def members_of(
    document: RuleDocument, groups: Mapping[str, frozenset[str]], units: UnitTable | None
) -> frozenset[str] | None:
    """Return the units that a regulation is for; None for all of them.

    One of the country is for all; one of a province whose name the units table does not know, too, so that a log can
    be judged by another province's rules; one of a unit is for that unit and those under it.

    Args:
        groups: the units of each jurisdiction that the units table names.
    """
    regulation = document.file.regulation
    match regulation.level:
        case RegulationLevel.NATIONAL:
            return None
        case RegulationLevel.UNIT:
            own = regulation.unit or ""
            return frozenset(
                {own, *(name for name in units or () if units and own in (up.id for up in units.superiors(name)))}
            )
        case RegulationLevel.PROVINCE:
            own_groups = [members for name, members in groups.items() if is_of(document, name)]
            return frozenset[str]().union(*own_groups) if own_groups else None


def heirs_of(members: frozenset[str] | None, units: UnitTable | None) -> frozenset[str]:
    """Return the units, not among `members`, to which what these owe passes when they end."""
    if members is None or units is None or not units.has_lifetimes:
        return frozenset()
    return frozenset(heir for unit in members for heir, _ in units.heirs(unit)) - members


def is_of(document: RuleDocument, jurisdiction: str) -> bool:
    """Tell whether the regulation is that of a jurisdiction, named by its id or by the province."""
    regulation = document.file.regulation
    names = (fold(document.id), fold(regulation.province))
    return regulation.level is RegulationLevel.PROVINCE and fold(jurisdiction) in names


def has_begun(document: RuleDocument, as_of: date) -> bool:
    """Tell whether the regulation, enacted, has been in force on any day up to `as_of`."""
    regulation = document.file.regulation
    begins = regulation.in_force_from
    return regulation.status is not RegulationStatus.DRAFT and begins is not None and begins <= as_of


def added_regulations(
    named: Sequence[RuleDocument], units: UnitTable | None, as_of: date
) -> tuple[list[RuleDocument], list[Diagnostic]]:
    """Return the regulations at hand that bind besides the named ones: the country's, and those of units in the table.

    Mistakes in their files count, since what they ask is asked of these units; a draft asks nothing yet.
    """
    known = {item.id for item in named}
    found, problems = load_named_rules([name for name in _not_of_provinces() if name not in known])
    added = [item for item in found if item.id not in known and has_begun(item, as_of) and binds_any(item, units)]
    return added, problems


def binds_any(document: RuleDocument, units: UnitTable | None) -> bool:
    """Tell whether a regulation above or below a province binds units that the table names."""
    regulation = document.file.regulation
    if regulation.level is RegulationLevel.UNIT:
        return units is not None and regulation.unit in units
    return regulation.level is RegulationLevel.NATIONAL


def _not_of_provinces() -> Iterable[str]:
    """Yield the known files that say they are not of a province, without reading what others hold."""
    for name, path in sorted(known_rules().items()):
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        if _NOT_OF_A_PROVINCE.search(text):
            yield name
