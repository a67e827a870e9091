"""Guess what a phrase with a typing error meant; only ever shown as a question, never acted upon."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, partial

from engine.phrases import lexicon
from engine.phrases.tokens import Token, tokenize
from engine.source import Span

# Words of the grammar that decide nothing; guessing any other one wrong would change the law.
_LIGHT = frozenset(("trong", "thời", "hạn", "gian", "vòng", "khoảng", "là", "làm", "việc", "của", "được"))
_NUMBER_TERMS = ("mười lăm", "mười", "mươi", "mươi lăm", "một", "hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "trăm")
# Tables whose terms are offered, those whose reading without accents wins first.
_TABLES: tuple[lexicon.Lexicon[object], ...] = (
    lexicon.UNITS,
    lexicon.ANCHORS,
    lexicon.LEADS,
    lexicon.BEFORE_EVENT,
    lexicon.TOWARDS_EVENT,
    lexicon.NEXT_WORKING_DAY,
    lexicon.DATE_LEADS,
    lexicon.BEFORE_DATE,
    lexicon.NEXT_YEAR,
    lexicon.NEXT_MONTH,
    lexicon.PERIODIC,
    lexicon.EACH,
    lexicon.LAST,
    lexicon.FIRST,
    lexicon.CONSECUTIVE,
    lexicon.UNQUANTIFIED,
    lexicon.AT_ONCE,
)


def _fold(word: str) -> str:
    """Return `word` without accents: «ngày» and «ngay» fold alike."""
    decomposed = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@cache
def _terms_by_fold() -> dict[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    listed = [term for table in _TABLES for group in table.values() for term, _ in group]
    listed += [tuple(term.split()) for term in _NUMBER_TERMS] + [("của",)]
    for term in listed:
        found.setdefault(tuple(map(_fold, term)), term)
    return found


@cache
def vocabulary() -> tuple[str, ...]:
    """Return the words of the grammar whose misspellings are looked for."""
    return tuple(sorted({word for term in _terms_by_fold().values() for word in term}))


@dataclass(frozen=True, slots=True)
class Correction:
    """A phrase that may have been meant, and whether it differs from the given one in accents only."""

    text: str
    only_accents: bool


def corrections(text: str, broken: Span) -> Iterator[Correction]:
    """Yield phrases that may have been meant, likeliest first.

    Args:
        text: the phrase that was refused.
        broken: the first place in it that was not understood.
    """
    tokens = tokenize(text)
    restored = _with_accents(tokens)
    if restored:
        yield Correction(_rewritten(text, tokens, restored), only_accents=True)
    for index, token in enumerate(tokens):
        if broken.start <= token.start <= broken.end + 1 and token.word.isalpha() and token.word not in vocabulary():
            for word in filter(partial(_may_stand_for, token.word), get_close_matches(token.word, vocabulary(), n=3)):
                yield Correction(_rewritten(text, tokens, {index: word}), only_accents=False)
    last = next((index for index, token in enumerate(tokens) if token.end == broken.end), None)
    if last is not None and tokens[last].word == "làm":
        yield Correction(_rewritten(text, tokens, {last: "làm việc"}), only_accents=False)


def _may_stand_for(written: str, word: str) -> bool:
    """Tell whether a misspelling may be taken for `word`; of a word that bears on the law it must be the only one."""
    if word in _LIGHT:
        return True
    return [other for other in vocabulary() if _differ_by_one(_fold(written), _fold(other))] == [word]


def _differ_by_one(one: str, other: str) -> bool:
    """Tell whether two words are equal but for one letter changed, added or left out."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    same = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[same:] == long[same + 1 :] or short[same + 1 :] == long[same + 1 :]


def _with_accents(tokens: list[Token]) -> dict[int, str]:
    """Return which tokens would change if every known term had its accents; words that have accents stay."""
    folded = [_fold(token.word) for token in tokens]
    known = _terms_by_fold()
    changed: dict[int, str] = {}
    at = 0
    while at < len(tokens):
        for length in range(min(5, len(tokens) - at), 0, -1):
            term = known.get(tuple(folded[at : at + length]))
            if term is not None:
                bare = [n for n in range(length) if tokens[at + n].word == folded[at + n]]
                changed |= {at + n: term[n] for n in bare if tokens[at + n].word != term[n]}
                at += length
                break
        else:
            at += 1
    return changed


def _rewritten(text: str, tokens: list[Token], changed: dict[int, str]) -> str:
    pieces: list[str] = []
    position = 0
    for index, word in sorted(changed.items()):
        pieces += [text[position : tokens[index].start], word]
        position = tokens[index].end
    pieces.append(text[position:])
    return " ".join("".join(pieces).split())
