"""A small regulation and log for trials: two duties, one doubt about the start, one about the period."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from engine.service import Inputs
from engine.trials import LoadedLog, load_log

RULES = """\
format: 1
regulation: {id: thu, name: Quy chế thử, province: Thử, status: in_force, number: 1/2020/QĐ-UBND,
  in_force_from: 2020-01-01}
obligations:
  - {id: giao, label: Giao hồ sơ, topic: transfer_inter_unit_sender, cites: Điều 1, who: sending_unit,
     when: {event: transfer_document_effective, case: inter_unit}, must: edossier_transferred,
     within: 05 ngày làm việc}
  - {id: tai-khoan, label: Tạo tài khoản, topic: account_creation, cites: Điều 2, who: unit_admin,
     must: personal_account_created, within: 07 ngày làm việc}
  - {id: cap-nhat, label: Cập nhật, topic: update_by_person, cites: Điều 3, who: person,
     when: {event: personal_info_changed}, must: data_updated_by_person, within: cập nhật ngay}
interpretations:
  - id: moc
    about: tai-khoan
    question: Không nêu mốc.
    chosen: tuyen-dung
    readings:
      tuyen-dung: {says: Từ quyết định., when: {event: recruitment_decided}}
      nhan-viec: {says: Từ khi nhận việc., when: {event: reported_for_work}}
  - id: bao-gom
    about: tai-khoan
    question: Có gồm lao động không.
    chosen: gom
    readings:
      gom: {says: Gồm.}
      khong: {says: Không gồm., unless: {category: ld_khac}}
  - id: toc-do
    about: cap-nhat
    question: Ngay hay kịp thời.
    chosen: ngay
    readings:
      ngay: {says: Ngay., within: cập nhật ngay}
      kip-thoi: {says: Kịp thời., within: kịp thời}
  - id: noi-suong
    about: giao
    question: Không đổi gì.
    chosen: mot
    readings:
      mot: {says: Một.}
      hai: {says: Hai.}
provisions:
  - {at: Điều 1, rules: giao}
  - {at: Điều 2, rules: tai-khoan}
  - {at: Điều 3, rules: cap-nhat}
"""
# HS1 giao ngày làm việc thứ tư (02→06/6/2025); HS2 chưa giao; HS3 nhận việc sau quyết định bốn ngày; HS4 cập nhật trễ.
LOG = """\
dossier,event,date,unit,to_unit,case,category
HS1,transfer_document_effective,2025-06-02,a,b,inter_unit,cong_chuc
HS1,edossier_transferred,2025-06-06,a,b,,cong_chuc
HS2,transfer_document_effective,2025-06-16,a,b,inter_unit,cong_chuc
HS3,recruitment_decided,2025-06-02,b,,,ld_khac
HS3,reported_for_work,2025-06-06,b,,,ld_khac
HS3,personal_account_created,2025-06-13,b,,,ld_khac
HS4,personal_info_changed,2025-06-02,b,,,cong_chuc
HS4,data_updated_by_person,2025-06-05,b,,,cong_chuc
"""
AS_OF = date(2025, 6, 20)


def inputs(folder: Path, rules: str = RULES) -> Inputs:
    """Write the files, to be judged as of 20/6/2025."""
    path, log = folder / "thu.yaml", folder / "log.csv"
    path.write_text(rules, encoding="utf-8")
    log.write_text(LOG, encoding="utf-8")
    return Inputs((log,), AS_OF, rules=(str(path),))


def world(folder: Path, rules: str = RULES) -> LoadedLog:
    """Write the files and read the log."""
    return load_log(inputs(folder, rules))
