"""A rule file against the text it encodes: both directions, each proven by a bad file."""

from __future__ import annotations

from pathlib import Path

from reading_texts import REGULATION, read

from engine.analysis.sources import compare_with_text, text_of
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.loader import load_rules_text
from engine.source import SourceText

RULES = """\
format: 1
regulation: {id: mau, name: Mẫu, province: Mẫu, status: draft}
obligations:
  - id: cap-nhat
    label: Cập nhật
    cites: Điều 2 khoản 1
    when: {event: authority_document_effective}
    who: managing_authority
    must: data_updated_by_authority
    within: trong thời hạn 10 ngày làm việc, kể từ ngày văn bản có hiệu lực
  - id: kiem-tra
    label: Kiểm tra
    cites: Điều 3 khoản 1 gạch 1
    who: snv
    must: update_inspection_done
    within: hằng năm
provisions:
  - {at: Quyết định, none: thông tin nền}
  - {at: Điều 1, none: phạm vi}
  - {at: Điều 2, none: tiêu đề}
  - {at: Điều 2 khoản 1, rules: [cap-nhat]}
  - {at: Điều 2 khoản 2, none: thông tin nền}
  - {at: Điều 2 khoản 2 điểm a, none: thông tin nền}
  - {at: Điều 2 khoản 2 điểm b, none: thông tin nền}
  - {at: Điều 3, none: tiêu đề}
  - {at: Điều 3 khoản 1, none: tổ chức thực hiện}
  - {at: Điều 3 khoản 1 gạch 1, rules: [kiem-tra]}
  - {at: Điều 3 khoản 1 gạch 2, none: tổ chức thực hiện}
  - {at: Điều 3 khoản 2, none: tổ chức thực hiện}
"""


def document(rules: str) -> RuleDocument:
    loaded, problems = load_rules_text(SourceText("mau.yaml", rules))
    assert loaded is not None, problems
    return loaded


def differences(rules: str, raw: str = REGULATION) -> list[tuple[str, str, int | None]]:
    found = compare_with_text(document(rules), read(raw))
    return [(item.code, item.place.file, item.place.line) for item in found if item.place is not None]


def test_a_file_that_follows_its_text_has_no_difference() -> None:
    assert differences(RULES) == []


def test_a_figure_that_the_clause_does_not_hold_is_told_at_its_line() -> None:
    assert differences(RULES.replace("thời hạn 10 ngày", "thời hạn 15 ngày")) == [
        ("L354", "mau.txt", 9),
        ("L350", "mau.yaml", 10),
    ]


def test_every_phrase_of_a_period_by_cases_is_looked_for() -> None:
    cases = (
        "within: [{only_if: {category: cadre}, phrase: trong thời hạn 05 ngày làm việc}, "
        "{phrase: trong thời hạn 10 ngày làm việc}]"
    )
    by_cases = RULES.replace("within: trong thời hạn 10 ngày làm việc, kể từ ngày văn bản có hiệu lực", cases)
    assert differences(by_cases) == [("L350", "mau.yaml", 10)]


def test_punctuation_and_case_make_no_difference() -> None:
    assert differences(RULES.replace("việc, kể từ ngày văn", "việc kể từ ngày Văn")) == []


def test_a_provision_that_the_text_does_not_have_is_told() -> None:
    assert differences(RULES + "  - {at: Điều 3 khoản 3, none: thông tin nền}\n") == [("L352", "mau.yaml", 30)]


def test_a_provision_that_the_file_passes_over_is_told() -> None:
    cut = RULES.replace("  - {at: Điều 2 khoản 2 điểm b, none: thông tin nền}\n", "")
    assert differences(cut) == [("L353", "mau.yaml", 2)]


def test_a_time_that_no_rule_carries_is_told_in_the_text() -> None:
    more = REGULATION.replace("2. Báo cáo", "2. Định kỳ hằng quý, báo cáo")
    assert differences(RULES, more) == [("L354", "mau.txt", 19)]
    unlisted = RULES.replace("  - {at: Điều 3 khoản 2, none: tổ chức thực hiện}\n", "")
    assert [code for code, _, _ in differences(unlisted, more)] == ["L351", "L353"]


def test_a_gap_that_names_the_provision_explains_its_time_when_it_quotes_nothing_else() -> None:
    more = REGULATION.replace("2. Báo cáo", "2. Kịp thời báo cáo")
    gap = "gaps:\n  - {about: annual_report, says: Không nêu hạn., cites: [Điều 3 khoản 2]}\nprovisions:"
    assert [code for code, _, _ in differences(RULES.replace("provisions:", gap), more)] == ["L354"]


def test_the_text_is_looked_up_by_id_and_a_missing_one_is_no_error(tmp_path: Path) -> None:
    assert text_of(document(RULES), tmp_path) == (None, [])
    (tmp_path / "mau.txt").write_text(REGULATION, encoding="utf-8")
    found, problems = text_of(document(RULES), tmp_path)
    assert problems == []
    assert found is not None
    (tmp_path / "mau.txt").write_text("Không phải quy chế.", encoding="utf-8")
    assert [item.code for item in text_of(document(RULES), tmp_path)[1]] == ["L105"]
