"""The HTML report: whole, self-contained, and fit for a keyboard and a screen reader."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from engine.reports import page, render_check
from engine.reports.headings import Limits
from engine.service import CheckResult

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


def read(result: CheckResult, lang: str = "vi") -> Reader:
    reader = Reader()
    reader.feed(render_check(result, "html", lang, everything=False).decode())
    assert reader.open == []
    return reader


def test_the_page_says_its_language_and_title(result: CheckResult) -> None:
    assert read(result).all("html") == [{"lang": "vi"}]
    assert read(result, "en").all("html") == [{"lang": "en"}]
    assert "Xét tại ngày 20/03/2025" in read(result).text


def test_the_page_loads_nothing_from_outside(result: CheckResult) -> None:
    reader = read(result)
    assert not any(reader.all(tag) for tag in ("script", "link", "img", "iframe"))
    links = [attrs.get("href") or "" for attrs in reader.all("a")]
    assert links
    assert all(link.startswith("#") for link in links)
    assert "http" not in render_check(result, "html", "vi", everything=False).decode().replace("http-equiv", "")


def test_every_link_leads_to_a_place_on_the_page(result: CheckResult) -> None:
    reader = read(result)
    places = {attrs["id"] for _, attrs in reader.tags if "id" in attrs}
    assert {str(attrs["href"])[1:] for attrs in reader.all("a")} <= places
    assert {attrs["aria-labelledby"] for _, attrs in reader.tags if "aria-labelledby" in attrs} <= places


def test_every_table_has_a_caption_and_every_heading_a_scope(result: CheckResult) -> None:
    reader = read(result)
    assert len(reader.all("caption")) == len(reader.all("table")) > 0
    assert {attrs.get("scope") for attrs in reader.all("th")} == {"col", "row"}
    assert len(reader.all("h1")) == 1


def test_names_from_the_log_are_shown_not_obeyed(result: CheckResult) -> None:
    reader = read(result)
    assert reader.all("b") == []
    assert "Đơn vị <b>Bình</b> | hai" in reader.text


def test_each_breach_unfolds_into_its_ledger(result: CheckResult) -> None:
    reader = read(result)
    assert len(reader.all("details")) == 4
    assert "ngày làm việc ⇒ đến hạn" in reader.text


def test_ledgers_are_capped_with_a_note(result: CheckResult, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "LIMITS", Limits(units=10, rows=10, ledgers=2))
    reader = read(result)
    assert len(reader.all("details")) == 2
    assert "chỉ kèm theo 2 việc đầu" in reader.text


def test_rows_are_capped_with_a_note(judge: Callable[..., CheckResult]) -> None:
    rows = "".join(f"HS{number:03},paper_dossier_sent,2025-03-03,a,b,,\n" for number in range(203))
    assert "… còn 3 việc" in read(judge(rows)).text
