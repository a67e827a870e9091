"""Abbreviations and terms that the text uses without saying what they mean, or defines without using."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.reading.defects.base import Examined, defect


def check_abbreviations(examined: Examined) -> Iterator[Diagnostic]:
    """An abbreviation that the text never spells out; reported once, where it is first used."""
    for item in examined.abbreviations:
        if not item.is_defined:
            yield defect(examined.text, "L210", item.span, item.provision, uses=item.uses)


def check_unused_terms(examined: Examined) -> Iterator[Diagnostic]:
    """A short name is introduced and never used."""
    text = examined.text
    folded = " ".join(text.text.split()).lower()
    for item in examined.definitions:
        if item.short_for is None:
            continue
        uses = len(re.findall(rf"(?<!\w){re.escape(item.term.lower())}(?!\w)", folded))
        if uses <= 1:
            yield defect(text, "L211", item.span, item.provision, term=item.term)
