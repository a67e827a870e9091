"""An explanation says whether a period stands in the text or on the dossier."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from engine.cli.main import cli

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "tests" / "cases" / "mot-cua" / "mot-cua.rules.yaml"
LOG = """\
dossier,event,date,unit,to_unit,ngay_hen
h1,cap_giay_hen,2025-03-10,hcc,,24/03/2025
h1,chuyen_ket_qua,2025-03-20,so-xd,hcc,
h2,chuyen_ket_qua,2025-03-20,so-xd,hcc,
"""


def story_of(dossier: str, folder: Path) -> str:
    log = folder / "so.csv"
    log.write_text(LOG, encoding="utf-8")
    chosen = ["--rules", str(RULES), "--dossier", dossier, "--rule", "tra-ket-qua", "--as-of", "2025-03-31"]
    return " ".join(CliRunner().invoke(cli, ["explain", str(log), *chosen]).output.split())


def test_the_date_that_the_dossier_states_is_told_as_such(tmp_path: Path) -> None:
    text = story_of("h1", tmp_path)
    assert "Hồ sơ ghi «Ngày hẹn trả»: 24/03/2025." in text
    assert "Văn bản ghi" not in text


def test_a_date_that_the_dossier_lacks_is_named_and_nothing_is_made_of_it(tmp_path: Path) -> None:
    text = story_of("h2", tmp_path)
    assert "nhật ký thiếu thông tin: Ngày hẹn trả." in text
    assert "Nếu nghĩa vụ có phát sinh" not in text
