"""Two versions of a rule file are told apart in sentences, whatever changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.comparison.differences import Difference, differences
from engine.loading.rules import RuleDocument, load_rules, load_rules_text
from engine.source import SourceText

TEXT = """\
format: 1
regulation: {id: mot, name: Quy chế một, province: Một, number: 1/2020/QĐ-UBND, status: in_force,
  in_force_from: 2020-01-01}
scope: {unit_types: [so_nganh, chi_cuc]}
obligations:
  - {id: giao, label: Giao hồ sơ, topic: transfer_inter_unit_sender, cites: Điều 9 khoản 1, who: sending_unit,
     when: {event: transfer_document_effective, case: inter_unit}, must: edossier_transferred,
     within: 05 ngày làm việc kể từ ngày văn bản có hiệu lực}
  - {id: duyet, label: Phê duyệt, cites: Điều 7, who: unit_head, when: {event: data_updated_by_person},
     must: approved_level1, within: 07 ngày cuối của từng tháng}
  - {id: giu, label: Giữ bản sao, cites: Điều 8, who: snv, when: {event: backup_made}, must_not: backup_disposed,
     within: tối thiểu 03 tháng}
lifecycle:
  initial: not_existing
  states: [not_existing, active]
  transitions:
    - {event: dossier_created, from: not_existing, to: active, cites: Điều 5}
approval:
  - {id: cap-mot, label: Cấp một, tier: 1, event: approved_level1, cites: Điều 7, means: digital_signature,
     approvers: [{by: unit_head}]}
limits:
  - {id: mot-nguoi, label: Một quản trị viên, cites: Điều 4, event: admin_appointed, per: unit, at_most: 1}
norms:
  - {id: sao-luu, topic: backup, label: Sao lưu, cites: Điều 3, says: Sao lưu hằng ngày.}
interpretations:
  - {id: doi-tuong, about: duyet, question: Duyệt gì., chosen: tat-ca, readings:
     {tat-ca: {says: Tất cả.}, moi: {says: Chỉ dữ liệu mới., when: {event: data_entry_completed}}}}
gaps:
  - {about: backup, says: Không nêu nơi cất.}
provisions:
  - {at: Điều 3, rules: sao-luu}
