"""A123: a clock that hangs on an act which nobody has to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.diagnostics import Diagnostic
from engine.vocabulary import standard

HAPPENINGS: Final = frozenset(
    {
        *("recruitment_decided", "labour_contract_signed", "person_received", "cadre_elected_or_appointed"),
        *("reported_for_work", "source_record_confirmed", "dossier_data_completed", "personal_info_changed"),
        *("authority_document_issued", "authority_document_effective", "declaration_requested", "data_error_found"),
        *("paper_mismatch_found", "transfer_document_effective", "exit_document_effective", "death_occurred"),
        *("paper_dossier_sent", "paper_dossier_received", "exported_signed", "consent_granted", "record_accessed"),
        *("redeclaration_requested", "prohibited_act", "admin_appointed", "admin_revoked", "delegation_granted"),
        *("management_delegated", "password_lost", "account_violation_found", "violation_found"),
        *("request_filed_with_snv", "software_outage_started", "software_outage_ended"),
        *("regulation_signed", "regulation_effective", "regulation_replaced"),
    }
)
"""Events that come about by themselves, by free choice, or by decisions outside the procedure: no duty is missed
when none of them is owed. Everything else in the shared vocabulary is an act of the procedure."""


def orphan_clock(examined: Examined) -> Iterator[Defect]:
    """Report duties all of whose triggers are acts of the procedure that no duty of the file requires.

    The clock of a duty that follows another hangs on that one, which is told by itself.
    """
    owed = {act.event for item in examined.duties for act in item.duty.must}
    acts = frozenset(standard().events) - HAPPENINGS
    for item in examined.duties:
        trigger = item.duty.trigger
        if trigger is None or trigger.follows is not None or not trigger.events <= acts - owed:
            continue
        events = sorted(trigger.events)
        terms = examined.document.vocabulary.events
        found = Diagnostic.of(
            "A123",
            examined.place(item, "when"),
            cites=item.duty.cites,
            name=item.duty.id,
            events=", ".join(terms[event].label for event in events),
            events_en=", ".join(terms[event].en for event in events),
        )
        yield Defect(found, item.duty.id)
