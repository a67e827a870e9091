"""Reading numbers as people in Viet Nam and their programs write them; what could mean two things is refused."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from engine.loading.logs.report import Problem, problem

_LONGEST: Final = 40
_PLAIN = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<mark>[., ])[0-9]{3})(?:(?P=mark)[0-9]{3})*")
_DECIMAL = re.compile(r"(?P<whole>[0-9]+)[.,](?P<rest>[0-9]+)")
_BOTH = re.compile(r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+),(?P<rest>[0-9]+)|"
                   r"(?P<en_whole>[0-9]{1,3}(?:,[0-9]{3})+)\.(?P<en_rest>[0-9]+)")  # fmt: skip
_EXPECTED: Final = "số, ví dụ 12; 1200000; 12,5"


def number_from(text: str, column: str) -> Decimal | Problem:
    """Return the number that `text` says, exactly, or what is wrong with it.

    Groups of three may be set apart («1.000.000», «1 000 000», «1,000,000»); a comma or a point before other than
    three digits is a decimal mark. «1.000» and «1,000» alone could be a thousand or one, so they are refused.

    Args:
        text: the cell, without blanks around it.
        column: the column's name, for messages.
    """
    sign, digits = (text[0], text[1:]) if text[:1] in ("-", "+") else ("", text)
    if len(text) > _LONGEST or not digits.isascii():
        return problem("D147", column=column, value=text, expected=_EXPECTED)
    said = _plain(digits)
    if said is None:
        return problem("D147", column=column, value=text, expected=_EXPECTED)
    return Decimal(f"{sign}{said}") if said else problem("D148", column=column, value=text)


def _plain(digits: str) -> str | None:
    """Return the number with a point as its only mark; empty when it could be two numbers, None when it is none."""
    if _PLAIN.fullmatch(digits):
        return digits
    if both := _BOTH.fullmatch(digits):
        whole = both["whole"] or both["en_whole"]
        return f"{re.sub('[.,]', '', whole)}.{both['rest'] or both['en_rest']}"
    decimal = _DECIMAL.fullmatch(digits)
    if grouped := _GROUPED.fullmatch(digits):
        is_decimal_too = decimal is not None
        if is_decimal_too and not digits.startswith("0"):
            return ""
        if not is_decimal_too:
            return digits.replace(grouped["mark"], "")
    return f"{decimal['whole']}.{decimal['rest']}" if decimal else None


def canonical(number: Decimal) -> str:
    """Return the one spelling of a number: equal numbers have equal texts."""
    plain = f"{number:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    whole = plain.lstrip("-").lstrip("0") or "0"
    whole = f"0{whole}" if whole.startswith(".") else whole
    return f"-{whole}" if plain.startswith("-") and whole != "0" else whole
