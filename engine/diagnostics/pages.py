"""The catalogue as pages for people: one code at a time, an index, and a page a code.

`python -m engine.diagnostics.pages` writes `docs/codes.md` and `docs/codes/` of the project it is called in.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from engine.diagnostics.catalogue import entries
from engine.diagnostics.entry import Entry, Severity

INDEX: Final = Path("docs/codes.md")
PAGES: Final = Path("docs/codes")
EXAMPLES: Final = Path("tests/analysis/defects")
"""Rule files that prove a code: `A101.bad.yaml` is reported, `A101.good.yaml` is not."""

_SEVERITIES: Final = {
    "vi": {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.NOTE: "lưu ý"},
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"},
}
_FAMILIES: Final = {
    "P1": "Cách viết tệp quy tắc",
    "P2": "Cụm từ thời hạn",
    "P3": "Khóa, kiểu và giá trị trong tệp quy tắc",
    "P4": "Nghĩa của bộ quy tắc",
    "P5": "Điều kiện và từ vựng riêng của bộ quy tắc",
    "P6": "Lúc phát sinh và ngày đến hạn",
    "A1": "Khiếm khuyết của quy chế đã mã hóa",
    "D1": "Nhật ký sự kiện",
    "D2": "Bảng đơn vị",
    "C1": "Tệp lịch",
    "T1": "Đổi thử một quy chế",
    "T2": "Tệp tình huống",
    "U1": "Cách gọi lệnh",
    "S1": "Ghi kết quả",
    "L1": "Văn bản đọc bằng máy: cách viết và đánh số",
    "L2": "Văn bản đọc bằng máy: dẫn chiếu, số hiệu, tên gọi",
    "L3": "Văn bản đọc bằng máy: thời hạn; đối chiếu với tệp quy tắc",
}
_FILLED_IN = re.compile(r"\{[^{}]*\}")
_MARKDOWN = re.compile(r"[*_<>`|]")
_PREFACE: Final = """\
# Mã thông báo

Mỗi thông báo của `quyche` có một mã cố định và một trang riêng; xem ngay trên dòng lệnh bằng
`quyche lint --explain MÃ`. Dấu «…» đứng chỗ những gì lấy từ tệp của bạn.

Lỗi thì phần có lỗi không được dùng; cảnh báo và lưu ý thì vẫn được dùng. Riêng các mã A1xx nói về nội dung của quy chế:
tệp vẫn dùng được, và phát hiện nào người soạn đã biết thì ghi vào «accepted» kèm lý do.

*Every message has a fixed code and a page of its own. An error stops the use of what it stands in; warnings and notes
do not. The codes A1xx are about what a regulation says: the file stays usable, and findings may be accepted in it.*
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


def documents(root: Path) -> dict[Path, str]:
    """Return the index and every code's page by their paths in the project.

    Args:
        root: the project's folder, in which the proving examples are looked for.
    """
    pages = {PAGES / f"{entry.code}.md": _document(entry, root) for entry in entries().values()}
    return {INDEX: _index(), **pages}


def write_documents(root: Path) -> None:
    """Write the index and the pages under `root`, and remove pages of codes that are no more."""
    told = documents(root)
    (root / PAGES).mkdir(parents=True, exist_ok=True)
    for old in (root / PAGES).glob("*.md"):
        if old.relative_to(root) not in told:
            old.unlink()
    for path, text in told.items():
        (root / path).write_text(text, encoding="utf-8")


def _index() -> str:
    parts = [_PREFACE]
    family = ""
    for entry in entries().values():
        if entry.code[:2] != family:
            family = entry.code[:2]
            parts.append(f"\n## {family}xx – {_FAMILIES[family]}\n")
        severity = _SEVERITIES["vi"][entry.severity]
        parts.append(f"- [{entry.code}]({PAGES.name}/{entry.code}.md) ({severity}): {_escaped(entry.message)}")
    return "\n".join(parts) + "\n"


def _document(entry: Entry, root: Path) -> str:
    vi, en = _SEVERITIES["vi"][entry.severity], _SEVERITIES["en"][entry.severity]
    lines = [
        f"# {entry.code} ({vi})\n",
        f"**{_escaped(entry.message)}**\n",
        f"*{en}: {_escaped(entry.message_en)}*\n",
        f"## Vì sao\n\n{_escaped(entry.why)}\n",
    ]
    if entry.hint:
        lines.append(f"## Làm gì\n\n- {_escaped(entry.hint)}\n- *{_escaped(entry.hint_en)}*\n")
    for name, title in (("bad", "Tệp bị báo"), ("good", "Tệp không bị báo")):
        example = root / EXAMPLES / f"{entry.code}.{name}.yaml"
        if example.is_file():
            lines.append(f"## {title}\n\n```yaml\n{example.read_text(encoding='utf-8').rstrip()}\n```\n")
    lines.append(f"{_FAMILIES[entry.code[:2]]} · [mọi mã](../{INDEX.name})\n")
    return "\n".join(lines)


def _escaped(template: str) -> str:
    return _MARKDOWN.sub(r"\\\g<0>", _shown(template))


def _shown(template: str) -> str:
    """Return a template with «…» where the user's own words will stand."""
    return _FILLED_IN.sub("…", template)


if __name__ == "__main__":
    write_documents(Path(sys.argv[1]) if len(sys.argv) > 1 else Path())
