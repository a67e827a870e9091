"""The same facts give the same bytes: whatever the order of rows and files, the time zone, the seed of hashes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOG = ROOT / "examples" / "events_tuyenquang.csv"
ARGS = ("--units", str(ROOT / "examples" / "units.csv"), "--rules", "tuyenquang", "--as-of", "2025-12-31")


def check(*logs: Path, style: str = "jsonl", **environment: str) -> bytes:
    command = [sys.executable, "-m", "engine.cli.main", "check", *map(str, logs), *ARGS, "--format", style]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, check=False, env={**os.environ, **environment}, timeout=120
    )
    assert done.returncode == 1, done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def expected() -> bytes:
    return check(LOG, TZ="Asia/Ho_Chi_Minh", PYTHONHASHSEED="1")


@pytest.mark.parametrize(("zone", "seed"), [("UTC", "2"), ("America/Los_Angeles", "3"), ("Pacific/Kiritimati", "4")])
def test_time_zone_and_hash_seed_change_nothing(expected: bytes, zone: str, seed: str) -> None:
    assert check(LOG, TZ=zone, PYTHONHASHSEED=seed) == expected


def test_a_log_shuffled_repeated_and_split_over_files_gives_the_same_findings(expected: bytes, tmp_path: Path) -> None:
    head, *rows = LOG.read_text(encoding="utf-8").splitlines()
    chance = random.Random(7)
    rows += chance.sample(rows, 200)
    chance.shuffle(rows)
    parts = []
    for number in range(3):
        part = tmp_path / f"phan{number}.csv"
        part.write_text("\r\n".join([head, *rows[number::3]]) + "\r\n", encoding="utf-8-sig")
        parts.append(part)
    assert check(*parts) == expected


@pytest.mark.parametrize("style", ["table", "csv", "html", "md"])
def test_every_format_is_the_same_twice(style: str) -> None:
    assert check(LOG, style=style, PYTHONHASHSEED="5") == check(LOG, style=style, PYTHONHASHSEED="6")
