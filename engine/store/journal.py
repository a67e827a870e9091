"""The journal: events as they became known, in one SQLite file that only grows.

A province exports its whole log again each morning, and most exports do not say when a row was first known. Recording
each export in a journal keeps that date, so that «what did we know on day K» has an answer (`known_at`). Verdicts are
never stored: they are worked out from the events each time.

SQLAlchemy stands behind this module only. The file uses SQLite's rollback journal, not its write-ahead log.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Time,
    create_engine,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import SQLAlchemyError

from engine.loading.logs import Event
from engine.store.files import JournalError

FORMAT = 2
_EARLIER = 1
"""The format without the columns of `_FURTHER`; such a journal is read as it is, and completed when written to."""
_WORDS = {
    "file is not a database": "tệp không phải sổ sự kiện (không phải cơ sở dữ liệu SQLite)",
    "database disk image is malformed": "sổ sự kiện đã hỏng",
    "database is locked": "sổ đang được chương trình khác ghi",
    "attempt to write a readonly database": "không có quyền ghi vào sổ",
    "unable to open database file": "không mở được sổ (thư mục không có, hoặc không có quyền)",
    "database or disk is full": "đĩa đã đầy",
}
_BATCH = 5_000

_metadata = MetaData()
_about = Table("quyche_journal", _metadata, Column("format", Integer, nullable=False))
_imports = Table(
    "imports",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("recorded_on", Date, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("added", Integer, nullable=False),
)
_events = Table(
    "events",
    _metadata,
    Column("identity", String(64), primary_key=True),
    Column("dossier", String, index=True),
    Column("event", String, nullable=False),
    Column("on", Date, nullable=False),
    Column("unit", String),
    Column("to_unit", String),
    Column("actor", String),
    Column("case", String),
    Column("category", String),
    Column("ref", String),
    Column("recorded_on", Date, nullable=False),
    Column("attributes", String, nullable=False),
    Column("import_id", Integer, ForeignKey("imports.id"), nullable=False),
    Column("about", String),
    Column("time", Time),
    Column("person", String),
    Column("actor_unit", String),
)
_FURTHER = ("about", "time", "person", "actor_unit")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one recording did: events that were new, and events that were known already."""

    added: int
    known: int


def record_events(path: Path, events: Iterable[Event], recorded_on: date) -> Recorded:
    """Add `events` to the journal at `path`, which is made if it is not there. All or nothing.

    An event without a recording date is recorded on `recorded_on`. One that is known already keeps the date on
    which it first became known.

    Raises:
        JournalError: the file is not a journal, is damaged, or cannot be written.
    """
    with _opened(path, create=True) as connection:
        rows = [_row(event, recorded_on) for event in events]
        digest = hashlib.sha256("".join(sorted(str(row["identity"]) for row in rows)).encode()).hexdigest()
        before = connection.scalar(select(func.count()).select_from(_events)) or 0
        opened = connection.execute(_imports.insert().values(recorded_on=recorded_on, digest=digest, added=0))
        import_id = opened.inserted_primary_key[0] if opened.inserted_primary_key is not None else None
        for start in range(0, len(rows), _BATCH):
            batch = [{**row, "import_id": import_id} for row in rows[start : start + _BATCH]]
            connection.execute(insert(_events).on_conflict_do_nothing(index_elements=["identity"]), batch)
        added = (connection.scalar(select(func.count()).select_from(_events)) or 0) - before
        connection.execute(_imports.update().where(_imports.c.id == import_id).values(added=added))
    return Recorded(added, len(rows) - added)


def read_journal(path: Path) -> list[Event]:
    """Return every event of the journal, each with the day on which it first became known.

    Raises:
        JournalError: the file is missing, is not a journal, or is damaged.
    """
    with _opened(path, create=False) as connection:
        there = {column["name"] for column in inspect(connection).get_columns(_events.name)}
        columns = [column for column in _events.c if column.name in there]
        return [_event(row._mapping) for row in connection.execute(select(*columns).order_by(_events.c.identity))]


@contextmanager
def _opened(path: Path, *, create: bool) -> Iterator[Connection]:
    if not create and not path.is_file():
        raise JournalError("không có tệp này")
    is_new = not path.exists()
    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.begin() as connection:
            _check_format(connection, create=create)
            yield connection
    except SQLAlchemyError as error:
        engine.dispose()
        if is_new:  # Sổ mới tạo dở chỉ cản lần ghi sau.
            path.unlink(missing_ok=True)
        cause = str(getattr(error, "orig", None) or error)
        raise JournalError(_WORDS.get(cause, cause)) from error
    finally:
        engine.dispose()


def _check_format(connection: Connection, *, create: bool) -> None:
    tables = inspect(connection).get_table_names()
    if not tables and create:
        _metadata.create_all(connection)
        connection.execute(_about.insert().values(format=FORMAT))
    elif _about.name not in tables:
        raise JournalError("không phải sổ sự kiện của quyche")
    found = connection.scalar(select(_about.c.format))
    if found == _EARLIER and create:
        for name in _FURTHER:
            column = _events.c[name]
            connection.execute(text(f'ALTER TABLE events ADD COLUMN "{name}" {column.type.compile()}'))
        connection.execute(_about.update().values(format=FORMAT))
    elif found not in (_EARLIER, FORMAT):
        raise JournalError(f"sổ sự kiện ở định dạng {found}, chương trình này đọc định dạng {FORMAT}")


def _row(event: Event, recorded_on: date) -> dict[str, object]:
    facts: dict[str, object] = {
        "dossier": event.dossier,
        "event": event.event,
        "on": event.on,
        "unit": event.unit,
        "to_unit": event.to_unit,
        "actor": event.actor,
        "case": event.case,
        "category": event.category,
        "ref": event.ref,
        "attributes": json.dumps(event.attributes, ensure_ascii=False),
    }
    further = {"about": event.about, "time": event.time, "actor_unit": event.actor_unit}
    # Sự kiện không có các cột này giữ số nhận dạng như trước khi có chúng; họ tên chỉ để xem.
    facts.update((name, value) for name, value in further.items() if value is not None)
    identity = hashlib.sha256(json.dumps(facts, ensure_ascii=False, default=str).encode()).hexdigest()
    return {
        **facts,
        **further,
        "person": event.person,
        "identity": identity,
        "recorded_on": event.recorded_on or recorded_on,
    }


def _event(facts: Mapping[Any, Any]) -> Event:
    attributes = tuple((name, value) for name, value in json.loads(facts["attributes"]))
    names = ("dossier", "event", "on", "unit", "to_unit", "actor", "case", "category", "ref", "recorded_on")
    known: dict[str, Any] = {name: facts[name] for name in names} | {name: facts.get(name) for name in _FURTHER}
    return Event(**known, attributes=attributes)
