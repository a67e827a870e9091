"""A first draft of a column map, for a person to complete."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final

from engine.loading.logs.columns import EVENT_COLUMNS
from engine.loading.logs.values import clean
from engine.vocabulary import fold

_SIGNS: Final = (
    ("recorded_at", r"ghi nhận|nhập lúc|created|recorded"),
    ("person", r"họ (và )?tên|full name"),
    ("time", r"^giờ"),
    ("about", r"văn bản gốc|về (văn bản|việc)|mã việc"),
    ("actor_unit", r"đơn vị (của )?người"),
    ("date", r"ngày|date|time|thời điểm"),
    ("to_unit", r"đơn vị (đến|mới|nhận)|nơi đến|to unit|receiv"),
    ("unit", r"đơn vị|cơ quan|phòng|unit|department|org:group"),
    ("ref", r"số (văn bản|quyết định|qđ|hiệu)|document|ref"),
    ("event", r"sự kiện|nghiệp vụ|hoạt động|loại|event|activity|concept:name"),
    ("actor", r"vai trò|người (thực hiện|dùng|nhập)|actor|role|resource|user"),
    ("case", r"trường hợp|lý do|reason"),
    ("category", r"đối tượng|ngạch|category"),
    ("dossier", r"hồ sơ|mã (nv|cb|cc|nhân|cán)|số hiệu (cb|cc|cán)|case|dossier|employee"),
)
"""Words that a header of each column often has; the first that fits is proposed."""

_HEAD = """\
# Bảng tên cột: bên trái là tên cột trong sổ, bên phải là tên cột của quyche. Xem lại từng dòng rồi bỏ dấu # ở dòng cần.
# Các cột: {columns}.
columns:
"""
_TAIL = """\
# Mã của phần mềm khác trong một cột, và nghĩa của mã; null để bỏ qua các dòng có mã ấy.
values:
#  event:
#    "A01": recruitment_decided
#    "Z99": null
"""


def draft_column_map(columns: Sequence[str]) -> str:
    """Return a YAML text that names the headers `columns`, with a guess where the name gives one away.

    Guesses stand ready, each column once; the others are comments. As it is, the text is a valid column map.
    """
    free = dict.fromkeys(EVENT_COLUMNS)
    lines = []
    for header in map(clean, columns):
        guess = next((column for column, words in _SIGNS if column in free and _says(header, column, words)), None)
        written = json.dumps(header, ensure_ascii=False)
        if guess is None:
            lines.append(f"#  {written}:\n")
        else:
            del free[guess]
            lines.append(f"  {written}: {guess}\n")
    return _HEAD.format(columns=", ".join(EVENT_COLUMNS)) + "".join(lines) + _TAIL


def _says(header: str, column: str, words: str) -> bool:
    names = (column, *EVENT_COLUMNS[column])
    return fold(header) in map(fold, names) or re.search(words, header.casefold()) is not None
