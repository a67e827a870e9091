"""From the words of a regulation to the meaning of a deadline: `parse_phrase`.

A phrase is wholly understood or refused; nothing in it is skipped. Words in brackets are a remark and words
after «kể từ ngày» the anchor, but neither may speak of a time of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from engine.phrases.amounts import Quantity, read_number, read_quantity
from engine.phrases.anchors import is_free_text
from engine.phrases.caps import begins_extension, cut_extension, read_cap
from engine.phrases.cursor import CLOSING, Cursor
from engine.phrases.date_rules import every, named_date, not_stated, starts_on, without_number
from engine.phrases.day_rules import next_working_day, nth_day, same_working_day
from engine.phrases.deadlines import Deadline, Phrase
from engine.phrases.examples import nearest_form
from engine.phrases.period_rules import after_event, ahead_of_event, period, while_state
from engine.phrases.problems import PhraseProblem
from engine.phrases.suggestions import corrections
from engine.phrases.tokens import Token, fold_space, tokenize
from engine.phrases.window_rules import last_day
from engine.source import Span

_LONGEST = 1000

Rule = Callable[[Cursor], Deadline | None]

# Tried in this order; the first that understands the whole phrase gives its meaning.
_RULES: tuple[Rule, ...] = (
    not_stated,
    starts_on,
    every,
    last_day,
    nth_day,
    named_date,
    same_working_day,
    next_working_day,
    after_event,
    period,
    ahead_of_event,
    while_state,
    without_number,
)


_WRITTEN = ("viết như văn bản: «{example}»", "write it as the text does: «{example}»")
_COPIED = (
    "chép nguyên văn cụm từ thời hạn của văn bản, đủ con số và đơn vị (ngày, ngày làm việc, tuần, tháng, năm)",
    "copy the phrase of the text, with its number and unit (days, working days, weeks, months, years)",
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
    meant = _probably_meant(text, parsed.span)
    example = nearest_form(meant or text)
    way, way_en = (words.format(example=example) for words in _WRITTEN) if example else _COPIED
    added = (("example", example), ("way", way), ("way_en", way_en))
    return replace(parsed, args=(*parsed.args, *added), suggestion=meant)


def _probably_meant(text: str, broken: Span) -> str | None:
    """Return the first correction that is understood; restored accents also help a phrase without a number."""
    for candidate in corrections(text, broken):
        parsed = _parse(candidate.text)
        if isinstance(parsed, Phrase) or (candidate.only_accents and parsed.code == "P203"):
            return candidate.text
    return None


def _parse(text: str) -> Phrase | PhraseProblem:
    if len(text) > _LONGEST:
        return PhraseProblem("P202", Span(0, len(text)), (("length", str(len(text))), ("most", str(_LONGEST))))
    tokens = tokenize(text)
    if not any(token.word.isalnum() for token in tokens):
        return PhraseProblem("P201", Span(0, len(text)))
    prepared = _without_brackets(text, tokens)
    if isinstance(prepared, PhraseProblem):
        return prepared
    cursor, remark, clauses = prepared
    cursor, clause, case = cut_extension(cursor)
    deadline = _understand(cursor)
    if deadline is None:
        return cursor.problem or _not_understood(cursor)
    if clause is not None:
        clauses.append(clause)
    caps = [read_cap(said, deadline) for said in clauses]
    for said in clauses:
        if said.problem is not None:
            return said.problem
    if len(clauses) > 1:
        return clauses[1].refuse("P225", 0, len(clauses[1].tokens))
    cap = caps[0] if caps else None
    remarks = "; ".join(filter(None, (cursor.remark, remark, case))) or None
    return Phrase(fold_space(text), deadline, cursor.anchor, remarks, cap)


def _understand(cursor: Cursor) -> Deadline | None:
    for rule in _RULES:
        cursor.at = 0
        cursor.anchor = cursor.remark = None
        deadline = rule(cursor)
        if cursor.problem is not None:
            return None
        if deadline is not None and cursor.at_end():
            return deadline
    return None


def _without_brackets(text: str, tokens: Sequence[Token]) -> tuple[Cursor, str | None, list[Cursor]] | PhraseProblem:
    """Take brackets around the whole away and remarks out; numbers in brackets stay for the grammar.

    Remarks about extending the period are returned once more, to be read.
    """
    groups = _bracket_groups(tokens)
    if isinstance(groups, PhraseProblem):
        return groups
    while groups and groups[0] == (0, _last_word(tokens)):
        tokens = tokens[1 : groups[0][1]]
        groups = _bracket_groups(tokens)
        if isinstance(groups, PhraseProblem):
            return groups
    kept: list[Token] = []
    remarks: list[str] = []
    clauses: list[Cursor] = []
    position = 0
    for opening, end in groups:
        inside = Cursor(text, tokens[opening + 1 : end])
        if _is_number(inside):
            continue
        if inside.words and begins_extension(inside, 0):
            clauses.append(inside)
        elif not is_free_text(inside, 0, len(inside.tokens), in_brackets=True) and inside.problem is not None:
            return inside.problem
        kept += tokens[position:opening]
        remarks.append(inside.written(0, len(inside.tokens)))
        position = end + 1
    kept += tokens[position:]
    if not kept:
        return PhraseProblem("P201", Span(tokens[0].start, tokens[-1].end))
    return Cursor(text, kept), "; ".join(filter(None, remarks)) or None, clauses


def _last_word(tokens: Sequence[Token]) -> int:
    """Return the index of the last token that is not closing punctuation."""
    last = len(tokens) - 1
    while last > 0 and tokens[last].word in CLOSING:
        last -= 1
    return last


def _bracket_groups(tokens: Sequence[Token]) -> list[tuple[int, int]] | PhraseProblem:
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
    last = len(cursor.tokens) - 1
    first = min(cursor.furthest, last)
    first += first < last and cursor.words[first] in CLOSING
    for second in _quantities(cursor)[1:]:
        if cursor.furthest <= second.first:
            cursor.refuse("P208", second.first, second.end)
    whole = cursor.written(0, cursor.trimmed_end() or len(cursor.tokens))
    return cursor.refuse("P204", first, first + 1, text=whole)


def _quantities(cursor: Cursor) -> list[Quantity]:
    """Return every amount of time in the phrase, until one that is refused."""
    found: list[Quantity] = []
    furthest, cursor.at = cursor.furthest, 0
    while cursor.at < len(cursor.tokens) and cursor.problem is None:
        at = cursor.at
        quantity = read_quantity(cursor)
        if quantity is None:
            cursor.at = at + 1
        else:
            found.append(quantity)
    cursor.furthest = furthest
    return found
