"""The catalogue is complete, and its published page is fresh."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from string import Formatter

import pytest

from engine.diagnostics import Entry, entries
from engine.diagnostics.pages import PAGES, documents

ALL = pytest.mark.parametrize("entry", entries().values(), ids=list(entries()))


@ALL
def test_every_code_has_its_words_in_both_languages(entry: Entry) -> None:
    for name in ("message", "message_en", "hint", "hint_en", "why"):
        assert getattr(entry, name).strip(), f"{entry.code} lacks {name}"


@ALL
def test_both_languages_take_the_same_arguments(entry: Entry) -> None:
    assert _arguments(entry.message) == _arguments(entry.message_en)
    assert _arguments(entry.hint) == _arguments(entry.hint_en)


@ALL
def test_messages_are_composed_unicode_and_begin_without_a_capital(entry: Entry) -> None:
    for text in (entry.message, entry.hint, entry.why):
        assert unicodedata.is_normalized("NFC", text)
    first = entry.message[0]
    assert not first.isupper(), entry.message


def test_the_index_and_every_page_are_what_the_catalogue_says(root: Path) -> None:
    stale = [path for path, text in documents(root).items() if _read(root / path) != text]
    assert stale == [], "stale: run python -m engine.diagnostics.pages"


def test_every_page_belongs_to_a_code(root: Path) -> None:
    assert {path.stem for path in (root / PAGES).glob("*.md")} == set(entries())


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _arguments(template: str) -> set[str]:
    return {name.removesuffix("_en") for _, name, _, _ in Formatter().parse(template) if name}
