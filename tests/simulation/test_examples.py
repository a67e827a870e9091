"""The files in `examples` are what the commands in their README make, byte for byte."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.cli.main import cli

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def run(line: str, lang: str = "vi") -> Result:
    return CliRunner().invoke(cli, shlex.split(line)[1:], obj=lang)


def test_the_readme_says_how_each_file_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = [
        line
        for line in (EXAMPLES / "README.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("quyche simulate")
    ]
    assert commands
    (tmp_path / "examples").mkdir()
    (tmp_path / "rules").symlink_to(EXAMPLES.parent / "rules")
    monkeypatch.chdir(tmp_path)
    for line in commands:
        assert run(line).exit_code == 0
    made = {path.name: path.read_bytes() for path in (tmp_path / "examples").iterdir()}
    kept = {path.name: path.read_bytes() for path in EXAMPLES.glob("*.csv")}
    assert sorted(made) == sorted(kept)
    stale = [name for name in sorted(made) if made[name] != kept[name]]
    assert not stale, "tệp quy tắc đã đổi: chạy lại lệnh trong examples/README.md"


def test_the_examples_are_small() -> None:
    assert sum(path.stat().st_size for path in EXAMPLES.iterdir()) < 6_000_000


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("quyche simulate quangninh --from 2025-02-01 --to 2025-01-01", 2),
        ("quyche simulate quangninh --from 1999-01-01", 2),
        ("quyche simulate quangninh --late 1.5", 2),
        ("quyche simulate quangninh --format xlsx", 2),
        ("quyche simulate quangninh longan --events-out events.csv", 2),
        ("quyche simulate khong-co-tinh-nay", 3),
        ("quyche simulate quangninh --dossiers 1 --events-out khong/co/thu/muc/nay.csv", 5),
    ],
)
def test_wrong_calls_end_with_the_published_code(line: str, code: int) -> None:
    result = run(line)
    assert result.exit_code == code
    assert "Traceback" not in result.output


def test_without_a_file_the_log_goes_to_stdout() -> None:
    result = run("quyche simulate tuyenquang --dossiers 2 --units 3 --disorder 0")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("dossier,event,date,unit")
    assert result.stderr.startswith("tuyenquang: ")
