"""`quyche check` from outside: outputs, exit codes, languages."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from engine.cli.main import COMMANDS, cli
from engine.cli.speech import LOCALE_FOLDER, asked_language, in_language, speak_language

ROOT = Path(__file__).parents[2]
WORLD = ROOT / "tests" / "reports" / "world"
JUDGED = (
    str(WORLD / "events.csv"),
    f"--units={WORLD / 'units.csv'}",
    f"--rules={WORLD / 'phep-thu.yaml'}",
    "--as-of=2025-03-20",
)
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process, in one language."""
    monkeypatch.setenv("LANGUAGE", "vi")

    def ran(*args: str, lang: str = "vi") -> Result:
        speak_language(lang)
        return CliRunner().invoke(in_language(cli), list(args), obj=lang, prog_name="quyche")

    return ran


def test_breaches_end_with_1_and_a_table(run: Run) -> None:
    done = run("check", *JUDGED)
    assert done.exit_code == 1
    assert "Xét tại ngày 20/03/2025" in done.stdout


def test_a_clean_log_ends_with_0(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("dossier,event,date,unit\nHS1,reported_for_work,2025-03-03,a\n", encoding="utf-8")
    assert run("check", str(log), *JUDGED[1:]).exit_code == 0


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("check",), 2),
        (("check", *JUDGED, "--as-of=31/02/2025"), 2),
        (("check", *JUDGED, "--format=xlsx"), 2),
        (("check", *JUDGED, "--reading=moc-tai-khoan"), 2),
        (("check", *JUDGED, "--reading=moc-tai-khoan=khac"), 2),
        (("check", JUDGED[0], "--rules=khong-co"), 2),
        (("check", JUDGED[0]), 2),
        (("check", str(WORLD / "khong-co.csv"), *JUDGED[1:]), 4),
        (("check", JUDGED[0], f"--units={WORLD / 'khong-co.csv'}", *JUDGED[2:]), 4),
        (("check", *JUDGED, "--out=/khong/co/thu-muc/kq.csv"), 5),
        (("chek",), 2),
    ],
)
def test_every_way_to_fail_has_its_exit_code(run: Run, args: tuple[str, ...], code: int) -> None:
    done = run(*args)
    assert (done.exit_code, done.stdout) == (code, "")
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_broken_rules_end_with_3(run: Run, tmp_path: Path) -> None:
    rules = tmp_path / "hong.yaml"
    rules.write_text("format: 1\nregulation: {id: hong}\n", encoding="utf-8")
    assert run("check", JUDGED[0], f"--rules={rules}").exit_code == 3


def test_a_wrong_row_is_told_and_stops_only_when_strict(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    rows = "HS1,reported_for_work,2025-03-03,a\nHS2,reported_for_work,2025-99-03,a\n"
    log.write_text("dossier,event,date,unit\n" + rows, encoding="utf-8")
    lenient, strict = run("check", str(log), *JUDGED[1:]), run("check", str(log), *JUDGED[1:], "--strict")
    assert (lenient.exit_code, strict.exit_code) == (4, 4)
    assert "1 dòng có lỗi bị bỏ ra ngoài" in lenient.stdout


def test_jsonl_on_stdout_is_nothing_but_findings(run: Run) -> None:
    done = run("check", *JUDGED, "--format=jsonl")
    assert [json.loads(line)["regulation"] for line in done.stdout.splitlines()] == ["phep-thu"] * 6


@pytest.mark.parametrize(("suffix", "start"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("html", b"<!DOCTYPE html>")])
def test_the_suffix_of_out_chooses_the_format(run: Run, tmp_path: Path, suffix: str, start: bytes) -> None:
    out = tmp_path / f"kq.{suffix}"
    done = run("check", *JUDGED, f"--out={out}")
    assert (done.exit_code, done.stdout) == (1, "")
    assert out.read_bytes().startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize("place", [("--lang", "en", "check"), ("check", "--lang=en")])
def test_english_is_english_throughout(run: Run, place: tuple[str, ...]) -> None:
    done = run(*place, *JUDGED, lang="en")
    assert "As of 20/03/2025" in done.stdout
    for word in ("quá hạn", "Đơn vị  ", "Căn cứ", "Phiên bản"):
        assert word not in done.stdout


def test_click_complains_in_vietnamese(run: Run) -> None:
    missing = run("check")
    assert "Cách dùng: quyche check [TÙY CHỌN] NHẬT_KÝ..." in missing.stderr
    assert "Lỗi: Thiếu tham số" in missing.stderr
    assert "Không có tùy chọn" in run("check", "x", "--khong").stderr


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_help_leaves_nothing_in_the_other_language(run: Run, command: tuple[str, ...]) -> None:
    vietnamese, english = run(*command, "--help").stdout, run(*command, "--help", lang="en").stdout
    for word in ("Usage", "Options", "Show ", "Commands"):
        assert word not in vietnamese
    assert english.isascii() or english.replace("–", "-").isascii()


def test_an_unknown_language_is_refused(run: Run) -> None:
    done = run("check", *JUDGED, "--lang=fr")
    assert (done.exit_code, "'vi', 'en'" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("args", "lang"),
    [
        (["check", "--lang", "en"], "en"),
        (["--lang=en", "check"], "en"),
        (["check", "--", "--lang=en"], "vi"),
        (["--lang=fr"], "vi"),
        (["--lang"], "vi"),
    ],
)
def test_the_language_is_found_anywhere_on_the_line(
    args: list[str], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QUYCHE_LANG", raising=False)
    assert asked_language(args) == lang


def test_every_listed_command_has_an_english_line(run: Run) -> None:
    assert "\n  check " in run("--help", lang="en").stdout
    assert run("--help", lang="en").stdout.count("\n  ") >= len(COMMANDS)


def test_the_compiled_catalogues_are_up_to_date() -> None:
    place = ROOT / "tools" / "compile_messages.py"
    spec = importlib.util.spec_from_file_location("compile_messages", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.LOCALE == LOCALE_FOLDER
    assert module.stale_catalogues(write=False) == []


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "cp1252"}])
def test_output_is_utf8_whatever_the_locale(locale: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "engine.cli.main", "check", *JUDGED],
        cwd=ROOT,
        env={**os.environ, **locale},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert "Xét tại ngày 20/03/2025" in done.stdout.decode("utf-8")


def test_the_overview_loads_no_heavy_module() -> None:
    heavy = ("polars", "pydantic", "rich", "yaml")
    asked = f"import sys; import engine.cli.main; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, timeout=60, check=True)
    assert done.stdout.strip() == b"[]"


def test_commands_are_copied_not_changed() -> None:
    before = [option.help for option in cli.params if isinstance(option, click.Option)]
    in_language(cli)
    assert [option.help for option in cli.params if isinstance(option, click.Option)] == before
