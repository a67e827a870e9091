"""Best guesses from words to the standard vocabulary, in texts on the personnel records that it was made for.

Guesses only: what they yield is written down as such, for a person to confirm.
"""

from __future__ import annotations

import re
from itertools import islice

from engine.reading.provisions import LegalText

_Table = tuple[tuple[re.Pattern[str], str], ...]


def _table(*rows: tuple[str, str]) -> _Table:
    return tuple((re.compile(pattern.replace(" ", r"\s+"), re.IGNORECASE), name) for pattern, name in rows)


# The first row that fits wins: narrow before wide.
_ACTS = _table(
    (r"đề nghị (?:để )?Sở Nội vụ đồng bộ|đề nghị đồng bộ", "sync_requested"),
    (r"(?:tạo lập|tạo|cấp)[^.;]{0,30}tài khoản cá nhân", "personal_account_created"),
    (r"bàn giao tài khoản", "personal_account_handed_over"),
    (r"điều chỉnh tình trạng", "exit_status_updated"),
    (r"tiếp nhận và chuyển tiếp|chuyển tiếp dữ liệu", "edossier_forwarded"),
    (r"cùng cơ quan, đơn vị[^.]{0,250}(?:điều chuyển|điều chỉnh|chuyển)", "internal_move_recorded"),
    (
        r"(?:chuyển giao|điều chuyển|chuyển) (?:hồ sơ|dữ liệu)[^.;]{0,80}(?:phần mềm|cơ quan|đơn vị|Cơ sở dữ liệu)",
        "edossier_transferred",
    ),
    (r"lập (?:hồ sơ điện tử|hồ sơ|dữ liệu) mới|lập hồ sơ mới", "dossier_created"),
    (r"phê duyệt[^.]{0,60}(?:Cơ sở dữ liệu quốc gia|ký số tại)", "approved_level2"),
    (r"kiểm duyệt", "record_checked"),
    (r"phê duyệt", "approved_level1"),
    (r"(?:thông báo|báo)[^.;]{0,60}(?:sai sót|cơ quan quản lý dữ liệu|cơ quan quản lý cơ sở)", "data_error_notified"),
    (r"(?:mất|quên|thất lạc)[^.;]{0,20}mật khẩu", "password_loss_reported"),
    (r"thay đổi mật khẩu|đổi mật khẩu", "password_changed"),
    (r"thông báo[^.;]{0,160}sự cố", "outage_notice_published"),
    (r"khóa tài khoản", "account_locked"),
    (r"(?:hoàn thành việc )?nhập liệu|nhập thông tin|nhập dữ liệu", "data_entry_completed"),
    (r"kiểm tra thông tin, dữ liệu", "post_transfer_check_done"),
    (r"giải trình", "mismatch_explained"),
    (r"kê khai", "declaration_received"),
    (r"báo cáo[^.;]{0,120}(?:Bộ Nội vụ|Ủy ban nhân dân tỉnh|UBND tỉnh|thành phố)", "province_report_submitted"),
    (r"báo cáo tình hình", "unit_report_submitted"),
    (r"sao lưu", "backup_made"),
    (r"xây dựng quy chế", "internal_regulation_adopted"),
    (r"(?:kiểm tra|giám sát)[^.;]{0,40}(?:việc )?cập nhật", "update_inspection_done"),
    (r"kiểm tra[^.;]{0,60}an ninh, an toàn", "security_check_done"),
    (r"bố trí kinh phí|kinh phí hàng năm|kinh phí hằng năm", "budget_provided"),
    (r"phân công công chức|giao tài khoản|giao quản lý tài khoản", "account_assignment_decided"),
    (r"phản ánh[^.;]{0,30}(?:về|vướng mắc|Ủy ban|Sở)", "problem_reported"),
    (r"(?:cập nhật|đồng bộ|đưa)[^.;]{0,160}Cơ sở dữ liệu quốc gia", "pushed_to_national_db"),
    (r"(?:cá nhân|của mình|của cá nhân)[^.;]{0,120}cập nhật|cập nhật[^.;]{0,60}của mình", "data_updated_by_person"),
    (r"lưu trữ", "dossier_archived"),
    (r"cập nhật", "data_updated_by_authority"),
)

