"""An explanation says which of several periods counts and why, and what lengthened or stopped it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.explanation import explain
from engine.reports.names import Names
from engine.reports.story import story
from engine.service import Inputs, check
from tests.reports.storied import told

CASES = "thời hạn theo loại hồ sơ, mục đầu tiên đúng thì dùng, không biết loại thì chưa xác định"
OTHER_MATTER = "gia hạn về một văn bản không kéo dài việc của văn bản khác; không nêu văn bản nào thì kéo dài mọi việc"
STOPPED = (
    "tạm dừng về một văn bản không dừng việc của văn bản khác; chỉ việc bổ sung của chính văn bản ấy mới cho tính tiếp"
)
PARTIES = "cơ quan này chờ bổ sung hay được gia hạn thì cơ quan kia vẫn phải trả lời đúng hạn"
CAPPED = "gia hạn không bao giờ vượt tổng 45 ngày"
CAP = "Cả thời hạn kể cả gia hạn không quá 45 ngày."

RULES = """format: 1
regulation: {{id: thu, name: Thử, province: Thử, number: 1/QĐ, status: in_force, in_force_from: 2024-01-01{source}}}
vocabulary:
  events:
    - {{id: nhan, label: Tiếp nhận}}
    - {{id: tra, label: Trả kết quả}}
    - {{id: gia_han, label: Gia hạn}}
    - {{id: dung, label: Chờ bổ sung}}
    - {{id: tiep, label: Đã bổ sung}}
obligations:
  - id: tra
    label: Trả kết quả
    cites: Điều 1
    when: {{event: nhan}}
    who: unit_head
    must: tra
    within: {within}
    extended_by: {{event: gia_han, by: 02 ngày làm việc, at_most: 1}}
    suspended_while: [{{from: dung, until: tiep}}]
