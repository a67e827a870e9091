"""Regulations side by side: what each says on each topic, in its own terms."""

from engine.comparison.matrix import Cell, Column, Force, Matrix, Row, compare
from engine.comparison.sayings import Said

__all__ = ["Cell", "Column", "Force", "Matrix", "Row", "Said", "compare"]
