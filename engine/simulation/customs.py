"""What everyone knows about offices and no regulation says: who works where, how often things happen, what follows.

Nothing here is about one province. An event that is not listed still happens, with ordinary frequency, as soon as a
rule makes it the trigger of a duty.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

LABOURERS = ("ld_nd111", "ld_nd68_161", "ld_khac", "nhan_su_hoi")

_OFFICE = (("cong_chuc", 12), ("can_bo", 1), ("ld_nd111", 1), ("ld_nd68_161", 1), ("ld_khac", 1))
_SERVICE = (("vien_chuc", 14), ("ld_nd111", 1), ("ld_nd68_161", 1), ("ld_khac", 1))
_ASSOCIATION = (("nhan_su_hoi", 3), ("vien_chuc", 2), ("ld_khac", 1))
STAFF = MappingProxyType(
    {
        "ubnd_cap_huyen": (("cong_chuc", 9), ("can_bo", 3), ("ld_nd111", 1), ("ld_nd68_161", 1)),
        "ubnd_cap_xa": (("can_bo_cap_xa", 4), ("cong_chuc_cap_xa", 8), ("ld_khac", 1)),
        "hoi_dac_thu": _ASSOCIATION,
        "hoi_duoc_giao_so_luong": _ASSOCIATION,
        **dict.fromkeys(
            ("dvsn_ubnd_tinh", "dvsn_so", "dvsn_chi_cuc", "dvsn_cap_huyen", "dvsn_dvsn"), _SERVICE
        ),
    }
)  # fmt: skip
"""Person categories in each type of unit, weighted; other types are offices."""


def staff_of(unit_type: str | None, scope: frozenset[str]) -> tuple[tuple[str, int], ...]:
    """Return the weighted categories of the people in such a unit whom the regulation binds."""
    usual = STAFF.get(unit_type or "", _OFFICE)
    bound = tuple((category, weight) for category, weight in usual if not scope or category in scope)
    return bound or tuple((category, 1) for category in sorted(scope))


class Stage(Enum):
    """Where in a person's time with the province an occasion belongs."""

    ENTRY = "entry"
    SERVICE = "service"
    EXIT = "exit"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something that happens to a person by itself.

    Attributes:
        cases: values of the column `case` that it may have; empty for none.
        categories: whom it happens to; empty for anyone.
        any_day: whether it may fall on a day off, as births, deaths and dates of effect do.
        by_document: whether a numbered document stands behind it.
    """

    event: str
    stage: Stage
    weight: int
    cases: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    any_day: bool = False
    by_document: bool = False


MOVE = "transfer_document_effective"
ARRIVALS = frozenset({"paper_dossier_sent", "paper_dossier_received"})
LEAVING = frozenset({"outgoing_external", "left_state_sector"})
DESTINATIONS = MappingProxyType(
    {
        "outgoing_external": ("ngoai_tinh", "ngoai_bo_nganh"),
        "left_state_sector": ("ngoai_nha_nuoc",),
        "incoming_external": ("ngoai_tinh", "ngoai_bo_nganh"),
        "incoming_party_or_other_system": ("khoi_dang_doan_the",),
    }
)
"""The types of units beyond the regulation that a case leads to or comes from."""

_CADRES = ("can_bo", "can_bo_cap_xa")
_RECRUITED = ("cong_chuc", "vien_chuc", "cong_chuc_cap_xa")
_PERMANENT = ("can_bo", "cong_chuc", "vien_chuc", "can_bo_cap_xa", "cong_chuc_cap_xa")
_DOCUMENTS = ("pay_raise", "pay_raise", "training", "appointment", "reward", "rating", "grade_promotion",
              "post_assignment", "reappointment", "discipline")  # fmt: skip

OCCASIONS: tuple[Occasion, ...] = (
    Occasion("recruitment_decided", Stage.ENTRY, 6, (), _RECRUITED, by_document=True),
    Occasion("labour_contract_signed", Stage.ENTRY, 5, (), LABOURERS, by_document=True),
    Occasion("person_received", Stage.ENTRY, 2, (), _PERMANENT, by_document=True),
    Occasion("cadre_elected_or_appointed", Stage.ENTRY, 5, (), _CADRES, by_document=True),
    Occasion("paper_dossier_received", Stage.ENTRY, 2, ("incoming_external",), _PERMANENT),
    Occasion("paper_dossier_received", Stage.ENTRY, 2, ("incoming_party_or_other_system",), _PERMANENT),
    Occasion("authority_document_effective", Stage.SERVICE, 12, _DOCUMENTS, any_day=True, by_document=True),
    Occasion("personal_info_changed", Stage.SERVICE, 9, any_day=True),
    Occasion("declaration_requested", Stage.SERVICE, 2),
    Occasion("data_error_found", Stage.SERVICE, 2),
    Occasion("paper_mismatch_found", Stage.SERVICE, 2),
    Occasion("consent_granted", Stage.SERVICE, 1, by_document=True),
    Occasion(MOVE, Stage.SERVICE, 3, ("intra_unit",), _PERMANENT, any_day=True, by_document=True),
    Occasion(MOVE, Stage.SERVICE, 4, ("inter_unit",), _PERMANENT, any_day=True, by_document=True),
    Occasion(MOVE, Stage.EXIT, 2, ("outgoing_external",), _PERMANENT, any_day=True, by_document=True),
    Occasion(MOVE, Stage.EXIT, 1, ("left_state_sector",), _PERMANENT, any_day=True, by_document=True),
    Occasion("exit_document_effective", Stage.EXIT, 5, ("retirement",), _PERMANENT, any_day=True, by_document=True),
    Occasion("exit_document_effective", Stage.EXIT, 3, ("resignation",), _PERMANENT, any_day=True, by_document=True),
    Occasion("exit_document_effective", Stage.EXIT, 1, ("disciplinary_dismissal",), _PERMANENT, by_document=True),
    Occasion("exit_document_effective", Stage.EXIT, 1, ("work_contract_ended",), ("vien_chuc",), by_document=True),
    Occasion("exit_document_effective", Stage.EXIT, 4, ("labour_contract_ended",), LABOURERS, by_document=True),
    Occasion("death_occurred", Stage.EXIT, 1, any_day=True),
)


@dataclass(frozen=True, slots=True)
class Sequel:
    """What usually follows an event within so many working days, though no rule orders it."""

    event: str
    soonest: int
    latest: int
    by: str
    attributes: tuple[tuple[str, str], ...] = ()


SEQUELS = MappingProxyType(
    {
        "recruitment_decided": Sequel("reported_for_work", 1, 15, "person"),
        "cadre_elected_or_appointed": Sequel("reported_for_work", 1, 5, "person"),
        "labour_contract_signed": Sequel("reported_for_work", 0, 5, "person"),
        "edossier_transferred": Sequel("edossier_received", 0, 3, "receiving_unit"),
        "exit_document_effective": Sequel("exit_status_updated", 1, 10, "direct_employer"),
        "death_occurred": Sequel("exit_status_updated", 1, 10, "direct_employer"),
        "consent_granted": Sequel("record_accessed", 0, 5, "managing_authority", (("own_record", "false"),)),
        "password_loss_reported": Sequel("password_reissued", 0, 2, "snv"),
        "software_outage_started": Sequel("software_outage_ended", 0, 4, "data_centre"),
        "admin_revoked": Sequel("admin_appointed", 0, 1, "unit_head"),
    }
)
ALWAYS_FOLLOWS = frozenset({"record_accessed", "password_reissued", "software_outage_ended", "admin_appointed"})
"""Sequels that need no mention in the plan; the others come only where the plan speaks of them."""

UNIT_RATES = MappingProxyType(
    {
        "unit_account_issued": 0.25,
        "admin_appointed": 0.5,
        "admin_revoked": 0.0,
        "management_delegated": 0.25,
        "delegation_granted": 0.4,
        "password_lost": 0.4,
        "account_violation_found": 0.1,
        "violation_found": 0.1,
        "request_filed_with_snv": 0.5,
    }
)
"""How many times a year a unit sees each event."""
UNIT_RATE = 0.3

PROVINCE_RATES = MappingProxyType(
    {
        "software_outage_started": 3.0,
        "backup_made": 12.0,
        "security_check_done": 4.0,
        "system_connection_approved": 1.0,
        "regulation_effective": 0.0,
        "regulation_signed": 0.0,
        "regulation_replaced": 0.0,
    }
)
PROVINCE_RATE = 1.0
ACTORS = MappingProxyType(
    {
        "unit_account_issued": "snv",
        "admin_appointed": "unit_head",
        "delegation_granted": "unit_head",
        "management_delegated": "managing_authority",
        "password_lost": "unit_admin",
        "request_filed_with_snv": "managing_authority",
        "backup_made": "data_centre",
        "security_check_done": "data_centre",
        "system_connection_approved": "snv",
    }
)
"""Who usually does what no duty orders."""
