"""Names that people know for the ids in findings, in the language of the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from engine import texts
from engine.evaluation import Verdict
from engine.explanation import Applied, rule_label
from engine.findings import Finding
from engine.loading.logs import UnitTable
from engine.model.matching import UNIT_FIELDS
from engine.outcomes import LIFECYCLE, parted
from engine.texts import printable
from engine.vocabulary import Term, Vocabulary, standard

_Named = tuple[str, str, str | None, date | None]
"""What a duty's name hangs on: the regulation, the rule, the topic, and the day, as versions may differ."""
_FAMILIES: Final = {
    "actor": "roles",
    "category": "person_categories",
    "unit_type": "unit_types",
    "from_unit_type": "unit_types",
    "to_unit_type": "unit_types",
}


@dataclass(frozen=True)
class Names:
    """Looks up names; an id that nothing is known about stands for itself. All it returns is printable.

    Attributes:
        lang: «vi» or «en».
        applied: the regulations that were applied, by id.
        units: the units table, or None.
    """

    lang: str
    applied: Mapping[str, Applied]
    units: UnitTable | None
    _labels: dict[_Named, str] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, lang: str, applied: Sequence[Applied], units: UnitTable | None) -> Names:
        """Build the names of a result."""
        return cls(lang, {item.plan.regulation: item for item in applied}, units)

    def unit(self, unit: str | None) -> str:
        """Return the name of a unit."""
        if unit is None:
            return texts.NO_UNIT.say(self.lang)
        known = self.units.get(unit) if self.units is not None else None
        return printable(known.name if known is not None else unit)

    def of_units(self) -> dict[str, str]:
        """Return the names of the units of the table, by id."""
        return {unit.id: unit.name for unit in (self.units or {}).values()}

    def term(self, regulation: str, family: str, name: str | None) -> str:
        """Return what the vocabulary of `regulation` calls `name`; empty for None."""
        if name is None:
            return ""
        return self._of(self.vocabulary(regulation).family(family).get(name), name)

    def event(self, regulation: str, name: str | None) -> str:
        """Return what an event type is called."""
        return self.term(regulation, "events", name)

    def case(self, regulation: str, name: str | None) -> str:
        """Return what a transfer case or a document subtype is called."""
        if name is None:
            return ""
        vocabulary = self.vocabulary(regulation)
        return self._of(vocabulary.transfer_cases.get(name) or vocabulary.subtypes.get(name), name)

    def status(self, status: str) -> str:
        """Return a status in words."""
        return self._of(standard().statuses.get(status), status)

    def reason(self, finding: Finding) -> str:
        """Return why a verdict is what it is, in words; empty when it gives no reason."""
        return self.reason_of(finding.regulation, finding.verdict.reason)

    def reason_of(self, regulation: str, reason: str | None) -> str:
        """Return a reason in words, with the events, acts and attributes of `regulation` by name."""
        if reason is None:
            return ""
        labels: dict[str, str] = {}
        if ":" in reason:
            vocabulary = self.vocabulary(regulation)
            for family in (vocabulary.events, vocabulary.prohibited_acts, vocabulary.attributes):
                labels |= {name: self._of(term, name) for name, term in family.items()}
        plain, places = parted(reason)
        told = texts.reason_text(plain, self.lang, labels)
        if places is not None:
            mark = (
                texts.ROW_LEFT_OUT.say(self.lang, places=places) if places else texts.ROWS_OF_IT_LEFT_OUT.say(self.lang)
            )
            told = f"{told}; {mark}" if told else mark
        return printable(told)

    def field_name(self, regulation: str, name: str) -> str:
        """Return what a column, a derived field or an attribute of an event is called."""
        attributes = self.vocabulary(regulation).attributes
        return printable(
            texts.field_name(name, self.lang, {key: self._of(term, key) for key, term in attributes.items()})
        )

    def value(self, regulation: str, field: str, value: str) -> str:
        """Return what a field of an event holds: a unit, a role, a type of unit by name, anything else as it stands."""
        if field in UNIT_FIELDS or field == "holder":
            return self.unit(value)
        if (family := _FAMILIES.get(field)) is not None:
            return self.term(regulation, family, value)
        return self.case(regulation, value) if field == "case" else printable(value)

    def duty(self, finding: Finding) -> str:
        """Return a short name of the duty: the rule file's label; in English the topic, if any, with the rule's id."""
        verdict = finding.verdict
        # Nhãn có thể đổi theo phiên bản của quy tắc, nên nhớ theo ngày phát sinh.
        key = (finding.regulation, verdict.rule, verdict.topic, verdict.trigger_date)
        if key not in self._labels:
            self._labels[key] = self._duty(finding.regulation, verdict)
        return self._labels[key]

    def own_label(self, finding: Finding) -> str:
        """Return the rule file's own words for the duty, whatever the language of the report."""
        applied = self.applied.get(finding.regulation)
        return printable(rule_label(applied, finding.verdict) or "") if applied is not None else ""

    def _duty(self, regulation: str, verdict: Verdict) -> str:
        if verdict.rule == LIFECYCLE:
            return texts.LIFECYCLE.say(self.lang)
        applied = self.applied.get(regulation)
        label = printable((rule_label(applied, verdict) if applied is not None else None) or verdict.rule)
        if self.lang == "en":
            name = self.term(regulation, "topics", verdict.topic) or label
            return f"{name} ({verdict.rule})" if name != verdict.rule else name
        return label

    def vocabulary(self, regulation: str) -> Vocabulary:
        """Return the vocabulary of `regulation`; the shared one where that is not known."""
        applied = self.applied.get(regulation)
        return applied.document.vocabulary if applied is not None else standard()

    def _of(self, term: Term | None, name: str) -> str:
        if term is None:
            return printable(name)
        return printable(term.en or term.label) if self.lang == "en" else printable(term.label)
