"""The state of a check: a folder from which the next check goes on, so that it need not read and judge all again.

`state.json` names the folder beside it that holds the columns, and their seals. A new state is written into a new
folder; then `state.json` is replaced, and only then does the new state count.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from engine.columnar.days import Ints
from engine.columnar.digest import Digest
from engine.columnar.findings import FindingColumns, Norm
from engine.columnar.kept_rows import KeptRows
from engine.columnar.texts import SeriesTexts
from engine.columnar.words import Words
from engine.compliance import KeptFindings, Tallies
from engine.compliance.tallies import COUNTED
from engine.outcomes import Kind
from engine.planning import Plan
from engine.store.checked_files import CheckedFiles, DamagedError, FileWriter
from engine.store.known_files import KnownFile, file_of_record, record_of_file

FORMAT: Final = "3"
"""Belongs into the keys of every state, as `format`."""
_MANIFEST: Final = "state.json"
_WORDS: Final = ("units", "roles", "cases", "events")
_INDICES: Final = ("by_dossier", "starts", "by_urgency", "unit_starts", "first_days")
_TABLES: Final = ("dossiers", "refs", "persons", "attributes")
_TEXT: Final = "text"


class StateError(Exception):
    """The folder is not a state, or a damaged one; the message is the file that tells. The service reports it."""


@dataclass(frozen=True)
class State:
    """What a check leaves for the next one.

    Attributes:
        keys: what all of it rests on besides the log, by name; it serves no check for which one of them differs.
        as_of: the date as of which the findings were told.
        files: the log files, by number.
        rows: their usable rows.
        always: codes of dossiers that are judged again every time.
        findings: of every regulation that was applied.
        digest: of the log.
    """

    keys: Mapping[str, str]
    as_of: date
    files: Sequence[KnownFile]
    rows: KeptRows
    always: Ints
    findings: Mapping[str, KeptFindings]
    digest: Digest


def save_state(folder: Path, state: State) -> None:
    """Write a state, whole or not at all; an earlier one in the same folder is replaced.

    Raises:
        OSError: there is no room, or no permission.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = f"v-{uuid.uuid4().hex}"
    try:
        files = FileWriter(folder / name)
        _write_rows(files, state.rows)
        files.column("always", state.always)
        regulations = [_written(files, number, kept) for number, kept in enumerate(state.findings.values())]
        record = {
            "keys": state.keys,
            "as_of": state.as_of.isoformat(),
            "folder": name,
            "files": [record_of_file(item) for item in state.files],
            "words": state.rows.words,
            "regulations": dict(zip(state.findings, regulations, strict=True)),
            "digest": [state.digest.count, *state.digest.sums],
            "seals": files.seals,
        }
        content = json.dumps(record, ensure_ascii=False).encode()
        draft = folder / name / _MANIFEST
        draft.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        os.replace(draft, folder / _MANIFEST)
    except BaseException:
        shutil.rmtree(folder / name, ignore_errors=True)
        raise
    for other in folder.glob("v-*"):
        if other.name != name:
            shutil.rmtree(other, ignore_errors=True)


def _write_rows(files: FileWriter, rows: KeptRows) -> None:
    files.columns("rows", rows.columns)
    files.column("starts", rows.starts)
    for name in _TABLES:
        files.table(name, getattr(rows, name).alias(_TEXT).to_frame())


def _written(files: FileWriter, number: int, kept: KeptFindings) -> dict[str, Any]:
    """Write the findings of one regulation; return what of them goes into the manifest."""
    files.columns(f"findings-{number}", kept.portion.columns)
    for name in _INDICES:
        files.column(f"{name}-{number}", getattr(kept, name))
    for name, table in kept.tallies.counts.items():
        files.table(f"tallies-{name}-{number}", table)
    words = {name: [list(part) for part in getattr(kept.portion, name).parts] for name in _WORDS}
    norms = [[norm.rule, norm.topic, norm.kind.value, norm.cites] for norm in kept.portion.norms]
    return {"number": number, "norms": norms, "reasons": kept.portion.reasons, **words}


@dataclass(frozen=True)
class StoredState:
    """A state in its folder, of which only the manifest was read."""

    _folder: Path
    _record: Mapping[str, Any]

    @property
    def keys(self) -> Mapping[str, str]:
        """What it rests on; unless `format` is the one of today, nothing else can be asked."""
        found: Mapping[str, str] = self._record["keys"]
        return found

    @cached_property
    def files(self) -> tuple[KnownFile, ...]:
        """The log files, by number."""
        return tuple(map(file_of_record, self._record["files"]))

    @property
    def as_of(self) -> date:
        """The date as of which the findings were told."""
        return date.fromisoformat(self._record["as_of"])

    @property
    def regulations(self) -> frozenset[str]:
        """The regulations that were applied."""
        return frozenset(self._record["regulations"])

    def load(self, plans: Mapping[str, Plan], calendar_version: str) -> State:
        """Check and open the files; columns stay on disk.

        Args:
            plans: those that the findings were made by.

        Raises:
            StateError: a file is damaged.
        """
        seals = {name: (size, total, kind) for name, (size, total, kind) in self._record["seals"].items()}
        files = CheckedFiles(self._folder / self._record["folder"], seals)
        try:
            files.check()
        except DamagedError as error:
            raise StateError(str(error)) from None
        rows = self._rows(files)
        known = self._record["regulations"]
        texts = {name: Words(SeriesTexts(getattr(rows, name))) for name in ("dossiers", "refs", "persons")}
        findings = {name: _findings(files, known[name], plans[name], calendar_version, texts) for name in known}
        count, *sums = self._record["digest"]
        always = files.column("always")
        return State(self.keys, self.as_of, self.files, rows, always, findings, Digest(count, tuple(sums)))

    def _rows(self, files: CheckedFiles) -> KeptRows:
        texts = {name: files.table(name)[_TEXT] for name in _TABLES}
        return KeptRows(files.columns("rows"), files.column("starts"), words=self._record["words"], **texts)


def _findings(
    files: CheckedFiles, record: Mapping[str, Any], plan: Plan, calendar_version: str, texts: Mapping[str, Words]
) -> KeptFindings:
    number = record["number"]
    words = {name: Words(tuple(record[name][0]), tuple(record[name][1])) for name in _WORDS}
    portion = FindingColumns(
        plan=plan,
        calendar_version=calendar_version,
        norms=tuple(Norm(rule, topic, Kind(kind), cites) for rule, topic, kind, cites in record["norms"]),
        reasons=tuple(record["reasons"]),
        **texts,
        columns=files.columns(f"findings-{number}"),
        **words,
    )
    columns = {name: files.column(f"{name}-{number}") for name in _INDICES}
    tallies = Tallies({name: files.table(f"tallies-{name}-{number}") for name in COUNTED})
    return KeptFindings(portion, **columns, tallies=tallies)


def open_state(folder: Path) -> StoredState | None:
    """Return the state in a folder, or None when there is no such folder or nothing in it.

    Raises:
        StateError: what is there is not a state, or a damaged one.
    """
    manifest = folder / _MANIFEST
    try:
        if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            return None
        digest, _, content = manifest.read_bytes().partition(b"\n")
    except OSError:
        raise StateError(_MANIFEST) from None
    if hashlib.sha256(content).hexdigest().encode() != digest:
        raise StateError(_MANIFEST)
    return StoredState(folder, json.loads(content))
