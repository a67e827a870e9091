"""Cut a phrase into words, numbers and signs, each knowing where it stands in the text as given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# A letter may be followed by combining marks (decomposed text); zero-width characters count as white space.
_TOKEN = re.compile(r"[0-9]+|(?:[^\W\d_][\u0300-\u036f]*)+|[^\s\u200b-\u200d\u2060\ufeff\u00ad]")
_INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad]")
# Spellings that are read as the same word.
_SAME_WORD = {"kì": "kỳ", "hàng": "hằng", "quí": "quý", "bẩy": "bảy", "lẻ": "linh", "nhăm": "lăm"}
_NO_SPACE_BEFORE = frozenset(",.;:)/%…")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign.

    Attributes:
        word: lower case, NFC, in the spelling that the lexicon uses; for comparing, not for showing.
        start, end: its range in the original text.
        number: its value if it is written in digits, else None.
    """

    word: str
    start: int
    end: int
    number: int | None = None


def tokenize(text: str) -> list[Token]:
    """Return the tokens of `text` in order; every character that is not white space belongs to one."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        piece = match.group()
        if piece[0] in "0123456789":
            tokens.append(Token(piece, match.start(), match.end(), int(piece)))
            continue
        # «Ð» (eth) is a common mistyping of «Đ».
        word = unicodedata.normalize("NFC", piece).lower().replace("ð", "đ")
        tokens.append(Token(_SAME_WORD.get(word, word), match.start(), match.end()))
    return tokens


def fold_space(text: str) -> str:
    """Return `text` in NFC with every run of white space as one space and none at the ends."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub(" ", text)).split())


def join_tokens(text: str, tokens: Sequence[Token]) -> str:
    """Return the words of `tokens` as they are written in `text`, gaps folded to one space, in NFC."""
    pieces: list[str] = []
    for index, token in enumerate(tokens):
        if index and tokens[index - 1].end < token.start and token.word not in _NO_SPACE_BEFORE:
            pieces.append(" ")
        pieces.append(text[token.start : token.end])
    return unicodedata.normalize("NFC", "".join(pieces))
