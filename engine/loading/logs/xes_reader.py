"""XES, the event logs of process mining: XML, read with expat as a stream.

A trace is a dossier, its attributes hold for those of its events that lack them. What is left aside: events whose life
cycle transition is not «complete», attributes inside attributes, lists, and all that is said about the log as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path
from xml.parsers import expat

from engine.loading.logs.byte_blocks import OnBytes, Packing, byte_blocks, half_of
from engine.loading.logs.finished import TRANSITION, done_by, left_out
from engine.loading.logs.pieces import Piece, Reading, StreamBrokenError, piece_of_rows
from engine.loading.logs.report import Report, problem

Cells = dict[str, str]

TRACE_NAME = "case:concept:name"
"""What the name of a trace is called among the attributes of its events."""
COLUMN_OF = {
    TRACE_NAME: "dossier",
    "concept:name": "event",
    "time:timestamp": "date",
    "org:group": "unit",
    "org:role": "actor",
    "org:resource": "actor",
}
"""The columns that the attributes of the standard stand for."""

_PLAIN = frozenset(("string", "date", "int", "float", "boolean", "id"))
_NESTED = frozenset(("list", "container"))
_BLOCK = 1 << 20
_LONGEST_TAG = 16 << 20
_DEEPEST = 40
_WORDS = {
    "mismatched tag": "thẻ đóng không khớp thẻ mở",
    "no element found": "tệp bị cắt ngắn",
    "unclosed token": "tệp bị cắt ngắn trong một thẻ",
    "not well-formed (invalid token)": "có ký tự không được đứng ở đây",
    "junk after document element": "có nội dung thừa sau thẻ cuối",
    "undefined entity": "có tên ký tự không được khai",
    "duplicate attribute": "một thẻ có hai thuộc tính cùng tên",
}


def read_xes(
    path: Path,
    packing: Packing,
    report: Report,
    on_bytes: OnBytes | None = None,
    done: Collection[str] = (),
) -> Reading:
    """Return the events of an XES file as a table, numbered from 1; it is read twice, first for its columns.

    The columns are the attributes in order of first appearance, those of `COLUMN_OF` under the names given there. When
    an attribute has that name itself, the one of the standard keeps its own; `org:resource` does so too beside
    `org:role`.

    Args:
        done: what the life cycle of an event may be besides «complete», folded.

    Raises:
        StreamBrokenError: the XML is damaged, is not XES, or asks for what a log does not need.
    """
    file = str(path)
    with closing(byte_blocks(path, packing, half_of(path, 1, on_bytes), _BLOCK)) as blocks:
        parser = _Parser(done)
        for _ in parser.read(blocks):
            pass
    keys = list(parser.keys)
    blocks = byte_blocks(path, packing, half_of(path, 2, on_bytes), _BLOCK)
    return Reading(_columns(keys), _pieces(_Parser(done), blocks, keys, file, report))


def _columns(keys: list[str]) -> list[str]:
    taken = set(keys)
    if "org:role" in taken:
        taken.add("actor")
    columns = []
    for key in keys:
        name = COLUMN_OF.get(key, key)
        columns.append(key if name in taken and key != "org:role" else name)
    return columns


def transitions_in(path: Path, packing: Packing) -> Counter[str]:
    """Return how many events of an XES file have which life cycle, those of finished ones apart.

    Raises:
        StreamBrokenError: as `read_xes`.
    """
    parser = _Parser(())
    with closing(byte_blocks(path, packing, None, _BLOCK)) as blocks:
        for _ in parser.read(blocks):
            pass
    return parser.unfinished


def _pieces(parser: _Parser, blocks: Iterator[bytes], keys: list[str], file: str, report: Report) -> Iterator[Piece]:
    for events in parser.read(blocks):
        yield piece_of_rows(((number, [cells.get(key, "") for key in keys]) for number, cells in events), len(keys))
    if parser.unfinished:
        report.add(left_out(parser.unfinished), file)
    if parser.nested:
        report.add(problem("D115", count=parser.nested), file)


class _Parser:
    """Gathers the attributes of events as the tags come.

    Attributes:
        keys: every attribute met so far, in order of appearance, also of events that were not read.
        unfinished: how many events were not read, by what they say of their life cycle.
        nested: how many attributes were not read.
    """

    def __init__(self, done: Collection[str]) -> None:
        self.keys: dict[str, None] = {}
        self.unfinished: Counter[str] = Counter()
        self.nested = 0
        self._done = done_by(done)
        self._found: list[tuple[int, Cells]] = []
        self._path: list[str] = []
        self._trace: Cells = {}
        self._event: Cells = {}
        self._events = 0
        self._events_of_trace = 0
        self._expat = expat.ParserCreate()
        self._expat.StartElementHandler = self._open
        self._expat.EndElementHandler = self._close
        self._expat.StartDoctypeDeclHandler = self._refuse_doctype

    def read(self, blocks: Iterator[bytes]) -> Iterator[list[tuple[int, Cells]]]:
        """Yield the events, with their numbers, some thousands at a time."""
        fed = 0
        try:
            for block in blocks:
                self._expat.Parse(block, False)
                fed += len(block)
                if fed - self._expat.CurrentByteIndex > _LONGEST_TAG:
                    raise self._refused("một thẻ dài quá giới hạn đọc", "a tag is longer than can be read")
                yield self._found
                self._found = []
            self._expat.Parse(b"", True)
        except expat.ExpatError as error:
            words = expat.ErrorString(error.code) or ""
            raise StreamBrokenError(
                problem("D112", reason=_WORDS.get(words, words), reason_en=words), error.lineno
            ) from None

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        path = self._path
        above = path[-1] if path else ""
        if above == "event" and tag in _PLAIN:  # By far the most frequent tag.
            self._event[attributes.get("key", "")] = attributes.get("value", "")
            path.append(tag)
            return
        tag = tag.rpartition(":")[2]
        if not path and tag != "log":
            raise self._refused(f"thẻ ngoài cùng là <{tag}>, không phải <log>", f"the root is <{tag}>, not <log>")
        if len(path) >= _DEEPEST:
            raise self._refused("các thẻ lồng nhau quá sâu", "the tags are nested too deeply")
        path.append(tag)
        if tag == "trace" and above == "log":
            self._trace, self._events_of_trace = {}, 0
        elif tag == "event" and above in ("trace", "log"):
            self._event = {}
        elif tag in _PLAIN and above in ("trace", "event"):
            self._take(above, attributes.get("key", ""), attributes.get("value", ""))
        elif tag in _NESTED or (tag in _PLAIN and above in _PLAIN):
            self.nested += 1

    def _take(self, above: str, key: str, value: str) -> None:
        if above == "event":
            self._event[key] = value
        elif self._events_of_trace:
            raise self._refused("thuộc tính của <trace> đứng sau <event>", "an attribute of <trace> follows an <event>")
        else:
            self._trace[TRACE_NAME if key == "concept:name" else key] = value

    def _close(self, _: str) -> None:
        tag = self._path.pop()
        if tag != "event" or not self._path or self._path[-1] not in ("trace", "log"):
            return
        self._events += 1
        self._events_of_trace += 1
        cells = {**self._trace, **self._event} if self._path[-1] == "trace" else self._event
        transition = cells.pop(TRANSITION, "").strip()
        self.keys.update(dict.fromkeys(cells))
        if transition.casefold() not in self._done:
            self.unfinished[transition] += 1
        else:
            self._found.append((self._events, cells))

    def _refuse_doctype(self, *_: object) -> None:
        raise self._refused("tệp có khai báo DOCTYPE", "it has a DOCTYPE declaration")

    def _refused(self, reason: str, reason_en: str) -> StreamBrokenError:
        return StreamBrokenError(problem("D113", reason=reason, reason_en=reason_en), self._expat.CurrentLineNumber)
