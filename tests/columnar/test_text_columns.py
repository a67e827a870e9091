"""Columns of names say for each row what the row loader would read, however much is looked at only once."""

from __future__ import annotations

import random

import numpy as np
import polars as pl
import pytest

from engine.columnar.days import NOTHING
from engine.columnar.text_columns import TextColumn, by_runs, coded_columns
from engine.loading.logs.values import clean

NAMES = ("HS-01", " HS-01 ", "hs-01", "Hồ sơ 7", "Ho\u0302\u0300 sơ 7", "x\u200b", "", "   ", None, "ÿ Ɏ", "12/QĐ-SNV")


def in_runs(chance: random.Random) -> list[str | None]:
    """Return names each of which fills many rows in a row."""
    return [name for _ in range(12) for name in [chance.choice(NAMES)] * chance.randint(8, 20)]


def few_in_disorder(chance: random.Random) -> list[str | None]:
    """Return few names, mixed."""
    return [chance.choice(NAMES) for _ in range(200)]


def all_different(chance: random.Random) -> list[str | None]:
    """Return hardly a name twice."""
    return [chance.choice((f" {number}", f"HS{number}\u200b", f"Đ{number}", None)) for number in range(60)]


@pytest.mark.parametrize("shape", [in_runs, few_in_disorder, all_different])
@pytest.mark.parametrize("seed", range(5))
def test_every_row_has_its_text_cleaned(shape: object, seed: int) -> None:
    assert callable(shape)
    written = shape(random.Random(seed))
    column = TextColumn.of(pl.Series(written, dtype=pl.String))
    expected = [clean(text or "") or None for text in written]
    assert column.texts.to_list() == expected
    assert column.is_missing.tolist() == [text is None for text in expected]
    kept = np.arange(0, len(written), 3)
    assert column.only(kept).texts.to_list() == expected[::3]
    mask = np.array([text is not None for text in expected])
    assert column.only(mask).texts.to_list() == [text for text in expected if text is not None]


@pytest.mark.parametrize("seed", range(5))
def test_columns_of_all_shapes_share_codes_in_the_order_of_their_texts(seed: int) -> None:
    chance = random.Random(seed)
    parts = [shape(chance) for shape in (in_runs, all_different, few_in_disorder)]
    codes, words = coded_columns([TextColumn.of(pl.Series(part, dtype=pl.String)) for part in parts])
    expected = [clean(text or "") or None for part in parts for text in part]
    assert list(words) == sorted({text for text in expected if text})
    assert [None if code == NOTHING else words[code] for code in codes.tolist()] == expected


def test_no_rows_at_all() -> None:
    nothing = TextColumn.of(pl.Series([], dtype=pl.String))
    assert len(nothing) == 0
    codes, words = coded_columns([nothing])
    assert (len(codes), list(words)) == (0, [])


def test_texts_that_repeat_are_asked_for_once_a_run() -> None:
    asked: list[str | None] = []

    def look(texts: pl.Series) -> np.ndarray:
        asked.extend(texts.to_list())
        return texts.str.len_chars().to_numpy()

    found = by_runs(pl.Series(["ab"] * 50 + ["c"] * 50 + ["ab"] * 50), look)
    assert found.tolist() == [2] * 50 + [1] * 50 + [2] * 50
    assert asked == ["ab", "c", "ab"]
