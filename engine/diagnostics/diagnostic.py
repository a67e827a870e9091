"""The record of one mistake: code, place and arguments. The words live in the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from string import Formatter
from typing import Final

from engine.diagnostics.catalogue import entries
from engine.diagnostics.entry import Entry, Severity
from engine.source import Place

_KEPT: Final = 40
_ENDLESS: Final = re.compile(r"\S{200,}")


@dataclass(frozen=True, slots=True)
class Note:
    """A second place that belongs to a diagnostic, with a word on why (Vietnamese, English)."""

    message: str
    message_en: str
    place: Place


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake of a user.

    Attributes:
        code: a code of the catalogue.
        place: where; a place without a line means the whole file; None when no file is concerned.
        args: what the templates of the catalogue need, as pairs, texts only.
        suggestion: the user's likely intention («did you mean»), or None.
        cites: the legal source that the mistake touches, or None.
        notes: further places.
    """

    code: str
    place: Place | None = None
    args: tuple[tuple[str, str], ...] = ()
    suggestion: str | None = None
    cites: str | None = None
    notes: tuple[Note, ...] = ()

    @classmethod
    def of(
        cls,
        code: str,
        place: Place | None = None,
        *,
        suggestion: str | None = None,
        cites: str | None = None,
        notes: tuple[Note, ...] = (),
        **args: object,
    ) -> Diagnostic:
        """Build a diagnostic with its template arguments given as keywords."""
        pairs = tuple((name, _readable(str(value))) for name, value in args.items())
        return cls(code, place, pairs, suggestion, cites, notes)

    @property
    def entry(self) -> Entry:
        """The catalogue's entry for this code."""
        return entries()[self.code]

    @property
    def severity(self) -> Severity:
        """How much it weighs."""
        return self.entry.severity

    def message(self, lang: str = "vi") -> str:
        """Return the one-clause message in `lang` («vi» or «en»)."""
        template = self.entry.message_en if lang == "en" else self.entry.message
        return template.format(**dict(self.args))

    def hint(self, lang: str = "vi") -> str:
        """Return the way out, led by the suggestion if there is one; empty when there is nothing to advise.

        Advice that would name something empty is not given.
        """
        template = self.entry.hint_en if lang == "en" else self.entry.hint
        args = dict(self.args)
        named = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
        advice = template.format(**args) if all(args[name] for name in named) else ""
        if self.suggestion is None:
            return advice
        meant = f"did you mean «{self.suggestion}»?" if lang == "en" else f"có phải «{self.suggestion}» không?"
        return f"{meant} {advice}".rstrip()


def _readable(text: str) -> str:
    """Return a text as a person can read it in one sentence: a word without end is cut in the middle."""
    return _ENDLESS.sub(lambda found: f"{found[0][:_KEPT]}…{found[0][-_KEPT:]}", text)


def sort_key(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    """Order diagnostics by file, line, column, code."""
    place = diagnostic.place
    if place is None:
        return ("", 0, 0, diagnostic.code)
    return (place.file, place.line or 0, place.column or 0, diagnostic.code)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of them is an error."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
