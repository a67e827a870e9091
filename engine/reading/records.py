"""What was found in a text as plain values, for machines; keys are always present, null where there is nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from engine.diagnostics import Diagnostic, diagnostic_as_json
from engine.phrases import phrase_in_words
from engine.reading.defects.base import Examined
from engine.reading.headings import head_of
from engine.reading.provisions import Provision
from engine.source import Span

Record = dict[str, object]


def text_record(examined: Examined) -> Record:
    """Return what kind of document it is: keys file, kind, name, number, signed_on, in_force_from, counts."""
    text, head = examined.text, head_of(examined)
    counts = Counter(item.level.name.lower() for item in text.nodes)
    return {
        "file": text.source.name,
        "kind": text.kind.value,
        "name": head.name,
        "number": head.number,
        "signed_on": head.signed.isoformat() if head.signed else None,
        "in_force_from": head.effect.isoformat() if head.effect else None,
        "counts": dict(counts),
    }


def outline_records(examined: Examined) -> list[Record]:
    """Return every chapter, article, clause, point, dash and paragraph: at, also, level, number, heading, place."""
    return [
        {
            "at": str(item.citation) if item.citation is not None else None,
            "also": [str(name) for name in item.also],
            "level": item.level.name.lower(),
            "number": item.number,
            "heading": examined.text.words(item.heading) if item.heading is not None else None,
            **_where(examined, item.marker),
        }
        for item in examined.text.nodes
    ]


def time_records(examined: Examined, lang: str = "vi") -> list[Record]:
    """Return the expressions of time: at, words, kind, amount, unit, anchor, deadline (in words), duty, place."""
    found: list[Record] = []
    for item in examined.times:
        try:
            said = phrase_in_words(item.deadline, lang) if item.deadline is not None else None
        except ValueError:
            said = None
        found.append(
            {
                "at": _at(item.provision),
                "words": item.words,
                "kind": item.kind.value,
                "amount": item.amount,
                "unit": item.unit,
                "anchor": item.anchor,
                "deadline": said,
                "problem": item.problem,
                "duty": item.is_duty,
                **_where(examined, item.span),
            }
        )
    return found


def reference_records(examined: Examined) -> list[Record]:
    """Return the references to provisions of the text itself: at, words, targets, found (null: cannot be known)."""
    known = set(examined.text.by_citation)
    is_summary = examined.text.kind.value == "submission"
    return [
        {
            "at": _at(item.provision),
            "words": item.words,
            "targets": [str(target) for target in item.targets],
            "found": None if is_summary else bool(item.targets) and all(target in known for target in item.targets),
            **_where(examined, item.span),
        }
        for item in examined.references
    ]


def document_records(examined: Examined) -> list[Record]:
    """Return the documents that are named: at, words, kind, number, date, part, place."""
    return [
        {
            "at": _at(item.provision),
            "words": item.words,
            "kind": item.kind,
            "number": item.number,
            "date": item.day.isoformat() if item.day else None,
            "part": item.part,
            **_where(examined, item.span),
        }
        for item in examined.documents
    ]


def term_records(examined: Examined) -> list[Record]:
    """Return definitions and abbreviations: at, term, short_for, abbreviation, defined, uses, place."""
    definitions: list[Record] = [
        {
            "at": _at(item.provision),
            "term": item.term,
            "short_for": item.short_for,
            "abbreviation": False,
            "defined": True,
            "uses": None,
            **_where(examined, item.span),
        }
        for item in examined.definitions
    ]
    abbreviations: list[Record] = [
        {
            "at": _at(item.provision),
            "term": item.letters,
            "short_for": None,
            "abbreviation": True,
            "defined": item.is_defined,
            "uses": item.uses,
            **_where(examined, item.span),
        }
        for item in examined.abbreviations
    ]
    return definitions + abbreviations


def blank_records(examined: Examined) -> list[Record]:
    """Return what was left blank: at, words, place."""
    return [{"at": _at(item.provision), "words": item.words, **_where(examined, item.span)} for item in examined.blanks]


def defect_records(defects: Sequence[Diagnostic], lang: str = "vi") -> list[Record]:
    """Return the defects as diagnostics, with the words they are about."""
    return [{**diagnostic_as_json(item, lang), "words": dict(item.args).get("words")} for item in defects]


PARTS: dict[str, Callable[[Examined], list[Record]]] = {
    "outline": outline_records,
    "times": time_records,
    "references": reference_records,
    "documents": document_records,
    "terms": term_records,
    "blanks": blank_records,
}
"""Parts of the JSON answer by name; defects come on top."""


def _at(item: Provision | None) -> str | None:
    return str(item.citation) if item is not None and item.citation is not None else None


def _where(examined: Examined, span: Span) -> Record:
    place = examined.text.place(span)
    return {"line": place.line, "column": place.column}
