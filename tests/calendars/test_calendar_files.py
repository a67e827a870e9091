"""Reading calendar files: every mistake is reported where it stands, and never raised."""

from datetime import date

import pytest

from engine.calendars import DayKind, load_special_days, national_days, read_special_days
from engine.calendars.files import parse_date
from engine.diagnostics import render_diagnostic
from engine.source import SourceText

HEADER = "date,kind,name,document,announced_on,confidence\n"


def read(text):
    return read_special_days(SourceText("bao.csv", text))


def found(text):
    return [(d.code, d.place.line, d.place.column) for d in read(text)[1]]


def test_the_national_file_has_279_days():
    assert len(national_days()) == 279


@pytest.mark.parametrize(
    "text",
    [
        HEADER + "2024-09-09,closure,Nghỉ do bão số 3,Công điện 01,2024-09-08,high\n",
        "\ufeff" + HEADER + "2024-09-09,closure,Nghỉ do bão số 3,Công điện 01,2024-09-08,high",
        HEADER.replace(",", ";") + "09/09/2024;closure;Nghỉ do bão số 3;Công điện 01;8/9/2024;\r\n",
        "kind,document,name,date,announced_on\r\nclosure,Công điện 01, Nghỉ do bão số 3 ,2024-09-09,08/09/2024\r\n\r\n",
    ],
    ids=["plain", "bom", "semicolon and Vietnamese dates", "other order, no confidence"],
)
def test_the_same_day_may_be_written_in_several_ways(text):
    days, diagnostics = read(text)
    assert diagnostics == ()
    assert [(d.on, d.kind, d.name, d.document, d.announced_on, d.certain) for d in days] == [
        (date(2024, 9, 9), DayKind.CLOSURE, "Nghỉ do bão số 3", "Công điện 01", date(2024, 9, 8), True)
    ]


@pytest.mark.parametrize(
    ("row", "problems"),
    [
        ("2024-02-30,closure,Bão,CĐ 01,,", [("C106", 2, 1)]),
        ("2024-09-09,clousure,Bão,CĐ 01,,", [("C107", 2, 12)]),
        ("2024-09-09,closure,Bão,,,", [("C109", 2, 1)]),
        ("2024-09-09,closure,,CĐ 01,,", [("C110", 2, 1)]),
        ("2024-09-09,closure,Bão,CĐ 01,hôm qua,", [("C106", 2, 30)]),
        ("2024-09-09,closure,Bão,CĐ 01,,hight", [("C111", 2, 31)]),
        ("2009-12-31,closure,Bão,CĐ 01,,", [("C112", 2, 1)]),
        ("2024-09-10,swap_work,Làm bù,CV 02,,", [("C113", 2, 1)]),
        ("2024-09-09,closure,Bão, số 3,CĐ 01,,", [("C114", 2, 1)]),
        ('2024-09-09,closure,"Bão,CĐ 01,,', [("C115", 2, 1)]),
        ("ngày mai,nghỉ,,,,", [("C106", 2, 1), ("C107", 2, 10), ("C110", 2, 1), ("C109", 2, 1)]),
    ],
)
def test_a_mistake_is_reported_with_its_place(row, problems):
    assert found(HEADER + row + "\n") == problems


def test_a_row_with_a_mistake_is_left_out_and_the_others_stay():
    days, diagnostics = read(HEADER + "x,closure,Bão,CĐ 01,,\n2024-09-10,closure,Bão,CĐ 01,,\n")
    assert [day.on for day in days] == [date(2024, 9, 10)]
    assert len(diagnostics) == 1


def test_a_day_given_twice_is_reported_with_the_first_place():
    days, (diagnostic,) = read(HEADER + "2024-09-09,closure,A,B,,\n09/09/2024,closure,C,D,,\n")
    assert [day.name for day in days] == ["A"]
    assert (diagnostic.code, diagnostic.place.line) == ("C108", 3)
    assert diagnostic.notes[0].place.line == 2
    assert diagnostic.message() == "ngày 09/09/2024 đã có ở dòng 2"


def test_missing_and_unknown_columns_are_reported_with_a_suggestion():
    days, diagnostics = read("date,kind,name,documents\n2024-09-09,closure,A,B\n")
    assert days == ()
    assert [d.code for d in diagnostics] == ["C105", "C104"]
    assert diagnostics[0].suggestion == "document"


def test_a_column_given_twice_is_reported():
    assert found("date,date,kind,name,document\n") == [("C116", 1, 6)]


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", " , ,\n"])
def test_an_empty_file_has_no_header(text):
    assert [code for code, _, _ in found(text)] == ["C103"]


def test_a_suggestion_names_the_kind_that_was_meant():
    (diagnostic,) = read(HEADER + "2024-09-09,clousure,Bão,CĐ 01,,\n")[1]
    assert diagnostic.suggestion == "closure"
    assert "    2 | 2024-09-09,clousure,Bão,CĐ 01,,\n      |            ^^^^^^^^\n" in render_diagnostic(diagnostic)


def test_quoted_cells_may_hold_the_separator_and_quotes():
    (day,), diagnostics = read(HEADER + '2024-09-09,closure,"Bão ""Yagi"", số 3","CĐ 01, 02",,\n')
    assert diagnostics == ()
    assert (day.name, day.document) == ('Bão "Yagi", số 3', "CĐ 01, 02")


def test_an_unreadable_file_is_a_diagnostic(tmp_path):
    missing = load_special_days(tmp_path / "khong-co.csv")
    assert [d.code for d in missing[1]] == ["C101"]
    (tmp_path / "utf16.csv").write_bytes(HEADER.encode("utf-16"))
    assert [(d.code, dict(d.args)["byte"]) for d in load_special_days(tmp_path / "utf16.csv")[1]] == [("C102", "1")]
    (tmp_path / "bao.csv").write_bytes(b"\xef\xbb\xbf" + (HEADER + "2024-09-09,closure,A,B,,").encode())
    assert len(load_special_days(tmp_path / "bao.csv")[0]) == 1


@pytest.mark.parametrize("text", ["2024-9-9", "2024-09-09", "9/9/2024", "09/09/2024"])
def test_dates_are_read_in_both_orders(text):
    assert parse_date(text) == date(2024, 9, 9)


@pytest.mark.parametrize("text", ["", "09-09-2024", "2024/09/09", "31/11/2024", "٠٩/٠٩/2024", "0000-01-01", "9/9/24"])
def test_anything_else_is_no_date(text):
    assert parse_date(text) is None