"""


def document(text: str = TEXT) -> RuleDocument:
    found, problems = load_rules_text(SourceText("mot.yaml", text))
    assert found is not None, problems
    return found


def told(old: str, new: str, lang: str = "vi") -> list[str]:
    assert TEXT.count(old) == 1, old
    return [item.sentence for item in differences(document(), document(TEXT.replace(old, new)), lang)]


def test_the_same_file_has_no_differences_however_it_is_laid_out(root: Path) -> None:
    assert told("says: Sao lưu hằng ngày.", 'says: "Sao lưu hằng ngày."') == []
    one, _ = load_rules(root / "rules" / "haiphong.yaml")
    assert one is not None
    assert differences(one, one, "vi") == []


def test_a_shorter_period_is_told_in_figures_with_its_strictness() -> None:
    assert told("05 ngày làm việc", "03 ngày làm việc") == [
        "Điều 9 khoản 1: Giao hồ sơ: thời hạn 5 → 3 ngày làm việc, chặt hơn mọi ngày trong 10 năm"
    ]
    assert told("05 ngày làm việc", "15 ngày làm việc", "en") == [
        "Điều 9 khoản 1: Giao hồ sơ: period 5 → 15 working days, looser on every day of 10 years"
    ]


def test_a_period_that_is_stricter_by_turns_says_how_often() -> None:
    (sentence,) = told("07 ngày cuối", "05 ngày làm việc cuối")
    assert sentence == (
        "Điều 7: Phê duyệt: thời hạn 7 ngày cuối của từng tháng → 5 ngày làm việc cuối của từng tháng, "
        "sớm hơn ở 1.343 ngày, muộn hơn ở 85 ngày trong 10 năm"
    )


def test_a_longer_time_to_keep_is_the_stricter() -> None:
    assert told("tối thiểu 03 tháng", "tối thiểu 06 tháng") == [
        "Điều 8: Giữ bản sao: thời hạn tối thiểu 3 tháng → tối thiểu 6 tháng, chặt hơn mọi ngày trong 10 năm"
    ]


def test_other_words_for_the_same_period_are_told_as_such() -> None:
    (sentence,) = told("05 ngày làm việc kể từ ngày văn bản có hiệu lực", "5 (năm) ngày làm việc")
    assert "nghĩa không đổi" in sentence


def test_another_cap_on_extensions_is_told_even_where_the_period_stays() -> None:
    capped = "05 ngày làm việc (có thể gia hạn nhưng tổng không quá 08 ngày làm việc) kể từ"
    [sentence] = told("05 ngày làm việc kể từ", capped)
    assert "tối đa kể cả gia hạn không nêu → 8 ngày làm việc" in sentence
    assert "nghĩa không đổi" not in sentence
    [sentence] = told("05 ngày làm việc kể từ", "03 ngày làm việc (kể cả thời gian gia hạn) kể từ")
    assert "thời hạn 5 → 3 ngày làm việc, chặt hơn mọi ngày trong 10 năm" in sentence
    assert "tối đa kể cả gia hạn không nêu → 3 ngày làm việc" in sentence


def test_a_period_without_a_number_says_that_it_cannot_be_weighed() -> None:
    assert told("05 ngày làm việc kể từ ngày văn bản có hiệu lực", "none") == [
        "Điều 9 khoản 1: Giao hồ sơ: thời hạn 5 ngày làm việc → không nêu, "
        "không nói được chặt hay lỏng hơn (có bản không nêu số ngày)"
    ]


def test_starts_bearers_and_conditions_are_told_by_their_names() -> None:
    assert told("case: inter_unit}", "case: [inter_unit, secondment]}") == [
        "Điều 9 khoản 1: Giao hồ sơ: khi «Quyết định chuyển công tác có hiệu lực» (trường hợp là "
        "«sang đơn vị khác trong phạm vi») → «Quyết định chuyển công tác có hiệu lực» (trường hợp là "
        "«sang đơn vị khác trong phạm vi» hoặc «biệt phái»)"
    ]
    assert told("who: unit_head", "who: unit_admin") == [
        "Điều 7: Phê duyệt: ai «Người đứng đầu đơn vị» → «Quản trị viên đơn vị»"
    ]


def test_rules_that_come_and_go_are_told() -> None:
    shorter = TEXT[: TEXT.index("norms:")] + TEXT[TEXT.index("interpretations:") : TEXT.index("provisions:")]
    gone = [item.sentence for item in differences(document(), document(shorter), "vi")]
    assert gone == ["Điều 3: bỏ chuẩn khác «Sao lưu»", "Điều 3: bỏ điều khoản «Điều 3»"]
    back = [item.sentence for item in differences(document(shorter), document(), "vi")]
    assert back[0] == "Điều 3: thêm chuẩn khác «Sao lưu»"


def test_another_choice_of_reading_is_told_with_what_it_says() -> None:
    assert told("chosen: tat-ca", "chosen: moi") == ["Duyệt gì: chọn «tat-ca» → «moi»: Chỉ dữ liệu mới."]


@pytest.mark.parametrize(
    ("old", "new", "block"),
    [
        ("in_force_from: 2020-01-01", "in_force_from: 2021-01-01", "regulation"),
        ("unit_types: [so_nganh, chi_cuc]", "unit_types: [so_nganh]", "scope"),
        ("must: edossier_transferred", "must: edossier_received", "obligations"),
        ("cites: Điều 9 khoản 1", "cites: Điều 9 khoản 2", "obligations"),
        ("label: Giao hồ sơ", "label: Chuyển hồ sơ", "obligations"),
        ("to: active, cites", "to: same, cites", "lifecycle"),
        ("means: digital_signature", "means: confirmation", "approval"),
        ("approvers: [{by: unit_head}]", "approvers: [{by: snv_leader}]", "approval"),
        ("at_most: 1", "at_most: 2", "limits"),
        ("says: Sao lưu hằng ngày.", "says: Sao lưu hằng tuần.", "norms"),
        ("question: Duyệt gì.", "question: Duyệt cái gì.", "interpretations"),
        ("says: Chỉ dữ liệu mới., when", "says: Chỉ dữ liệu vừa nhập., when", "interpretations"),
        ("says: Không nêu nơi cất.", "says: Không nêu nơi cất giữ.", "gaps"),
        ("rules: sao-luu", "none: phạm vi", "provisions"),
    ],
)
def test_no_change_is_silent_and_none_shows_yaml(old: str, new: str, block: str) -> None:
    for lang in ("vi", "en"):
        found: list[Difference] = differences(document(), document(TEXT.replace(old, new)), lang)
        assert {item.block for item in found} == {block}
        for item in found:
            assert not set("{}[]") & set(item.sentence)
            assert "None" not in item.sentence


def test_versions_of_one_rule_are_told_apart(root: Path) -> None:
    line = next(line for line in TEXT.splitlines() if "id: giu" in line)
    later = TEXT.replace(line, line.replace("cites: Điều 8,", "cites: Điều 8, until: 2025-01-01,"))
    assert [item.sentence for item in differences(document(), document(later), "vi")] == [
        "Điều 8: từ 01/01/2025 bỏ nghĩa vụ «Giữ bản sao»"
    ]
    assert (root / "rules").is_dir()


LONG = """\
format: 1
regulation: {id: thu, name: Quy chế thử, province: Thử, status: draft}
lifecycle:
  initial: not_existing
  states: [not_existing, awaiting_entry, active, inactive_retired, inactive_deceased]
  transitions:
    - {event: recruitment_decided, from: not_existing, to: awaiting_entry}
    - {event: person_received, from: not_existing, to: awaiting_entry}
    - {event: recruitment_decided, from: [awaiting_entry, active], to: same}
    - {event: person_received, from: [awaiting_entry, active], to: same}
    - {event: data_entry_completed, from: [not_existing, awaiting_entry, active], to: active}
