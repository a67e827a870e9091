"""What every check is given, and how it reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from engine.diagnostics import Diagnostic, Note
from engine.reading.provisions import LegalText, Provision
from engine.reading.references import DocumentReference, InternalReference, find_documents, find_references
from engine.reading.terms import (
    Abbreviation,
    Blank,
    Definition,
    find_abbreviations,
    find_blanks,
    find_definitions,
)
from engine.reading.times import TimeExpression, find_times
from engine.source import Span

_MOST_WORDS = 100
_LONGEST_SENTENCE = 1500
TAKES_EFFECT = re.compile(r"có\s+hiệu\s+lực", re.IGNORECASE)
"""«có hiệu lực sau 10 ngày kể từ ngày ký» is nobody's duty."""
_SENTENCE_END = re.compile(r"[.;:](?=\s|$)")


@dataclass(frozen=True)
class Examined:
    """A text and everything found in it; each part is looked for once, when it is first asked for."""

    text: LegalText

    @cached_property
    def times(self) -> tuple[TimeExpression, ...]:
        """Its expressions of time."""
        return find_times(self.text)

    @cached_property
    def references(self) -> tuple[InternalReference, ...]:
        """Its references to its own provisions."""
        return find_references(self.text)

    @cached_property
    def documents(self) -> tuple[DocumentReference, ...]:
        """The documents it names."""
        return find_documents(self.text)

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """The terms it defines."""
        return find_definitions(self.text)

    @cached_property
    def abbreviations(self) -> tuple[Abbreviation, ...]:
        """The abbreviations it uses."""
        return find_abbreviations(self.text)

    @cached_property
    def blanks(self) -> tuple[Blank, ...]:
        """What it leaves blank."""
        return find_blanks(self.text)


def defect(
    text: LegalText,
    code: str,
    span: Span,
    owner: Provision | None,
    notes: tuple[Note, ...] = (),
    quoted: str | None = None,
    **args: object,
) -> Diagnostic:
    """Report `code` at `span`; its words (or `quoted`) and the citation of `owner` go with it."""
    words = text.words(span) if quoted is None else quoted
    shown = words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS].rsplit(' ', 1)[0]} …"
    cites = str(owner.citation) if owner is not None and owner.citation is not None else None
    pairs = {"words": shown, **args}
    return Diagnostic(
        code, text.place(span), tuple((key, str(value)) for key, value in pairs.items()), None, cites, notes
    )


def note(text: LegalText, span: Span, message: str, message_en: str) -> Note:
    """Return a second place with a word on it."""
    return Note(message, message_en, text.place(span))


def piece_of(text: LegalText, span: Span) -> Span:
    """Return the paragraph in which `span` stands."""
    owner = text.at(span.start)
    pieces = owner.pieces if owner is not None else text.loose
    return next((piece for piece in pieces if piece.start <= span.start <= piece.end), span)


def sentence_before(text: LegalText, span: Span) -> str:
    """Return the words of the sentence (up to a full stop, semicolon or colon) that stand before `span`."""
    said = text.text[max(piece_of(text, span).start, span.start - _LONGEST_SENTENCE) : span.start]
    ends = [match.end() for match in _SENTENCE_END.finditer(said)]
    return " ".join(said[ends[-1] if ends else 0 :].split())


def own_spans(text: LegalText) -> Iterator[tuple[Span, Provision]]:
    """Yield every paragraph of every provision."""
    for piece, owner in text.stretches:
        if owner is not None:
            yield piece, owner
