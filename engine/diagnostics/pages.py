"""The catalogue as pages for people: one code at a time, or `docs/codes.md` with all of them.

`python -m engine.diagnostics.pages` writes `docs/codes.md` of the project it is called in.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from engine.diagnostics.catalogue import entries
from engine.diagnostics.entry import Entry, Severity

DOCUMENT: Final = Path("docs/codes.md")

_SEVERITIES: Final = {
    "vi": {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.NOTE: "lưu ý"},
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"},
}
_FAMILIES: Final = {
    "P1": "Cách viết tệp quy tắc",
    "P2": "Cụm từ thời hạn",
    "P3": "Khóa, kiểu và giá trị trong tệp quy tắc",
    "P4": "Nghĩa của bộ quy tắc",
    "D1": "Nhật ký sự kiện",
    "D2": "Bảng đơn vị",
    "C1": "Tệp lịch",
    "U1": "Cách gọi lệnh",
    "S1": "Ghi kết quả",
}
_FILLED_IN = re.compile(r"\{[^{}]*\}")
_MARKDOWN = re.compile(r"[*_<>`|]")
_PREFACE: Final = """\
# Mã thông báo

Mỗi thông báo của `quyche` có một mã cố định. Trang này liệt kê mọi mã; xem riêng một mã bằng
`quyche lint --explain MÃ`. Dấu «…» đứng chỗ những gì lấy từ tệp của bạn.

Lỗi thì phần có lỗi không được dùng; cảnh báo và lưu ý thì vẫn được dùng.

*Every message has a fixed code. An error stops the use of what it stands in; warnings and notes do not.*
"""


def page(entry: Entry, lang: str = "vi") -> str:
    """Return what is known of one code, as plain text in `lang`; the longer reason exists in Vietnamese only."""
    en = lang == "en"
    severity = _SEVERITIES["en" if en else "vi"][entry.severity]
    lines = [f"{entry.code} ({severity}): {_shown(entry.message_en if en else entry.message)}"]
    if hint := entry.hint_en if en else entry.hint:
        lines.append(f"{'Hint' if en else 'Gợi ý'}: {_shown(hint)}")
    lines.append(f"{'Why (in Vietnamese)' if en else 'Vì sao'}: {_shown(entry.why)}")
    return "\n".join(lines)


def all_pages() -> str:
    """Return `docs/codes.md`: every code by family, in both languages."""
    parts = [_PREFACE]
    family = ""
    for entry in entries().values():
        if entry.code[:2] != family:
            family = entry.code[:2]
            parts.append(f"\n## {family}xx – {_FAMILIES[family]}\n")
        parts.append(_section(entry))
    return "\n".join(parts)


def _section(entry: Entry) -> str:
    lines = [f"### {entry.code} ({_SEVERITIES['vi'][entry.severity]})\n", f"**{_escaped(entry.message)}**  "]
    lines.append(f"*{_escaped(entry.message_en)}*\n")
    if entry.hint:
        lines.append(f"- Gợi ý: {_escaped(entry.hint)} (*{_escaped(entry.hint_en)}*)")
    lines.append(f"- Vì sao: {_escaped(entry.why)}\n")
    return "\n".join(lines)


def _escaped(template: str) -> str:
    return _MARKDOWN.sub(r"\\\g<0>", _shown(template))


def _shown(template: str) -> str:
    """Return a template with «…» where the user's own words will stand."""
    return _FILLED_IN.sub("…", template)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENT
    target.write_text(all_pages(), encoding="utf-8")
