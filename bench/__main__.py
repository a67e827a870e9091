"""Measure what the project promises, beside its peers: `python -m bench [--only CHAPTER …] [--date D] [--out FILE]`.

Without `--out` the page is printed only. It tells the machine, the versions, the command, medians and ratios of this
one run, which targets were met, and what was tried where one was not.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

from bench.measuring import ROOT, load, machine, versions
from bench.report import Section, duration, number, table

CHAPTERS = ("dates", "logs", "decisions", "scale", "whatif", "increments", "floor", "promises")
"""In the order of the page; each is a module of this package with a function `measure`."""
OWN = ("numpy", "polars", "pydantic", "pyyaml", "click")
PEERS = (
    "pandas",
    "holidays",
    "workalendar",
    "pm4py",
    "declare4py",
    "transitions",
    "python-statemachine",
    "openfisca-core",
    "zen-engine",
    "regclock",
)
REMARKS = Path(__file__).with_name("remarks.md")


def measured(chapters: tuple[str, ...]) -> Iterator[list[Section]]:
    """Measure chapter by chapter, saying on stderr which one is under way; yield what there is after each."""
    found: dict[str, Section] = {}
    for name in chapters:
        start = time.perf_counter()
        print(f"{name} …", end=" ", file=sys.stderr, flush=True)
        action: Callable[[], Section] = import_module(f"bench.{name}").measure
        found[name] = action()
        print(duration(time.perf_counter() - start), file=sys.stderr, flush=True)
        yield [found[chapter] for chapter in CHAPTERS if chapter in found]


def page(sections: list[Section], on: date, command: str, took: float, busy: float) -> str:
    """Return the whole page in Markdown; `busy` is the load of the machine before the run."""
    targets = [(one.promise, one.measured, one.met.value) for section in sections for one in section.targets]
    head = [
        "# Đo cạnh các công cụ khác",
        f"Trang này do `{command}` viết ra ngày {on:%d/%m/%Y} trong một lượt chạy {duration(took)}; mọi con số và tỷ "
        "lệ là của cùng lượt ấy, trung vị của năm lần trở lên (việc dài quá 10 giây: ba; quá 40 giây: một). Số tuyệt "
        "đối đổi theo máy, nên hãy đọc tỷ lệ. Công cụ được so chạy trong tiến trình riêng, mỗi công cụ theo cách "
        "nhanh nhất mà nó cho phép.",
        f"Máy: {machine()}; tải trước khi đo {number(busy, 1)} (trên 0,5 thì số giây không đáng tin). "
        f"quyche dùng {versions(OWN)}. So với {versions(PEERS)}.",
        "## Mục tiêu",
        table(("mục tiêu", "đo được", ""), targets),
    ]
    body = [part for one in sections for part in (f"## {one.title}", *one.body) if one.body]
    remarks = REMARKS.read_text(encoding="utf-8").strip() if REMARKS.exists() else ""
    return "\n\n".join([*head, *body, remarks]).strip() + "\n"


def main() -> None:
    """Print the page, or write it to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=CHAPTERS, default=CHAPTERS)
    parser.add_argument("--date", type=date.fromisoformat, default=None, help="the date to print; today by default")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    busy, start = load(), time.perf_counter()
    # Chương lâu nhất đo sau cùng; trang được viết lại sau mỗi chương, nên dừng giữa chừng không mất gì.
    chapters = tuple(sorted(options.only, key=lambda name: name == "logs"))
    for sections in measured(chapters):
        done = len(sections) == len(CHAPTERS)
        command = "make bench" if done else f"python -m bench --only {' '.join(chapters[: len(sections)])}"
        text = page(sections, options.date or date.today(), command, time.perf_counter() - start, busy)
        if options.out is not None:
            (ROOT / options.out).write_text(text, encoding="utf-8")
    if options.out is None:
        print(text)


if __name__ == "__main__":
    main()
