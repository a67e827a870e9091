"""The catalogue of log and unit codes: complete in both languages."""

from __future__ import annotations

import unicodedata
from string import Formatter

import pytest

from engine.diagnostics import log_codes, log_source_codes
from engine.diagnostics.entry import Entry

ENTRIES = log_codes.ENTRIES + log_source_codes.ENTRIES


def placeholders(template: str) -> set[str]:
    """Return the names of the arguments that a template needs."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_entry_says_the_same_in_both_languages(entry: Entry) -> None:
    english = {name.removesuffix("_en") for name in placeholders(entry.message_en)}
    assert set(placeholders(entry.message)) == english
    assert placeholders(entry.hint) == placeholders(entry.hint_en)
    assert bool(entry.hint) == bool(entry.hint_en)
    assert entry.why
    for text in (entry.message, entry.hint, entry.why):
        assert text == unicodedata.normalize("NFC", text)


def test_codes_belong_to_the_family() -> None:
    assert all(entry.code[:2] in ("D1", "D2") for entry in ENTRIES)
