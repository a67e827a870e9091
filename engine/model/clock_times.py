"""Times of day as rule files write them."""

from __future__ import annotations

import re
from datetime import time
from typing import Final

_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3])(?::|h|g)([0-5][0-9])")


def clock_time(text: str) -> time | None:
    """Return the time of day that «15:00» or «15h00» names, None when it names none."""
    written = _TIME.fullmatch(text.strip().lower())
    return time(int(written[1]), int(written[2])) if written is not None else None
