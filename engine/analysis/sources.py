"""A rule file against the text of its regulation: nothing cited that is not there, no time passed over, both ways."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.diagnostics import Diagnostic, Note, sort_key
from engine.loading.rules import RuleDocument
from engine.loading.rules.checks.partial import is_encoded
from engine.loading.rules.checks.references import ID_BLOCKS
from engine.model.citations import Citation, parse_citation
from engine.model.periods import Within
from engine.phrases import Deadline, Phrase, Unquantified, parse_phrase
from engine.reading import Examined, LegalText, Provision, read_source, read_text
from engine.reading.times import TimeExpression

_SUFFIXES = (".txt", ".docx", ".md")
_WORD = re.compile(r"[^\W_]+")


def text_of(document: RuleDocument, folder: Path) -> tuple[LegalText | None, list[Diagnostic]]:
    """Return the text in `folder` that bears the regulation's id («quangninh.txt»); None when there is none."""
    for suffix in _SUFFIXES:
        path = folder / f"{document.id}{suffix}"
        if path.is_file():
            source, problems = read_source(path)
            text = read_text(source) if source is not None else None
            if isinstance(text, Diagnostic):
                return None, [*problems, text]
            return text, problems
    return None, []


def compare_with_text(document: RuleDocument, text: LegalText) -> list[Diagnostic]:
    """Report where `document` and `text` differ.

    From the file: a phrase or quotation that its provisions do not hold (L350), a citation that the text does not
    have (L352). From the text: a provision that the file does not list (L353), an expression of time that no rule
    carries and no reason explains (L351) or that stands in a provision with other rules or reasons (L354).
    """
    examined = Examined(text)
    found = [
        *_phrases(document, text),
        *_citations(document, text),
        *_provisions(document, text),
        *_times(document, examined),
    ]
    return sorted(found, key=sort_key)


def _phrases(document: RuleDocument, text: LegalText) -> Iterator[Diagnostic]:
    for index, duty in enumerate(document.file.obligations):
        said: list[tuple[tuple[str | int, ...], str | None]] = [
            (("quote",), duty.quote),
            (("when",), duty.when.lasting if duty.when else None),
        ]
        if duty.within is not None:
            said = [*((("within", *place), phrase) for place, phrase in duty.within.phrases()), *said]
        provisions = [item for cite in duty.cites if (item := _find(text, cite)) is not None]
        if not provisions:
            continue
        whole = " ".join(_fold(_whole(text, item)) for item in provisions)
        for path, words in said:
            if words is not None and words != "none" and _fold(words) not in whole:
                place = document.place("obligations", index, *path)
                yield Diagnostic.of("L350", place, phrase=words, at="; ".join(duty.cites), cites=duty.cites[0])


def _find(text: LegalText, cite: str) -> Provision | None:
    citation = parse_citation(cite)
    return text.by_citation.get(citation) if citation is not None else None


def _whole(text: LegalText, item: Provision) -> str:
    return text.text[item.span.start : item.span.end]


def _fold(words: str) -> str:
    """Return the words alone, in small letters, so that punctuation, case and line ends make no difference."""
    return f" {' '.join(_WORD.findall(unicodedata.normalize('NFC', words).lower()))} "


def _citations(document: RuleDocument, text: LegalText) -> Iterator[Diagnostic]:
    for index, provision in enumerate(document.file.provisions):
        citation = parse_citation(provision.at)
        if citation is not None and citation not in text.by_citation:
            yield Diagnostic.of("L352", document.place("provisions", index, "at"), at=provision.at)


