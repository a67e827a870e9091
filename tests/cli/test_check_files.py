"""`quyche check --out`: whole files or none, on a full disk too; and `--by`."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.cli.main import cli
from engine.cli.speech import in_language, speak_language

ROOT = Path(__file__).parents[2]
WORLD = ROOT / "tests" / "reports" / "world"
JUDGED = (
    str(WORLD / "events.csv"),
    f"--units={WORLD / 'units.csv'}",
    f"--rules={WORLD / 'phep-thu.yaml'}",
    "--as-of=2025-03-20",
)
FULL = Path("/dev/full")
Run = Callable[..., Result]


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `quyche check` on the log of `world` in this process."""
    monkeypatch.setenv("LANGUAGE", "vi")

    def ran(*args: str) -> Result:
        speak_language("vi")
        return CliRunner().invoke(in_language(cli), ["check", *JUDGED, *args], obj="vi", prog_name="quyche")

    return ran


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let no file grow beyond `size` bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet", "xlsx", "html"])
def test_a_file_that_finds_no_room_leaves_everything_as_it_was(
    check: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    out, temporary = tmp_path / "out" / f"kq.{suffix}", tmp_path / "tmp"
    out.parent.mkdir()
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    out.write_bytes(b"cu")
    with files_of_at_most(1_000):
        done = check(f"--out={out}")
    assert (done.exit_code, done.stdout) == (5, "")
    assert "S101" in done.stderr
    assert "tệp quá lớn" in done.stderr
    assert [(path.name, path.read_bytes()) for path in out.parent.iterdir()] == [(out.name, b"cu")]
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(not FULL.exists(), reason="không có /dev/full")
def test_a_full_standard_output_is_told() -> None:
    command = [sys.executable, "-m", "engine.cli.main", "check", *JUDGED, "--format=jsonl"]
    with FULL.open("wb") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, timeout=120, check=False)
    assert done.returncode == 5
    assert "S101" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_no_room_for_temporary_files_is_told(check: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.compliance import outlet

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(outlet.Outlet, "add", refuse)
    done = check("--format=csv")
    assert (done.exit_code, done.stdout) == (5, "")
    assert "đĩa đã đầy" in done.stderr


def test_summaries_are_written_instead_of_findings(check: Run, tmp_path: Path) -> None:
    out = tmp_path / "thang.csv"
    done = check("--by=month", "--by=topic", f"--out={out}")
    assert (done.exit_code, done.stdout) == (1, "")
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[:2] for line in lines] == [
        ["by", "key"],
        ["month", "2025-03"],
        ["topic", "incoming_external"],
        ["topic", ""],
        ["topic", "account_creation"],
    ]


def test_summaries_have_no_page(check: Run) -> None:
    done = check("--by=month", "--format=html")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--by không có dạng html" in done.stderr


@pytest.fixture
def copied(tmp_path: Path) -> tuple[Path, Path]:
    """A folder with a log of its own, and a units table beside it."""
    (tmp_path / "so").mkdir()
    log, units = tmp_path / "so" / "events.csv", tmp_path / "units.csv"
    log.write_bytes((WORLD / "events.csv").read_bytes())
    units.write_bytes((WORLD / "units.csv").read_bytes())
    return log, units


def called(*args: object) -> Result:
    """Run `quyche` with a log and rules of one's own choice."""
    speak_language("vi")
    rest = (f"--rules={WORLD / 'phep-thu.yaml'}", "--as-of=2025-03-20")
    return CliRunner().invoke(in_language(cli), [*map(str, args), *rest], obj="vi", prog_name="quyche")


def test_the_result_never_replaces_what_is_read(copied: tuple[Path, Path]) -> None:
    log, units = copied
    before = log.read_bytes(), units.read_bytes()
    for read, out in ((log, log), (log, units), (log.parent, log)):
        done = called("check", read, f"--units={units}", "--out", out, "--format=csv")
        assert (done.exit_code, "U119" in done.stderr) == (2, True), done.stderr
    assert (log.read_bytes(), units.read_bytes()) == before


def test_a_result_is_written_through_a_link_and_keeps_the_permissions(copied: tuple[Path, Path]) -> None:
    log, units = copied
    real, link = units.with_name("that.csv"), units.with_name("lien-ket.csv")
    real.touch()
    real.chmod(0o640)
    link.symlink_to(real)
    assert called("check", log, f"--units={units}", "--out", link).exit_code == 1
    assert link.is_symlink()
    assert b"regulation" in real.read_bytes()[:200]
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not FULL.is_char_device(), reason="máy này không có /dev/full")
def test_a_device_is_written_to_and_not_replaced(copied: tuple[Path, Path]) -> None:
    log, units = copied
    assert called("check", log, f"--units={units}", "--out", FULL, "--format=csv").exit_code == 5
    assert FULL.is_char_device()


def test_a_log_of_which_a_file_is_missing_is_not_clean(tmp_path: Path) -> None:
    log = tmp_path / "mot-viec.csv"
    log.write_text("dossier,event,date,unit\nd1,backup_made,2025-03-03,u1\n", encoding="utf-8")
    assert called("check", log).exit_code == 0
    done = called("check", log, tmp_path / "khong-co.csv")
    assert (done.exit_code, "1 tệp không dùng được" in done.stdout) == (4, True)


def test_ending_by_the_system_leaves_no_file_behind(copied: tuple[Path, Path]) -> None:
    log, units = copied
    head, *rows = log.read_text("utf-8").splitlines()
    many = [row.replace(",", f"-{number},", 1) for number in range(4_000) for row in rows]
    log.write_text("\n".join([head, *many]), encoding="utf-8")
    out, kept = units.with_name("ra.xlsx"), units.with_name("tam")
    kept.mkdir()
    arguments = ["check", log, f"--units={units}", f"--rules={WORLD / 'phep-thu.yaml'}", "--as-of=2025-03-20"]
    script = "from engine.cli.main import main; main()"
    child = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments), "--out", str(out)],
        env={**os.environ, "TMPDIR": str(kept)},
        stderr=subprocess.PIPE,
    )
    while child.poll() is None and not list(units.parent.glob(".ra.xlsx*")):
        time.sleep(0.05)
    child.send_signal(signal.SIGTERM)
    _, said = child.communicate()
    assert child.returncode == 128 + signal.SIGTERM, said
    assert list(units.parent.glob("*ra.xlsx*")) == []
    assert list(kept.iterdir()) == []
