"""Rows of an event log: what is understood, and what each mistake is called."""

from __future__ import annotations

from datetime import date

import pytest
from log_helpers import LoadText, found

from engine.loading.logs import Event, Unit, UnitTable

HEADER = "dossier,event,date,unit,to_unit,actor,case,category,ref,recorded_at\n"
UNITS = UnitTable({"SNV": Unit("SNV", "Sở Nội vụ"), "STC": Unit("STC", "Sở Tài chính")})


def test_row_becomes_event(load_text: LoadText) -> None:
    log, diagnostics = load_text(
        HEADER + "HS1,transfer_document_effective,2024-05-03,SNV,STC,snv,inter_unit,vien_chuc,12/QĐ,2024-05-04\n"
    )
    assert diagnostics == []
    assert log.events == (
        Event(
            dossier="HS1",
            event="transfer_document_effective",
            on=date(2024, 5, 3),
            unit="SNV",
            to_unit="STC",
            actor="snv",
            case="inter_unit",
            category="vien_chuc",
            ref="12/QĐ",
            recorded_on=date(2024, 5, 4),
        ),
    )
    assert (log.row_count, log.left_out) == (1, 0)


def test_vietnamese_header_and_labels_mean_the_same(load_text: LoadText) -> None:
    english = load_text(
        "dossier,event,date,unit,actor,category,ref,recorded_at,signed\n"
        "HS1,approved_level1,2024-05-03,SNV,unit_head,cong_chuc,,2024-05-03,true\n"
    )
    vietnamese = load_text(
        "Hồ sơ;Sự kiện;Ngày;Đơn vị;Người thực hiện;Đối tượng;Số văn bản;Ghi nhận lúc;Đã ký số\n"
        "HS1;phê duyệt CẤP 1;3/5/2024;SNV;Người đứng đầu;Công chức;;03/05/2024 14:30;có\n",
        "so2.csv",
    )
    assert english[1] == vietnamese[1] == []
    assert english[0] == vietnamese[0]


def test_missing_optional_columns_are_unknown(load_text: LoadText) -> None:
    log, diagnostics = load_text("event,date\nbackup_made,2024-05-03\n")
    assert diagnostics == []
    assert log.events == (Event(None, "backup_made", date(2024, 5, 3)),)


@pytest.mark.parametrize(
    ("row", "code", "argument"),
    [
        (",data_entry_completed,2024-05-03,,,,,,,", "D140", ("column", "dossier")),
        ("HS1,,2024-05-03,,,,,,,", "D140", ("column", "event")),
        ("HS1,data_entry_completed,,,,,,,,", "D140", ("column", "date")),
        (",password_changed,2024-05-03,,,,,,,", "D140", ("column", "unit")),
        ("HS1,password_changed,2024-05-03,,,,,,,", "D140", ("column", "unit")),
        (",violation_found,2024-05-03,,,,,,,", "D140", ("column", "unit")),
        ("HS1,data_entry_complete,2024-05-03,,,,,,,", "D141", ("value", "data_entry_complete")),
        ("HS1,data_entry_completed,2024-05-03,,,Nguyễn Văn A,,,,", "D142", ("value", "Nguyễn Văn A")),
        ("HS1,exit_document_effective,2024-05-03,,,,nghỉ phép,,,", "D143", ("value", "nghỉ phép")),
        ("HS1,data_entry_completed,2024-05-03,,,,,tướng,,", "D144", ("value", "tướng")),
        ("HS1,data_entry_completed,2024-05-03,XYZ,,,,,,", "D145", ("column", "unit")),
        ("HS1,transfer_document_effective,2024-05-03,SNV,XYZ,,inter_unit,,,", "D145", ("column", "to_unit")),
        ("HS1,transfer_document_effective,2024-05-03,SNV,,,inter_unit,,,", "D146", None),
        ("HS1,transfer_document_effective,2024-05-03,SNV,,,,,,", "D146", None),
        ("HS1,data_entry_completed,2024-05-03,,,,,,", "D132", ("found", "9")),
        ("HS1,data_entry_completed,2024-05-03,,,,,,,,thừa", "D132", ("found", "11")),
        ("HS1,data_entry_completed,hôm qua,,,,,,,", "D150", ("value", "hôm qua")),
        ("HS1,data_entry_completed,20240503,,,,,,,", "D150", ("value", "20240503")),
        ("HS1,data_entry_completed,3/5/24,,,,,,,", "D151", ("value", "3/5/24")),
        ("HS1,data_entry_completed,05/31/2024,,,,,,,", "D152", ("value", "05/31/2024")),
        ("HS1,data_entry_completed,30/02/2024,,,,,,,", "D153", ("value", "30/02/2024")),
        ("HS1,data_entry_completed,2023-02-29,,,,,,,", "D153", ("value", "2023-02-29")),
        ("HS1,data_entry_completed,2024-05-03T25:00,,,,,,,", "D153", ("column", "date")),
        ("HS1,data_entry_completed,3 tháng 5 năm 2024,,,,,,,", "D154", ("column", "date")),
        ("HS1,data_entry_completed,03-May-2024,,,,,,,", "D154", ("column", "date")),
        ('HS1,data_entry_completed,"May 3, 2024",,,,,,,', "D154", ("column", "date")),
        ("HS1,data_entry_completed,2009-12-31,,,,,,,", "D155", ("first", "2010-01-01")),
        ("HS1,data_entry_completed,2051-01-01,,,,,,,", "D155", ("last", "2050-12-31")),
        ("HS1,data_entry_completed,2024-05-03,,,,,,,30/02/2024", "D153", ("column", "recorded_at")),
    ],
)
def test_bad_row_is_left_out_and_named(
    load_text: LoadText, row: str, code: str, argument: tuple[str, str] | None
) -> None:
    good = "HS9,data_entry_completed,2024-05-03,SNV,,,,,,\n"
    loaded = load_text(HEADER + good + row + "\n" + good.replace("HS9", "HS8"), units=UNITS)
    assert found(loaded) == [(code, 3)]
    assert argument is None or argument in loaded[1][0].args
    assert [event.dossier for event in loaded[0].events] == ["HS8", "HS9"]
    assert (loaded[0].row_count, loaded[0].left_out) == (3, 1)


