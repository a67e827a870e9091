"""XES: traces are dossiers, the attributes of the standard are columns, and nothing hostile is followed."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest
from log_helpers import found, load

from engine.loading.logs import xes_reader

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- xuất từ phần mềm -->
<log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<global scope="event"><string key="concept:name" value="?"/></global>
<string key="concept:name" value="cả sổ"/>
"""
TRACE = """<trace>
<string key="concept:name" value="HS1"/><string key="signed" value="có"/>
<event>
<string key="concept:name" value="recruitment_decided"/><date key="time:timestamp" value="2024-05-02T18:00:00.000Z"/>
<string key="org:group" value="SNV"/><string key="ref" value="1/QĐ"/>
</event>
<event>
<string key="concept:name" value="approved_level1"/><date key="time:timestamp" value="2024-05-06T08:00:00.000+07:00"/>
<string key="org:group" value="STC"/><boolean key="signed" value="false"/>
<string key="lifecycle:transition" value="complete"/>
</event>
</trace>
"""
XES = HEAD + TRACE + "</log>\n"
EVENT = (
    '<event><string key="concept:name" value="backup_made"/><date key="time:timestamp" value="2024-05-01"/>{}</event>'
)


def write(path: Path, text: str) -> Path:
    """Write a text and return where."""
    path.write_bytes(text.encode())
    return path


def test_traces_are_dossiers_and_their_attributes_hold_for_their_events(tmp_path: Path) -> None:
    log, diagnostics = load(write(tmp_path / "a.xes", XES))
    assert diagnostics == []
    first, second = log.events
    assert (first.dossier, first.event, first.on, first.unit, first.ref) == (
        "HS1",
        "recruitment_decided",
        date(2024, 5, 3),
        "SNV",
        "1/QĐ",
    )
    assert (second.dossier, second.event, second.on, second.unit, second.ref) == (
        "HS1",
        "approved_level1",
        date(2024, 5, 6),
        "STC",
        None,
    )
    assert [event.attribute("signed") for event in log.events] == ["true", "false"]


def test_compressed_or_without_its_ending_it_is_the_same(tmp_path: Path) -> None:
    expected = load(write(tmp_path / "a.xes", XES))[0]
    packed = tmp_path / "a.xes.gz"
    packed.write_bytes(gzip.compress(XES.encode()))
    assert load(packed)[0] == expected
    assert load(write(tmp_path / "a.xml", XES))[0] == expected
    wide = tmp_path / "w.xes"
    wide.write_bytes(XES.replace("UTF-8", "UTF-16").encode("utf-16"))
    assert load(wide)[0] == expected


def test_rows_are_numbered_by_event_over_the_whole_file(tmp_path: Path) -> None:
    trace = TRACE.replace("approved_level1", "nhảy")
    assert found(load(write(tmp_path / "a.xes", HEAD + trace * 2 + "</log>"))) == [("D141", 2), ("D141", 4)]


def test_only_what_is_complete_is_an_event(tmp_path: Path) -> None:
    started = EVENT.format('<string key="lifecycle:transition" value="start"/>')
    done = EVENT.format('<string key="lifecycle:transition" value="COMPLETE"/>')
    log, diagnostics = load(write(tmp_path / "a.xes", f"{HEAD}{started}{done}{started}</log>"))
    assert [event.event for event in log.events] == ["backup_made"]
    assert [(item.code, dict(item.args)) for item in diagnostics] == [("D114", {"count": "2", "values": "«start» (2)"})]


def test_attributes_inside_attributes_and_lists_are_left_aside_and_counted(tmp_path: Path) -> None:
    nested = EVENT.format(
        '<string key="ref" value="1"><string key="by" value="x"/></string>'
        '<list key="l"><values><string key="a" value="1"/></values></list>'
    )
    log, diagnostics = load(write(tmp_path / "a.xes", f"{HEAD}{nested}</log>"))
    assert [(event.ref, event.attributes) for event in log.events] == [("1", ())]
    assert [(item.code, item.args) for item in diagnostics] == [("D115", (("count", "2"),))]


def test_attribute_named_like_a_column_goes_before_the_standard(tmp_path: Path) -> None:
    own = EVENT.format('<string key="date" value="2024-05-09"/><string key="org:resource" value="snv"/>')
    log, diagnostics = load(write(tmp_path / "a.xes", f"{HEAD}{own}</log>"))
    assert [(event.on, event.actor) for event in log.events] == [(date(2024, 5, 9), "snv")]
    assert [item.code for item in diagnostics] == []
    both = EVENT.format('<string key="org:resource" value="An"/><string key="org:role" value="snv"/>')
    log, diagnostics = load(write(tmp_path / "b.xes", f"{HEAD}{both}</log>"))
    assert [(event.actor, event.attribute("org:resource")) for event in log.events] == [("snv", "An")]
    assert diagnostics == []


BOMB = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FOREIGN = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (XES[:40], [("D112", 2)]),
        (XES[:-8], [("D112", 18)]),
        (XES.replace("</trace>", "</trase>"), [("D112", 18)]),
        (XES + "<log/>", [("D112", 20)]),
        (XES.replace("HS1", "&x;"), [("D112", 8)]),
        (XES.replace("HS1", "\x01"), [("D112", 8)]),
        (XES.replace("<log", BOMB + "<log", 1), [("D113", 3)]),
        (XES.replace("<log", FOREIGN + "<log", 1), [("D113", 3)]),
        ("<?xml version='1.0'?><html/>", [("D113", 1)]),
        (HEAD + "<string key='a'>" * 100, [("D113", 7)]),
        (HEAD + "<trace>" + EVENT.format("") + '<string key="concept:name" value="HS1"/></trace></log>', [("D113", 7)]),
        (HEAD + "</log>", [("D104", None)]),
        (HEAD + EVENT.format("").replace("concept:name", "x") + "</log>", [("D120", None)]),
    ],
)
def test_bad_xml_gets_its_code_and_line(tmp_path: Path, text: str, expected: list[tuple[str, int | None]]) -> None:
    loaded = load(write(tmp_path / "a.xes", text))
    assert found(loaded) == expected
    assert loaded[0].events == ()
    for item in loaded[1]:
        assert item.message("vi")
        assert item.message("en")


def test_tag_that_never_ends_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xes_reader, "_LONGEST_TAG", 2_000_000)
    endless = write(tmp_path / "a.xes", HEAD + '<string key="a" value="' + "x" * 5_000_000)
    assert found(load(endless)) == [("D113", 7)]
