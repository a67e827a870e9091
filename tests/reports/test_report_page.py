"""The HTML report: whole, self-contained, and fit for a keyboard and a screen reader."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from engine.reports import page, render_check, wanted_for
from engine.reports.headings import Limits
from engine.survey import Survey

Judge = Callable[..., Survey]

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Reader(HTMLParser):
    """Checks that tags nest and keeps what the tests ask about."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def read(judge: Judge, lang: str = "vi", rows: str | None = None) -> Reader:
    reader = Reader()
    reader.feed(written(judge, lang, rows))
    assert reader.open == []
    return reader


def written(judge: Judge, lang: str = "vi", rows: str | None = None) -> str:
    return render_check(judge(rows, wanted=wanted_for("html")), "html", lang).decode()


def test_the_page_says_its_language_and_title(judge: Judge) -> None:
    assert read(judge).all("html") == [{"lang": "vi"}]
    assert read(judge, "en").all("html") == [{"lang": "en"}]
    assert "Xét tại ngày 20/03/2025" in read(judge).text


def test_the_page_loads_nothing_from_outside(judge: Judge) -> None:
    reader = read(judge)
    assert not any(reader.all(tag) for tag in ("script", "link", "img", "iframe"))
    links = [attrs.get("href") or "" for attrs in reader.all("a")]
    assert links
    assert all(link.startswith("#") for link in links)
    assert "http" not in written(judge).replace("http-equiv", "")


def test_every_link_leads_to_a_place_on_the_page(judge: Judge) -> None:
    reader = read(judge)
    places = {attrs["id"] for _, attrs in reader.tags if "id" in attrs}
    assert {str(attrs["href"])[1:] for attrs in reader.all("a")} <= places
    assert {attrs["aria-labelledby"] for _, attrs in reader.tags if "aria-labelledby" in attrs} <= places


def test_every_table_has_a_caption_and_every_heading_a_scope(judge: Judge) -> None:
    reader = read(judge)
    assert len(reader.all("caption")) == len(reader.all("table")) > 0
    assert {attrs.get("scope") for attrs in reader.all("th")} == {"col", "row"}
    assert len(reader.all("h1")) == 1


def test_names_from_the_log_are_shown_not_obeyed(judge: Judge) -> None:
    reader = read(judge)
    assert reader.all("b") == []
    assert "Đơn vị <b>Bình</b> | hai" in reader.text


def test_each_breach_unfolds_into_its_ledger(judge: Judge) -> None:
    reader = read(judge)
    assert len(reader.all("details")) == 4
    assert "ngày làm việc ⇒ đến hạn" in reader.text


def test_ledgers_are_capped_with_a_note(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "LIMITS", Limits(units=10, rows=10, ledgers=2))
    reader = read(judge)
    assert len(reader.all("details")) == 2
    assert "chỉ kèm theo 2 việc đầu" in reader.text


def test_rows_are_capped_with_a_note(judge: Judge) -> None:
    rows = "".join(f"HS{number:03},paper_dossier_sent,2025-03-03,a,b,,\n" for number in range(203))
    assert "… còn 3 việc" in read(judge, rows=rows).text
