"""What a legal text defines: terms, short names, abbreviations; and the blanks that were never filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.reading.lines import is_capitals
from engine.reading.markers import UPPER, Level
from engine.reading.provisions import LegalText, Provision
from engine.source import Span


@dataclass(frozen=True)
class Definition:
    """A term that the text gives a meaning to, and where.

    Attributes:
        term: the name, white space folded.
        span: the words of the definition.
        provision: in whose own text.
        short_for: the words before «(sau đây gọi …)», or None for a definition in an article of definitions.
    """

    term: str
    span: Span
    provision: Provision | None
    short_for: str | None


@dataclass(frozen=True)
class Abbreviation:
    """An abbreviation at its first use, how often it is used, and whether the text says what it stands for."""

    letters: str
    span: Span
    provision: Provision | None
    uses: int
    is_defined: bool


@dataclass(frozen=True)
class Blank:
    """A number, day or name that was left open: «số .... /SNV», «ngày      tháng 11»."""

    span: Span
    words: str
    provision: Provision | None


_CALLED = re.compile(
    r"\(\s*(?:sau\s+đây\s+)?(?:được\s+)?(?:gọi|viết)\s+(?:chung\s+|tắt\s+|chung\s+và\s+viết\s+tắt\s+)?là:?\s+"
    r"[“\"«]?(?P<term>[^()”\"»]{2,120}?)[”\"»]?\s*\)",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(r"(?:được\s+hiểu\s+(?:như\s+sau|là)|giải\s+thích\s+từ\s+ngữ)", re.IGNORECASE)
_MEANS = re.compile(rf"\s*(?P<term>[{UPPER}][^.;:]{{2,120}}?)\s+(?:là|được\s+hiểu\s+là)\s+")
_ABBREVIATION = re.compile(rf"(?<![\w/\-.])[{UPPER}][{UPPER}&]{{2,11}}(?![\w/\-])")
# Chapters and the like have nothing but a title, which is in capitals or not.
_TITLED = (Level.PART, Level.CHAPTER, Level.DIVISION)
_LONGEST_QUOTATION = 200
_ROMAN = re.compile(r"[IVX]+$")
_BLANKS = re.compile(
    r"(?:[Ss]ố|SỐ)\s*:?\s*(?:[.…_]{2,60}|\s{4,60})[\s.…_]{0,60}/[\w\-]+"
    r"|ngày\s*(?:[.…_]{2,60}|\s{4,60})[\s.…_]{0,60}(?:tháng\s*(?:\d{1,2}|[.…_]{2,60}|\s{4,60})[\s.…_]{0,60})?(?:năm\s*(?:\d{2,4}|[.…_]{2,60}))?"
    r"|tháng\s*(?:[.…_]{2,60}|\s{4,60})[\s.…_]{0,60}năm\s*\d{0,4}"
    r"|(?:\[|<)\s*[.…_]{2,60}\s*(?:\]|>)"
)


def find_definitions(text: LegalText) -> tuple[Definition, ...]:
    """Return the terms that the text gives a meaning to, in order."""
    found: list[Definition] = []
    for piece, owner in text.stretches:
        for match in _CALLED.finditer(text.text, piece.start, piece.end):
            before = " ".join(text.text[max(piece.start, match.start() - 90) : match.start()].split())
            found.append(Definition(" ".join(match["term"].split()), Span(*match.span()), owner, before))
    for article in text.nodes:
        if article.level is Level.ARTICLE and _INTRODUCES.search(_introduction(text, article)):
            for clause in article.children:
                means = _MEANS.match(text.text, clause.marker.end, clause.pieces[0].end)
                if means is not None:
                    term = re.sub(r"\s*\(.*", "", " ".join(means["term"].split()))
                    found.append(Definition(term, Span(means.start("term"), means.end("term")), clause, None))
    return tuple(sorted(found, key=lambda item: item.span.start))


def _introduction(text: LegalText, article: Provision) -> str:
    return " ".join(text.words(piece) for piece in article.pieces)


def find_abbreviations(text: LegalText) -> tuple[Abbreviation, ...]:
    """Return the abbreviations of the provisions (titles in capitals left out), in order of first use."""
    defined = {word for item in find_definitions(text) for word in _ABBREVIATION.findall(item.term)}
    first: dict[str, tuple[Span, Provision]] = {}
    uses: dict[str, int] = {}
    for piece, owner in text.stretches:
        if owner is None or owner.level in _TITLED or is_capitals(text.words(piece)):
            continue
        for match in _ABBREVIATION.finditer(text.text, piece.start, piece.end):
            if _ROMAN.match(match[0]) or _in_capitals(text.text, match) or _is_quoted(text.text, piece, match):
                continue
            first.setdefault(match[0], (Span(*match.span()), owner))
            uses[match[0]] = uses.get(match[0], 0) + 1
            if re.search(rf"\w\s*\(\s*{match[0]}\s*\)", text.text[max(0, match.start() - 4) : match.end() + 2]):
                defined.add(match[0])
    return tuple(Abbreviation(name, *first[name], uses[name], name in defined) for name in first)


def _in_capitals(text: str, match: re.Match[str]) -> bool:
    """Tell whether the word is part of a title in capitals rather than an abbreviation."""
    around = text[max(0, match.start() - 16) : match.start()] + text[match.end() : match.end() + 16]
    return len(re.findall(rf"[{UPPER}]{{3,}}", around)) >= 2


def _is_quoted(text: str, piece: Span, match: re.Match[str]) -> bool:
    """Tell whether the word stands in quotation marks: then it is someone else's."""
    before = text[max(piece.start, match.start() - _LONGEST_QUOTATION) : match.start()]
    after = text[match.end() : min(piece.end, match.end() + _LONGEST_QUOTATION)]
    if before.rfind("“") > before.rfind("”"):
        return "”" in after
    return text.count('"', piece.start, match.start()) % 2 == 1 and '"' in after


def find_blanks(text: LegalText) -> tuple[Blank, ...]:
    """Return what was left blank, in the head, too; in order. An address «....» alone on its line is not looked at."""
    raw = text.clean.text
    found: list[Blank] = []
    for match in _BLANKS.finditer(raw):
        said = match[0].rstrip()
        if not re.search(r"[.…_]{2,}|\s{4,}", said):
            continue
        span = Span(match.start(), match.start() + len(said))
        shown = " ".join(re.sub(r"\s{4,}", " … ", said).split())
        found.append(Blank(span, shown, text.at(span.start)))
    return tuple(found)