_LEAVING = re.compile(r"nghỉ hưu|thôi việc|từ trần|qua đời", re.IGNORECASE)
_MOVING = re.compile(r"chuyển công tác|điều động|luân chuyển|thay đổi công tác|chuyển đến", re.IGNORECASE)
_EFFECT = re.compile(r"(?:văn bản|quyết định) có hiệu lực", re.IGNORECASE)
_TRIGGERS = _table(
    (r"tuyển dụng[^.;]{0,60}đến nhận công tác|đến nhận công tác", "reported_for_work"),
    (r"tuyển dụng", "recruitment_decided"),
    (r"tạo lập, cấp tài khoản|được cấp tài khoản", "personal_account_created"),
    (r"tiếp nhận hồ sơ trên phần mềm", "edossier_received"),
    (r"nhận (?:được )?(?:chuyển giao )?hồ sơ", "paper_dossier_received"),
    (r"chuyển giao hồ sơ", "paper_dossier_sent"),
    (r"kê khai bổ sung", "declaration_received"),
    (r"thay đổi", "personal_info_changed"),
    (r"ngừng hoạt động", "software_outage_started"),
)

_BEARERS = _table(
    (r"lãnh đạo Sở Nội vụ", "snv_leader"),
    (r"Sở Thông tin và Truyền thông", "stttt"),
    (r"Sở Tài chính", "stc"),
    (r"quản trị viên|người được giao (?:quyền quản trị|quản lý)", "unit_admin"),
    (r"người đứng đầu|thủ trưởng|người có thẩm quyền|Chủ tịch Ủy ban nhân dân cấp huyện", "unit_head"),
    (r"Sở Nội vụ", "snv"),
    (r"nơi cá nhân chuyển đi|công tác trước đây|(?:cơ quan|đơn vị) cũ", "sending_unit"),
    (r"(?:cơ quan|đơn vị|bộ phận) mới", "receiving_unit"),
    (r"trực tiếp sử dụng", "direct_employer"),
    (r"có thẩm quyền quản lý|được giao quản lý", "managing_authority"),
    (r"cơ quan, đơn vị", "direct_employer"),
    (r"cá nhân|cán bộ, công chức, viên chức|CBCCVC", "person"),
)
_RESPONSIBLE = re.compile(r"(?:có|chịu)\s+trách\s+nhiệm|phải|thực\s+hiện|kịp\s+thời|hoàn\s+thành", re.IGNORECASE)
_SENTENCE_PART = re.compile(r"[^.;:]*\Z")
_DUTY = re.compile(r"có\s+trách\s+nhiệm|phải|thì\s|chịu\s+trách\s+nhiệm|thực\s+hiện\s+việc|giao\s", re.IGNORECASE)


_PERSONNEL = re.compile(
    r"hồ sơ điện tử|(?:dữ liệu|hồ sơ|phần mềm)[^.;]{0,40} cán bộ, công chức".replace(" ", r"\s+"), re.IGNORECASE
)
_FEWEST_MENTIONS = 2


def is_personnel(text: LegalText) -> bool:
    """Tell whether `text` is about the personnel records of civil servants."""
    return sum(1 for _ in islice(_PERSONNEL.finditer(text.text), _FEWEST_MENTIONS)) == _FEWEST_MENTIONS


def guess_act(words: str) -> str | None:
    """Return the event that would show the duty told by `words` done."""
    return _first(_ACTS, words)


def guess_trigger(anchor: str, sentence: str) -> str | None:
    """Return the event that `anchor` («văn bản có hiệu lực») names, told apart by the sentence around it."""
    if _EFFECT.search(anchor):
        if _LEAVING.search(sentence) and not _MOVING.search(sentence):
            return "exit_document_effective"
        return "transfer_document_effective" if _MOVING.search(sentence) else "authority_document_effective"
    return _first(_TRIGGERS, anchor)


def guess_bearer(words: str) -> str | None:
    """Return the role that bears the duty told by `words`: the last one named before «có trách nhiệm»."""
    match = _RESPONSIBLE.search(words)
    subject = _SENTENCE_PART.search(words, 0, match.start()) if match is not None else None
    return _last(_BEARERS, subject[0] if subject is not None else words) or _first(_BEARERS, words)


def tells_duty(words: str) -> bool:
    """Tell whether `words` lay a duty on someone."""
    return bool(_DUTY.search(words))


def _first(table: _Table, words: str) -> str | None:
    return next((name for pattern, name in table if pattern.search(words)), None)


def _last(table: _Table, words: str) -> str | None:
    """Return the name whose words stand nearest the end; of two that end together, the earlier row."""
    found = [(max(m.end() for m in pattern.finditer(words)), -row, name)
             for row, (pattern, name) in enumerate(table) if pattern.search(words)]  # fmt: skip
    return max(found)[2] if found else None
