"""What must hold between the parts of one rule file: each check is a plain function `document -> diagnostics`."""

from engine.loading.rules.checks.amendments import check_amendments
from engine.loading.rules.checks.answerable import check_answerable
from engine.loading.rules.checks.citations import check_citations, check_coverage
from engine.loading.rules.checks.conditions import check_conditions
from engine.loading.rules.checks.fulfilment import check_fulfilment
from engine.loading.rules.checks.interpretations import check_interpretations
from engine.loading.rules.checks.lifecycle import check_lifecycle
from engine.loading.rules.checks.names import check_names
from engine.loading.rules.checks.obligations import check_obligations
from engine.loading.rules.checks.open_points import check_open_points
from engine.loading.rules.checks.own_terms import check_own_terms
from engine.loading.rules.checks.periods import check_periods
from engine.loading.rules.checks.phrases import check_phrases
from engine.loading.rules.checks.references import check_references
from engine.loading.rules.checks.triggers import check_triggers
from engine.loading.rules.checks.versions import check_versions
from engine.loading.rules.checks.written import check_written

CHECKS = (
    check_names,
    check_own_terms,
    check_conditions,
    check_references,
    check_lifecycle,
    check_phrases,
    check_obligations,
    check_answerable,
    check_fulfilment,
    check_triggers,
    check_periods,
    check_versions,
    check_amendments,
    check_interpretations,
    check_citations,
    check_coverage,
    check_open_points,
    check_written,
)

CHECKS_OF_PARTS = (check_names, check_own_terms, check_conditions, check_phrases, check_citations)
"""Checks that look at one part at a time: they hold for a file of which parts cannot be used."""

__all__ = ["CHECKS", "CHECKS_OF_PARTS"]
