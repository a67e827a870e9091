"""Compile the message catalogues: every messages.po of the command line into the messages.mo beside it.

python tools/compile_messages.py            write them
python tools/compile_messages.py --check    exit 1 when one is out of date
"""

from __future__ import annotations

import ast
import struct
import sys
from pathlib import Path

LOCALE = Path(__file__).parents[1] / "engine" / "cli" / "locale"
_MAGIC = 0x950412DE


def compile_catalogue(text: str) -> bytes:
    """Return the binary catalogue (GNU gettext format) of the .po file `text`; messages left empty are left out.

    Understands what our catalogues use: comments, msgid, msgid_plural, msgstr, msgstr[n] and continued strings.

    Raises:
        ValueError: a line is none of these, or a message stands twice.
    """
    messages: dict[str, str] = {}
    for entry in _entries(text):
        key = entry["msgid"] + ("\0" + entry["msgid_plural"] if "msgid_plural" in entry else "")
        said = [value for name, value in entry.items() if name.startswith("msgstr")]
        if key in messages:
            raise ValueError(f"message twice: {key!r}")
        if any(said):
            messages[key] = "\0".join(said)
    return _binary({key.encode(): said.encode() for key, said in messages.items()})


def _entries(text: str) -> list[dict[str, str]]:
    entries: list[dict[str, str]] = []
    field = ""
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, quote, rest = line.partition('"')
        if not quote:
            raise ValueError(f"not understood: {line!r}")
        value = str(ast.literal_eval(quote + rest))
        if name.strip():
            field = name.strip()
            if field == "msgid":
                entries.append({})
            entries[-1][field] = value
        else:
            entries[-1][field] += value
    return entries


def _binary(messages: dict[bytes, bytes]) -> bytes:
    """Lay out a .mo file: header, table of ids, table of translations, both texts. Ids are sorted."""
    ids = sorted(messages)
    first_text = 28 + 16 * len(ids)
    tables: list[bytes] = []
    texts = b""
    for column in (ids, [messages[key] for key in ids]):
        for value in column:
            tables.append(struct.pack("<II", len(value), first_text + len(texts)))
            texts += value + b"\0"
    header = struct.pack("<7I", _MAGIC, 0, len(ids), 28, 28 + 8 * len(ids), 0, 28 + 16 * len(ids))
    return header + b"".join(tables) + texts


def stale_catalogues(*, write: bool) -> list[Path]:
    """Return the .mo files that differ from their .po; with `write`, put them right."""
    stale: list[Path] = []
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        wanted, target = compile_catalogue(source.read_text(encoding="utf-8")), source.with_suffix(".mo")
        if not target.exists() or target.read_bytes() != wanted:
            stale.append(target)
            if write:
                target.write_bytes(wanted)
    return stale


if __name__ == "__main__":
    checking = "--check" in sys.argv[1:]
    found = stale_catalogues(write=not checking)
    sys.exit(1 if checking and found else 0)
