"""A folder stands for the logs in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine.diagnostics.os_words import reasons_of
from engine.loading.logs.formats import BY_SUFFIX, suffixes_of
from engine.loading.logs.report import Report, problem

MAP_SUFFIX = ".map.yaml"
"""The end of the name of a column map that lies beside a log."""


def log_files(paths: Sequence[Path], report: Report) -> list[Path]:
    """Return the files to read, each once: those named, and for a folder the logs right in it, by name.

    A file in a folder is a log when its ending is that of a known format, also a compressed one; of the others a note
    is made. Hidden files, the lock files of office programs and column maps are passed over. A path that leads to
    nothing or to a device is an error.
    """
    found: dict[Path, None] = {}
    for path in paths:
        try:
            if path.is_dir():
                found.update(dict.fromkeys(_logs_in(path, report)))
            elif path.is_file():
                found[path] = None
            else:
                report.add(problem("D102" if path.exists() else "D101"), str(path))
        except (OSError, ValueError) as error:
            report.add(problem("D103", **reasons_of(error)), str(path))
    return list(found)


def _logs_in(folder: Path, report: Report) -> list[Path]:
    entries = sorted(entry for entry in folder.iterdir() if not _is_passed_over(entry.name))
    logs = [entry for entry in entries if entry.is_file() and suffixes_of(entry)[0] in BY_SUFFIX]
    known = set(logs)
    for entry in entries:
        if entry not in known:
            report.add(problem("D116", name=entry.name), str(folder))
    if not logs:
        report.add(problem("D117"), str(folder))
    return logs


def _is_passed_over(name: str) -> bool:
    return name.startswith((".", "~$")) or name.endswith(MAP_SUFFIX)
