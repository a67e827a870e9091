"""Reading a column map: a small YAML or JSON file beside a log of another program.

columns: {"Mã NV": dossier, "Ngày PS": date, "Loại": event}
values:
  event: {"A01": recruitment_decided, "A02": data_entry_completed, "Z9": null}
"""

from __future__ import annotations

from pathlib import Path

from engine.diagnostics import Diagnostic, has_errors
from engine.loading.logs.column_map import ColumnMap
from engine.loading.logs.columns import EVENT_COLUMNS
from engine.loading.logs.folders import MAP_SUFFIX
from engine.loading.logs.report import Problem, Report, problem
from engine.loading.logs.values import attribute_value, clean
from engine.loading.rules.nodes import MappingNode, Node, ScalarNode, plain_value
from engine.loading.rules.yaml_reader import read_nodes, read_text
from engine.source import SourceText
from engine.vocabulary import Vocabulary, closest_name, fold

_FAMILIES = {"event": "events", "actor": "roles", "category": "person_categories"}
_CODES = {"event": "D141", "actor": "D142", "case": "D143", "category": "D144"}
_COMMON_NAME = "log"


def load_column_map(path: Path, vocabulary: Vocabulary) -> tuple[ColumnMap | None, list[Diagnostic]]:
    """Return the column map in a file, and every mistake found; None when there is one.

    The file has two parts, each of which may be missing: `columns`, header → standard column or attribute; and
    `values`, column → cell → meaning, where null leaves the rows with that cell aside and "" says nothing.
    """
    source, problems = read_text(path)
    if source is None:
        return None, problems
    root, problems = read_nodes(source)
    if root is None or has_errors(problems):
        return None, problems
    reader = _MapReader(source, vocabulary)
    found = reader.read(root)
    problems = [*problems, *reader.problems]
    return (None if has_errors(problems) else found), problems


def remembered_map(path: Path, vocabulary: Vocabulary, report: Report) -> ColumnMap | None:
    """Return the column map that lies beside the log at `path`, if there is one; a note says so.

    It is called like the log, with or without its ending («so.csv.map.yaml», «so.map.yaml»), or «log.map.yaml» for
    all logs of the folder.
    """
    plain = path.name.partition(".")[0]
    for name in dict.fromkeys((path.name, path.stem, plain, _COMMON_NAME)):
        beside = path.with_name(name + MAP_SUFFIX)
        if beside.is_file():
            found, diagnostics = load_column_map(beside, vocabulary)
            report.include(diagnostics)
            if found is not None:
                report.add(problem("D124", map=beside.name), str(path))
            return found
    return None


class _MapReader:
    """Turns nodes into a map and gathers what is wrong about them."""

    def __init__(self, source: SourceText, vocabulary: Vocabulary) -> None:
        self.problems: list[Diagnostic] = []
        self._source = source
        self._vocabulary = vocabulary

    def read(self, root: Node) -> ColumnMap:
        columns: dict[str, str | None] = {}
        done: frozenset[str] = frozenset()
        values: dict[str, dict[str, str | None]] = {}
        for key, part in self._entries(root, "columns, values, lifecycle"):
            match key.text:
                case "columns":
                    columns = self._columns(part)
                case "values":
                    values = self._values(part)
                case "lifecycle":
                    done = self._done(part)
                case _:
                    near = closest_name(key.text, ("columns", "values", "lifecycle"))
                    self._report(problem("D129", near, name=key.text), key)
        names = {fold(name): column for column in values for name in self._names_of(column)}
        names |= {fold(clean(header)): column for header, column in columns.items() if column is not None}
        return ColumnMap(self._source.name, columns, values, names, done)

    def _done(self, part: Node) -> frozenset[str]:
        """Return the life cycles of XES events that count as done."""
        found = set()
        for key, value in self._entries(part, "lifecycle: complete"):
            if not isinstance(value, ScalarNode) or plain_value(value) not in ("complete", None):
                self._report(problem("D127", expected="complete hoặc null", expected_en="complete or null"), value)
            elif plain_value(value) is not None:
                found.add(key.text.strip().casefold())
        return frozenset(found)

    def _columns(self, part: Node) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        first: dict[str, str] = {}
        headers: dict[str, str] = {}
        for key, value in self._entries(part, "header: column"):
            if isinstance(value, ScalarNode) and plain_value(value) is None:
                found[key.text] = None
                continue
            column = self._column(value)
            if column is None:
                continue
            header = headers.setdefault(fold(clean(key.text)), key.text)
            other = first.setdefault(column, key.text)
            if other != key.text or header != key.text:
                self._report(problem("D126", column=column, first=other, second=key.text), key)
            found[key.text] = column
        return found

    def _values(self, part: Node) -> dict[str, dict[str, str | None]]:
        found: dict[str, dict[str, str | None]] = {}
        for key, cells in self._entries(part, "column: {cell: meaning}"):
            column = self._column(key)
            if column is None:
                continue
            meanings = found.setdefault(column, {})
            for cell, value in self._entries(cells, "cell: meaning"):
                meanings[clean(cell.text)] = self._meaning(column, value)
        return found

    def _meaning(self, column: str, node: Node) -> str | None:
        if not isinstance(node, ScalarNode):
            self._report(problem("D127", expected="một giá trị", expected_en="one value"), node)
            return None
        if plain_value(node) is None:
            return None
        meaning = _id_of(column, node.text, self._vocabulary)
        if isinstance(meaning, Problem):
            self._report(meaning, node)
            return None
        return meaning

    def _column(self, node: Node) -> str | None:
        """Return the column that is named, or None after reporting that there is none of that name."""
        text = node.text if isinstance(node, ScalarNode) else ""
        for column in EVENT_COLUMNS:
            if fold(text) in map(fold, self._names_of(column)):
                return column
        attribute = self._vocabulary.attribute_by_name(text)
        if attribute is not None:
            return attribute.id
        known = [*EVENT_COLUMNS, *self._vocabulary.attributes]
        self._report(problem("D125", closest_name(text, known), column=text, known=", ".join(EVENT_COLUMNS)), node)
        return None

    def _names_of(self, column: str) -> tuple[str, ...]:
        attribute = self._vocabulary.attributes.get(column)
        also = EVENT_COLUMNS.get(column, ())
        return (column, *also) if attribute is None else (column, attribute.label, *attribute.also, *also)

    def _entries(self, node: Node, expected: str) -> tuple[tuple[ScalarNode, Node], ...]:
        if isinstance(node, MappingNode):
            return node.entries
        if not (isinstance(node, ScalarNode) and plain_value(node) is None):
            self._report(problem("D127", expected=f"bảng «{expected}»", expected_en=f"a mapping «{expected}»"), node)
        return ()

    def _report(self, found: Problem, node: Node) -> None:
        place = self._source.place(node.span)
        self.problems.append(Diagnostic(found.code, place, found.args, found.suggestion))


def _id_of(column: str, text: str, vocabulary: Vocabulary) -> str | Problem:
    """Return what `text` means in a column, in its one spelling; an empty one says nothing there."""
    if column not in _CODES or not text:
        return attribute_value(column, vocabulary.attributes.get(column), text)
    if column == "case":
        term = vocabulary.case_by_name(text)
        near = vocabulary.closest("transfer_cases", text) or vocabulary.closest("subtypes", text)
    else:
        family = _FAMILIES[column]
        term = vocabulary.family(family).get(vocabulary.find(family, text) or "")
        near = vocabulary.closest(family, text) if term is None else None
    return term.id if term is not None else problem(_CODES[column], near, value=text)
