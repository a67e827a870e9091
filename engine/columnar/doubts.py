"""Reasons of doubt put together: which fields would have to be known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from engine.columnar.days import Bools, Ints
from engine.columnar.findings import FindingWriter
from engine.outcomes import MISSING


def fields_missing(reason: str) -> tuple[str, ...]:
    """Return the fields that a reason names as missing; none when it is another reason."""
    return tuple(reason.removeprefix(MISSING).split(",")) if reason.startswith(MISSING) else ()


def reason_of_fields(names: Iterable[str]) -> str:
    """Return the reason that these fields are missing; empty when there are none."""
    found = ",".join(sorted(set(names)))
    return MISSING + found if found else ""


def is_missing(reasons: Ints, writer: FindingWriter) -> Bools:
    """Tell which reasons say that a field is missing."""
    table = np.array([text.startswith(MISSING) for text in writer.registry.reasons], bool)
    found: Bools = table[reasons]
    return found


def both_reasons(one: Ints, other: Ints, writer: FindingWriter) -> Ints:
    """Return the reasons that name the fields missing in either; another reason only where none is missing."""
    found = np.where(one == 0, other, one)
    texts = writer.registry.reasons
    for place in np.flatnonzero((one != 0) & (other != 0)).tolist():
        names = fields_missing(texts[one[place]]) + fields_missing(texts[other[place]])
        found[place] = writer.reason(reason_of_fields(names)) or one[place]
    return found


def reasons_at(size: int, names: Mapping[int, set[str]], writer: FindingWriter) -> Ints | None:
    """Return a column of reasons from the fields missing at some places; None when there are none."""
    if not names:
        return None
    found = np.zeros(size, np.int32)
    for place, missing in names.items():
        found[place] = writer.reason(reason_of_fields(missing))
    return found
