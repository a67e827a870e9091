"""A115: people of units in scope whose data no approver is named for."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from engine.analysis.defects.defect import Defect, Witness
from engine.analysis.defects.examined import Examined
from engine.diagnostics import Diagnostic
from engine.planning.plan import PlannedTier
from engine.texts import Text

_ASSOCIATIONS: Final = frozenset({"hoi_dac_thu", "hoi_duoc_giao_so_luong"})
_ONLY_IN: Final = MappingProxyType(
    {
        "can_bo_cap_xa": frozenset({"ubnd_cap_xa"}),
        "cong_chuc_cap_xa": frozenset({"ubnd_cap_xa"}),
        "nhan_su_hoi": _ASSOCIATIONS,
    }
)
"""Categories that exist in some types of units only (Luật Cán bộ, công chức 2008 Điều 4 khoản 3; hội)."""


def missing_approver(examined: Examined) -> Iterator[Defect]:
    """Report, tier by tier, the pairs of unit type and person category in scope that no approver is named for."""
    types = examined.document.vocabulary.unit_types
    people = examined.document.vocabulary.person_categories
    for index, tier in enumerate(examined.plan.tiers):
        missing = _unnamed(examined, tier)
        if not missing:
            continue
        witnesses = [
            Witness(
                None,
                Text(
                    f"{types[unit].label}: {', '.join(people[name].label for name in names)}",
                    f"{types[unit].en}: {', '.join(people[name].en for name in names)}",
                ),
            )
            for unit, names in missing.items()
        ]
        found = Diagnostic.of(
            "A115",
            examined.document.key_place("approval", index, "approvers"),
            cites=tier.cites,
            name=tier.id,
            count=sum(map(len, missing.values())),
            units=len(missing),
        )
        yield Defect(found, tier.id, tuple(witnesses))


def _unnamed(examined: Examined, tier: PlannedTier) -> dict[str, list[str]]:
    scope = examined.document.file.scope
    found: dict[str, list[str]] = {}
    for unit in scope.unit_types:
        for category in scope.categories:
            if unit not in _ONLY_IN.get(category, {unit}):
                continue
            named = any(
                (not entry.unit_types or unit in entry.unit_types)
                and (not entry.categories or category in entry.categories)
                for entry in tier.approvers
            )
            if not named:
                found.setdefault(unit, []).append(category)
    return found
