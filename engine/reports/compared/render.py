"""One door to all formats of the comparison."""

from __future__ import annotations

from typing import Final

from engine.comparison import Matrix

FORMATS: Final = ("table", "json", "md", "html", "csv", "xlsx")
BINARY_FORMATS: Final = frozenset({"xlsx"})


def render_matrix(matrix: Matrix, style: str, lang: str, *, width: int | None = None, ledgers: bool = False) -> bytes:
    """Return the comparison in one of FORMATS. Equal comparisons give equal bytes.

    Args:
        width: columns of the table; None for 100.
        ledgers: whether the table unfolds the day ledgers of its witnesses; json and html always have them.

    Raises:
        ValueError: there is no such format (a programming error).
    """
    match style:
        case "table":
            from engine.reports.compared.terminal import matrix_as_text

            return matrix_as_text(matrix, lang, width=width, ledgers=ledgers)
        case "json":
            from engine.reports.compared.records import matrix_as_json

            return matrix_as_json(matrix, lang)
        case "csv":
            from engine.reports.compared.plain import matrix_as_csv

            return matrix_as_csv(matrix, lang)
        case "md":
            from engine.reports.compared.plain import matrix_as_markdown

            return matrix_as_markdown(matrix, lang)
        case "html":
            from engine.reports.compared.page import matrix_as_page

            return matrix_as_page(matrix, lang)
        case "xlsx":
            from engine.reports.compared.sheets import matrix_as_workbook

            return matrix_as_workbook(matrix, lang)
    raise ValueError(f"no format {style!r} of the comparison")
