"""A check never looks clean after it lost facts that its dates depend on."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from engine.cli.check import command

LOG = "dossier,event,date,unit,to_unit,case\nd1,transfer_document_effective,2025-03-03,a,b,inter_unit\n"


def check(folder: Path, *args: str) -> tuple[int, str]:
    log = folder / "nhatky.csv"
    log.write_text(LOG, encoding="utf-8")
    done = CliRunner().invoke(command, [str(log), "--rules", "quangninh", "--as-of", "2025-03-05", *args])
    return done.exit_code, done.output


def test_a_closures_file_that_cannot_be_read_stops_the_check(tmp_path: Path) -> None:
    code, said = check(tmp_path, "--closures", str(tmp_path / "khong-co.csv"))
    assert (code, "C101" in said, "Xét tại ngày" in said) == (4, True, False)


def test_an_output_of_unknown_kind_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    code, said = check(tmp_path, "--out", str(tmp_path / "ketqua.pdf"))
    assert (code, ".pdf" in said, (tmp_path / "ketqua.pdf").exists()) == (2, True, False)