def test_misspelt_event_gets_a_suggestion(load_text: LoadText) -> None:
    _, diagnostics = load_text(HEADER + "HS1,data_entry_complete,2024-05-03,,,,,,,\n")
    assert diagnostics[0].suggestion == "data_entry_completed"


@pytest.mark.parametrize("case", ["outgoing_external", "ra khỏi khu vực nhà nước"])
def test_transfer_out_of_scope_needs_no_receiving_unit(load_text: LoadText, case: str) -> None:
    log, diagnostics = load_text(HEADER + f"HS1,transfer_document_effective,2024-05-03,SNV,,,{case},,,\n")
    assert diagnostics == []
    assert len(log.events) == 1


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-05-03", date(2024, 5, 3)),
        ("03/05/2024", date(2024, 5, 3)),
        ("3/5/2024", date(2024, 5, 3)),
        ("29/02/2024", date(2024, 2, 29)),
        (" 2024-05-03 ", date(2024, 5, 3)),
        ("2024-05-03T23:59:59", date(2024, 5, 3)),
        ("2024-05-03 23:59", date(2024, 5, 3)),
        # 17:00 UTC is midnight in Ho Chi Minh City.
        ("2024-05-03T16:59:59Z", date(2024, 5, 3)),
        ("2024-05-03T17:00:00Z", date(2024, 5, 4)),
        ("2024-05-03T23:30:00+07:00", date(2024, 5, 3)),
        ("2024-05-03 20:00:00.123456 -05:00", date(2024, 5, 4)),
        ("2024-05-03t00:30:00+0900", date(2024, 5, 2)),
        ("03/05/2024 23:59:59", date(2024, 5, 3)),
        ("2010-01-01", date(2010, 1, 1)),
        ("2050-12-31", date(2050, 12, 31)),
    ],
)
def test_dates_as_people_and_systems_write_them(load_text: LoadText, written: str, day: date) -> None:
    log, diagnostics = load_text(f"event,date\nbackup_made,{written}\n")
    assert diagnostics == []
    assert log.events[0].on == day


@pytest.mark.parametrize("word", ["true", "TRUE", "1", "có", "Có", "x", "yes", "đã"])
def test_words_for_true(load_text: LoadText, word: str) -> None:
    log, _ = load_text(f"dossier,event,date,signed\nHS1,approved_level1,2024-05-03,{word}\n")
    assert log.events[0].attribute("signed") == "true"


@pytest.mark.parametrize("word", ["false", "0", "không", "no", "chưa"])
def test_words_for_false(load_text: LoadText, word: str) -> None:
    log, _ = load_text(f"dossier,event,date,signed\nHS1,approved_level1,2024-05-03,{word}\n")
    assert log.events[0].attribute("signed") == "false"


def test_attributes_are_sorted_and_empty_ones_absent(load_text: LoadText) -> None:
    log, diagnostics = load_text(
        "dossier,event,date,signed,place,Phòng,attached,valid_until\n"
        "HS1,approved_level2,2024-05-03,,CSDL quốc gia,  Tổ 1 ,không,31/12/2024\n"
    )
    assert diagnostics == []
    assert log.events[0].attributes == (
        ("Phòng", "Tổ 1"),
        ("attached", "false"),
        ("place", "national_db"),
        ("valid_until", "2024-12-31"),
    )


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("signed", "có lẽ", "D147"),
        ("place", "mặt trăng", "D147"),
        ("act", "ngủ", "D147"),
        ("valid_until", "mai", "D150"),
    ],
)
def test_attribute_value_that_is_not_understood(load_text: LoadText, column: str, value: str, code: str) -> None:
    loaded = load_text(f"dossier,event,date,{column}\nHS1,approved_level1,2024-05-03,{value}\n")
    assert found(loaded) == [(code, 2)]
    assert loaded[0].events == ()


def test_unit_is_not_checked_without_a_table(load_text: LoadText) -> None:
    log, diagnostics = load_text("event,date,unit\npassword_changed,2024-05-03,XYZ\n")
    assert diagnostics == []
    assert log.events[0].unit == "XYZ"


def test_control_characters_never_reach_an_event(load_text: LoadText) -> None:
    log, _ = load_text("dossier,event,date\nHS\x1b[31m1\u200b,approved_level1,2024-05-03\n")
    assert log.events[0].dossier == "HS[31m1"
