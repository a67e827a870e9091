"""Columns of names as they come from a file: cleaned, and texts that repeat looked at once.

A log that is sorted names a dossier once a run, and one document is behind many rows; the texts themselves are by far
the slowest part of a row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from engine.columnar.days import Bools, Ints
from engine.columnar.texts import coded, differs_from_the_row_before, run_heads
from engine.columnar.words import Words
from engine.loading.logs.values import clean

_ODD: Final = r"^ | $|[^ -~À-ɏḀ-ỿ]"
"""Whatever might not be composed (NFC), printable or trimmed; texts without it are as `clean` leaves them."""
_SAMPLE: Final = 4096
_FEW: Final = 8
"""Distinct texts are looked up one by one when each stands for so many rows or more."""


@dataclass(frozen=True)
class TextColumn:
    """Texts of rows, each row's text being a place among `words`.

    Attributes:
        words: texts as `clean` leaves them, in any order, some perhaps twice; null for none.
        places: for each row, where its text stands among `words`; None when the words are the rows.
    """

    words: pl.Series
    places: Ints | None = None

    @classmethod
    def of(cls, texts: pl.Series) -> TextColumn:
        """Return the texts of a file, cleaned; null and blank become none."""
        if texts.dtype != pl.String:
            texts = texts.cast(pl.String)
        sample = texts.slice(len(texts) // 2, _SAMPLE)
        if _mostly_repeats_the_row_before(sample):
            heads, places = run_heads(texts)
            return cls(cleaned(heads), places)
        if _FEW * sample.n_unique() > len(sample):
            return cls(cleaned(texts))
        distinct = pl.Categories.random()
        looked_up = texts.fill_null("").cast(pl.Categorical(distinct))
        return cls(cleaned(distinct.to_series()), looked_up.to_physical().to_numpy().view(np.int32))

    def __len__(self) -> int:
        return len(self.words) if self.places is None else len(self.places)

    @property
    def is_missing(self) -> Bools:
        """Tell which rows have no text."""
        missing: Bools = self.words.is_null().to_numpy()
        return missing if self.places is None else missing[self.places]

    @property
    def texts(self) -> pl.Series:
        """The text of each row."""
        return self.words if self.places is None else self.words.gather(self.places)

    def each(self, of_words: Ints) -> Ints:
        """Return for each row what is told for each word."""
        return of_words if self.places is None else of_words[self.places]

    def only(self, rows: Ints | Bools) -> TextColumn:
        """Return some rows."""
        if self.places is not None:
            return TextColumn(self.words, self.places[rows])
        kept = pl.Series(rows)
        return TextColumn(self.words.filter(kept) if kept.dtype == pl.Boolean else self.words.gather(kept))


def coded_columns(columns: Sequence[TextColumn]) -> tuple[Ints, Words]:
    """Return the code of each row's text, column after column, and the distinct texts."""
    if not columns:
        return np.empty(0, np.int32), Words(())
    codes, words = coded(pl.concat([column.words for column in columns]))
    ends = np.cumsum([len(column.words) for column in columns])
    parts = [
        column.each(codes[end - len(column.words) : end]) for column, end in zip(columns, ends.tolist(), strict=True)
    ]
    return np.concatenate(parts), words


def by_runs(texts: pl.Series, look: Callable[[pl.Series], Ints]) -> Ints:
    """Return what `look` says of each text; of texts that mostly repeat the row before it is asked once a run."""
    if not _mostly_repeats_the_row_before(texts.slice(len(texts) // 2, _SAMPLE)):
        return look(texts)
    heads, places = run_heads(texts)
    found: Ints = look(heads)[places]
    return found


def cleaned(texts: pl.Series) -> pl.Series:
    """Return the texts as `clean` leaves them; null for an empty one."""
    if not texts.str.contains(_ODD).any():
        return texts.set(texts == "", None)
    written = texts.unique().drop_nulls()
    frame = pl.DataFrame({"text": written, "clean": [clean(text) or None for text in written]})
    return texts.alias("text").to_frame().join(frame, on="text", how="left", maintain_order="left")["clean"]


def _mostly_repeats_the_row_before(sample: pl.Series) -> bool:
    return _FEW * int(differs_from_the_row_before(sample).sum()) < 2 * len(sample)