def _provisions(document: RuleDocument, text: LegalText) -> Iterator[Diagnostic]:
    listed = {citation for item in document.file.provisions if (citation := parse_citation(item.at)) is not None}
    by_other_name = {name for item in text.provisions for name in item.also if name in listed}
    for item in text.provisions:
        if item.citation is None or not is_encoded(document, item.citation):
            continue
        if item.citation in listed or any(name in listed for name in item.also):
            continue
        if any(name.within(item.citation) for name in listed) and not item.pieces:
            continue
        if by_other_name and item.level.name == "PARAGRAPH" and any(item.citation.within(n) for n in by_other_name):
            continue
        note = Note("đứng ở đây trong văn bản", "stands here in the text", text.place(item.marker))
        place = document.place("regulation", "id")
        yield Diagnostic.of("L353", place, at=str(item.citation), cites=str(item.citation), notes=(note,))


@dataclass(frozen=True)
class _Encoded:
    """What a file says of each provision."""

    phrases: dict[Citation, list[str]]
    explained: frozenset[Citation]


def _encoded(document: RuleDocument) -> _Encoded:
    """Gather the phrases that rules carry for each provision, and the provisions that have other rules or a reason."""
    phrases: dict[Citation, list[str]] = defaultdict(list)
    explained: set[Citation] = set()
    for block in (*ID_BLOCKS, "interpretations", "gaps"):
        for item in getattr(document.file, block):
            for cite in item.cites:
                citation = parse_citation(cite)
                if citation is None:
                    continue
                explained.add(citation)
                phrases[citation] += _phrases_of(item)
    for provision in document.file.provisions:
        citation = parse_citation(provision.at)
        if citation is not None and (provision.none is not None or provision.rules):
            explained.add(citation)
    return _Encoded(phrases, frozenset(explained))


def _periods_of(item: object) -> list[str | None]:
    """Return every phrase of the period of `item`, of each of its cases too."""
    within = getattr(item, "within", None)
    return [phrase for _, phrase in within.phrases()] if isinstance(within, Within) else []


def _phrases_of(item: object) -> list[str]:
    said = [*_periods_of(item), getattr(item, "quote", None)]
    when = getattr(item, "when", None)
    said.append(getattr(when, "lasting", None))
    start = getattr(item, "from_", None)
    if start is not None and not isinstance(item, str):
        said.append(f"từ ngày {start:%d/%m/%Y}")
    said += [phrase for reading in getattr(item, "readings", {}).values() for phrase in _periods_of(reading)]
    return [words for words in said if words is not None and words != "none"]


def _times(document: RuleDocument, examined: Examined) -> Iterator[Diagnostic]:
    encoded = _encoded(document)
    effect = document.file.regulation.in_force_from
    for item in examined.times:
        provision = item.provision
        if provision is None or provision.citation is None or not item.is_duty or _is_carried(encoded, item):
            continue
        if effect is not None and "hiệu lực" in item.words.lower():
            continue
        if not is_encoded(document, provision.citation):
            continue
        names = (provision.citation, *provision.also)
        code = "L354" if any(name in encoded.explained for name in names) else "L351"
        place = examined.text.place(item.span)
        yield Diagnostic.of(code, place, at=str(provision.citation), words=item.words, cites=str(provision.citation))


def _is_carried(encoded: _Encoded, item: TimeExpression) -> bool:
    """Tell whether a rule that cites the provision, or one around or in it, carries the words or their meaning."""
    provision = item.provision
    if provision is None or provision.citation is None:
        return False
    names = (provision.citation, *provision.also)
    for citation, phrases in encoded.phrases.items():
        if not any(name.within(citation) or citation.within(name) for name in names):
            continue
        for words in phrases:
            if _fold(words) in _fold(item.words) or _fold(item.words) in _fold(words):
                return True
            if item.deadline is not None and _same(_meaning(words), item.deadline):
                return True
    return False


def _meaning(words: str) -> Deadline | None:
    parsed = parse_phrase(words)
    return parsed.deadline if isinstance(parsed, Phrase) else None


def _same(one: Deadline | None, other: Deadline) -> bool:
    if isinstance(one, Unquantified) and isinstance(other, Unquantified):
        return bool(set(one.word.split(", ")) & set(other.word.split(", ")))
    return one == other
