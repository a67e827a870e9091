"""The columnar evaluator: the same plan, run over whole columns."""

from engine.columnar.evaluate import evaluate_columns
from engine.columnar.findings import FindingColumns
from engine.columnar.log import LogColumns, columns_of

__all__ = ["FindingColumns", "LogColumns", "columns_of", "evaluate_columns"]
