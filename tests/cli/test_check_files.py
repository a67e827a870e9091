"""`quyche check --out`: whole files or none, on a full disk too; and `--by`."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
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
