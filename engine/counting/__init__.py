"""The single definition of every convention by which a legal period becomes a date.

This is the readable reference: it walks day by day and leaves a ledger, line by line in the order of
counting, so that a clerk can trace any date back to a clause. Faster evaluators must equal it.

Sources: Bộ luật Dân sự 2015 Điều 147 khoản 2 (the first day is not counted) and Điều 148 khoản 5 (a period
that ends on a day off ends with the next working day).
"""

from engine.counting.due import LEGAL_DEFAULTS, Conventions, Due, LedgerLine, Pause
from engine.counting.lengthening import lengthened
from engine.counting.recurring import PeriodDue, first_due
from engine.counting.resolving import due_of_period, periods, resolve

__all__ = [
    "LEGAL_DEFAULTS",
    "Conventions",
    "Due",
    "LedgerLine",
    "Pause",
    "PeriodDue",
    "due_of_period",
    "first_due",
    "lengthened",
    "periods",
    "resolve",
]
