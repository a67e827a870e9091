"""The comparison: a row a topic, a column a regulation, and in each cell what the text says or how it is silent.

Where the cells of a row have common ground, the strictest and the loosest are marked (`engine.comparison.marks`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Final, Literal

from engine.calendars import Calendar
from engine.clock import shown
from engine.comparison.comparability import Why
from engine.comparison.marks import Mark, Standing, marks_of, standings_of
from engine.comparison.measures import Form, Stands
from engine.comparison.sayings import Said, begins, sayings
from engine.comparison.strictness import TEN_YEARS, Horizon
from engine.loading.rules import RuleDocument
from engine.model.duties import Regulation, RegulationLevel, RegulationStatus, SourceKind
from engine.model.rule_file import Coverage, RuleFile
from engine.planning.plan import Duty, DutyKind
from engine.vocabulary import Vocabulary, standard

Silence = Literal["silent_enacted", "silent_draft", "not_in_source", "no_common_topic"]

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
        mark: how it stands among the others of its row; None when it is silent or alone, or neither end.
    """

    said: tuple[Said, ...]
    silence: Silence | None
    mark: Mark | None = None

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
    """One regulation, with the vocabulary that names its ids."""

    id: str
    regulation: Regulation
    force: Force
    version: str
    vocabulary: Vocabulary = field(repr=False, compare=False)

    @property
    def province(self) -> str:
        """Whose regulation it is."""
        return self.regulation.province

    @property
    def level(self) -> RegulationLevel:
        """Whom it binds."""
        return self.regulation.level

    @property
    def number(self) -> str | None:
        """Its number, None while it has none."""
        return self.regulation.number

    @property
    def status(self) -> RegulationStatus:
        """Where it stands in its life."""
        return self.regulation.status


