"""A file's own states: one that no step leaves is where a dossier rests; a circle without a way out is not."""

from __future__ import annotations

from engine.analysis.defects import find_defects
from engine.loading.rules import load_rules_text
from engine.source import SourceText

TEXT = """\
format: 1
regulation: {id: mot-cua, name: Quy chế thử, province: Thử, status: in_force, in_force_from: 2020-01-01}
vocabulary:
  states:
    - {id: moi, label: Mới nộp}
    - {id: cho_bo_sung, label: Chờ bổ sung}
    - {id: da_tra, label: Đã trả kết quả}
  events:
    - {id: ho_so_nop, label: Nộp hồ sơ, level: dossier}
    - {id: bo_sung_yeu_cau, label: Yêu cầu bổ sung, level: dossier}
    - {id: bo_sung_nop, label: Nộp bổ sung, level: dossier}
    - {id: ket_qua_tra, label: Trả kết quả, level: dossier}
lifecycle:
  initial: not_existing
  states: [not_existing, moi, cho_bo_sung, da_tra]
  transitions:
    - {event: ho_so_nop, from: not_existing, to: moi}
    - {event: bo_sung_yeu_cau, from: moi, to: cho_bo_sung}
    - {event: bo_sung_nop, from: cho_bo_sung, to: moi}
    - {event: ket_qua_tra, from: moi, to: da_tra}
provisions: [{at: Điều 1, none: phạm vi}]
"""


def caught(text: str) -> list[str]:
    document, problems = load_rules_text(SourceText("mot-cua.yaml", text))
    assert document is not None
    assert problems == []
    return [item.about for item in find_defects(document) if item.code == "A132"]


def test_a_state_that_no_step_leaves_is_final() -> None:
    assert caught(TEXT) == []
    assert caught(TEXT.replace("from: cho_bo_sung, to: moi", "from: cho_bo_sung, to: same")) == []


def test_states_that_only_lead_to_each_other_are_not() -> None:
    circle = TEXT.replace(
        "    - {event: ket_qua_tra, from: moi, to: da_tra}",
        "    - {event: ket_qua_tra, from: not_existing, to: da_tra}",
    )
    assert caught(circle) == ["moi", "cho_bo_sung"]
