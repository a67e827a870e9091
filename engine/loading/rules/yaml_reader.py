"""A guarded YAML reader: PyYAML's event stream into nodes, with limits.

Only the event interface is used: composing recurses and dies on deep nesting, and the safe loader reads `17:30`
as 1050 and keeps the last of two equal keys. This module is the only one that imports PyYAML for rule files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from engine.diagnostics import Diagnostic
from engine.diagnostics.os_words import refused
from engine.loading.rules.nodes import MappingNode, Node, ScalarNode, SequenceNode
from engine.source import Place, SourceText, Span

MAX_BYTES = 2_000_000
MAX_DEPTH = 40
MAX_NODES = 200_000

# What YAML does not allow in a stream, and lone halves of surrogate pairs.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


# The parser's own words for its most frequent problems, as a clerk would say them.
_PROBLEMS = {
    "mapping values are not allowed in this context": "có hai dấu «:» trên một dòng, hoặc thụt dòng sai",
    "could not find expected ':'": "thiếu dấu «:» sau tên khóa",
    "did not find expected key": "thụt dòng không khớp với các dòng trên",
    "did not find expected '-' indicator": "các dòng của danh sách không thẳng hàng",
    "did not find expected ',' or ']'": "danh sách [ … ] chưa đóng hoặc thiếu dấu phẩy",
    "did not find expected ',' or '}'": "bảng { … } chưa đóng hoặc thiếu dấu phẩy",
    "found unexpected end of stream": "dấu ngoặc kép hoặc ngoặc đơn chưa đóng",
    "found character that cannot start any token": "có ký tự không được đứng đầu giá trị",
    "block sequence entries are not allowed in this context": "dấu «- » đứng sai chỗ",
    "found unknown escape character": "dấu \\ trong ngoặc kép không đúng",
}


def read_text(path: Path) -> tuple[SourceText | None, list[Diagnostic]]:
    """Read a rule file as UTF-8 text without its byte-order mark; what cannot be read is a diagnostic."""
    name = str(path)
    place = Place(name)
    try:
        size = path.stat().st_size
        if path.is_dir():
            return None, [Diagnostic.of("P115", place, reason="đây là thư mục", reason_en="this is a folder")]
        if size > MAX_BYTES:
            return None, [Diagnostic.of("P101", place, size=size, limit=MAX_BYTES)]
        raw = path.read_bytes()
    except FileNotFoundError:
        return None, [Diagnostic.of("P115", place, reason="không có tệp này", reason_en="there is no such file")]
    except OSError as error:
        return None, [refused("P115", error, place)]
    return decode(raw, name)


def decode(raw: bytes, name: str) -> tuple[SourceText | None, list[Diagnostic]]:
    """Decode the bytes of a rule file."""
    if len(raw) > MAX_BYTES:
        return None, [Diagnostic.of("P101", Place(name), size=len(raw), limit=MAX_BYTES)]
    try:
        return SourceText(name, raw.decode("utf-8-sig")), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, [Diagnostic.of("P102", Place(name, line), offset=error.start)]


def read_nodes(source: SourceText) -> tuple[Node | None, list[Diagnostic]]:
    """Parse `source` into nodes; every mistake found up to the first break of the syntax is reported."""
    builder = _Builder(source)
    early = _unreadable_characters(source)
    if early:
        return None, early
    try:
        for event in _events(source.text):
            if not builder.take(event):
                break
    except yaml.MarkedYAMLError as error:
        builder.problems.append(_syntax_problem(source, error))
    except yaml.YAMLError as error:
        builder.problems.append(Diagnostic.of("P104", Place(source.name), problem=str(error), problem_en=str(error)))
    if builder.root is None and not builder.problems:
        builder.problems.append(Diagnostic.of("P113", Place(source.name)))
    return builder.root, builder.problems


def _events(text: str) -> Iterator[yaml.Event]:
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)
    return events


def _span(event: yaml.Event) -> Span:
    if event.start_mark is None or event.end_mark is None:
        return Span(0, 0)
    return Span(event.start_mark.index, event.end_mark.index)


def _unreadable_characters(source: SourceText) -> list[Diagnostic]:
    match = _UNREADABLE.search(source.text)
    if match is None:
        return []
    return [Diagnostic.of("P116", source.place(Span(*match.span())), char=f"U+{ord(match[0]):04X}")]


def _syntax_problem(source: SourceText, error: yaml.MarkedYAMLError) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    words = _PROBLEMS.get(error.problem or "", error.problem or "")
    if mark is None:
        return Diagnostic.of("P104", Place(source.name), problem=words, problem_en=error.problem or "")
    offset = min(mark.index, max(0, len(source.text) - 1))
    line = source.line_text(source.line_number(offset))
    indentation = line[: len(line) - len(line.lstrip())]
    span = Span(offset, offset + 1)
    if "\t" in indentation or "\t" in (error.problem or "") or source.text[offset : offset + 1] == "\t":
        return Diagnostic.of("P103", source.place(span))
    return Diagnostic.of("P104", source.place(span), problem=words, problem_en=error.problem or "")


@dataclass
class _Frame:
    """A mapping or list being built."""

    start: int
    is_mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[ScalarNode, Node]] = field(default_factory=list)
    seen: dict[str, ScalarNode] = field(default_factory=dict)
    key: ScalarNode | None = None
    skip_value: bool = False
    expects_key: bool = True


class _Builder:
    """Builds nodes from events without recursion."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.root: Node | None = None
        self.problems: list[Diagnostic] = []
        self._stack: list[_Frame] = []
        self._count = 0
        self._documents = 0
        self._composed = unicodedata.is_normalized("NFC", source.text)
        self._odd_letters_told = False

    def take(self, event: yaml.Event) -> bool:
        """Take one event; False stops the reading (a limit was passed)."""
        span = _span(event)
        match event:
            case yaml.ScalarEvent():
                self._refuse_marks(event, span)
                self._count += 1
                self._add(self._scalar(event, span))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._refuse_marks(event, span)
                self._count += 1
                self._stack.append(_Frame(span.start, isinstance(event, yaml.MappingStartEvent)))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close(span.end)
            case yaml.AliasEvent():
                self._report("P106", span)
                self._add(ScalarNode("", span, plain=True))
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self._report("P109", span)
                    return False
            case _:
                pass
        return self._within_limits(span)

    def _within_limits(self, span: Span) -> bool:
        if len(self._stack) > MAX_DEPTH:
            self._report("P110", span, limit=MAX_DEPTH)
            return False
        if self._count > MAX_NODES:
            self._report("P111", span, limit=MAX_NODES)
            return False
        return True

    def _report(self, code: str, span: Span, **args: str | int) -> None:
        pairs = tuple((name, str(value)) for name, value in args.items())
        self.problems.append(Diagnostic(code, self.source.place(span), pairs))

    def _refuse_marks(self, event: yaml.NodeEvent, span: Span) -> None:
        if event.anchor is not None:
            self._report("P106", span)
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            self._report("P107", span, tag=tag)

    def _scalar(self, event: yaml.ScalarEvent, span: Span) -> ScalarNode:
        value: str = event.value
        if not self._composed:
            composed = unicodedata.normalize("NFC", value)
            if composed != value and not self._odd_letters_told:
                self._odd_letters_told = True
                self._report("P112", span)
            value = composed
        return ScalarNode(value, span, not event.style, event.style in ("|", ">"))

    def _close(self, end: int) -> None:
        frame = self._stack.pop()
        span = Span(frame.start, end)
        if frame.is_mapping:
            self._add(MappingNode(tuple(frame.entries), span))
        else:
            self._add(SequenceNode(tuple(frame.items), span))

    def _add(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        frame = self._stack[-1]
        if not frame.is_mapping:
            frame.items.append(node)
        elif frame.expects_key:
            self._take_key(frame, node)
        else:
            if frame.key is not None and not frame.skip_value:
                frame.entries.append((frame.key, node))
            frame.key, frame.skip_value, frame.expects_key = None, False, True

    def _take_key(self, frame: _Frame, node: Node) -> None:
        frame.expects_key = False
        if not isinstance(node, ScalarNode):
            self._report("P114", node.span)
            return
        if node.text == "<<" and node.plain:
            self._report("P108", node.span)
            return
        first = frame.seen.get(node.text)
        if first is not None:
            line = self.source.line_number(first.span.start)
            self._report("P105", node.span, key=node.text, line=line)
            frame.key, frame.skip_value = node, True
            return
        frame.seen[node.text] = node
        frame.key = node
