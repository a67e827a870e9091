"""What can be wrong with a deadline phrase, as data; the words live in the diagnostics catalogue (P2xx)."""

from __future__ import annotations

from dataclasses import dataclass

from engine.source import Span


@dataclass(frozen=True, slots=True)
class PhraseProblem:
    """A phrase that was refused.

    Attributes:
        code: a code of the P2xx family.
        span: what is wrong, in code points of the phrase exactly as it was given.
        args: what the templates of the catalogue need.
        suggestion: a whole phrase that is understood and was probably meant, or None.
    """

    code: str
    span: Span
    args: tuple[tuple[str, str], ...] = ()
    suggestion: str | None = None
