"""Marks: only values with common ground are called strict or loose, and the others say why not."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from engine.cli.compare import command
from engine.comparison import Mark, Matrix, compare
from engine.comparison.comparability import Why
from engine.comparison.measures import Stands
from engine.loading.rules import RuleDocument, load_rules, load_rules_text
from engine.source import SourceText

AS_OF = date(2025, 6, 1)
HEAD = "format: 1\nregulation: {{id: {0}, name: Quy chế {0}, province: {0}, status: draft}}\n"
SENDER = (
    "  - {{id: giao, label: Giao, topic: transfer_inter_unit_sender, cites: Điều 1, who: sending_unit,\n"
    "     must: {must}, when: {when}, within: {within}}}\n"
)
WHEN = "{event: transfer_document_effective, case: inter_unit}"


def regulation(name: str, within: str, *, must: str = "edossier_transferred", when: str = WHEN) -> RuleDocument:
    text = HEAD.format(name) + "obligations:\n" + SENDER.format(must=must, when=when, within=within)
    return loaded(text)


def loaded(text: str) -> RuleDocument:
    document, problems = load_rules_text(SourceText("thu.yaml", text))
    assert document is not None, problems
    return document


def sender(*documents: RuleDocument, base: str | None = None) -> Matrix:
    return compare(documents, AS_OF, ["transfer_inter_unit_sender"], base=base)


def marks(*documents: RuleDocument) -> list[Mark | None]:
    return [cell.mark for cell in sender(*documents).rows[0].cells]


def whys(*documents: RuleDocument) -> list[Why]:
    (standing,) = sender(*documents).rows[0].standings
    return [obstacle.why for obstacle in standing.relation.obstacles]


A, B, C = (regulation(name, f"{days} ngày làm việc") for name, days in (("a", "03"), ("b", "05"), ("c", "15")))


def test_the_strictest_and_the_loosest_are_marked_and_the_middle_is_not() -> None:
    assert marks(A, B, C) == [Mark.STRICTEST, None, Mark.LOOSEST]


def test_several_may_be_strictest_together() -> None:
    assert marks(A, regulation("d", "3 (ba) ngày làm việc"), C) == [Mark.STRICTEST, Mark.STRICTEST, Mark.LOOSEST]


def test_equal_values_are_marked_equal_and_do_not_differ() -> None:
    other = regulation("d", "05 ngày làm việc kể từ ngày quyết định có hiệu lực")
    assert marks(B, other) == [Mark.EQUAL, Mark.EQUAL]
    assert not sender(B, other).rows[0].differs


def test_who_is_stricter_by_turns_is_neither_end_and_shows_a_date_each_way() -> None:
    days = regulation("d", "07 ngày")
    assert marks(B, days) == [None, None]
    (standing,) = sender(B, days).rows[0].standings
    assert standing.relation.stands is Stands.NEITHER
    assert standing.relation.verdict is not None
    assert standing.relation.verdict.earlier_at is not None
    assert standing.relation.verdict.later_at is not None


def test_a_cell_that_speaks_alone_has_no_mark() -> None:
    silent = loaded(HEAD.format("im"))
    assert marks(A, silent) == [None, None]
    assert sender(A, silent).rows[0].differs
    assert not sender(silent, silent).rows[0].differs


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (regulation("d", "05 ngày", when="{event: edossier_received}"), [Why.OTHER_START]),
        (regulation("d", "05 ngày", when="{event: transfer_document_effective, case: intra_unit}"), [Why.OTHER_CASE]),
        (regulation("d", "05 ngày", must="edossier_received"), [Why.OTHER_ACT]),
        (regulation("d", "kịp thời"), [Why.NO_NUMBER]),
        (
            regulation("d", "45 ngày", when="{event: recruitment_decided}", must="dossier_created"),
            [Why.OTHER_START, Why.OTHER_ACT],
        ),
    ],
)
def test_without_the_same_duty_from_the_same_start_the_cell_says_why_not(other: RuleDocument, why: list[Why]) -> None:
    assert marks(A, other) == [Mark.INCOMPARABLE, Mark.INCOMPARABLE]
    assert whys(A, other) == why


def test_one_shared_event_is_a_common_start() -> None:
    wider = regulation("d", "05 ngày làm việc", when="{event: [transfer_document_effective, edossier_received]}")
    assert marks(A, wider) == [Mark.STRICTEST, Mark.LOOSEST]


def test_of_two_times_to_keep_the_longer_is_the_stricter() -> None:
    def kept(name: str, months: str) -> RuleDocument:
        return loaded(
            HEAD.format(name) + "obligations:\n  - {id: giu, label: Giữ, topic: retention, cites: Điều 1, who: snv,\n"
            f"     when: {{event: backup_made}}, must_not: backup_disposed, within: tối thiểu {months} tháng}}\n"
        )

    matrix = compare([kept("a", "03"), kept("b", "06")], AS_OF, ["retention"])
    assert [cell.mark for cell in matrix.rows[0].cells] == [Mark.LOOSEST, Mark.STRICTEST]


def test_of_two_limits_the_lower_is_the_stricter() -> None:
    def limited(name: str, most: int) -> RuleDocument:
        return loaded(
            HEAD.format(name) + "limits:\n  - {id: mot, label: Quản trị viên, topic: one_admin_per_unit,\n"
            f"     cites: Điều 1, event: admin_appointed, until: admin_revoked, per: unit, at_most: {most}}}\n"
        )

    matrix = compare([limited("a", 1), limited("b", 2)], AS_OF, ["one_admin_per_unit"])
    assert [cell.mark for cell in matrix.rows[0].cells] == [Mark.STRICTEST, Mark.LOOSEST]


def test_a_written_delegation_is_stricter_than_one_in_any_form_under_the_reading_in_use() -> None:
    def approved(name: str, reading: str) -> RuleDocument:
        return loaded(
            HEAD.format(name) + "approval:\n  - {id: cap-mot, label: Cấp 1, topic: approval_level1, tier: 1,\n"
            "     event: approved_level1, cites: Điều 1, means: unspecified, approvers: [{by: unit_head}]}\n"
            f"interpretations:\n  - {{id: uy, about: cap-mot, question: Gì?, chosen: {reading}, readings:\n"
            "     {written: {says: Bằng văn bản, delegation: written}, any: {says: Tùy, delegation: any_form}}}\n"
        )

    matrix = compare([approved("a", "written"), approved("b", "any")], AS_OF, ["approval_level1"])
    assert [cell.mark for cell in matrix.rows[0].cells] == [Mark.STRICTEST, Mark.LOOSEST]
    assert "bằng văn bản (theo cách hiểu được chọn)" in (matrix.rows[0].cells[0].text or "")


def test_the_base_goes_first_and_the_others_are_told_against_it() -> None:
    matrix = sender(A, B, C, base="b")
    assert [column.id for column in matrix.columns] == ["b", "a", "c"]
    told = [(standing.column, standing.reference, standing.relation.stands) for standing in matrix.rows[0].standings]
    assert told == [(1, 0, Stands.STRICTER), (2, 0, Stands.LOOSER)]


def test_an_enacted_and_a_draft_text_differ_in_status_without_order() -> None:
    enacted = loaded(HEAD.format("d").replace("draft", "in_force, number: 1/2020/QĐ-UBND, in_force_from: 2020-01-01"))
    (row,) = compare([A, B, enacted], AS_OF, ["status"]).rows
    assert [cell.mark for cell in row.cells] == [Mark.INCOMPARABLE] * 3
    assert row.differs


def run(*args: str, lang: str = "vi") -> Result:
    return CliRunner().invoke(command, ["tuyenquang", "longan", "quangninh", "--as-of", "2025-06-01", *args], obj=lang)


def test_json_says_how_each_rule_stands_with_witnesses_and_ledgers() -> None:
    """15 working days after 29/12/2022 pass Tết (20–26/01/2023); five end on 06/01/2023."""
    answer = json.loads(run("--format", "json", "--topic", "transfer_inter_unit_sender").stdout)
    cells = answer["topics"][0]["cells"]
    assert {name: cell["mark"] for name, cell in cells.items()} == {
        "tuyenquang": "strictest",
        "longan": "loosest",
        "quangninh": "strictest",
    }
    standing = next(item for item in answer["standings"] if item["regulation"] == "longan")
    assert (standing["stands"], standing["against"]["regulation"]) == ("looser", "tuyenquang")
    assert (standing["start_dates"], standing["earlier"], standing["later"]) == (3652, 0, 3652)
    (witness,) = standing["witnesses"]
    assert sum(line["counted"] for line in witness["one"]["ledger"]) == 15
    assert sum(line["counted"] for line in witness["other"]["ledger"]) == 5


def test_only_different_leaves_out_what_all_say_alike() -> None:
    rows = json.loads(run("--format", "json", "--only-different").stdout)["topics"]
    every = json.loads(run("--format", "json").stdout)["topics"]
    assert len(every) == 33
    assert 0 < len(rows) < 33


def test_the_workbook_has_frozen_panes_filters_and_a_sheet_of_clauses(tmp_path: Path) -> None:
    out = tmp_path / "so-sanh.xlsx"
    assert run("--out", str(out)).exit_code == 0
    book = load_workbook(io.BytesIO(out.read_bytes()))
    assert book.sheetnames == ["So sánh", "Điều khoản", "Chặt hay lỏng", "Thông tin"]
    sheet = book["So sánh"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref is not None
    assert sheet.max_row == 34
    clauses = [[cell.value for cell in row] for row in book["Điều khoản"].iter_rows(min_row=2)]
    assert any(row[2] == "transfer-receiver" and row[4] == "Điều 10 khoản 2" for row in clauses)


def test_a_binary_format_needs_a_file_and_the_ending_of_the_file_names_the_format(tmp_path: Path) -> None:
    assert run("--format", "xlsx").exit_code == 2
    out = tmp_path / "so-sanh.md"
    assert run("--out", str(out)).exit_code == 0
    assert out.read_text(encoding="utf-8").startswith("# So sánh các quy chế")


def test_the_page_tells_marks_in_words_and_unfolds_ledgers() -> None:
    page = run("--format", "html", lang="en").stdout
    assert "▲ strictest" in page
    assert "<details><summary>" in page
    assert "position: sticky" in page


def test_ledgers_unfold_on_the_terminal() -> None:
    told = run("--topic", "transfer_inter_unit_sender", "--ledgers")
    assert "Bảng tính ngày làm chứng" in told.stdout
    assert max(len(line) for line in told.stdout.splitlines()) <= 100


def test_34_regulations_stand_side_by_side_on_all_topics(root: Path) -> None:
    """34 regulations with periods of their own, made from the five that there are."""
    texts = [(root / "rules" / f"{name}.yaml").read_text(encoding="utf-8") for name in ("longan", "quangninh")]
    documents = []
    for place in range(34):
        text = texts[place % 2].replace("05 ngày", f"{place + 1:02} ngày").replace("15 ngày", f"{place + 9:02} ngày")
        documents.append(loaded(text))
    matrix = compare(documents, AS_OF)
    assert len(matrix.rows) == 33
    assert all(len(row.cells) == 34 for row in matrix.rows)


def test_the_real_texts_are_marked_where_they_can_be_compared(root: Path) -> None:
    documents = []
    for name in ("tuyenquang", "longan", "quangninh", "haiphong"):
        document, _ = load_rules(root / "rules" / f"{name}.yaml")
        assert document is not None
        documents.append(document)
    rows = {row.topic: row for row in compare(documents, AS_OF).rows}
    assert [cell.mark for cell in rows["transfer_inter_unit_sender"].cells] == [
        Mark.STRICTEST,
        Mark.LOOSEST,
        Mark.STRICTEST,
        Mark.STRICTEST,
    ]
    # 45 ngày từ quyết định tuyển dụng (Long An) và 10 ngày từ khi đến nhận công tác (Tuyên Quang) không so được.
    assert rows["new_dossier_after_recruitment"].cells[0].mark is Mark.INCOMPARABLE