provisions: [{{at: Điều 1, rules: [tra]}}]
"""
HEAD = "dossier,event,date,unit,ref\n"


def judged(folder: Path, rows: str, within: str = "05 ngày làm việc", source: str = "", lang: str = "vi") -> str:
    (folder / "thu.yaml").write_text(RULES.format(within=within, source=source), encoding="utf-8")
    (folder / "log.csv").write_text(HEAD + rows, encoding="utf-8")
    result = check(Inputs((folder / "log.csv",), date(2025, 4, 30), None, (str(folder / "thu.yaml"),)))
    (finding,) = result.findings
    names = Names.of(lang, result.judged, result.units)
    return " ".join(story(explain(finding, result.judged[0]), names, result.as_of))


def test_the_condition_that_chose_the_period_is_told_in_words() -> None:
    _, text = told(CASES, "ket-qua", "d2")
    assert "Văn bản ghi: «15 ngày làm việc». Dùng thời hạn này vì Loại hồ sơ là phức tạp." in text
    assert "Không dùng" not in text
    _, text = told(CASES, "ket-qua", "d2", lang="en")
    assert "This period counts because Loại hồ sơ is phức tạp." in text


def test_cases_that_did_not_hold_are_told_before_the_rest() -> None:
    _, text = told(CASES, "ket-qua", "d3")
    assert "Văn bản ghi: «10 ngày làm việc». Dùng thời hạn này vì không thuộc trường hợp nào nêu trước nó." in text
    assert "Không dùng «15 ngày làm việc»: chỉ dùng khi Loại hồ sơ là phức tạp, mà việc này thì không." in text
    assert "Không dùng «03 ngày làm việc»: chỉ dùng khi Loại hồ sơ là đơn giản, mà việc này thì không." in text


def test_a_case_in_doubt_is_told() -> None:
    _, text = told(CASES, "ket-qua", "d4")
    assert "Chưa biết có dùng «15 ngày làm việc» hay không: phải biết Loại hồ sơ là phức tạp có đúng không." in text
    assert "Dùng thời hạn này" not in text


def test_none_of_the_cases_holding_is_told(tmp_path: Path) -> None:
    within = "[{only_if: {unit: b}, phrase: 05 ngày làm việc}]"
    text = judged(tmp_path, "d,nhan,2025-03-03,a,\n", within)
    assert "Không trường hợp nào nêu trên đúng với việc này nên không có thời hạn." in text
    assert "Không dùng «05 ngày làm việc»: chỉ dùng khi đơn vị là b, mà việc này thì không." in text


@pytest.mark.parametrize(
    ("source", "words"),
    [("", "Văn bản ghi: «05 ngày làm việc»."), (", source: summary", "Bản tóm tắt ghi: «05 ngày làm việc».")],
)
def test_words_of_a_summary_are_not_called_those_of_the_text(tmp_path: Path, source: str, words: str) -> None:
    assert words in judged(tmp_path, "d,nhan,2025-03-03,a,\n", source=source)


def test_the_cap_is_told_with_the_extensions_and_one_that_it_stops_is_set_aside() -> None:
    _, text = told(CAPPED, "giai-quyet", "d2")
    assert text.count("Được gia hạn bởi") == 2
    assert CAP in text
    _, text = told(CAPPED, "giai-quyet", "d2", lang="en")
    assert "With all extensions the period is at most 45 days." in text


def test_without_an_extension_the_cap_is_not_told() -> None:
    assert CAP not in told(CAPPED, "giai-quyet", "d0")[1]


def test_an_extension_about_another_document_is_set_aside_by_name() -> None:
    _, text = told(OTHER_MATTER, "lam-viec", "g1")
    assert "Không kéo dài thời hạn: «Gia hạn» ngày 06/03/2025" in text
    assert "vì thuộc văn bản số khác." in text


def test_a_stop_about_another_document_is_set_aside() -> None:
    _, text = told(STOPPED, "lam-viec", "t1", place=1)
    assert "Không làm dừng thời hạn: «Chờ bổ sung» ngày 05/03/2025" in text
    assert "vì thuộc văn bản số khác." in text


def test_a_stop_for_another_agency_says_whose_it_is() -> None:
    _, text = told(PARTIES, "tra-loi", "y1", place=1)
    assert "Không làm dừng thời hạn: «Chờ bổ sung» ngày 11/03/2025" in text
    assert "vì đơn vị là «so-2», khác đơn vị nhận của sự kiện phát sinh là «so-3»." in text


def test_what_comes_after_the_due_date_neither_stops_nor_lengthens_the_period(tmp_path: Path) -> None:
    text = judged(tmp_path, "d,nhan,2025-03-03,a,\nd,dung,2025-03-12,a,\nd,gia_han,2025-03-13,a,\n")
    assert "Không làm dừng thời hạn: «Chờ bổ sung» ngày 12/03/2025 tại a, vì diễn ra khi đã hết thời hạn." in text
    assert "Không kéo dài thời hạn: «Gia hạn» ngày 13/03/2025 tại a, vì diễn ra khi đã hết thời hạn." in text
    assert "Tạm dừng" not in text


def test_a_stop_that_counts_is_not_set_aside(tmp_path: Path) -> None:
    text = judged(tmp_path, "d,nhan,2025-03-03,a,\nd,dung,2025-03-10,a,\nd,tiep,2025-03-12,a,\n")
    assert "Tạm dừng tính thời hạn sau ngày 10/03/2025 đến hết ngày 12/03/2025." in text
    assert "Không làm dừng" not in text


def test_more_extensions_than_allowed_are_set_aside(tmp_path: Path) -> None:
    text = judged(tmp_path, "d,nhan,2025-03-03,a,\nd,gia_han,2025-03-05,a,\nd,gia_han,2025-03-06,a,\n")
    assert "Được gia hạn bởi «Gia hạn» ngày 05/03/2025" in text
    assert "Không kéo dài thời hạn: «Gia hạn» ngày 06/03/2025 tại a, vì đã gia hạn đủ số lần được phép." in text


def test_an_extension_beyond_the_longest_period_is_set_aside(tmp_path: Path) -> None:
    within = "05 ngày làm việc (kể cả thời gian gia hạn không quá 05 ngày làm việc)"
    text = judged(tmp_path, "d,nhan,2025-03-03,a,\nd,gia_han,2025-03-05,a,\n", within)
    assert "tại a, vì thời hạn đã đến mức tối đa kể cả gia hạn." in text
    assert "Được gia hạn" not in text


def test_after_the_duty_was_done_nothing_is_set_aside(tmp_path: Path) -> None:
    rows = "d,nhan,2025-03-03,a,\nd,tra,2025-03-05,a,\nd,dung,2025-03-12,a,\nd,gia_han,2025-03-13,a,\n"
    text = judged(tmp_path, rows)
    assert "Không làm dừng" not in text
    assert "Không kéo dài" not in text