@dataclass(frozen=True, slots=True)
class Row:
    """One topic; `cells` follow the order of the columns.

    Attributes:
        standings: how each cell that speaks stands to the row's point of reference, which is the base column if there
            is one, else the strictest cell, else the first that speaks.
        differs: whether the regulations do not all say the same.
    """

    topic: str
    label: str
    label_en: str
    cells: tuple[Cell, ...]
    standings: tuple[Standing, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole comparison as of one day.

    Attributes:
        base: the place of the column that the others are told against; None when there is none.
        horizon: the start dates on which strictness was decided, by `calendar`.
    """

    as_of: date
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    base: int | None
    horizon: Horizon
    calendar: Calendar

    @property
    def floor(self) -> Column | None:
        """The regulation of the whole country that the others are told against, if one is."""
        base = self.columns[self.base] if self.base is not None else None
        return base if base is not None and base.level is RegulationLevel.NATIONAL else None

    def is_longer_than_floor(self, standing: Standing) -> bool:
        """Tell whether the same act may come later than the floor allows, for every start date or for some.

        Which of the two texts then prevails is a question of law that is not answered here.
        """
        is_later = any(item.stands in (Stands.LOOSER, Stands.NEITHER) for item in standing.relation.verdicts())
        kept = any(isinstance(item, Duty) and item.kind is DutyKind.RETENTION for item in standing.measures)
        return self.floor is not None and standing.reference == self.base and is_later and not kept


def compare(
    documents: Sequence[RuleDocument],
    as_of: date,
    topics: Iterable[str] = (),
    *,
    base: str | None = None,
    only_different: bool = False,
    horizon: Horizon = TEN_YEARS,
    calendar: Calendar | None = None,
) -> Matrix:
    """Place regulations side by side, by the versions of their rules in force on `as_of`.

    Args:
        documents: loaded without errors, in the order of the columns; a regulation not in force is shown and marked.
        topics: the rows; empty for every topic of the vocabulary, then those that the files add.
        base: the id of the regulation that the others are told against; its column goes first. None for the only
            regulation of the whole country among them, if there is one: it is the floor.
        only_different: whether to leave out the rows on which all say the same.
        horizon: the start dates on which the strictness of deadlines is decided.
        calendar: None for the national one with all that is known.
    """
    base = base or _floor(documents)
    documents = sorted(documents, key=lambda item: item.id != base) if base is not None else documents
    calendar = calendar or Calendar.national()
    said = [dict(_by_topic(document, as_of)) for document in documents]
    place = 0 if base is not None and documents and documents[0].id == base else None
    rows = []
    labels = _labels(documents)
    for topic in tuple(topics) or tuple(labels):
        sides = [found.get(topic, ()) for found in said]
        knows = [
            bool(side) or topic in document.vocabulary.topics for side, document in zip(sides, documents, strict=True)
        ]
        marks = marks_of(sides, calendar, horizon, knows)
        cells = tuple(
            _cell(side, mark, document.file if is_known else None)
            for side, mark, document, is_known in zip(sides, marks.of, documents, knows, strict=True)
        )
        standings = standings_of(sides, marks.of, place, calendar, horizon)
        rows.append(Row(topic, *labels[topic], cells, standings, marks.differs))
    shown_rows = tuple(row for row in rows if row.differs or not only_different)
    return Matrix(as_of, tuple(_column(item, as_of) for item in documents), shown_rows, place, horizon, calendar)


def _floor(documents: Sequence[RuleDocument]) -> str | None:
    """Return the id of the regulation of the whole country, None when there is none, or more than one."""
    found = [item.id for item in documents if item.file.regulation.level is RegulationLevel.NATIONAL]
    return found[0] if len(found) == 1 else None


def _labels(documents: Sequence[RuleDocument]) -> dict[str, tuple[str, str]]:
    """Return the labels of all topics: the standard ones in their order, then those that files add.

    A topic that every file hides is left out.
    """
    shown = [document.vocabulary.topics for document in documents] or [standard().topics]
    labels = {
        term.id: (term.label, term.en)
        for term in standard().topics.values()
        if any(term.id in topics for topics in shown)
    }
    for document in documents:
        for term in document.vocabulary.topics.values():
            labels.setdefault(term.id, (term.label, term.en))
    return labels


def _by_topic(document: RuleDocument, as_of: date) -> Iterator[tuple[str, tuple[Said, ...]]]:
    found: dict[str, list[Said]] = {}
    for topic, saying in sayings(document, as_of):
        found.setdefault(topic, []).append(saying)
    regulation = document.file.regulation
    found[_STATUS] = [_status(regulation, found.get(_STATUS, []))]
    first = begins(document)
    if first is not None:
        cites = [place for item in found.get(_EFFECTIVE, []) for place in item.cites] or list(regulation.cites)
        rule = next((item.rule for item in found.get(_EFFECTIVE, [])), None)
        text = shown(first) if first == regulation.in_force_from else f"{shown(first)} (theo cách hiểu được chọn)"
        found[_EFFECTIVE] = [Said(text, tuple(cites), rule, (Form("day", first, Why.NO_ORDER),))]
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
    rule = next((item.rule for item in norms), None)
    return Said("; ".join(parts), cites, rule, (Form("status", regulation.status, Why.NO_ORDER),))


def _cell(said: tuple[Said, ...], mark: Mark | None, file: RuleFile | None) -> Cell:
    return Cell(said, None if said else _silence(file), mark)


def _silence(file: RuleFile | None) -> Silence:
    """Return what silence means: a summary, or a file of some articles, proves nothing; a draft may still change.

    A text of another matter, whose file does not have the topic, is not silent on it: there is nothing to compare.
    """
    if file is None:
        return "no_common_topic"
    regulation = file.regulation
    if regulation.source is SourceKind.SUMMARY or file.coverage is Coverage.PARTIAL:
        return "not_in_source"
    return "silent_draft" if regulation.status is RegulationStatus.DRAFT else "silent_enacted"


def _column(document: RuleDocument, as_of: date) -> Column:
    force = _force(document, as_of)
    return Column(document.id, document.file.regulation, force, document.version, document.vocabulary)


def _force(document: RuleDocument, as_of: date) -> Force:
    regulation, first = document.file.regulation, begins(document)
    if regulation.status is RegulationStatus.DRAFT or first is None:
        return Force.DRAFT
    if as_of < first:
        return Force.NOT_YET
    if regulation.in_force_until is not None and as_of >= regulation.in_force_until:
        return Force.ENDED
    return Force.IN_FORCE
