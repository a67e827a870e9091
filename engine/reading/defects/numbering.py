"""How provisions are numbered and laid out: gaps, numbers used twice, glued headings, paragraphs without a number."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from engine.diagnostics import Diagnostic, Note
from engine.model.citations import POINT_LETTERS
from engine.reading.defects.base import Examined, defect, note
from engine.reading.lines import ends_sentence
from engine.reading.markers import Level, roman_value
from engine.reading.provisions import LegalText, Provision
from engine.source import Span

_LAYS_DUTY = re.compile(
    r"(?:có|chịu)\s+trách\s+nhiệm|(?<!\w)phải(?!\w)|không\s+được|nghiêm\s+cấm|bị\s+xử|có\s+hiệu\s+lực", re.IGNORECASE
)
# The formula under a resolution or law says who passed it; nobody cites it.
_PASSED = re.compile(r"(?:Nghị quyết|Luật|Pháp lệnh) này (?:đã )?được .{4,120} thông qua(?!\w)")
_NUMBERED = (Level.CHAPTER, Level.SECTION, Level.ITEM, Level.ARTICLE, Level.CLAUSE, Level.POINT)


def check_gaps(examined: Examined) -> Iterator[Diagnostic]:
    """A number is skipped: after «2.» comes «4.»."""
    for level, group in _groups(examined.text):
        for before, after in itertools.pairwise(group):
            missing = [_number(level, n) for n in range(_ordinal(before) + 1, _ordinal(after))]
            if missing and all(missing):
                yield defect(
                    examined.text, "L110", after.marker, after, (_told(examined.text, before),),
                    before=_sign(examined.text, before), after=_sign(examined.text, after), missing=", ".join(missing),
                )  # fmt: skip
        if group and _ordinal(group[0]) > 1 and level not in (Level.CHAPTER, Level.ARTICLE):
            yield defect(
                examined.text, "L110", group[0].marker, group[0],
                before="–", after=_sign(examined.text, group[0]), missing=_number(level, 1),
            )  # fmt: skip


def check_repeats(examined: Examined) -> Iterator[Diagnostic]:
    """Two neighbours bear the same number, so a reference to it has two meanings."""
    for _, group in _groups(examined.text):
        for before, after in itertools.pairwise(group):
            if _place(before) >= _place(after):
                told = (_told(examined.text, before),)
                yield defect(examined.text, "L111", after.marker, after, told, sign=_sign(examined.text, after))


def check_glued(examined: Examined) -> Iterator[Diagnostic]:
    """A heading, clause or point stands inside a line; a heading may even cut off the sentence before it."""
    text = examined.text
    for item in text.nodes:
        if not item.inside_line:
            continue
        before = text.text[max(0, item.marker.start - 200) : item.marker.start].rstrip()
        if item.level in (Level.ARTICLE, Level.CHAPTER):
            code = "L113" if ends_sentence(before) else "L112"
        else:
            code = "L113"
        yield defect(text, code, item.marker, item, sign=_sign(text, item), last=" ".join(before.split()[-4:]))


def check_unnumbered(examined: Examined) -> Iterator[Diagnostic]:
    """A paragraph that has to be cited bears no number; told once for each provision that holds such paragraphs.

    It has to be cited when it lays a duty or sets a time, or when nobody can tell whether it belongs to the clause
    before it or to the whole article. An introduction, a list or a sentence that goes on needs no number.
    """
    text = examined.text
    told: set[int] = set()
    for item in text.nodes:
        if item.level is Level.PARAGRAPH and item.number != "1":
            (above, *_) = text.ancestors(item)
            if id(above) in told or not _has_to_be_cited(examined, item, above):
                continue
            told.add(id(above))
            whole = item.pieces[0]
            cut = (
                text.text.rfind(" ", whole.start, min(whole.end, whole.start + 60))
                if whole.end - whole.start > 60
                else -1
            )
            shown = Span(whole.start, cut if cut > whole.start else whole.end)
            yield defect(text, "L114", shown, item, above=str(above.citation), ordinal=item.number)


def _has_to_be_cited(examined: Examined, item: Provision, above: Provision) -> bool:
    if _PASSED.match(examined.text.words(item.pieces[0])):
        return False
    if above.level is not Level.ARTICLE or item.also:
        return True
    if any(time.provision is item and time.is_duty for time in examined.times):
        return True
    return any(_LAYS_DUTY.search(examined.text.words(piece)) for piece in item.pieces)


def check_empty(examined: Examined) -> Iterator[Diagnostic]:
    """A heading has nothing below it."""
    for item in examined.text.nodes:
        if item.level in (Level.SUBITEM, Level.SECTION, Level.CHAPTER, Level.ARTICLE):
            said = [piece for piece in item.pieces if piece.start > item.marker.end]
            heading_only = item.heading is not None or item.pieces[0].end <= item.marker.end
            if heading_only and not said and not item.children:
                yield defect(examined.text, "L121", item.pieces[0], item)


def _groups(text: LegalText) -> Iterator[tuple[Level, Sequence[Provision]]]:
    """Yield the numbered provisions that belong to one numbering, in order.

    Articles are numbered through all chapters of one run, everything else within its parent.
    """
    decision = [item for item in text.nodes if item.level is Level.ARTICLE and _is_decision(item)]
    others = [
        item for item in text.nodes
        if item.level is Level.ARTICLE and item.citation is not None and len(item.citation.parts) == 1
    ]  # fmt: skip
    yield Level.ARTICLE, decision
    yield Level.ARTICLE, others
    for level in (Level.CHAPTER, Level.SECTION):
        yield level, [item for item in text.roots if item.level is level]
    for parent in text.nodes:
        for level in _NUMBERED:
            if level in (Level.CHAPTER, Level.SECTION) or (level is Level.ARTICLE and parent.level < Level.SECTION):
                continue
            found = [child for child in parent.children if child.level is level and _ordinal(child)]
            if found:
                yield level, found


def _is_decision(item: Provision) -> bool:
    return item.citation is not None and item.citation.parts[0][0] == "quyết định"


def _ordinal(item: Provision) -> int:
    if item.level is Level.POINT:
        return POINT_LETTERS.index(item.number) + 1 if item.number in tuple(POINT_LETTERS) else 0
    if item.level in (Level.CHAPTER, Level.SECTION):
        return roman_value(item.number)
    digits = re.match(r"\d+", item.number)
    return int(digits[0]) if digits else 0


def _place(item: Provision) -> tuple[int, str]:
    """Return its place in the numbering: an inserted «40a» stands behind «40» and before «40b» and «41»."""
    if item.level is Level.POINT:
        return _ordinal(item), ""
    return _ordinal(item), re.sub(r"^\d+|^[IVXLC]+", "", item.number)


def _number(level: Level, value: int) -> str:
    if level is Level.POINT:
        return f"{POINT_LETTERS[value - 1]})" if value <= len(POINT_LETTERS) else ""
    return f"Điều {value}" if level is Level.ARTICLE else f"{value}."


def _sign(text: LegalText, item: Provision) -> str:
    return text.words(item.marker)


def _told(text: LegalText, item: Provision) -> Note:
    return note(text, item.marker, f"trước đó là «{_sign(text, item)}»", f"before it stands «{_sign(text, item)}»")
