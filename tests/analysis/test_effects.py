"""What a change does: each duty finds its counterpart, and is told by how it turned."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from engine.analysis.amending import Change
from engine.analysis.effects import Pair, Turn
from engine.analysis.turns import order_of_pairs
from engine.loading.rules import load_rules_text
from engine.source import SourceText
from engine.trials import Trial, Tried, what_if
from tests.analysis.trial_world import RULES, world


def tried(folder: Path, trial: Trial) -> Tried:
    found, problems = what_if(world(folder), trial)
    assert found is not None, problems
    return found


def within(rule: str, phrase: str) -> Trial:
    return Trial(changes=(Change(rule, ("within",), phrase),))


def pairs_of(result: Tried) -> list[Pair]:
    return sorted((*result.effects.flips(), *result.effects.otherwise()), key=order_of_pairs)


def turns(result: Tried) -> list[tuple[str | None, Turn]]:
    """Return whatever is not the same, in the order of findings."""
    return [(pair.either.verdict.dossier, pair.turn) for pair in pairs_of(result)]


def pair_of(result: Tried, dossier: str) -> Pair:
    return next(pair for pair in pairs_of(result) if pair.either.verdict.dossier == dossier)


def test_a_shorter_period_makes_a_kept_duty_late_and_an_open_one_overdue(tmp_path: Path) -> None:
    """HS1: 03, 04/6 instead of 03–09/6, done on 06/6. HS2: 17, 18/6 instead of 23/6, open on 20/6."""
    result = tried(tmp_path, within("giao", "02 ngày làm việc"))
    assert turns(result) == [("HS1", Turn.BECOMES_LATE), ("HS2", Turn.BECOMES_OVERDUE)]
    after = pair_of(result, "HS1").after
    assert after is not None
    assert (after.verdict.due_on, after.verdict.late_working_days) == (date(2025, 6, 4), 2)


def test_a_longer_period_saves(tmp_path: Path) -> None:
    assert turns(tried(tmp_path, within("cap-nhat", "03 ngày làm việc"))) == []
    result = tried(tmp_path, Trial(changes=(Change("toc-do", ("ngay", "within"), "03 ngày làm việc"),)))
    assert turns(result) == [("HS4", Turn.SAVED)]


def test_a_reading_without_a_number_leaves_what_was_late_unknown(tmp_path: Path) -> None:
    result = tried(tmp_path, Trial(choices=(("toc-do", "kip-thoi"),)))
    assert turns(result) == [("HS4", Turn.NO_LONGER_KNOWN)]


def test_a_moved_start_finds_the_same_duty(tmp_path: Path) -> None:
    """7 working days from 02/6 end on 11/6, from 06/6 on 17/6; the account came on 13/6."""
    result = tried(tmp_path, Trial(choices=(("moc", "nhan-viec"),)))
    assert turns(result) == [("HS3", Turn.SAVED)]
    pair = pair_of(result, "HS3")
    assert pair.before is not None
    assert pair.after is not None
    assert (pair.before.verdict.due_on, pair.after.verdict.due_on) == (date(2025, 6, 11), date(2025, 6, 17))


def test_a_duty_that_is_there_no_more_is_told_apart_from_one_that_is_kept(tmp_path: Path) -> None:
    result = tried(tmp_path, Trial(choices=(("bao-gom", "khong"),)))
    assert turns(result) == [("HS3", Turn.NO_LONGER_A_DUTY)]


def test_another_due_date_without_a_flip_is_told_as_otherwise(tmp_path: Path) -> None:
    """HS1 has until 06/6 and HS2 until 20/6, the day itself: both still in time."""
    result = tried(tmp_path, within("giao", "04 ngày làm việc"))
    assert turns(result) == [("HS1", Turn.OTHERWISE), ("HS2", Turn.OTHERWISE)]
    assert result.effects.flips() == ()


def test_another_province_is_met_topic_by_topic(tmp_path: Path) -> None:
    """Its sender has two working days under an id of its own; it knows no accounts and no updates."""
    other, _ = load_rules_text(
        SourceText(
            "kia.yaml",
            "format: 1\nregulation: {id: kia, name: Quy chế kia, province: Kia, status: draft}\n"
            "obligations:\n  - {id: chuyen-di, label: Chuyển, topic: transfer_inter_unit_sender, cites: Điều 9,\n"
            "     who: sending_unit, when: {event: transfer_document_effective}, must: edossier_transferred,\n"
            "     within: 02 ngày làm việc}\n",
        )
    )
    assert other is not None
    result = tried(tmp_path, Trial(as_rules=other))
    assert turns(result) == [
        ("HS1", Turn.BECOMES_LATE),
        ("HS2", Turn.BECOMES_OVERDUE),
        ("HS4", Turn.NO_LONGER_A_DUTY),
        ("HS3", Turn.NO_LONGER_A_DUTY),
    ]


def test_counts_go_by_unit_and_topic_the_most_harmed_first(tmp_path: Path) -> None:
    result = tried(
        tmp_path,
        Trial(changes=(Change("giao", ("within",), "02 ngày làm việc"),), choices=(("moc", "nhan-viec"),)),
    )
    assert list(result.effects.by_unit()) == ["a", "b"]
    assert list(result.effects.by_topic()) == ["transfer_inter_unit_sender", "account_creation"]
    assert result.effects.by_topic()["account_creation"][Turn.SAVED] == 1


def test_a_version_of_another_regulation_is_refused(tmp_path: Path) -> None:
    other, _ = load_rules_text(SourceText("kia.yaml", RULES.replace("id: thu,", "id: kia,")))
    found, problems = what_if(world(tmp_path), Trial(version=other))
    assert found is None
    assert [problem.code for problem in problems] == ["T104"]


def test_an_unknown_reading_is_refused(tmp_path: Path) -> None:
    found, problems = what_if(world(tmp_path), Trial(choices=(("moc", "khong-co"),)))
    assert found is None
    assert [problem.code for problem in problems] == ["U104"]
