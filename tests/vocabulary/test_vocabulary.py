"""The shared vocabulary: fixed ids, both spellings understood, additions guarded."""

from __future__ import annotations

import unicodedata

import pytest

from engine.vocabulary import (
    FAMILIES,
    AttributeKind,
    CaseKind,
    EventType,
    Level,
    Term,
    edit_distance,
    fold,
    standard,
)


def test_every_family_has_the_ids_of_the_five_regulations() -> None:
    counts = {name: len(standard().family(name)) for name in FAMILIES}
    assert counts["events"] == 84
    assert counts["roles"] == 20
    assert counts["unit_types"] == 23  # 22 loại của năm quy chế, và đơn vị sự nghiệp cấp xã có từ 01/07/2025
    assert counts["person_categories"] == 9
    assert counts["transfer_cases"] == 13
    assert counts["prohibited_acts"] == 13
    assert counts["topics"] == 33
    assert counts["subtypes"] == 18


@pytest.mark.parametrize("family", FAMILIES)
def test_labels_are_composed_and_never_empty(family: str) -> None:
    for term_id, term in standard().family(family).items():
        assert term.id == term_id
        for label in (term.label, term.en):
            assert label
            assert label == unicodedata.normalize("NFC", label).strip()


def test_event_is_found_by_id_and_by_label() -> None:
    found = standard().event_by_name("edossier_received")
    assert found is not None
    assert found.label == "Tiếp nhận hồ sơ trên phần mềm"
    for spelling in (
        "Tiếp nhận hồ sơ trên phần mềm",
        "  TIẾP NHẬN   hồ sơ trên phần mềm ",
        unicodedata.normalize("NFD", "tiếp nhận hồ sơ trên phần mềm"),
        "EDOSSIER_RECEIVED",
    ):
        assert standard().event_by_name(spelling) is found


def test_accent_may_stand_on_either_vowel() -> None:
    assert fold("Hủy bản sao") == fold("Huỷ bản sao")
    assert standard().find("events", "Khoá tài khoản") == "account_locked"


def test_different_tones_are_different_names() -> None:
    assert fold("mà") != fold("má")


def test_unknown_name_is_none() -> None:
    vocabulary = standard()
    assert vocabulary.event_by_name("nhảy múa") is None
    assert vocabulary.role_by_name("") is None
    assert vocabulary.category_by_name("x") is None
    assert vocabulary.unit_type_by_name("x") is None
    assert vocabulary.attribute_by_name("x") is None


def test_case_column_takes_transfer_cases_and_document_subtypes() -> None:
    vocabulary = standard()
    assert [term.id for name in ("nghỉ hưu", "điều động", "biệt phái") if (term := vocabulary.case_by_name(name))] == [
        "retirement",
        "mobilisation",
        "secondment",
    ]


def test_levels_follow_the_vocabulary() -> None:
    events = standard().events
    assert events["death_occurred"].needs_dossier
    assert events["password_changed"].needs_unit
    assert events["prohibited_act"].levels == (Level.DOSSIER, Level.UNIT)
    assert not events["prohibited_act"].needs_dossier
    assert not events["budget_provided"].needs_unit
    assert events["backup_made"].levels == (Level.PROVINCE,)


def test_moves_and_exits_are_told_apart() -> None:
    cases = standard().transfer_cases
    assert [item.id for item in cases.values() if item.is_move] == [
        "intra_unit",
        "inter_unit",
        "outgoing_external",
        "left_state_sector",
    ]
    assert [item.id for item in cases.values() if item.is_exit] == [
        "retirement",
        "resignation",
        "disciplinary_dismissal",
        "work_contract_ended",
        "labour_contract_ended",
        "death",
    ]
    assert cases["incoming_external"].kind is CaseKind.INCOMING
    assert [item.id for item in cases.values() if item.leaves_scope] == [
        "outgoing_external",
        "left_state_sector",
    ]


def test_outside_unit_types_are_marked() -> None:
    outside = [item.id for item in standard().unit_types.values() if item.outside]
    assert outside == [
        "ngoai_bo_nganh",
        "ngoai_tinh",
        "khoi_dang_doan_the",
        "ngoai_nha_nuoc",
        "khac_he_thong",
    ]


def test_attributes_know_their_kind_and_values() -> None:
    attributes = standard().attributes
    assert attributes["signed"].kind is AttributeKind.BOOL
    assert attributes["valid_until"].kind is AttributeKind.DATE
    assert attributes["purpose"].values is None
    place = attributes["place"].values
    assert place is not None
    assert [term.id for term in place] == ["provincial_db", "national_db", "unspecified"]


@pytest.mark.parametrize(
    ("family", "text", "meant"),
    [
        ("events", "edosier_received", "edossier_received"),
        ("events", "Hoàn thành nhập liêu", "Hoàn thành nhập liệu"),
        ("roles", "unit_haed", "unit_head"),
        ("events", "zzzzzzzz", None),
        ("roles", "x", None),
    ],
)
def test_closest_suggests_only_what_is_near(family: str, text: str, meant: str | None) -> None:
    assert standard().closest(family, text) == meant


@pytest.mark.parametrize(
    ("left", "right", "limit", "distance"),
    [
        ("date", "date", 2, 0),
        ("dat", "date", 2, 1),
        ("to_unitt", "to_unit", 2, 1),
        ("ab", "ba", 1, 1),
        ("abc", "xyz", 2, 3),
    ],
)
def test_edit_distance_stops_at_its_limit(left: str, right: str, limit: int, distance: int) -> None:
    assert edit_distance(left, right, limit) == distance


def test_added_term_is_found_and_the_standard_is_unchanged() -> None:
    extra = EventType("oath_taken", "Tuyên thệ", "Oath taken", levels=(Level.DOSSIER,))
    extended = standard().with_additions({"events": [extra]})
    assert extended.event_by_name("tuyên thệ") == extra
    assert standard().event_by_name("tuyên thệ") is None
    assert extended.with_additions({"events": [extra]}) == extended


def test_addition_cannot_change_a_known_id_or_take_its_label() -> None:
    with pytest.raises(ValueError, match="already defined"):
        standard().with_additions({"roles": [Term("snv", "Sở khác", "other")]})
    with pytest.raises(ValueError, match="names both"):
        standard().with_additions({"roles": [Term("snv2", "sở nội vụ", "other")]})


def test_unknown_family_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        standard().family("planets")
