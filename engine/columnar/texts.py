"""Turning columns of texts into codes, fast.

Codes must compare as the texts do. Three ways lead there, the first that fits is taken: texts that repeat in runs
are coded once a run, numbered texts («HS000123») by their number, and all others through their sorted distinct texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import numpy as np
import polars as pl

from engine.columnar.days import NOTHING, Bools, Ints
from engine.columnar.words import Words

_SPARSEST = 64
"""Numbered texts are coded through a table of their whole range while it is at most so many times their count."""
_LONGEST_NUMBER = 18


class SeriesTexts(Sequence[str]):
    """Sorted distinct texts that stay where polars holds them."""

    def __init__(self, texts: pl.Series) -> None:
        self._texts = texts

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, place: int) -> str:  # type: ignore[override]
        found: str = self._texts[place]
        return found

    @property
    def series(self) -> pl.Series:
        """The texts as polars holds them."""
        return self._texts


def series_of(words: Words) -> pl.Series:
    """Return words by code as a series of texts; those that polars holds already are not copied."""
    known, added = words.parts
    first = known.series if isinstance(known, SeriesTexts) else pl.Series(list(known), dtype=pl.String)
    return pl.concat([first, pl.Series(added, dtype=pl.String)]) if added else first


def coded(texts: pl.Series) -> tuple[Ints, Words]:
    """Return the code of each text and the distinct texts; null and blank are `NOTHING`."""
    if texts.dtype != pl.String:
        texts = texts.cast(pl.String)
    there = (texts != "").fill_null(False)
    if there.all():
        return _coded_runs(texts)
    stated, words = _coded_runs(texts.filter(there))
    codes = np.full(len(texts), NOTHING, np.int32)
    codes[there.to_numpy()] = stated
    return codes, words


def _coded_runs(texts: pl.Series) -> tuple[Ints, Words]:
    """Code each run of equal texts once."""
    if not len(texts):
        return np.empty(0, np.int32), Words(())
    heads, places = run_heads(texts)
    if 2 * len(heads) > len(texts):
        return _coded_by_number(texts) or _coded_by_text(texts)
    codes, words = _coded_by_number(heads) or _coded_by_text(heads)
    return codes[places], words


def run_heads(texts: pl.Series) -> tuple[pl.Series, Ints]:
    """Return the first text of each run of equal ones, and the place of each row's text among them."""
    is_head = np.ones(len(texts), bool)
    is_head[1:] = differs_from_the_row_before(texts)
    places = np.cumsum(is_head, dtype=np.int32)
    places -= 1
    return texts.filter(pl.Series(is_head)), places


def differs_from_the_row_before(texts: pl.Series) -> Bools:
    """Tell of every text but the first whether it differs from the one before it; null is the empty text."""
    # So từng cặp lát cắt: không phải xếp hàng sau việc đọc tệp như các phép tính qua biểu thức.
    stated = texts.fill_null("") if texts.null_count() else texts
    differs: Bools = (stated.slice(1) != stated.slice(0, max(0, len(stated) - 1))).to_numpy()
    return differs


def _coded_by_text(texts: pl.Series) -> tuple[Ints, Words]:
    """Code texts through their sorted distinct ones; blanks around a text do not belong to it."""
    categories = pl.Categories.random()
    places = texts.cast(pl.Categorical(categories))
    distinct = categories.to_series()
    if (distinct != distinct.str.strip_chars()).any():
        return coded(texts.str.strip_chars())
    order = distinct.arg_sort()
    codes = np.empty(len(order), np.int32)
    codes[order.to_numpy()] = np.arange(len(order), dtype=np.int32)
    return codes[places.to_physical().to_numpy()], Words(SeriesTexts(distinct.gather(order)))


def _coded_by_number(texts: pl.Series) -> tuple[Ints, Words] | None:
    """Code texts of one length that differ in a number between a common head and a common tail, if they do."""
    lowest, highest = texts.min(), texts.max()
    if not isinstance(lowest, str) or not isinstance(highest, str) or len(lowest) != len(highest):
        return None
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(lowest, highest, strict=True)))
    length = texts.str.len_bytes()
    if not lowest.isascii() or length.min() != length.max() or not 0 < len(lowest) - head <= _LONGEST_NUMBER:
        return None
    # Mọi chữ nằm giữa chữ nhỏ nhất và lớn nhất nên có chung phần đầu của hai chữ ấy.
    digits = texts.str.slice(head)
    if not digits.str.contains(r"^[0-9]+$").all():
        return None
    numbers = digits.cast(pl.Int64)
    first, last = numbers.min(), numbers.max()
    assert isinstance(first, int)
    assert isinstance(last, int)
    if last - first >= _SPARSEST * len(texts):
        return None
    places = (numbers - first).to_numpy()
    present = np.zeros(last - first + 1, bool)
    present[places] = True
    codes = np.cumsum(present, dtype=np.int32) - 1
    known = pl.Series(np.flatnonzero(present) + first).cast(pl.String).str.zfill(len(lowest) - head)
    return codes[places], Words(SeriesTexts(lowest[:head] + known))
