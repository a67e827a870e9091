"""From the words of a regulation to the meaning of a deadline: `parse_phrase`.

A phrase is wholly understood or refused; nothing in it is skipped. Words in brackets are a remark and words
after «kể từ ngày» the anchor, but neither may speak of a time of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from engine.phrases.amounts import read_number, read_quantity
from engine.phrases.anchors import is_free_text
from engine.phrases.cursor import Cursor
from engine.phrases.date_rules import every, named_date, not_stated, starts_on, without_number
from engine.phrases.deadlines import Deadline, Phrase
from engine.phrases.period_rules import after_event, ahead_of_event, last_day, period, while_state
from engine.phrases.problems import PhraseProblem
from engine.phrases.suggestions import corrections
from engine.phrases.tokens import Token, fold_space, tokenize
from engine.source import Span

_LONGEST = 1000
_EXAMPLE = "05 ngày làm việc kể từ ngày ..."

Rule = Callable[[Cursor], Deadline | None]

# In this order: a date may look like the beginning of an amount, never the other way round.
_RULES: tuple[Rule, ...] = (
    not_stated,
    starts_on,
    every,
    last_day,
    named_date,
    period,
    ahead_of_event,
    after_event,
    while_state,
    without_number,
)


@lru_cache(maxsize=4096)
def parse_phrase(text: str) -> Phrase | PhraseProblem:
    """Read a deadline phrase of a Vietnamese regulation.

    Letter case, composed or decomposed accents and any white space make no difference; brackets around the
    whole and closing punctuation are passed over.

    Args:
        text: the phrase, at most 1,000 characters.

    Returns:
        Its meaning, or the reason why it is refused, with its place in `text`; never a guess.
    """
    parsed = _parse(text)
    if isinstance(parsed, Phrase) or parsed.code != "P204":
        return parsed
    for candidate in corrections(text, parsed.span):
        if isinstance(_parse(candidate), Phrase):
            return PhraseProblem(parsed.code, parsed.span, parsed.args, candidate)
    return parsed


def _parse(text: str) -> Phrase | PhraseProblem:
    if len(text) > _LONGEST:
        return PhraseProblem("P202", Span(0, len(text)), (("length", str(len(text))), ("most", str(_LONGEST))))
    tokens = tokenize(text)
    if not tokens:
        return PhraseProblem("P201", Span(0, len(text)))
    prepared = _without_brackets(text, tokens)
    if isinstance(prepared, PhraseProblem):
        return prepared
    cursor, remark = prepared
    deadline = _understand(cursor)
    if deadline is None:
        return cursor.problem or _not_understood(cursor)
    return Phrase(fold_space(text), deadline, cursor.anchor, remark)


def _understand(cursor: Cursor) -> Deadline | None:
    for rule in _RULES:
        cursor.at = 0
        cursor.anchor = None
        deadline = rule(cursor)
        if cursor.problem is not None:
            return None
        if deadline is not None and cursor.at_end():
            return deadline
    return None


def _without_brackets(text: str, tokens: list[Token]) -> tuple[Cursor, str | None] | PhraseProblem:
    """Take brackets around the whole away and remarks out; numbers in brackets stay for the grammar."""
    groups = _bracket_groups(tokens)
    if isinstance(groups, PhraseProblem):
        return groups
    closing = len(tokens)
    while closing > 1 and tokens[closing - 1].word in ".,;:":
        closing -= 1
    if groups and groups[0] == (0, closing - 1):
        return _without_brackets(text, tokens[1 : closing - 1]) if closing > 2 else _empty(text, tokens)
    kept: list[Token] = []
    remarks: list[str] = []
    position = 0
    for opening, end in groups:
        inside = Cursor(text, tokens[opening + 1 : end])
        if _is_number(inside):
            continue
        if inside.tokens and not is_free_text(inside, 0, len(inside.tokens), in_brackets=True):
            return inside.problem or _not_understood(inside)
        kept += tokens[position:opening]
        remarks.append(inside.written(0, len(inside.tokens)))
        position = end + 1
    kept += tokens[position:]
    if not kept:
        return _empty(text, tokens)
    return Cursor(text, kept), "; ".join(filter(None, remarks)) or None


def _empty(text: str, tokens: list[Token]) -> PhraseProblem:
    return PhraseProblem("P201", Span(tokens[0].start, tokens[-1].end), (("text", text),))


def _bracket_groups(tokens: list[Token]) -> list[tuple[int, int]] | PhraseProblem:
    """Return the outermost pairs of round brackets as token indexes; a bracket without its pair is refused (P218)."""
    groups: list[tuple[int, int]] = []
    open_at: list[int] = []
    for index, token in enumerate(tokens):
        if token.word == "(":
            open_at.append(index)
        elif token.word == ")":
            if not open_at:
                return _lone_bracket(token)
            opening = open_at.pop()
            if not open_at:
                groups.append((opening, index))
    return _lone_bracket(tokens[open_at[0]]) if open_at else groups


def _lone_bracket(token: Token) -> PhraseProblem:
    return PhraseProblem("P218", Span(token.start, token.end), (("text", token.word),))


def _is_number(inside: Cursor) -> bool:
    found = read_number(inside) is not None and inside.at == len(inside.tokens)
    inside.at = inside.furthest = 0
    return found


def _not_understood(cursor: Cursor) -> PhraseProblem:
    """Say where a phrase breaks: at a second period if there is one, else at the first token no rule understood."""
    first = min(cursor.furthest, len(cursor.tokens) - 1)
    second = _second_period(cursor, first)
    if second is not None:
        return second
    whole = cursor.written(0, cursor.trimmed_end() or len(cursor.tokens))
    cursor.refuse("P204", first, first + 1, text=whole, example=_EXAMPLE)
    assert cursor.problem is not None
    return cursor.problem


def _second_period(cursor: Cursor, broken: int) -> PhraseProblem | None:
    seen = 0
    cursor.at = 0
    while cursor.at < len(cursor.tokens):
        at = cursor.at
        quantity = read_quantity(cursor)
        if cursor.problem is not None:
            return cursor.problem
        if quantity is None:
            cursor.at = at + 1
            continue
        seen += 1
        if seen > 1 and broken <= quantity.first:
            cursor.refuse("P208", quantity.first, quantity.end)
            return cursor.problem
    return None
