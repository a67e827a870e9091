"""A first draft of a column map: as printed it is a valid map, and a person may complete it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final

from engine.loading.logs.columns import EVENT_COLUMNS
from engine.loading.logs.values import clean
from engine.vocabulary import Vocabulary, fold

_SIGNS: Final = (
    ("recorded_at", r"ghi nhận|nhập lúc|created|recorded"),
    ("person", r"họ (và )?tên|full name"),
    ("time", r"^giờ"),
    ("about", r"văn bản gốc|về (văn bản|việc)|mã việc"),
    ("actor_unit", r"đơn vị (của )?người"),
    ("date", r"ngày|date|time|thời điểm"),
    ("to_unit", r"đơn vị (đến|mới|nhận)|nơi đến|to unit|receiv"),
    ("unit", r"đơn vị|cơ quan|phòng|unit|department"),
    ("ref", r"số (văn bản|quyết định|qđ|hiệu)|document|ref"),
    ("event", r"sự kiện|nghiệp vụ|hoạt động|loại|event|activity"),
    ("actor", r"vai trò|người (thực hiện|dùng|nhập)|actor|role|resource|user"),
    ("case", r"trường hợp|lý do|reason"),
    ("category", r"đối tượng|ngạch|category"),
    ("dossier", r"hồ sơ|mã (nv|cb|cc|nhân|cán)|số hiệu (cb|cc|cán)|case|dossier|employee"),
)
"""Words that a header of each column often has; the first that fits is proposed."""
_STANDARD: Final = {
    "case:concept:name": "dossier",
    "concept:name": "event",
    "time:timestamp": "date",
    "org:group": "unit",
    "org:role": "actor",
}
"""The names of the XES standard, which some programs write in other formats, too."""
_CODED: Final = ("actor", "case", "category")
"""Columns whose cells must be terms of the vocabulary; names of people are not."""
_HEAD: Final = """\
# Bảng tên cột: bên trái là tên cột trong sổ, bên phải là tên cột của quyche; null để bỏ cột ấy. Xem lại từng dòng
# rồi bỏ dấu # ở dòng cần.
# Các cột: {columns}.
columns:
"""
_TAIL: Final = """\
# Mã của phần mềm khác trong một cột, và nghĩa của mã; null để bỏ qua các dòng có mã ấy.
values:
#  event:
#    "A01": recruitment_decided
#    "Z99": null
"""
_LIFECYCLE: Final = """\
# Giá trị của lifecycle:transition trong XES nghĩa là việc đã xong; giá trị không nêu thì sự kiện ấy không đọc.
lifecycle:
"""

Samples = Mapping[str, Sequence[str]]
"""Some cells of columns, by header."""


def draft_column_map(
    columns: Sequence[str],
    vocabulary: Vocabulary | None = None,
    samples: Samples | None = None,
    transitions: Mapping[str, bool] | None = None,
) -> str:
    """Return a YAML text that names the headers `columns`, with a guess where the name gives one away.

    Guesses stand ready, each column once, exact names before likely ones; the others are comments. A column without a
    name, and one whose cells no term of the vocabulary could be, is dropped. As it is, the text is a valid column map.

    Args:
        samples: some cells of each column, to see what they cannot be.
        transitions: the life cycles of XES events other than «complete», and whether they shall count as done.
    """
    headers = [clean(header) for header in columns]
    guesses = _guesses(headers)
    lines = []
    for header in dict.fromkeys(headers):
        written, guess = json.dumps(header, ensure_ascii=False), guesses.get(header)
        if not header or (guess is not None and _cannot_be(guess, (samples or {}).get(header, ()), vocabulary)):
            lines.append(f"  {written}: null\n")
        else:
            lines.append(f"#  {written}:\n" if guess is None else f"  {written}: {guess}\n")
    told = [
        f"{' ' if is_done else '#'} {json.dumps(value, ensure_ascii=False)}: complete\n"
        for value, is_done in sorted((transitions or {}).items())
    ]
    lifecycle = _LIFECYCLE + "".join(told) if told else ""
    return _HEAD.format(columns=", ".join(EVENT_COLUMNS)) + "".join(lines) + _TAIL + lifecycle


def _guesses(headers: Sequence[str]) -> dict[str, str]:
    """Return the column that each header likely is; exact names go first, and no column is taken twice."""
    names = {fold(name): column for column, others in EVENT_COLUMNS.items() for name in (column, *others)}
    exact = {**names, **_STANDARD}
    found: dict[str, str] = {}
    for header in headers:
        column = exact.get(fold(header))
        if column is not None and column not in found.values():
            found[header] = column
    for header in headers:
        if header and header not in found:
            words = header.casefold()
            free = (column for column, signs in _SIGNS if column not in found.values() and re.search(signs, words))
            if (column := next(free, None)) is not None:
                found[header] = column
    return found


def _cannot_be(column: str, cells: Sequence[str], vocabulary: Vocabulary | None) -> bool:
    """Tell whether cells of a column that takes terms are none of the vocabulary, as names of people are."""
    if vocabulary is None or column not in _CODED:
        return False
    find = {
        "actor": vocabulary.role_by_name,
        "case": vocabulary.case_by_name,
        "category": vocabulary.category_by_name,
    }[column]
    return any(text and find(text) is None for text in map(clean, cells))
