"""The lifecycle drawn: nothing overlaps, nothing breaks out of its label, every state is there."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli.diagram import command
from engine.drawing import Arrow, Chart, as_mermaid, as_svg, chart_of
from engine.drawing.layout import Layout, Placed, Size, lay_out
from engine.drawing.svg import text_width
from engine.loading.rules import RuleDocument, find_rules, load_rules, load_rules_text
from engine.source import SourceText

KNOWN = ("quangninh", "longan", "haiphong", "tuyenquang")
SVG = "{http://www.w3.org/2000/svg}"
RULES = """\
format: 1
regulation: {id: thu, name: Quy chế thử, province: Thử, status: draft}
lifecycle:
  initial: not_existing
  states: [not_existing, awaiting_entry, active, changed_pending_update, exit_pending, inactive_retired]
  transitions:
    - {event: recruitment_decided, from: [not_existing], to: awaiting_entry}
    - {event: data_entry_completed, from: [awaiting_entry], to: active}
    - {event: personal_info_changed, from: [active], to: changed_pending_update}
    - {event: data_updated_by_person, from: [changed_pending_update], to: active}
    - {event: exit_document_effective, from: any, to: exit_pending, cites: Điều 1}
    - {event: exit_status_updated, from: any, to: inactive_retired, only_if: {case: retirement}, cites: Điều 1}
obligations:
  - {id: thoi, label: Điều chỉnh, cites: Điều 1, when: {event: exit_document_effective, case: retirement},
     who: direct_employer, must: exit_status_updated, within: 05 ngày làm việc}
"""
NASTY = Chart(
    title='Tên "lạ" --> [*]',
    initial="a",
    states=(("a", 'Bắt đầu; #1: "x" <b>'), ("b-1", "Kết thúc\nstate c")),
    arrows=(Arrow("a", "b-1", ("Làm: xong; %% hết", "}\n[*] --> s_a")),),
    finals=frozenset({"b-1"}),
    is_shortened=False,
)


def document(text: str) -> RuleDocument:
    found, _ = load_rules_text(SourceText("thu.yaml", text))
    assert found is not None
    return found


def known(name: str) -> RuleDocument:
    path = find_rules(name)
    assert path is not None
    found, _ = load_rules(path)
    assert found is not None
    return found


def arrows(chart: Chart | None) -> dict[tuple[str, str], tuple[str, ...]]:
    assert chart is not None
    return {(arrow.source, arrow.target): arrow.labels for arrow in chart.arrows}


def test_a_step_is_drawn_from_where_it_normally_begins() -> None:
    assert arrows(chart_of(document(RULES))) == {
        ("not_existing", "awaiting_entry"): ("Có quyết định tuyển dụng",),
        ("awaiting_entry", "active"): ("Hoàn thành nhập liệu",),
        ("active", "changed_pending_update"): ("Thông tin cá nhân thay đổi",),
        ("changed_pending_update", "active"): ("Cá nhân cập nhật dữ liệu",),
        ("active", "exit_pending"): ("Văn bản nghỉ hưu, thôi việc có hiệu lực +4",),
        ("exit_pending", "inactive_retired"): ("Điều chỉnh tình trạng hồ sơ (nghỉ hưu) +4",),
    }


def test_everything_draws_each_step_from_every_state_it_is_allowed_from() -> None:
    found = arrows(chart_of(document(RULES), everything=True))
    assert len([pair for pair in found if pair[1] == "inactive_retired"]) == 5
    assert not any("+" in label for labels in found.values() for label in labels)


def test_a_regulation_without_a_lifecycle_has_no_chart() -> None:
    assert chart_of(document("\n".join(RULES.splitlines()[:2]) + "\n")) is None


@pytest.mark.parametrize("name", KNOWN)
def test_every_state_of_a_known_regulation_is_reached_by_an_arrow(name: str) -> None:
    chart = chart_of(known(name))
    assert chart is not None
    reached = {chart.initial} | {arrow.target for arrow in chart.arrows}
    assert {state for state, _ in chart.loose} | {box.name for box in chart.boxes} <= reached


def overlap(one: Placed, other: Placed) -> bool:
    across = abs(one.x - other.x) < (one.size.width + other.size.width) / 2 - 0.01
    return across and abs(one.y - other.y) < (one.size.height + other.size.height) / 2 - 0.01


@pytest.mark.parametrize("name", KNOWN)
def test_neither_boxes_nor_labels_overlap(name: str) -> None:
    chart = chart_of(known(name))
    assert chart is not None
    boxes = {state: Size(text_width(label, 14) + 28, 36) for state, label in chart.loose}
    boxes |= {box.name: Size(200, 36 + 15 * len(box.members)) for box in chart.boxes}
    edges = [(arrow.source, arrow.target, Size(150, 20.0 * len(arrow.labels))) for arrow in chart.arrows]
    layout = lay_out(boxes, edges, chart.initial)
    everything = [*layout.nodes.values(), *(route.label for route in layout.routes)]
    assert not any(overlap(one, other) for one, other in itertools.combinations(everything, 2))
    assert all(item.x - item.size.width / 2 >= 0 and item.bottom <= layout.height for item in everything)


def depths(layout: Layout) -> dict[str, float]:
    return {name: node.y for name, node in layout.nodes.items()}


def test_states_lie_by_longest_path_and_arrows_back_do_not_count() -> None:
    small = Size(50, 20)
    edges = [("a", "b", small), ("b", "c", small), ("a", "c", small), ("c", "a", small)]
    layout = lay_out(dict.fromkeys("abc", small), edges, "a")
    ys = depths(layout)
    assert ys["a"] < ys["b"] < ys["c"]
    back = layout.routes[3]
    assert (back.places[0].y, back.places[-1].y) == (ys["c"], ys["a"])


GROUPED = """\
format: 1
regulation: {id: thu, name: Quy chế thử, province: Thử, status: draft}
lifecycle:
  initial: not_existing
  states: [not_existing, awaiting_entry, active, changed_pending_update, exit_pending, inactive_retired,
           inactive_resigned, inactive_deceased]
  groups:
    dang_dung: [active, changed_pending_update]
    da_nghi: [inactive_retired, inactive_resigned, inactive_deceased]
    nghi_viec: [inactive_retired, inactive_resigned]
  transitions:
    - {event: recruitment_decided, from: not_existing, to: awaiting_entry}
    - {event: data_entry_completed, from: awaiting_entry, to: active}
    - {event: personal_info_changed, from: active, to: changed_pending_update}
    - {event: exit_document_effective, from: dang_dung, to: exit_pending}
    - {event: exit_status_updated, from: exit_pending, to: inactive_retired, only_if: {case: retirement}}
    - {event: exit_status_updated, from: exit_pending, to: inactive_resigned, only_if: {case: resignation}}
    - {event: exit_status_updated, from: exit_pending, to: inactive_deceased, only_if: {case: death}}
    - {event: person_received, from: da_nghi, to: awaiting_entry}
  stays:
    - {event: [recruitment_decided, person_received]}
