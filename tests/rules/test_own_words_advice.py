"""The advice on an unknown id names the key under which a file declares it, and declaring it there is enough."""

from __future__ import annotations

import re

import pytest

from engine.diagnostics import Diagnostic, render_diagnostics
from engine.loading.rules import load_rules_text
from engine.model.own_terms import OwnVocabulary
from engine.source import SourceText

RULES = """\
scope: {unit_types: [so_nganh], categories: [cong_chuc]}
obligations:
  - id: tiep-nhan
    label: Chuyển hồ sơ
    topic: transfer_inter_unit_sender
    cites: Điều 1
    when: {event: transfer_document_effective, case: inter_unit}
    who: sending_unit
    must: {event: edossier_transferred, signed: true}
    within: 03 ngày làm việc
  - id: cap-nhat
    label: Cập nhật văn bản
    cites: Điều 1
    when: {event: authority_document_effective, case: training}
    who: managing_authority
    must: data_updated_by_authority
    within: 03 ngày làm việc
lifecycle:
  initial: not_existing
  states: [not_existing, active]
  transitions:
    - {event: dossier_created, from: not_existing, to: active}
    - {event: data_updated_by_authority, from: not_existing, to: active}
requirements:
  - {id: dong-dau, label: Phải đóng dấu, cites: Điều 1, event: edossier_transferred, evidence: {written: true}}
prohibitions:
  - {id: cam, label: Hành vi bị cấm, cites: Điều 1, acts: redeclaration}
provisions:
  - {at: Điều 1, rules: [tiep-nhan, cap-nhat, dong-dau, cam]}
"""
HEAD = """\
format: 1
regulation: {id: thu, name: Quy chế thử, province: Thử, status: draft}
"""
FAMILIES = [
    ("unit_types", "[so_nganh]", "[so_nganh, phong_la]", "phong_la"),
    ("categories", "[cong_chuc]", "[cong_chuc, doanh_nhan]", "doanh_nhan"),
    ("topics", "transfer_inter_unit_sender", "mot_cua", "mot_cua"),
    ("cases", "case: inter_unit", "case: bien_che", "bien_che"),
    ("subtypes", "training", "giay_hen", "giay_hen"),
    ("roles", "who: sending_unit", "who: to_mot_cua", "to_mot_cua"),
    ("events", "must: data_updated_by_authority", "must: cap_nhat_xong", "cap_nhat_xong"),
    ("states", "active]", "active, cho_bo_sung]", "cho_bo_sung"),
    ("acts", "redeclaration", "nhan_qua", "nhan_qua"),
    ("attributes", "signed: true", "so_trang: 3", "so_trang"),
    ("attributes", "written: true", "co_dau: true", "co_dau"),
]
NAMED = re.compile(r"khóa «([^»]+)»")


def problems_of(rules: str, vocabulary: str = "") -> list[Diagnostic]:
    return load_rules_text(SourceText("thu.yaml", HEAD + vocabulary + rules))[1]


def test_the_file_itself_is_without_errors() -> None:
    assert problems_of(RULES) == []


@pytest.mark.parametrize(("key", "known", "unknown", "name"), FAMILIES, ids=[f"{f[0]}-{f[3]}" for f in FAMILIES])
def test_following_the_advice_on_an_unknown_id_is_enough(key: str, known: str, unknown: str, name: str) -> None:
    assert known in RULES
    rules = RULES.replace(known, unknown)
    problems = problems_of(rules)
    assert {problem.code for problem in problems} <= {"P401", "P402"}, render_diagnostics(problems)
    assert {named[1] for problem in problems if (named := NAMED.search(problem.hint()))} == {key}
    assert {named in problem.hint("en") for problem in problems for named in (f"«{key}»",)} == {True}
    more = ", kind: move" if key == "cases" else ""
    declared = f"vocabulary:\n  {key}:\n    - {{id: {name}, label: Từ riêng của văn bản{more}}}\n"
    after = {problem.code for problem in problems_of(rules, declared)}
    assert after == set(), render_diagnostics(problems_of(rules, declared))


def test_every_family_that_a_file_may_add_to_is_tried() -> None:
    assert {family[0] for family in FAMILIES} == set(OwnVocabulary.model_fields) - {"hide_topics"}
