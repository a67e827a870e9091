"""Regulations side by side: what each says on each topic, in its own terms, and which is stricter."""

from engine.comparison.marks import Mark
from engine.comparison.matrix import Cell, Column, Force, Matrix, Row, compare
from engine.comparison.sayings import Said

__all__ = ["Cell", "Column", "Force", "Mark", "Matrix", "Row", "Said", "compare"]
