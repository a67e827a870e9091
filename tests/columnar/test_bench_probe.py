"""The questions of right and wrong that the benchmark puts to every checker of logs."""

from __future__ import annotations

from bench import probe


def test_every_question_is_answered_with_one_finding_and_the_right_status() -> None:
    assert probe.our_answers() == {
        "p1": ("pending",),
        "p2": ("overdue",),
        "p3": ("met",),
        "p4": ("late",),
        "p5": ("met",),
        "p6": ("met",),
        "p7": ("late",),
    }


def test_what_the_benchmark_expects_is_what_this_test_expects() -> None:
    assert [one.expected for one in probe.ALL] == ["pending", "overdue", "met", "late", "met", "met", "late"]
