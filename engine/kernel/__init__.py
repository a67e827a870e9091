"""The kernel: rows of whole dossiers in, findings out, with nothing kept between two calls."""

from engine.kernel.judging import FINDINGS, HAD, OUTLINES, Kernel, Ruling
from engine.kernel.rows import REJECTED, EventTable, whole_dossiers

__all__ = [
    "FINDINGS",
    "HAD",
    "OUTLINES",
    "REJECTED",
    "EventTable",
    "Kernel",
    "Ruling",
    "whole_dossiers",
]
