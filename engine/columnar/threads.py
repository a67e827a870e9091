"""How many threads work on columns; NumPy and polars let go of the interpreter's lock."""

from __future__ import annotations

import os
from typing import Final

THREADS: Final = min(8, os.cpu_count() or 1)
WORTH_THREADS: Final = 1 << 17
"""With fewer rows a thread costs more than it saves."""