"""


def test_a_group_without_arrows_of_its_own_is_drawn_as_one() -> None:
    # «dang_dung» có bước đi giữa hai trạng thái của nó; «nghi_viec» nằm trong «da_nghi» đã vẽ.
    chart = chart_of(document(GROUPED))
    assert chart is not None
    assert [box.name for box in chart.boxes] == ["da_nghi"]
    found = arrows(chart)
    assert found["exit_pending", "da_nghi"] == ("Điều chỉnh tình trạng hồ sơ (nghỉ hưu, thôi việc, từ trần)",)
    assert found["da_nghi", "awaiting_entry"] == ("Tiếp nhận người về đơn vị",)
    lines = as_mermaid(chart).splitlines()
    place = lines.index('    state "da_nghi" as s_da_nghi {')
    assert lines[place + 1 : place + 5] == [
        '        state "Đã nghỉ hưu" as s_inactive_retired',
        '        state "Đã thôi việc" as s_inactive_resigned',
        '        state "Đã từ trần" as s_inactive_deceased',
        "    }",
    ]
    drawing = ET.fromstring(as_svg(chart))
    assert {"da_nghi", "Đã nghỉ hưu", "Đã từ trần"} <= set(drawing.itertext())


def test_everything_is_drawn_without_boxes() -> None:
    chart = chart_of(document(GROUPED), everything=True)
    assert chart is not None
    assert chart.boxes == ()
    assert ("inactive_retired", "awaiting_entry") in arrows(chart)


def test_svg_is_well_formed_titled_and_self_contained() -> None:
    chart = chart_of(document(RULES))
    assert chart is not None
    text = as_svg(chart)
    root = ET.fromstring(text)
    assert root.find(f"{SVG}title").text == "Vòng đời hồ sơ – Thử"  # type: ignore[union-attr]
    assert "Đang hiệu lực → Có thay đổi, chưa cập nhật" in (root.findtext(f"{SVG}desc") or "")
    assert len(root.findall(f".//{SVG}path[@marker-end]")) == 6
    assert text.count("http") == 1
    assert text == as_svg(chart)


def test_labels_cannot_break_out_of_the_drawing() -> None:
    root = ET.fromstring(as_svg(NASTY))
    assert "<b>" in "".join(root.itertext())
    lines = as_mermaid(NASTY).splitlines()
    assert lines[3:] == [
        "stateDiagram-v2",
        '    state "Bắt đầu#59; #35;1#58; #34;x#34; #60;b#62;" as s_a',
        '    state "Kết thúc state c" as s_b_1',
        "    [*] --> s_a",
        "    s_a --> s_b_1 : Làm#58; xong#59; #37;#37; hết / #125; [*] --#62; s_a",
        "    s_b_1 --> [*]",
    ]


def test_the_command_writes_either_form_and_refuses_what_cannot_be_drawn(tmp_path: Path) -> None:
    runner = CliRunner()
    out = tmp_path / "vong-doi.svg"
    assert runner.invoke(command, ["tuyenquang", "--format", "svg", "--out", str(out)]).exit_code == 0
    ET.parse(out)
    printed = runner.invoke(command, ["tuyenquang"])
    assert "stateDiagram-v2" in printed.stdout
    assert "Vòng đời hồ sơ – Tuyên Quang" in printed.stdout
    assert "Lifecycle of a dossier" in runner.invoke(command, ["tuyenquang"], obj="en").stdout
    bare = tmp_path / "tron.yaml"
    bare.write_text("\n".join(RULES.splitlines()[:2]) + "\n", encoding="utf-8")
    without = runner.invoke(command, [str(bare)])
    assert (without.exit_code, "U115" in without.stderr) == (3, True)
    assert runner.invoke(command, ["khongco"]).exit_code == 2
