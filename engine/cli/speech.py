"""The language of the command line, Vietnamese unless English is asked for."""

from __future__ import annotations

import os

DEFAULT_LANG = "vi"
LANGUAGES = ("vi", "en")


def speak_language(lang: str) -> None:
    """Let click speak `lang`; what has no translation stays English."""
    os.environ["LANGUAGE"] = lang if lang in LANGUAGES else DEFAULT_LANG
