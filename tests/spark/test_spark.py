"""Local Spark with two workers gives the findings of one machine.

Spark starts once; every query costs seconds, so each test asks little and asks it of much.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.loading.logs import load_units
from engine.service import Inputs, check
from engine.vocabulary import standard
from tests.kernel.parts_of_logs import COLUMNS, Row, records_of, sorted_records, without_places, written
from tests.kernel.provinces import random_rows

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

AS_OF = date(2025, 12, 31)
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.session.timeZone": "America/Anchorage",
    "spark.driver.memory": "1g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}
"""Few parts, quick to start, nothing but the loopback; a time zone far from Viet Nam, which must not matter."""


def _why_not() -> str | None:
    missing = [name for name in ("pyspark", "pyarrow", "pandas") if importlib.util.find_spec(name) is None]
    if missing:
        return f"chưa cài {', '.join(missing)}: pip install quyche[spark]"
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        return "máy này không có Java 17 trở lên mà Spark cần"
    return None


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """A local Spark with two workers, or the reason why there is none."""
    if (reason := _why_not()) is not None:
        pytest.skip(reason)
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        builder = SparkSession.builder.master("local[2]").appName("quyche")
        folder = tmp_path_factory.mktemp("spark")
        settings = {**SETTINGS, "spark.sql.warehouse.dir": str(folder), "spark.local.dir": str(folder)}
        for name, value in settings.items():
            builder = builder.config(name, value)
        running = builder.getOrCreate()
        running.sparkContext.setLogLevel("ERROR")
        yield running
        running.stop()


def test_the_quang_ninh_example_gives_the_same_findings_in_the_same_order(session: SparkSession, root: Path) -> None:
    from engine.spark import check_on_spark, in_order

    events, units = root / "examples" / "events_quangninh.csv", root / "examples" / "units.csv"
    found = check_on_spark(session.read.csv(str(events), header=True), as_of=AS_OF, rules=["quangninh"], units=units)
    expected = check(Inputs((events,), AS_OF, units, ("quangninh",))).findings
    # Một phần duy nhất: khỏi phải chạy thêm một lượt chỉ để chọn mốc chia phần mà sắp xếp.
    rows = [row.asDict() for row in in_order(found.findings.repartition(1)).collect()]
    assert list(records_of(rows)) == [finding.as_record() for finding in expected]


def test_a_log_of_many_provinces_gives_the_same_findings_and_leaves_out_the_same_rows(
    session: SparkSession, root: Path, tmp_path: Path
) -> None:
    from engine.spark import check_on_spark

    units = root / "examples" / "units.csv"
    rows = random_rows(load_units(units, standard())[0], seed=3)
    expected = check(Inputs((written(rows, tmp_path),), AS_OF, units))
    found = check_on_spark(_typed(session, rows), as_of=AS_OF, units=units)
    got = records_of(row.asDict() for row in found.findings.collect())
    expected_records = [without_places(finding.as_record()) for finding in expected.findings]
    assert sorted_records(got) == sorted_records(expected_records)
    assert sum(row.rows for row in found.rejected.collect()) == expected.log.left_out > 20
    assert "gate_unclear" in {finding.verdict.reason for finding in expected.findings}


def _typed(session: SparkSession, rows: list[Row]) -> DataFrame:
    """Return the rows as Spark might hold them: moments in their own type, foreign to the session's time zone."""
    names = (*COLUMNS, "signed")
    schema = ", ".join(f"`{name}` {'timestamp' if name == 'recorded_at' else 'string'}" for name in names)
    cells = [[_moment(row.get(name)) if name == "recorded_at" else row.get(name) for name in names] for row in rows]
    return session.createDataFrame(cells, schema)


def _moment(text: str | None) -> datetime | None:
    """Return the first minute of a day in Asia/Ho_Chi_Minh."""
    return None if text is None else datetime.fromisoformat(f"{text}T00:01+07:00")


OTHER = """format: 1
regulation: {id: khac, name: Khác, province: Khác, number: 1/QĐ, status: in_force, in_force_from: 2024-01-01}
vocabulary: {events: [{id: tiep_don, label: Tiếp đón}, {id: tra, label: Trả}]}
obligations:
  - {id: tra, label: Trả, cites: Điều 1, when: {event: tiep_don}, who: unit_head, must: tra, within: 05 ngày làm việc}
provisions: [{at: Điều 1, rules: [tra]}]
"""


def test_events_of_another_regulation_and_times_without_use_are_told_once(
    session: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.spark import check_on_spark

    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "khac.yaml").write_text(OTHER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    rows = [("d1", "death_occurred", "2025-03-03"), ("d1", "Tiếp đón", "2025-03-04"), ("d2", " tiep_don", "05/03/2025")]
    schema = "dossier string, event string, date string"
    found = check_on_spark(session.createDataFrame(rows, schema), as_of=AS_OF, rules=["quangninh"])
    (note,) = found.notes()
    assert note.code == "D162"
    assert "«khac»: Tiếp đón, tiep_don" in note.message()
    rows = [("d1", "death_occurred", "2025-03-03 08:15"), ("d2", "death_occurred", "2025-03-03")]
    found = check_on_spark(session.createDataFrame(rows, schema), as_of=AS_OF, rules=["quangninh"])
    assert [item.code for item in found.notes()] == ["D165"]


def test_a_header_without_dates_is_a_diagnostic(session: SparkSession) -> None:
    from engine.spark import check_on_spark

    events = session.createDataFrame([("d1", "death_occurred")], "dossier string, event string")
    found = check_on_spark(events, as_of=AS_OF, rules=["quangninh"])
    assert [item.code for item in found.diagnostics] == ["D120"]
    assert found.findings is None


def test_a_nested_column_is_a_diagnostic(session: SparkSession) -> None:
    from engine.spark import check_on_spark

    events = session.createDataFrame([("d1", [1])], "event string, date array<int>")
    assert [item.code for item in check_on_spark(events, as_of=AS_OF, rules=["quangninh"]).diagnostics] == ["D134"]


def test_too_many_rows_without_a_dossier_are_a_diagnostic(
    session: SparkSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine import spark

    monkeypatch.setattr(spark, "MOST_SHARED", 1)
    events = session.createDataFrame(
        [("password_changed", "2025-01-02", "so-a")] * 3, "event string, date string, unit string"
    )
    found = spark.check_on_spark(events, as_of=AS_OF, rules=["quangninh"])
    assert [item.code for item in found.diagnostics] == ["D170"]
    assert found.findings is None
