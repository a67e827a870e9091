"""Matching a header with the columns that are understood, in English or in Vietnamese."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from engine.loading.logs.report import Report, problem
from engine.loading.logs.table import Table
from engine.loading.logs.values import clean
from engine.vocabulary import Vocabulary, edit_distance, fold

Names = Mapping[str, tuple[str, ...]]
"""Standard columns and the other names by which each is known."""

EVENT_COLUMNS: Names = {
    "dossier": ("hồ sơ", "mã hồ sơ"),
    "event": ("sự kiện",),
    "date": ("ngày", "ngày sự kiện"),
    "unit": ("đơn vị", "mã đơn vị"),
    "to_unit": ("đơn vị đến",),
    "actor": ("người thực hiện", "vai trò"),
    "case": ("trường hợp",),
    "category": ("đối tượng",),
    "ref": ("số văn bản", "số hiệu văn bản"),
    "recorded_at": ("ghi nhận lúc", "thời điểm ghi nhận"),
    "about": ("về văn bản", "văn bản gốc", "về việc", "mã việc"),
    "time": ("giờ",),
    "person": ("họ và tên", "họ tên"),
    "actor_unit": ("đơn vị của người thực hiện", "đơn vị người thực hiện"),
}
_TOO_SHORT_TO_GUESS = frozenset({"time", "giờ"})
"""Names of which a slip is likelier another word («type»)."""
UNIT_COLUMNS: Names = {
    "unit": ("đơn vị", "mã đơn vị", "mã"),
    "name": ("tên", "tên đơn vị"),
    "type": ("loại", "loại đơn vị"),
    "parent": ("cấp trên", "đơn vị cấp trên"),
    "in_scope": ("trong phạm vi", "thuộc phạm vi"),
    "jurisdiction": ("tỉnh", "tỉnh, thành phố", "địa phương"),
    "valid_from": ("hiệu lực từ", "thành lập ngày"),
    "valid_until": ("hiệu lực đến", "đến hết ngày"),
    "successor": ("kế thừa", "đơn vị kế thừa"),
}


@dataclass(frozen=True)
class Layout:
    """Where each column stands.

    Attributes:
        width: number of named columns.
        standard: index of each standard column; `width`, one past the last cell, for an absent one.
        attributes: name and index of every other column, by name.
    """

    width: int
    standard: Mapping[str, int]
    attributes: tuple[tuple[str, int], ...]


def layout_of(
    table: Table, names: Names, required: tuple[str, ...], vocabulary: Vocabulary, report: Report
) -> Layout | None:
    """Return the layout of `table`, or None when its header cannot be used; the reasons are in `report`."""
    if not table.columns:
        report.add(problem("D104"), table.file)
        return None
    places = _places(table, names, vocabulary, report)
    if places is None:
        return None
    missing = [column for column in required if column not in places]
    for column in missing:
        report.add(problem("D120", column=column, also=", ".join(names[column])), table.file)
    if missing:
        return None
    width = len(table.columns)
    standard = {column: places.get(column, width) for column in names}
    attributes = tuple(sorted((name, index) for name, index in places.items() if name not in names))
    return Layout(width, standard, attributes)


def _places(table: Table, names: Names, vocabulary: Vocabulary, report: Report) -> dict[str, int] | None:
    """Return the index of every column by its standard or attribute name, or None when that is not clear."""
    known = {fold(name): column for column, others in names.items() for name in (column, *others)}
    places: dict[str, int] = {}
    usable = True
    for index, header in enumerate(table.columns):
        name = clean(header)
        if not name:
            report.add(problem("D122", number=index + 1), table.file)
            usable = False
            continue
        column = known.get(fold(name)) or _attribute_name(name, names, vocabulary, table.file, report)
        if column in places:
            first = table.columns[places[column]]
            report.add(problem("D121", column=column, first=first, second=name), table.file)
            usable = False
        places.setdefault(column, index)
    return places if usable else None


def _attribute_name(name: str, names: Names, vocabulary: Vocabulary, file: str, report: Report) -> str:
    attribute = vocabulary.attribute_by_name(name)
    if attribute is not None:
        return attribute.id
    folded = fold(name)
    candidates = [spelling for column, others in names.items() for spelling in (column, *others)]
    near = next((spelling for spelling in candidates if _is_near(folded, spelling)), None)
    if near is not None:
        report.add(problem("D123", near, column=name), file)
    return name


def _is_near(folded: str, spelling: str) -> bool:
    """Tell whether a header is likely a slip for `spelling`: one letter in a short name, two in a long one.

    A header without any accents («don vi den») is near too.
    """
    limit = 0 if spelling in _TOO_SHORT_TO_GUESS else 1 if len(spelling) <= 6 else 2
    wanted = fold(spelling)
    return folded == _bare(wanted) or edit_distance(folded, wanted, limit) <= limit


def _bare(text: str) -> str:
    marks_apart = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(char for char in marks_apart if not unicodedata.combining(char))
