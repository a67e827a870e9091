"""Defects of a legal text: one check a function, each told as a diagnostic with its place and provision."""

from engine.reading.defects.base import Examined
from engine.reading.defects.checks import CHECKS, find_defects

__all__ = ["CHECKS", "Examined", "find_defects"]