"""
SHORT = """\
format: 1
regulation: {id: thu, name: Quy chế thử, province: Thử, status: draft}
lifecycle:
  initial: not_existing
  states: [not_existing, awaiting_entry, active, inactive_retired, inactive_deceased]
  groups: {da_nghi: [inactive_retired, inactive_deceased]}
  transitions:
    - {event: [recruitment_decided, person_received], from: not_existing, to: awaiting_entry}
    - {event: data_entry_completed, from: any, except: da_nghi, to: active}
  stays:
    - {event: [recruitment_decided, person_received], except: da_nghi}
"""


def between(old: str, new: str, lang: str = "vi") -> list[str]:
    return [item.sentence for item in differences(document(old), document(new), lang)]


def test_a_lifecycle_written_shorter_is_the_same_lifecycle() -> None:
    assert between(LONG, SHORT) == []
    assert between(SHORT, LONG) == []


def test_a_state_taken_out_of_a_group_is_told_by_the_steps_it_changes() -> None:
    changed = SHORT.replace("{da_nghi: [inactive_retired, inactive_deceased]}", "{da_nghi: [inactive_deceased]}")
    assert between(SHORT, changed) == [
        "Vòng đời hồ sơ: bỏ bước «Hoàn thành nhập liệu»: từ «Chưa có hồ sơ», «Chờ nhập liệu», «Đang hiệu lực» sang"
        " «Đang hiệu lực»",
        "Vòng đời hồ sơ: bỏ bước «Có quyết định tuyển dụng», «Tiếp nhận người về đơn vị»: từ «Chờ nhập liệu», «Đang"
        " hiệu lực» sang chính trạng thái ấy",
        "Vòng đời hồ sơ: thêm bước «Hoàn thành nhập liệu»: từ «Chưa có hồ sơ», «Chờ nhập liệu», «Đang hiệu lực», «Đã"
        " nghỉ hưu» sang «Đang hiệu lực»",
        "Vòng đời hồ sơ: thêm bước «Có quyết định tuyển dụng», «Tiếp nhận người về đơn vị»: từ «Chờ nhập liệu», «Đang"
        " hiệu lực», «Đã nghỉ hưu» sang chính trạng thái ấy",
    ]


def test_a_reason_or_a_clause_of_a_step_is_told() -> None:
    for key in ("why: vì thế", "cites: Điều 5", "mentions: Điều 5"):
        changed = SHORT.replace("except: da_nghi, to: active", f"except: da_nghi, to: active, {key}")
        assert len(between(SHORT, changed)) == 2, key
    assert between(SHORT, SHORT.replace("  initial:", "  why: vì thế\n  initial:")) == [
        "Vòng đời hồ sơ: vì sao không ghi → «vì thế»"
    ]
