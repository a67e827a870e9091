"""Changing a rule file on trial: single values are spliced into its text, and the text is read again.

So a trial is the same as editing the file, position for position; nothing is written anywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from engine.diagnostics import Diagnostic, has_errors
from engine.loading.rules import RuleDocument, load_rules_text
from engine.loading.rules.checks.references import ID_BLOCKS
from engine.loading.rules.nodes import MappingNode, Node, Path, ScalarNode, SequenceNode
from engine.model.versions import Version
from engine.source import SourceText, Span
from engine.vocabulary import closest_name

_BLOCKS: Final = (*ID_BLOCKS, "interpretations")
_CHANGE: Final = re.compile(r"\s*([^=\s.]+)\.([^=\s]+?)\s*=(.*)\Z", re.DOTALL)
_PLAIN: Final = re.compile(r"[^\W_][^\n:#,\[\]{}\"'&*!|>%@`]*\Z")


@dataclass(frozen=True, slots=True)
class Change:
    """One value to be tried: `rule` is an id or a block of the file, `key` the way to the value from there.

    What stands in a list is named by its place, from 0: «moves.0.to».
    """

    rule: str
    key: tuple[str, ...]
    value: str

    @property
    def path(self) -> str:
        """The change as it was written, without its value."""
        return ".".join((self.rule, *self.key))


def parse_change(text: str) -> Change | None:
    """Read «RULE.KEY=VALUE» (a key deeper down: «RULE.KEY.KEY=VALUE»); None when it is not of that form."""
    match = _CHANGE.match(text)
    if match is None:
        return None
    value = match[3].strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]  # Dấu ngoặc mà cửa sổ lệnh đáng lẽ đã bỏ.
    return Change(match[1], tuple(match[2].split(".")), value)


def amended(
    document: RuleDocument, changes: Sequence[Change], as_of: date, choices: Mapping[str, str] | None = None
) -> tuple[RuleDocument | None, list[Diagnostic]]:
    """Return the regulation with `changes` made in its text.

    Of a rule with several versions the one that holds on `as_of` is changed, the last one when none does.

    Args:
        choices: readings in use instead of the file's own, to warn of changes that a reading overrules.

    Returns:
        None with the reasons, when a change has no place in the file or the file with them has errors.
    """
    edits: list[tuple[Span, str]] = []
    problems: list[Diagnostic] = []
    for change in changes:
        edit = _edit(document, change, as_of)
        if isinstance(edit, Diagnostic):
            problems.append(edit)
        else:
            edits.append(edit)
            problems += _overruled(document, change, choices or {})
    if has_errors(problems):
        return None, problems
    changed, found = load_rules_text(SourceText(document.source.name, _spliced(document.source.text, edits)))
    problems += found
    return (None if has_errors(found) else changed), problems


def has_place(document: RuleDocument, change: Change) -> bool:
    """Tell whether the regulation has the rule or block that a change is about."""
    return _path_of(document, change.rule, date.min) is not None


def nowhere(change: Change, documents: Sequence[RuleDocument]) -> Diagnostic:
    """Return the refusal of a change that has no place in any of the regulations, with the nearest id."""
    known = [item.id for document in documents for block in _BLOCKS for item in getattr(document.file, block)]
    files = ", ".join(document.source.name for document in documents)
    return Diagnostic.of("T101", suggestion=closest_name(change.rule, known), name=change.rule, rules=files)


def _spliced(text: str, edits: Sequence[tuple[Span, str]]) -> str:
    """Return `text` with each span replaced; of two edits of one place the later one counts."""
    last = {(span.start, span.end): value for span, value in edits}
    for (start, end), value in sorted(last.items(), reverse=True):
        text = text[:start] + value + text[end:]
    return text


def _edit(document: RuleDocument, change: Change, as_of: date) -> tuple[Span, str] | Diagnostic:
    start = _path_of(document, change.rule, as_of)
    if start is None:
        return nowhere(change, (document,))
    key = change.key
    if start[0] == "interpretations" and len(start) > 1 and key[0] != "readings" and len(key) > 1:
        key = ("readings", *key)
    node: Node | None = document.root
    for part in (*start, *key[:-1]):
        node = _child(node, part)
    if not isinstance(node, (MappingNode, SequenceNode)):
        return Diagnostic.of("T102", document.place(*start), path=change.path)
    old = _child(node, key[-1])
    in_flow = document.source.text[node.span.start] in "{["
    if isinstance(old, ScalarNode):
        return old.span, _scalar(change.value) + _line_ends(document.source.text, old)
    if old is not None or not isinstance(node, MappingNode) or not node.entries:
        return Diagnostic.of("T102", document.place(*start), path=change.path)
    return _insertion(document.source, node, key[-1], _scalar(change.value), in_flow=in_flow)


def _insertion(source: SourceText, node: MappingNode, key: str, value: str, *, in_flow: bool) -> tuple[Span, str]:
    """Write a key that the mapping lacks before its first one, so that no comment or long value is in the way."""
    first = node.entries[0][0].span.start
    if in_flow:
        return Span(first, first), f"{key}: {value}, "
    line_start = source.text.rfind("\n", 0, first) + 1
    return Span(first, first), f"{key}: {value}\n{' ' * (first - line_start)}"


def _path_of(document: RuleDocument, rule: str, as_of: date) -> Path | None:
    if isinstance(document.root, MappingNode) and isinstance(document.root.get(rule), (MappingNode, SequenceNode)):
        return (rule,)
    places: list[Path] = [
        (block, index)
        for block in _BLOCKS
        for index, item in enumerate(getattr(document.file, block))
        if item.id == rule
    ]
    if len(places) < 2:
        return places[0] if places else None
    in_force = (place for place in places if _holds_on(document, place, as_of))
    return next(in_force, places[-1])


def _holds_on(document: RuleDocument, place: Path, day: date) -> bool:
    """Tell whether the version of a rule at `place` is in force on `day`."""
    block, index = place
    item = getattr(document.file, str(block))[int(index)]
    return isinstance(item, Version) and item.holds_on(day)


def _child(node: Node | None, part: str | int) -> Node | None:
    if isinstance(node, MappingNode):
        return node.get(str(part))
    if isinstance(node, SequenceNode) and str(part).isdigit() and int(part) < len(node.items):
        return node.items[int(part)]
    return None


def _scalar(value: str) -> str:
    """Write a value as YAML: plain where that is safe in any place, otherwise in double quotes."""
    return value if _PLAIN.match(value) and value == value.strip() else json.dumps(value, ensure_ascii=False)


def _line_ends(text: str, node: ScalarNode) -> str:
    """Return the line ends that belong to the span of a block scalar («>», «|») and must stay."""
    written = text[node.span.start : node.span.end]
    return written[len(written.rstrip("\r\n")) :] if node.block else ""


def _overruled(document: RuleDocument, change: Change, choices: Mapping[str, str]) -> list[Diagnostic]:
    """Warn when the reading in use gives the changed key itself."""
    if len(change.key) != 1:
        return []
    field = "from_" if change.key[0] == "from" else change.key[0]
    found = []
    for item in document.file.interpretations:
        used = choices.get(item.id, item.chosen)
        reading = item.readings.get(used)
        if change.rule in item.about and reading is not None and field in reading.model_fields_set:
            instead = f"{item.id}.{used}.{change.key[0]}"
            found.append(Diagnostic.of("T103", path=change.path, reading=f"{item.id}={used}", instead=instead))
    return found
