"""Turning what is written in a cell into a value; every distinct text is looked at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

from engine.loading.logs.dates import date_from
from engine.loading.logs.numbers import canonical, number_from
from engine.loading.logs.report import Problem, RowProblemError, problem
from engine.vocabulary import Attribute, AttributeKind, closest_name, fold

Raw = TypeVar("Raw", bound=Hashable)
Value = TypeVar("Value")

_TRUE = frozenset(map(fold, ("true", "1", "có", "x", "yes", "đã", "đúng")))
_FALSE = frozenset(map(fold, ("false", "0", "không", "no", "chưa", "sai")))
_BOOL_WORDS = "có, không, x, đã, chưa, true, false, 1, 0"
_SUGGESTIONS = 50
_LONG_ENOUGH = 6
_MOST_CONTAINING = 3
"""A text of so many letters that is a part of some names is likely meant for one of them; so many are offered."""


class Lookup(dict[Raw, Value], Generic[Raw, Value]):
    """A dictionary that fills itself: `lookup[raw]` is the value of `raw`.

    Raises:
        RowProblemError: `raw` has no value; the problem too is worked out only once.
    """

    def __init__(self, resolve: Callable[[Raw], Value | Problem]) -> None:
        super().__init__()
        self._resolve = resolve
        self._problems: dict[Raw, Problem] = {}

    def __missing__(self, raw: Raw) -> Value:
        if self._problems and raw in self._problems:
            raise RowProblemError(self._problems[raw])
        value = self._resolve(raw)
        if isinstance(value, Problem):
            self._problems[raw] = value
            raise RowProblemError(value)
        self[raw] = value
        return value


class Suggestions:
    """«Did you mean» over fixed names; silent after so many that a person would not read them anyway."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)
        self._left = _SUGGESTIONS

    def closest(self, text: str) -> str | None:
        """Return the name nearest to `text`, else those that contain it, or None."""
        if self._left <= 0:
            return None
        self._left -= 1
        near = closest_name(text, self._names)
        if near is not None:
            return near
        wanted = fold(text)
        containing = [name for name in self._names if len(wanted) >= _LONG_ENOUGH and wanted in fold(name)]
        return "» hoặc «".join(containing[:_MOST_CONTAINING]) or None


def clean(raw: str) -> str:
    """Return `raw` composed (NFC), without blanks around it and without control or invisible characters.

    White space other than a plain blank becomes one.
    """
    if raw.isprintable():
        return raw.strip() if raw.isascii() else unicodedata.normalize("NFC", raw).strip()
    shown = (" " if char.isspace() else char for char in raw if char.isprintable() or char.isspace())
    return unicodedata.normalize("NFC", "".join(shown)).strip()


def truth_from(text: str) -> bool | None:
    """Return the truth value that `text` says, in Vietnamese, English or digits; None for anything else."""
    word = fold(text)
    return True if word in _TRUE else False if word in _FALSE else None


def attribute_value(name: str, attribute: Attribute | None, raw: str) -> str | Problem:
    """Return the value of an attribute in its one spelling, empty when the cell is.

    Args:
        name: the column, for messages.
        attribute: what the vocabulary knows of it; None keeps the text as it is.
        raw: the cell.
    """
    text = clean(raw)
    if not text or attribute is None:
        return text
    if attribute.kind is AttributeKind.BOOL:
        truth = truth_from(text)
        if truth is None:
            return problem("D147", column=name, value=text, expected=_BOOL_WORDS)
        return "true" if truth else "false"
    if attribute.kind is AttributeKind.DATE:
        day = date_from(text, name)
        return day if isinstance(day, Problem) else day.isoformat()
    if attribute.kind is AttributeKind.NUMBER:
        number = number_from(text, name)
        return number if isinstance(number, Problem) else canonical(number)
    return text if attribute.values is None else _term_id(name, attribute, text)


def _term_id(name: str, attribute: Attribute, text: str) -> str | Problem:
    terms = attribute.values or ()
    wanted = fold(text)
    for term in terms:
        if wanted in (fold(term.id), *map(fold, (term.label, *term.also))):
            return term.id
    expected = ", ".join(term.id for term in terms[:4]) + ("…" if len(terms) > 4 else "")
    near = closest_name(text, [term.id for term in terms] + [term.label for term in terms])
    return problem("D147", near, column=name, value=text, expected=expected)
