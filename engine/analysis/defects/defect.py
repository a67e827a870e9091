"""A defect of an encoded regulation: a diagnostic, what it is about, the dates or cases that prove it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from engine.diagnostics import Diagnostic, Severity
from engine.texts import Text


@dataclass(frozen=True, slots=True)
class Witness:
    """One instance that proves a defect.

    Attributes:
        on: the trigger date or the first day of the period; None when no date is concerned.
        says: what happens then, in both languages.
    """

    on: date | None
    says: Text


@dataclass(frozen=True, slots=True)
class Defect:
    """One finding about a rule file.

    Attributes:
        diagnostic: code, place in the rule file, words and clause.
        about: the id that an acceptance names: a rule, a case, a state, an interpretation, or «transfer_cases».
        witnesses: proofs, the most telling first.
        accepted: why the authors leave it as it is; None when they have not said so.
    """

    diagnostic: Diagnostic
    about: str
    witnesses: tuple[Witness, ...] = ()
    accepted: str | None = None

    @property
    def code(self) -> str:
        """Its code."""
        return self.diagnostic.code

    @property
    def is_open_error(self) -> bool:
        """Tell whether it is an error that nobody has accepted."""
        return self.accepted is None and self.diagnostic.severity is Severity.ERROR

    def accepted_because(self, reason: str) -> Defect:
        """Return it as accepted."""
        return replace(self, accepted=reason)
