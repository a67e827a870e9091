"""Defects of an encoded regulation: each check in a module of its own, none of them silent."""

from engine.analysis.defects.defect import Defect, Witness
from engine.analysis.defects.find import CHECKS, find_defects

__all__ = ["CHECKS", "Defect", "Witness", "find_defects"]
