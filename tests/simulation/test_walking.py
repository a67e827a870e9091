"""A strict lifecycle that nobody foresaw is walked step by step, and what is left out is told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from click.testing import CliRunner
from simulated import breaches, document_of_text, judge, simulation_of

from engine.cli.simulate import command
from engine.simulation import Scenario

ORDERLY = {"late": 0.0, "disorder": 0.0}
OWN = """\
format: 1
regulation: {id: mot-cua, name: Quy chế thử, province: Thử, status: in_force, in_force_from: 2020-01-01}
vocabulary:
  events:
    - {id: ho_so_nop, label: Nộp hồ sơ, level: dossier}
    - {id: ho_so_tiep_nhan, label: Tiếp nhận hồ sơ, level: dossier}
    - {id: ho_so_tham_dinh, label: Thẩm định xong, level: dossier}
    - {id: ket_qua_ky, label: Ký kết quả, level: dossier}
    - {id: ket_qua_tra, label: Trả kết quả, level: dossier}
    - {id: ho_so_rut, label: Rút hồ sơ, level: dossier}
lifecycle:
  initial: not_existing
  states: [not_existing, awaiting_account, awaiting_entry, pending_approval, active, archived]
  transitions:
    - {event: ho_so_nop, from: not_existing, to: awaiting_account}
    - {event: ho_so_tiep_nhan, from: awaiting_account, to: awaiting_entry}
    - {event: ho_so_tham_dinh, from: awaiting_entry, to: pending_approval}
    - {event: ket_qua_ky, from: pending_approval, to: active}
    - {event: ket_qua_tra, from: active, to: archived}
    - {event: ho_so_rut, from: any, except: [active, archived], to: archived}
obligations:
  - {id: tiep-nhan, label: Tiếp nhận, cites: Điều 1, when: {event: ho_so_nop}, who: unit_head,
     must: ho_so_tiep_nhan, within: 01 ngày làm việc}
  - {id: tra, label: Trả kết quả, cites: Điều 2, when: {event: ho_so_tiep_nhan}, who: unit_head,
     must: ket_qua_tra, within: 10 ngày làm việc}
"""
STRICT = """\
format: 1
regulation: {id: chat, name: Quy chế thử, province: Thử, status: in_force, in_force_from: 2020-01-01}
lifecycle:
  initial: not_existing
  states: [not_existing, awaiting_account, awaiting_entry, active, synced]
  transitions:
    - {event: [recruitment_decided, labour_contract_signed], from: not_existing, to: awaiting_account}
    - {event: personal_account_created, from: awaiting_account, to: awaiting_entry}
    - {event: data_entry_completed, from: awaiting_entry, to: active}
    - {event: pushed_to_national_db, from: active, to: synced}
obligations:
  - id: nhap-lieu
    label: Nhập liệu
    cites: Điều 1
    when: {event: [recruitment_decided, labour_contract_signed]}
    who: person
    must: data_entry_completed
    within: 10 ngày làm việc
"""


def test_a_lifecycle_of_its_own_events_is_walked_to_its_end() -> None:
    simulation = simulation_of(document_of_text(OWN), Scenario(60, 6, **ORDERLY))
    events = list(simulation.events())
    counts = Counter(event.event for event in events)
    assert counts["ho_so_nop"] == 60
    assert counts["ho_so_tham_dinh"] == counts["ket_qua_ky"] == counts["ket_qua_tra"] > 50
    assert breaches(judge(simulation, events)) == Counter()
    assert simulation.never_taken == ("ho_so_rut",)
    assert simulation.left_undone == ()


def test_a_duty_that_one_of_several_acts_fulfils_is_done_now_by_one_now_by_another() -> None:
    text = OWN.replace("must: ket_qua_tra", "must: [ket_qua_tra, tu_choi]")
    text = text.replace(
        "dossier}\nlifecycle", "dossier}\n    - {id: tu_choi, label: Từ chối, level: dossier}\nlifecycle"
    )
    text = text.replace("{event: ket_qua_tra,", "{event: [ket_qua_tra, tu_choi],")
    simulation = simulation_of(document_of_text(text), Scenario(60, 6, **ORDERLY))
    events = list(simulation.events())
    counts = Counter(event.event for event in events)
    assert counts["ket_qua_tra"] > 10
    assert counts["tu_choi"] > 10
    assert counts["ket_qua_tra"] + counts["tu_choi"] > 50
    assert breaches(judge(simulation, events)) == Counter()


def test_a_step_that_no_rule_asks_for_is_done_when_another_act_needs_it() -> None:
    simulation = simulation_of(document_of_text(STRICT), Scenario(200, 6, **ORDERLY))
    events = list(simulation.events())
    counts = Counter(event.event for event in events)
    assert counts["data_entry_completed"] > 10
    assert counts["personal_account_created"] >= counts["data_entry_completed"]
    assert breaches(judge(simulation, events)) == Counter()


def test_an_act_to_which_no_way_leads_is_counted_as_left_undone() -> None:
    text = STRICT.replace("from: awaiting_account, to: awaiting_entry", "from: synced, to: awaiting_entry")
    simulation = simulation_of(document_of_text(text), Scenario(200, 6, **ORDERLY))
    counts = Counter(event.event for event in simulation.events())
    assert counts["data_entry_completed"] == 0
    assert dict(simulation.left_undone).keys() == {"data_entry_completed"}


def test_the_command_says_what_it_left_out(tmp_path: Path) -> None:
    rules = tmp_path / "mot-cua.yaml"
    rules.write_text(OWN, encoding="utf-8")
    log = tmp_path / "nhat-ky.csv"
    result = CliRunner().invoke(command, [str(rules), "--dossiers", "20", "--events-out", str(log)], obj="vi")
    assert result.exit_code == 0
    assert "bước của vòng đời không có trong nhật ký này: «Rút hồ sơ»" in result.stderr
