"""The comparison: a row a topic, a column a regulation, and in each cell what the text says or how it is silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, Literal

from engine.clock import shown
from engine.comparison.sayings import Said, sayings
from engine.loading.rules import RuleDocument
from engine.model.duties import Regulation, RegulationStatus, SourceKind
from engine.vocabulary import standard

Silence = Literal["silent_enacted", "silent_draft", "not_in_source"]

_EFFECTIVE: Final = "effective_date"
_STATUS: Final = "status"


class Force(Enum):
    """Whether a regulation is in force on the day of the comparison."""

    DRAFT = "draft"
    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one regulation says on one topic.

    Attributes:
        said: one for each rule that speaks to the topic, in the order of the file; empty when it is silent.
        silence: what its silence means, or None when it speaks.
        mark: how it differs from the others; None as long as cells are only placed side by side.
    """

    said: tuple[Said, ...]
    silence: Silence | None
    mark: str | None = None

    @property
    def text(self) -> str | None:
        """All that is said, a line each."""
        return "\n".join(item.text for item in self.said) or None

    @property
    def cites(self) -> tuple[str, ...]:
        """The clauses, each once."""
        return tuple(dict.fromkeys(place for item in self.said for place in item.cites))

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules."""
        return tuple(item.rule for item in self.said if item.rule is not None)


@dataclass(frozen=True, slots=True)
class Column:
    """One regulation."""

    id: str
    province: str
    number: str | None
    status: RegulationStatus
    force: Force
    version: str


@dataclass(frozen=True, slots=True)
class Row:
    """One topic; `cells` follow the order of the columns."""

    topic: str
    label: str
    label_en: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole comparison as of one day."""

    as_of: date
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def compare(documents: Sequence[RuleDocument], as_of: date, topics: Iterable[str] = ()) -> Matrix:
    """Place regulations side by side, by the versions of their rules in force on `as_of`.

    Args:
        documents: loaded without errors, in the order of the columns; a regulation not in force is shown and marked.
        topics: the rows; empty for every topic of the vocabulary, then those that the files add.
    """
    labels = {term.id: (term.label, term.en) for item in documents for term in item.vocabulary.topics.values()}
    labels = {**{term.id: (term.label, term.en) for term in standard().topics.values()}, **labels}
    wanted = tuple(topics) or tuple(labels)
    said = [dict(_by_topic(document, as_of)) for document in documents]
    rows = tuple(
        Row(
            topic,
            *labels[topic],
            tuple(
                _cell(found.get(topic, ()), document.file.regulation)
                for found, document in zip(said, documents, strict=True)
            ),
        )
        for topic in wanted
    )
    return Matrix(as_of, tuple(_column(document, as_of) for document in documents), rows)


def _by_topic(document: RuleDocument, as_of: date) -> Iterator[tuple[str, tuple[Said, ...]]]:
    found: dict[str, list[Said]] = {}
    for topic, saying in sayings(document, as_of):
        found.setdefault(topic, []).append(saying)
    regulation = document.file.regulation
    found[_STATUS] = [_status(regulation, found.get(_STATUS, []))]
    if regulation.in_force_from is not None:
        cites = [place for item in found.get(_EFFECTIVE, []) for place in item.cites] or list(regulation.cites)
        rule = next((item.rule for item in found.get(_EFFECTIVE, [])), None)
        found[_EFFECTIVE] = [Said(shown(regulation.in_force_from), tuple(cites), rule)]
    for topic, items in found.items():
        yield topic, tuple(items)


def _status(regulation: Regulation, norms: Sequence[Said]) -> Said:
    """Return the state of the text itself, with the number it has and what it replaces."""
    words = {
        RegulationStatus.DRAFT: "dự thảo",
        RegulationStatus.IN_FORCE: "có hiệu lực",
        RegulationStatus.REPEALED: "đã hết hiệu lực",
    }
    parts = [words[regulation.status], regulation.number or "chưa có số"]
    if regulation.replaces:
        parts.append("thay thế " + ", ".join(regulation.replaces))
    cites = tuple(dict.fromkeys([*regulation.cites, *(place for item in norms for place in item.cites)]))
    return Said("; ".join(parts), cites, next((item.rule for item in norms), None))


def _cell(said: tuple[Said, ...], regulation: Regulation) -> Cell:
    return Cell(said, None if said else _silence(regulation))


def _silence(regulation: Regulation) -> Silence:
    """Return what silence means: a summary proves nothing by it, a draft may still change."""
    if regulation.source is SourceKind.SUMMARY:
        return "not_in_source"
    return "silent_draft" if regulation.status is RegulationStatus.DRAFT else "silent_enacted"


def _column(document: RuleDocument, as_of: date) -> Column:
    regulation = document.file.regulation
    return Column(
        id=document.id,
        province=regulation.province,
        number=regulation.number,
        status=regulation.status,
        force=_force(regulation, as_of),
        version=document.version,
    )


def _force(regulation: Regulation, as_of: date) -> Force:
    if regulation.status is RegulationStatus.DRAFT or regulation.in_force_from is None:
        return Force.DRAFT
    if as_of < regulation.in_force_from:
        return Force.NOT_YET
    if regulation.in_force_until is not None and as_of >= regulation.in_force_until:
        return Force.ENDED
    return Force.IN_FORCE
