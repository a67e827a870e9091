"""From lines to the tree of provisions: which signs open a provision, what belongs to it, how it is cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from engine.model.citations import POINT_LETTERS
from engine.reading.lines import (
    Layout,
    Line,
    ends_sentence,
    goes_on,
    is_capitals,
    layout_of,
    lines_of,
    title_goes_on,
)
from engine.reading.markers import Level, Marker, roman_value
from engine.source import Span

_CONTAINERS = frozenset((Level.PART, Level.CHAPTER, Level.DIVISION))
_TITLE = re.compile(r"(?:QUY CHẾ|QUY ĐỊNH|NỘI QUY|ĐIỀU LỆ|QUY TRÌNH|HƯỚNG DẪN)\b")
_CLOSING = re.compile(r"(?:Nơi nhận|NƠI NHẬN|TM\.|KT\.|T/M|K\. CHỦ TỊCH|CHỦ TỊCH\b|PHÓ CHỦ TỊCH\b|GIÁM ĐỐC\b)")
# A number may be skipped by mistake; a greater jump is no numbering but a number that happens to begin a line.
_WIDEST_GAP = 3
_LONGEST_TITLE = 180
_SHORTEST_PARAGRAPH = 25


@dataclass
class Draft:
    """A provision being gathered: its sign, its paragraphs as ranges of the text, what stands in it."""

    level: Level
    number: str
    marker: Span
    pieces: list[Span] = field(default_factory=list)
    children: list[Draft] = field(default_factory=list)
    inside_line: bool = False

    def last_number(self, level: Level) -> str | None:
        """Return the number of the last child of `level`."""
        return next((child.number for child in reversed(self.children) if child.level is level), None)


@dataclass
class Run:
    """One numbering of articles from the beginning: the decision's, then the regulation's."""

    roots: list[Draft] = field(default_factory=list)
    article: int = 0
    chapter: int = 0
    has_chapters: bool = False


@dataclass
class Gathered:
    """What the outline found.

    Attributes:
        runs: the numberings of articles; a submission has one.
        loose: paragraphs outside every provision.
        joints: offsets of line ends that stand inside a paragraph.
    """

    runs: list[Run] = field(default_factory=lambda: [Run()])
    loose: list[Span] = field(default_factory=list)
    joints: list[Span] = field(default_factory=list)


def gather(text: str, *, submission: bool) -> Gathered:
    """Read the lines of `text` into provisions.

    Args:
        submission: sections «I.», items «1.», «2.1.» and dashes carry the text, articles are only spoken of.
    """
    lines = lines_of(text)
    layout = layout_of(lines)
    outline = _Outline(text, layout, submission)
    for line, following in _with_next(lines):
        outline.take(line, following)
    return outline.found


def _with_next(lines: Sequence[Line]) -> Iterator[tuple[Line, Line | None]]:
    for index, line in enumerate(lines):
        yield line, lines[index + 1] if index + 1 < len(lines) else None


class _Outline:
    """The reading of one text, line by line."""

    def __init__(self, text: str, layout: Layout, submission: bool) -> None:
        self.text = text
        self.layout = layout
        self.submission = submission
        self.found = Gathered()
        self._open: list[Draft] = []
        self._closed = True

    @property
    def _run(self) -> Run:
        return self.found.runs[-1]

    def take(self, line: Line, following: Line | None) -> None:
        """Place one line: it opens a provision, closes the text, or goes on with what is open."""
        marker = self._leveled(line.marker) if line.marker is not None else None
        if marker is not None and self._opens(line, marker):
            self._begin(line, marker)
        elif self._is_title(line):
            self._start_run()
            self._closed = True
            self.found.loose.append(Span(line.start, line.end))
        elif (_CLOSING.match(line.text) and not self.submission) or line.text.startswith("Nơi nhận"):
            self._closed = True
            self.found.loose.append(Span(line.start, line.end))
        else:
            self._continue(line, following)

    def _leveled(self, marker: Marker) -> Marker:
        """Return the marker with the level that its sign has in this kind of document."""
        if self.submission and marker.level is Level.CLAUSE:
            return Marker(Level.ITEM, marker.number, marker.length)
        if not self.submission and marker.level is Level.SUBITEM:
            return Marker(Level.POINT, marker.number, marker.length)
        if not self.submission and marker.level is Level.SECTION:
            return Marker(Level.DIVISION, marker.number, marker.length)
        return marker

    # Which signs open a provision

    def _opens(self, line: Line, marker: Marker) -> bool:
        if self._closed and marker.level > (Level.SECTION if self.submission else Level.ARTICLE):
            return False
        match marker.level:
            case Level.CHAPTER:
                return not self.submission and self._opens_chapter(line, marker)
            case Level.DIVISION:
                return not self.submission and self._opens_division(line, marker)
            case Level.SECTION:
                return self.submission and self._is_next_section(marker)
            case Level.ARTICLE:
                return self._opens_article(line, marker)
            case Level.ITEM | Level.CLAUSE:
                return self._follows(line, marker, self._holder(marker.level))
            case Level.SUBITEM:
                return self.submission and not line.is_inside
            case Level.POINT:
                return self._opens_point(line, marker)
            case Level.DASH | Level.PLUS:
                return not line.is_inside and (
                    not self.layout.is_wrapped or self._at_rest() or line.text[2:3].isupper()
                )
            case _:
                return False

    def _opens_chapter(self, line: Line, marker: Marker) -> bool:
        rest = line.text[marker.length :]
        titled = not rest or is_capitals(rest) or line.text[marker.length - 2 : marker.length].strip() in (".", ":")
        number = roman_value(marker.number)
        return titled and (number == 1 or self._run.chapter < number <= self._run.chapter + _WIDEST_GAP)

    def _opens_division(self, line: Line, marker: Marker) -> bool:
        rest = line.text[marker.length :]
        return not line.is_inside and (not rest or is_capitals(rest) or line.text.startswith("Mục"))

    def _is_next_section(self, marker: Marker) -> bool:
        last = next((root.number for root in reversed(self._run.roots)), "")
        return 0 < roman_value(marker.number) - roman_value(last) <= _WIDEST_GAP

    def _opens_article(self, line: Line, marker: Marker) -> bool:
        number = int(re.sub(r"\D", "", marker.number))
        last = self._last_article()
        if line.is_inside and (number != last + 1 or self._is_reference_before(line)):
            return False
        if not line.text[marker.length :] and not self._at_rest():
            return False
        if number == 1 or last < number <= last + _WIDEST_GAP or not marker.number.isdigit():
            return self._at_rest() or number == last + 1 or line.after_blank
        return last > 0 and number <= last and self._at_rest()

    def _last_article(self) -> int:
        if not self.submission:
            return self._run.article
        holder = self._holder(Level.ARTICLE)
        last = holder.last_number(Level.ARTICLE) if holder is not None else None
        return int(re.sub(r"\D", "", last)) if last else 0

    def _is_reference_before(self, line: Line) -> bool:
        """Tell whether «… theo khoản 2 | Điều 5. …» stands here: the end of a reference, not a heading."""
        before = self.text[max(0, line.start - 20) : line.start]
        return bool(re.search(r"(?:khoản|điểm|và|hoặc|tại|theo|của|,)\s*[\da-zđ]*\s*$", before, re.IGNORECASE))

    def _follows(self, line: Line, marker: Marker, holder: Draft | None) -> bool:
        """Tell whether a number goes on with the numbering of `holder`."""
        if holder is None or holder.level < Level.SECTION:
            return False
        last = holder.last_number(marker.level)
        before = int(re.sub(r"\D", "", last)) if last else 0
        number = int(re.sub(r"\D", "", marker.number))
        if line.is_inside:
            return number == before + 1 and before > 0
        if number == before + 1:
            return True
        return (number == before or before < number <= before + _WIDEST_GAP) and self._at_rest()

    def _opens_point(self, line: Line, marker: Marker) -> bool:
        holder = self._holder(Level.POINT)
        if holder is None or holder.level < Level.SECTION:
            return False
        if marker.number not in POINT_LETTERS:
            return not line.is_inside
        last = holder.last_number(Level.POINT)
        before = POINT_LETTERS.index(last) if last in tuple(POINT_LETTERS) else -1
        index = POINT_LETTERS.index(marker.number)
        if line.is_inside:
            return index == before + 1 > 0
        return index == before + 1 or (before <= index <= before + _WIDEST_GAP and self._at_rest())

    def _holder(self, level: Level) -> Draft | None:
        """Return the open provision in which one of `level` would stand."""
        return next((draft for draft in reversed(self._open) if draft.level < level), None)

    def _at_rest(self) -> bool:
        """Tell whether the text before is complete, so that a new provision may begin."""
        if self._closed or not self._open:
            return True
        top = self._open[-1]
        return (
            not top.pieces
            or top.level in _CONTAINERS
            or not self.layout.is_wrapped
            or ends_sentence(self._said(top.pieces[-1]))
        )

    def _said(self, piece: Span) -> str:
        return self.text[piece.start : piece.end]

    # Opening and filling

    def _begin(self, line: Line, marker: Marker) -> None:
        number = marker.number
        if (marker.level is Level.ARTICLE and number == "1") or (
            marker.level is Level.CHAPTER and roman_value(number) == 1 and not self._run.has_chapters
        ):
            self._start_run()
        self._count(marker)
        self._hand_over_introduction(marker.level)
        while self._open and self._open[-1].level >= marker.level:
            self._open.pop()
        siblings = self._open[-1].children if self._open else self._run.roots
        if marker.level in (Level.DASH, Level.PLUS):
            number = str(1 + sum(item.level is marker.level for item in siblings))
        draft = Draft(marker.level, number, Span(line.start, line.start + marker.length), inside_line=line.is_inside)
        draft.pieces.append(Span(line.start, line.end))
        siblings.append(draft)
        self._open.append(draft)
        self._closed = False

    def _hand_over_introduction(self, level: Level) -> None:
        """Give a paragraph that leads up to a list («… như sau:») to what the list stands in, not to the one before."""
        if not self._open or self._open[-1].level < level or len(self._open[-1].pieces) < 2:
            return
        holder = self._holder(level)
        if holder is not None and self._said(self._open[-1].pieces[-1]).endswith(":"):
            holder.pieces.append(self._open[-1].pieces.pop())

    def _count(self, marker: Marker) -> None:
        if marker.level is Level.CHAPTER:
            self._run.chapter = roman_value(marker.number)
            self._run.has_chapters = True
        elif marker.level is Level.ARTICLE:
            self._run.article = int(re.sub(r"\D", "", marker.number))

    def _start_run(self) -> None:
        """Begin a new numbering, unless the one at hand has no article yet or the document is a submission."""
        if not self.submission and self._run.article:
            self.found.runs.append(Run())
            self._open.clear()

    def _is_title(self, line: Line) -> bool:
        if self.submission or not _TITLE.match(line.text) or not is_capitals(line.text):
            return False
        in_heading = not self._closed and bool(self._open) and self._open[-1].level in _CONTAINERS
        return not in_heading and self._at_rest()

    def _continue(self, line: Line, following: Line | None) -> None:
        if self._closed or not self._open:
            self._extend(self.found.loose, line, goes_on=self._loose_goes_on(line))
            return
        top = self._open[-1]
        before = self._said(top.pieces[-1])
        if top.level in _CONTAINERS:
            titled = len(before) > top.marker.end - top.marker.start
            if titled and not (is_capitals(line.text) or goes_on(before, line, self.layout)):
                self.found.loose.append(Span(line.start, line.end))
            else:
                self._extend(top.pieces, line, goes_on=True)
            return
        if line.is_inside or line.is_quoted:
            self._extend(top.pieces, line, goes_on=True)
            return
        if top.level is Level.ARTICLE and len(top.pieces) == 1 and line.text[0].isupper() and not ends_sentence(before):
            # Trong văn bản ngắt dòng cứng, câu dài hoặc vài chữ cuối câu không phải là đoạn mới.
            is_rest = self.layout.is_wrapped and (len(before) > _LONGEST_TITLE or len(line.text) < _SHORTEST_PARAGRAPH)
            self._extend(top.pieces, line, goes_on=is_rest or title_goes_on(before, line, following))
            return
        self._extend(top.pieces, line, goes_on=goes_on(before, line, self.layout))

    def _loose_goes_on(self, line: Line) -> bool:
        if not self.found.loose or self.found.loose[-1].end > line.start:
            return False
        before = self._said(self.found.loose[-1])
        if is_capitals(before) != is_capitals(line.text) or is_capitals(line.text):
            return False
        return goes_on(before, line, self.layout)

    def _extend(self, pieces: list[Span], line: Line, *, goes_on: bool) -> None:
        if goes_on and pieces:
            self.found.joints.append(Span(pieces[-1].end, line.start))
            pieces[-1] = Span(pieces[-1].start, line.end)
        else:
            pieces.append(Span(line.start, line.end))
