"""A reading position over the tokens of one phrase, on which the grammar's rules are written.

A rule returns None when the phrase is not of its kind; when it is, but wrongly put, the rule calls `refuse`
and every rule after it stops. The furthest token that any rule understood tells where a refused phrase breaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from engine.phrases.lexicon import Lexicon
from engine.phrases.problems import PhraseProblem
from engine.phrases.tokens import Token, join_tokens
from engine.source import Span

V = TypeVar("V")
CLOSING = frozenset(".,;:")


class Cursor:
    """Tokens, the place reached, and what has been found on the way; lives for one phrase."""

    __slots__ = ("anchor", "at", "furthest", "problem", "remark", "text", "tokens", "words")

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.words = [token.word for token in tokens]
        self.at = 0
        self.furthest = 0
        self.anchor: str | None = None
        self.remark: str | None = None
        self.problem: PhraseProblem | None = None

    def accept(self, entries: Lexicon[V]) -> V | None:
        """Move past the longest term of `entries` that stands here and return its value."""
        at = self.at
        if at >= len(self.words):
            return None
        for term, value in entries.get(self.words[at], ()):
            end = at + len(term)
            if len(term) == 1 or tuple(self.words[at:end]) == term:
                self.move_to(end)
                return value
        return None

    def accept_word(self, word: str) -> bool:
        """Move past `word` if it stands here."""
        if self.peek() != word:
            return False
        self.move_to(self.at + 1)
        return True

    def move_to(self, at: int) -> None:
        """Stand at token `at`, which counts as understood up to there."""
        self.at = at
        if at > self.furthest:
            self.furthest = at

    def mark(self) -> tuple[int, int]:
        """Return the place to come back to after looking ahead."""
        return self.at, self.furthest

    def reset(self, mark: tuple[int, int]) -> None:
        """Come back to `mark` as if nothing had been read since."""
        self.at, self.furthest = mark

    def peek(self, ahead: int = 0) -> str:
        """Return the word `ahead` tokens from here, empty beyond the end."""
        index = self.at + ahead
        return self.words[index] if index < len(self.words) else ""

    def number(self, ahead: int = 0) -> int | None:
        """Return the value of the digits `ahead` tokens from here, None if there are none."""
        index = self.at + ahead
        return self.tokens[index].number if index < len(self.tokens) else None

    def starts(self, entries: Lexicon[V], at: int) -> int:
        """Return how many words the longest term of `entries` that stands at `at` has; 0 if none does."""
        for term, _ in entries.get(self.words[at], ()):
            if tuple(self.words[at : at + len(term)]) == term:
                return len(term)
        return 0

    def at_end(self) -> bool:
        """Tell whether nothing but closing punctuation follows."""
        return all(word in CLOSING for word in self.words[self.at :])

    def trimmed_end(self) -> int:
        """Return the index after the last token that is not closing punctuation."""
        end = len(self.words)
        while end > 0 and self.words[end - 1] in CLOSING:
            end -= 1
        return end

    def written(self, first: int, end: int) -> str:
        """Return the words of tokens `[first, end)` as the phrase writes them."""
        return join_tokens(self.text, self.tokens[first:end])

    def refuse(self, code: str, first: int, end: int, **args: str) -> PhraseProblem:
        """Record that the phrase is refused because of tokens `[first, end)`; the first refusal stands and is returned.

        The argument `text` is what those tokens say, unless it is given.
        """
        if self.problem is None:
            last = max(first + 1, min(end, len(self.tokens))) - 1
            span = Span(self.tokens[first].start, self.tokens[last].end)
            args.setdefault("text", self.written(first, last + 1))
            self.problem = PhraseProblem(code, span, tuple(args.items()))
        return self.problem
