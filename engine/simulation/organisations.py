"""The units of a simulated province: types from the regulation's scope, a hierarchy, believable names."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from engine.loading.logs import Unit, UnitTable
from engine.planning import Plan
from engine.simulation import places

DEPARTMENT_TYPE = "so_noi_vu"

_ORDER = (
    "so_noi_vu", "so_nganh", "ubnd_cap_huyen", "dvsn_so", "dvsn_cap_huyen", "ubnd_cap_xa", "dvsn_ubnd_tinh",
    "vp_ubnd_tinh", "chi_cuc", "hoi_dac_thu", "hoi_duoc_giao_so_luong", "co_quan_qlnn_khac", "dvsn_chi_cuc",
    "dvsn_dvsn", "vp_doan_dbqh_hdnd_tinh", "vp_hdnd_tinh",
)  # fmt: skip
_AGAIN = ("so_nganh", "dvsn_so", "ubnd_cap_huyen", "dvsn_cap_huyen", "ubnd_cap_xa", "dvsn_cap_huyen", "chi_cuc",
          "ubnd_cap_xa", "dvsn_so", "dvsn_cap_huyen")  # fmt: skip
_PARENTS = {
    "dvsn_so": ("so_nganh", "so_noi_vu"),
    "chi_cuc": ("so_nganh", "so_noi_vu"),
    "dvsn_chi_cuc": ("chi_cuc",),
    "dvsn_cap_huyen": ("ubnd_cap_huyen",),
    "ubnd_cap_xa": ("ubnd_cap_huyen",),
    "dvsn_dvsn": ("dvsn_so", "dvsn_ubnd_tinh"),
    "bo_phan": ("dvsn_cap_huyen", "ubnd_cap_huyen", "so_nganh"),
}
_CODES = {
    "so_noi_vu": "SNV", "so_nganh": "SO", "ubnd_cap_huyen": "H", "ubnd_cap_xa": "X", "dvsn_so": "DVS",
    "dvsn_cap_huyen": "DVH", "dvsn_ubnd_tinh": "DVT", "dvsn_chi_cuc": "DVC", "dvsn_dvsn": "DVD", "chi_cuc": "CC",
    "vp_ubnd_tinh": "VPUB", "vp_doan_dbqh_hdnd_tinh": "VPHD", "vp_hdnd_tinh": "VPHD", "hoi_dac_thu": "HOI",
    "hoi_duoc_giao_so_luong": "HOI", "co_quan_qlnn_khac": "CQ",
}  # fmt: skip


@dataclass(frozen=True)
class Organisation:
    """The units of one province.

    Attributes:
        prefix: the province's letters, before every code.
        members: the units bound by the regulation, the Department of Home Affairs first.
        outside: the others, each of another type.
    """

    prefix: str
    members: tuple[Unit, ...]
    outside: tuple[Unit, ...]
    table: UnitTable

    @property
    def department(self) -> str:
        """The id of the Department of Home Affairs."""
        return self.members[0].id

    def with_each(self, change: Callable[[Unit], Unit]) -> Organisation:
        """Return the same units, those bound by the regulation changed."""
        members = tuple(map(change, self.members))
        table = UnitTable({unit.id: unit for unit in (*members, *self.outside)})
        return replace(self, members=members, table=table)


@dataclass
class _Build:
    province: str
    prefix: str
    jurisdiction: str
    units: list[Unit] = field(default_factory=list)
    by_type: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))
    taken: dict[str, int] = field(default_factory=dict)
    coded: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str) -> None:
        parent = self._parent(kind)
        code = _CODES.get(kind, "DV")
        number = len(self.by_type[kind]) + 1
        self.coded[code] = self.coded.get(code, 0) + 1
        unit = Unit(
            id=f"{self.prefix}-{code}" if kind == DEPARTMENT_TYPE else f"{self.prefix}-{code}{self.coded[code]:02d}",
            name=self._unused(self._name(kind, number - 1, parent)),
            type=kind,
            parent=parent.id if parent is not None else None,
            jurisdiction=self.jurisdiction,
        )
        self.units.append(unit)
        self.by_type[kind].append(unit)

    def _parent(self, kind: str) -> Unit | None:
        known = [unit for above in _PARENTS.get(kind, ()) for unit in self.by_type[above]]
        named = {"dvsn_so": places.SERVICE_UNITS, "chi_cuc": places.SUB_DEPARTMENTS}.get(kind)
        if named is not None:
            known = [unit for unit in known if unit.name in named] or known
        return known[len(self.by_type[kind]) % len(known)] if known else None

    def _name(self, kind: str, place: int, parent: Unit | None) -> str:
        above = parent.name if parent is not None else ""
        if kind == "so_nganh":
            return places.DEPARTMENTS[place % len(places.DEPARTMENTS)]
        if kind == "dvsn_so" and above in places.SERVICE_UNITS:
            patterns = places.SERVICE_UNITS[above]
        elif kind == "chi_cuc" and above in places.SUB_DEPARTMENTS:
            patterns = places.SUB_DEPARTMENTS[above]
        else:
            patterns = places.PLAIN_NAMES.get(kind, ("Đơn vị {xa}",))
        beside = sum(unit.parent == parent.id for unit in self.by_type[kind]) if parent is not None else place
        districts = places.DISTRICTS.get(self.province, places.NEUTRAL_DISTRICTS)
        district = districts[place % len(districts)]
        commune = places.COMMUNES[(place + sum(map(ord, self.province))) % len(places.COMMUNES)]
        is_urban = any(word in above for word in ("quận ", "thị xã ", "thành phố "))
        return patterns[beside % len(patterns)].format(
            huyen=district if kind == "ubnd_cap_huyen" else district.split(" ", 1)[1].removeprefix("phố "),
            xa=commune,
            cap_xa="phường" if is_urban else "xã",
            tinh=("thành phố " if self.province in places.CENTRAL_CITIES else "tỉnh ") + self.province,
        )

    def _unused(self, name: str) -> str:
        """Tell units of one name apart by number, as offices do."""
        if self.province in places.CENTRAL_CITIES and name.endswith(" tỉnh"):
            name = name.removesuffix("tỉnh") + "thành phố"
        self.taken[name] = self.taken.get(name, 0) + 1
        return name if self.taken[name] == 1 else f"{name} số {self.taken[name]}"


def organise(plan: Plan, count: int) -> Organisation:
    """Return `count` units of the types that the regulation binds, and a unit of each kind outside."""
    prefix = _letters(plan.province)
    build = _Build(plan.province, prefix, plan.regulation)
    kinds = _kinds(plan.scope_unit_types)
    while len(build.units) < count:
        build.add(next(kinds))
    outside = tuple(
        Unit(id=f"{prefix}-N{number}", name=name, type=kind, in_scope=False)
        for number, (kind, name) in enumerate(places.OUTSIDE, 1)
    )
    members = tuple(build.units)
    return Organisation(prefix, members, outside, UnitTable({unit.id: unit for unit in (*members, *outside)}))


def _kinds(scope: frozenset[str]) -> Iterator[str]:
    """Yield types of units without end: the department, then each type in scope once, then the frequent ones."""
    yield DEPARTMENT_TYPE
    once = [kind for kind in _ORDER if (kind in scope or not scope) and kind != DEPARTMENT_TYPE]
    once += sorted(scope - set(_ORDER))
    yield from once
    again = [kind for kind in _AGAIN if kind in once] or once or ["so_nganh"]
    while True:
        yield from again


def _letters(province: str) -> str:
    """Return the first letter of each word of `province`, plain and upper-case."""
    plain = unicodedata.normalize("NFD", province.upper().replace("Đ", "D"))
    return "".join(word[0] for word in plain.split() if word[0].isascii())
