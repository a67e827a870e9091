"""Collecting the mistakes of one reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import RLock

from engine.diagnostics import Diagnostic, Note, sort_key
from engine.source import Place

KEPT_PER_CODE = 1_000
_SHOWN_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a value, before it is known where the value stands."""

    code: str
    args: tuple[tuple[str, str], ...] = ()
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A row, or several broken ones, that could not be used.

    Attributes:
        diagnostic: where it stands and why.
        dossier: which dossier it concerns; None when that cannot be read or it concerns none.
        rows: how many there are.
    """

    diagnostic: Diagnostic
    dossier: str | None
    rows: int = 1


Holes = Mapping[str, Sequence[tuple[str, int]]]
"""The dossiers that rows left out concern, and where those rows stand: file and line."""


class RowProblemError(Exception):
    """Leaves the reading of one row; always caught by the loop over the rows, which reports `problem`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def problem(code: str, suggestion: str | None = None, **args: object) -> Problem:
    """Build a problem with its template arguments as keywords; long values are cut for showing."""
    return Problem(code, tuple((name, shown(str(value))) for name, value in args.items()), suggestion)


def shown(value: str) -> str:
    """Return `value` on one line, without control characters, cut to what a message can hold."""
    words = " ".join(value[: 4 * _SHOWN_LENGTH].split())
    flat = "".join(char if char.isprintable() else "\ufffd" for char in words)
    whole = len(flat) <= _SHOWN_LENGTH and len(value) <= 4 * _SHOWN_LENGTH
    return flat if whole else flat[:_SHOWN_LENGTH] + "…"


class Report:
    """Gathers diagnostics, at most `KEPT_PER_CODE` of a code, and counts rows.

    Attributes:
        left_out: rows that are not used because of a mistake.
        unread: those among them that never became rows of a table, such as broken CSV lines.
    """

    def __init__(self) -> None:
        self.left_out = 0
        self.unread = 0
        self._kept: list[Diagnostic] = []
        self._rows: list[LeftRow] = []
        self._holes: dict[str, list[tuple[str, int]]] = {}
        self._counts: Counter[str] = Counter()
        self._lock = RLock()  # Đợt sau được đọc trong khi đợt trước còn đang được xét.

    def add(
        self, found: Problem, file: str, line: int | None = None, notes: tuple[Note, ...] = ()
    ) -> Diagnostic | None:
        """Note that `found` stands in `file` at `line` (None: the whole file); return it unless there are too many."""
        with self._lock:
            self._counts[found.code] += 1
            if self._counts[found.code] > KEPT_PER_CODE:
                return None
            noted = Diagnostic(found.code, Place(file, line), found.args, found.suggestion, notes=notes)
            self._kept.append(noted)
            return noted

    def leave_out(
        self,
        found: Problem,
        file: str,
        line: int,
        notes: tuple[Note, ...] = (),
        rows: int = 1,
        dossier: str | None = None,
    ) -> None:
        """Note a mistake that costs `rows` rows, and the dossier that these concern."""
        with self._lock:
            self.left_out += rows
            noted = self.add(found, file, line, notes)
            if noted is not None:
                self._rows.append(LeftRow(noted, dossier, rows))
            if dossier is not None:
                self._holes.setdefault(dossier, []).append((file, line))

    def lose(self, found: Problem, file: str, line: int, rows: int = 1) -> None:
        """Note a mistake on account of which `rows` rows could not even be read."""
        with self._lock:
            self.unread += rows
        self.leave_out(found, file, line, rows=rows)

    def include(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Note mistakes found elsewhere, such as in a file that says how to read this one."""
        for found in diagnostics:
            self._counts[found.code] += 1
            self._kept.append(found)

    def absorb(self, other: Report) -> None:
        """Take over what another report gathered, such as that of one file of several."""
        self.left_out += other.left_out
        self.unread += other.unread
        for code, count in other._counts.items():
            room = max(0, KEPT_PER_CODE - self._counts[code])
            self._kept += [item for item in other._kept if item.code == code][:room]
            self._rows += [row for row in other._rows if row.diagnostic.code == code][:room]
            self._counts[code] += count
        for dossier, places in other._holes.items():
            self._holes.setdefault(dossier, []).extend(places)

    @classmethod
    def of(
        cls,
        kept: Sequence[Diagnostic],
        counts: Mapping[str, int],
        left_out: int,
        unread: int,
        rows: Sequence[LeftRow] = (),
        holes: Holes | None = None,
    ) -> Report:
        """Return a report that has gathered so much."""
        report = cls()
        report.left_out, report.unread = left_out, unread
        report._kept, report._counts, report._rows = list(kept), Counter(counts), list(rows)
        report._holes = {dossier: list(places) for dossier, places in (holes or {}).items()}
        return report

    @property
    def left_rows(self) -> tuple[LeftRow, ...]:
        """The rows left out, as far as they are kept, in the order in which they came."""
        return tuple(self._rows)

    @property
    def holes(self) -> Holes:
        """The dossiers that any row left out concerns; none is cut off."""
        return self._holes

    @property
    def kept(self) -> tuple[Diagnostic, ...]:
        """The diagnostics in the order in which they came."""
        return tuple(self._kept)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many there were of each code, with those that were not kept."""
        return self._counts

    def diagnostics(self) -> list[Diagnostic]:
        """Return what was gathered by position, then a note for every code that was cut short."""
        cut = [
            Diagnostic.of("D190", which=code, count=count - KEPT_PER_CODE)
            for code, count in sorted(self._counts.items())
            if count > KEPT_PER_CODE
        ]
        return sorted(self._kept, key=sort_key) + cut
