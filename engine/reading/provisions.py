"""A legal text as a tree of provisions, each with its citation and the stretches of text that are its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from engine.model.citations import Citation
from engine.reading.cleaning import CleanText
from engine.reading.markers import Level
from engine.source import Place, SourceText, Span


class TextKind(Enum):
    """What kind of document was read."""

    REGULATION = "regulation"
    DECISION_WITH_REGULATION = "decision_with_regulation"
    SUBMISSION = "submission"


@dataclass(frozen=True)
class Provision:
    """A chapter, article, clause, point, dash or unnumbered paragraph.

    Attributes:
        level: what it is.
        number: its number as written; a dash or paragraph has its ordinal.
        citation: how it is cited; None for parts, chapters and divisions, which no one cites.
        also: other citations that mean the same words: an unnumbered paragraph that closes an article may be read
            as part of its last clause or of the article itself.
        marker: the sign that opens it, empty for a paragraph.
        heading: its title, without the marker; None when it has none.
        pieces: its own text, marker and heading included, what stands in its children left out.
        children: what stands in it, in order.
        inside_line: its sign stands inside a line, behind other text.
    """

    level: Level
    number: str
    citation: Citation | None
    marker: Span
    heading: Span | None
    pieces: tuple[Span, ...]
    children: tuple[Provision, ...] = ()
    also: tuple[Citation, ...] = ()
    inside_line: bool = False

    @property
    def span(self) -> Span:
        """Everything from its sign to the end of its last child."""
        return Span(self.marker.start, max(self._ends()))

    def _ends(self) -> Iterator[int]:
        yield self.marker.end
        for piece in self.pieces:
            yield piece.end
        for child in self.children:
            yield child.span.end

    def walk(self) -> Iterator[Provision]:
        """Yield this provision and everything in it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class LegalText:
    """A text that has been read. Spans are offsets of `text`; `place` leads back to the file.

    Attributes:
        source: the file.
        clean: the text as it is read.
        kind: what kind of document it is.
        text: like `clean.text`, the line ends inside a paragraph replaced by spaces.
        roots: parts, chapters or articles (sections of a submission).
        loose: paragraphs outside every provision: heads, grounds, addressees, signatures.
    """

    source: SourceText
    clean: CleanText
    kind: TextKind
    text: str
    roots: tuple[Provision, ...]
    loose: tuple[Span, ...]

    @cached_property
    def provisions(self) -> tuple[Provision, ...]:
        """Every provision that can be cited, in the order of the text."""
        return tuple(item for item in self.nodes if item.citation is not None)

    @cached_property
    def nodes(self) -> tuple[Provision, ...]:
        """Every node of the tree, in the order of the text."""
        return tuple(item for root in self.roots for item in root.walk())

    @cached_property
    def by_citation(self) -> dict[Citation, Provision]:
        """Provisions by citation; of two with the same citation, the first. Other names come after all first ones."""
        found: dict[Citation, Provision] = {}
        for item in self.provisions:
            assert item.citation is not None
            found.setdefault(item.citation, item)
        for item in self.provisions:
            for name in item.also:
                found.setdefault(name, item)
        return found

    @cached_property
    def stretches(self) -> tuple[tuple[Span, Provision | None], ...]:
        """All text in order: each paragraph with the provision whose own it is, or None."""
        owned: list[tuple[Span, Provision | None]] = [(piece, item) for item in self.nodes for piece in item.pieces]
        owned += [(piece, None) for piece in self.loose]
        return tuple(sorted(owned, key=lambda pair: (pair[0].start, pair[0].end)))

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece, _ in self.stretches]

    def at(self, offset: int) -> Provision | None:
        """Return the narrowest provision in whose own text `offset` stands."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        piece, owner = self.stretches[index]
        return owner if offset <= piece.end else None

    def words(self, span: Span) -> str:
        """Return what `span` says, white space folded."""
        return " ".join(self.text[span.start : span.end].split())

    def place(self, span: Span) -> Place:
        """Return where in the file `span` stands."""
        return self.source.place(self.clean.origin(span))

    def ancestors(self, item: Provision) -> tuple[Provision, ...]:
        """Return the provisions that enclose `item`, the nearest first."""
        return self._parents.get(id(item), ())

    @cached_property
    def _parents(self) -> dict[int, tuple[Provision, ...]]:
        found: dict[int, tuple[Provision, ...]] = {}

        def visit(item: Provision, above: tuple[Provision, ...]) -> None:
            found[id(item)] = above
            for child in item.children:
                visit(child, (item, *above))

        for root in self.roots:
            visit(root, ())
        return found

    def article_of(self, item: Provision) -> Provision | None:
        """Return the article that `item` is or stands in; in a submission, the section."""
        for one in (item, *self.ancestors(item)):
            if one.level in (Level.ARTICLE, Level.SUBITEM):
                return one
        return None
