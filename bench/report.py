"""What a measurement hands back, and how it is written: tables in Markdown, with targets and honest words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum


class Met(Enum):
    """Whether a target is met."""

    YES = "đạt"
    NO = "**chưa đạt**"
    UNKNOWN = "không đo được"


@dataclass(frozen=True)
class Target:
    """A promise, what was measured, and whether it was kept."""

    promise: str
    measured: str
    met: Met

    @classmethod
    def at_most(cls, promise: str, value: float | None, limit: float, shown: str) -> Target:
        """Return a target that `value` must not exceed; None was not measured."""
        return cls._of(promise, shown, None if value is None else value <= limit)

    @classmethod
    def at_least(cls, promise: str, value: float | None, limit: float, shown: str) -> Target:
        """Return a target that `value` must reach; None was not measured."""
        return cls._of(promise, shown, None if value is None else value >= limit)

    @classmethod
    def _of(cls, promise: str, shown: str, is_met: bool | None) -> Target:
        return cls(promise, shown, Met.UNKNOWN if is_met is None else Met.YES if is_met else Met.NO)


@dataclass(frozen=True)
class Section:
    """One chapter of the page.

    Attributes:
        body: paragraphs and tables in Markdown.
    """

    title: str
    body: tuple[str, ...]
    targets: tuple[Target, ...] = ()


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown; all columns but the first hold figures."""
    line = "| " + " | ".join(headings) + " |"
    rule = "| --- |" + " ---: |" * (len(headings) - 1)
    return "\n".join([line, rule, *("| " + " | ".join(row) + " |" for row in rows)])


def number(value: float, places: int = 0) -> str:
    """Return a number the Vietnamese way: 1.234,5."""
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def duration(seconds: float) -> str:
    """Return a time that people can compare."""
    if seconds >= 100:
        return f"{number(seconds)} s"
    if seconds >= 1:
        return f"{number(seconds, 2)} s"
    if seconds >= 0.001:
        return f"{number(seconds * 1000, 1 if seconds < 0.1 else 0)} ms"
    return f"{number(seconds * 1e6)} µs"


def nanoseconds(value: float) -> str:
    """Return nanoseconds a record."""
    return f"{number(value, 1 if value < 100 else 0)} ns"


def share(value: float) -> str:
    """Return a share in percent."""
    return "0 %" if value == 0 else f"{number(100 * value, 2)} %"


def times(value: float) -> str:
    """Return a ratio."""
    return f"{number(value, 1 if value < 10 else 0)}×"
