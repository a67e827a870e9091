"""`quyche read`: the summary, its parts, the draft, and the way out for a file that is no regulation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.cli.read import command
from engine.loading.rules import load_rules

TEXT = """\
QUY CHẾ
Quản lý hồ sơ điện tử tỉnh Mẫu
(Kèm theo Quyết định số 12/2024/QĐ-UBND ngày 15 tháng 3 năm 2024)
Điều 1. Cập nhật
1. Cơ quan, đơn vị có trách nhiệm cập nhật dữ liệu trong thời hạn 10 ngày làm việc.
3. Người mất mật khẩu phải báo cáo ngay theo quy định tại khoản 9 Điều 2 Quy chế này.
Điều 2. Thi hành
Sở Nội vụ thi hành Quy chế này theo Luật Viên chức năm 2010.
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "Tỉnh Mẫu.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def read(*args: object, lang: str | None = None) -> Result:
    return CliRunner().invoke(command, [str(arg) for arg in args], obj=lang)


def test_by_default_the_summary_and_the_defects_are_shown(path: Path) -> None:
    result = read(path)
    assert result.exit_code == 0
    assert "2 điều, 2 khoản" in result.stdout
    for said in ("L301 Điều 1 khoản 1", "L110 Điều 1 khoản 3", "L302 Điều 1 khoản 3", "L201 Điều 1 khoản 3"):
        assert said in result.stdout
    assert "4 chỗ cần sửa, 0 chỗ cần lưu ý" in result.stdout
    assert max(len(line) for line in result.stdout.splitlines()[1:]) <= 100


def test_the_answer_is_in_english_when_asked(path: Path) -> None:
    said = " ".join(read(path, lang="en").stdout.split())
    assert "the period «trong thời hạn 10 ngày làm việc» does not say from when it runs" in said
    assert "4 places to correct, 0 to note" in said


def test_parts_are_shown_when_asked(path: Path) -> None:
    outline = read(path, "--outline").stdout
    assert "    6  Điều 1 khoản 3" in outline
    assert "L301" not in outline
    assert "= 10 ngày làm việc" in read(path, "--times").stdout
    references = read(path, "--references").stdout
    assert "«khoản 9 Điều 2 Quy chế này» (KHÔNG CÓ)" in references
    assert "Luật Viên chức năm 2010" in references


def test_json_holds_every_part_with_places(path: Path) -> None:
    answer = json.loads(read(path, "--format", "json").stdout)
    assert (answer["kind"], answer["number"], answer["signed_on"]) == ("regulation", "12/2024/QĐ-UBND", "2024-03-15")
    assert [item["at"] for item in answer["outline"]] == [
        "Quyết định", "Điều 1", "Điều 1 khoản 1", "Điều 1 khoản 3", "Điều 2",
    ]  # fmt: skip
    (first, _) = answer["times"]
    assert (first["at"], first["amount"], first["unit"], first["anchor"], first["line"]) == (
        "Điều 1 khoản 1", 10, "ngày làm việc", None, 5,
    )  # fmt: skip
    assert [item["found"] for item in answer["references"]] == [False]
    assert {item["code"] for item in answer["defects"]} == {"L110", "L201", "L301", "L302"}
    assert all(item["line"] and item["words"] for item in answer["defects"])


def test_json_holds_only_the_parts_asked_for(path: Path) -> None:
    answer = json.loads(read(path, "--format", "json", "--times").stdout)
    assert "times" in answer
    assert "outline" not in answer
    assert "defects" not in answer


def test_a_draft_is_written_and_loads(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "mau.yaml"
    result = read(path, "--draft", "--province", "Mẫu", "--id", "mau", "--out", out)
    assert result.exit_code == 0
    document, _ = load_rules(out)
    assert document is not None
    assert document.id == "mau"
    assert [item.at for item in document.file.provisions] == [
        "Quyết định", "Điều 1", "Điều 1 khoản 1", "Điều 1 khoản 3", "Điều 2",
    ]  # fmt: skip


def test_the_id_of_a_draft_comes_from_the_files_name(path: Path) -> None:
    assert "  id: tinh-mau\n" in read(path, "--draft").stdout


def test_a_draft_never_overwrites_a_file(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "co-san.yaml"
    out.write_text("giữ lại", encoding="utf-8")
    result = read(path, "--draft", "--out", out)
    assert result.exit_code == 2
    assert "U112" in result.stderr
    assert out.read_text(encoding="utf-8") == "giữ lại"


def test_a_bad_id_and_contradictory_options_are_wrong_usage(path: Path) -> None:
    assert read(path, "--draft", "--id", "Tỉnh Mẫu").exit_code == 2
    assert read(path, "--draft", "--times").exit_code == 2
    assert read(path, "--draft", "--format", "json").exit_code == 2


@pytest.mark.parametrize(
    ("raw", "code"),
    [(b"Hom nay troi dep.\n", "L105"), (b"", "L104"), (b"\xff\xfe\x00", "L102"), (b"PK\x03\x04x", "L106")],
)
def test_a_file_that_is_no_regulation_ends_with_four_and_a_reason(tmp_path: Path, raw: bytes, code: str) -> None:
    file = tmp_path / "khac.txt"
    file.write_bytes(raw)
    result = read(file)
    assert (result.exit_code, result.stdout) == (4, "")
    assert code in result.stderr


def test_a_missing_file_ends_with_four(tmp_path: Path) -> None:
    result = read(tmp_path / "khong-co.txt")
    assert result.exit_code == 4
    assert "L101" in result.stderr


def test_a_folder_that_cannot_be_written_to_is_a_storage_failure(path: Path, tmp_path: Path) -> None:
    result = read(path, "--out", tmp_path / "khong" / "co" / "x.txt")
    assert result.exit_code == 5
    assert "S101" in result.stderr
