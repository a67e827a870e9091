"""The skeleton of a rule file: it loads, lists every provision, carries the phrases, and marks its guesses."""

from __future__ import annotations

from reading_texts import DECISION, REGULATION, SUBMISSION, articles, citations, read

from engine.loading.rules.document import RuleDocument
from engine.loading.rules.loader import load_rules_text
from engine.model.periods import plain_phrase
from engine.reading import Examined, draft_duties, draft_rules
from engine.reading.drafting.writing import scalar
from engine.source import SourceText


def loaded(raw: str) -> tuple[RuleDocument, set[str], str]:
    drafted = draft_rules(Examined(read(raw)), name="mau", province="Mẫu")
    document, problems = load_rules_text(SourceText("mau.yaml", drafted))
    assert document is not None, [item.message() for item in problems]
    return document, {item.code for item in problems}, drafted


def test_the_head_of_the_decision_becomes_the_regulation() -> None:
    document, _, _ = loaded(DECISION + REGULATION)
    regulation = document.file.regulation
    assert (regulation.id, regulation.province, regulation.number) == ("mau", "Mẫu", "12/2024/QĐ-UBND")
    assert (str(regulation.signed_on), str(regulation.in_force_from)) == ("2024-03-15", "2024-04-01")
    assert regulation.status.value == "in_force"
    assert regulation.name == "Quy chế quản lý hồ sơ điện tử của tỉnh Mẫu"


def test_every_provision_is_listed_and_none_is_explained_for_the_reader() -> None:
    document, problems, drafted = loaded(DECISION + REGULATION)
    assert [item.at for item in document.file.provisions] == citations(DECISION + REGULATION)
    assert not problems & {"P440", "P441", "P442", "P444", "P445", "P446", "P447", "P448"}
    assert "P443" in problems
    assert [item.none for item in document.file.provisions] == [None] * len(document.file.provisions)
    assert " none: " not in drafted.replace("hoặc none: lý do", "")


def test_a_duty_carries_phrase_clause_trigger_bearer_and_act() -> None:
    document, _, drafted = loaded(DECISION + REGULATION)
    duty = document.file.obligations[0]
    assert duty.cites == ("Điều 2 khoản 1",)
    assert plain_phrase(duty.within) == "trong thời hạn 10 ngày làm việc, kể từ ngày văn bản có hiệu lực"
    assert duty.when is not None
    assert duty.when.event == ("authority_document_effective",)
    assert duty.must[0].event == "data_updated_by_authority"
    assert duty.who == "direct_employer"
    assert "# TODO máy đoán" in drafted


def test_a_skipped_number_is_recorded_as_a_gap_so_that_the_list_of_provisions_may_skip_it() -> None:
    document, problems, _ = loaded(articles("Điều 1. Tên\n1. Một.\n2. Hai.\n4. Bốn."))
    assert [item.cites for item in document.file.gaps] == [("Điều 1 khoản 3",)]
    assert "P446" not in problems


def test_all_numbers_that_the_text_skips_are_recorded() -> None:
    document, problems, _ = loaded(articles("Điều 1. Tên\n1. Một.\n2. Hai.\n5. Năm."))
    assert [item.cites for item in document.file.gaps] == [("Điều 1 khoản 3",), ("Điều 1 khoản 4",)]
    assert "P446" not in problems


def test_an_inserted_article_skips_nothing() -> None:
    document, problems, _ = loaded(articles("Điều 1. Tên\nMột.\nĐiều 1a. Chen\nHai.\nĐiều 1b. Chen\nBa."))
    assert document.file.gaps == ()
    assert "P446" not in problems


def test_a_start_date_becomes_one() -> None:
    document, _, _ = loaded(articles("Điều 1. Tên\n1. Người lao động được thực hiện bắt đầu từ ngày 01/01/2024."))
    assert [(item.cites, str(item.from_)) for item in document.file.start_dates] == [
        (("Điều 1 khoản 1",), "2024-01-01")
    ]


def test_a_submission_is_a_draft_read_from_a_summary() -> None:
    document, _, _ = loaded(SUBMISSION)
    assert (document.file.regulation.status.value, document.file.regulation.source.value) == ("draft", "summary")


def test_two_duties_on_one_act_have_two_ids() -> None:
    text = read(articles("Điều 1. Tên\n1. Sở cập nhật dữ liệu trong 05 ngày.\n2. Bộ cập nhật dữ liệu trong 10 ngày."))
    assert [duty.id for duty in draft_duties(Examined(text))] == ["cap-nhat-du-lieu", "cap-nhat-du-lieu-2"]


def test_words_that_yaml_would_misread_are_quoted() -> None:
    assert scalar("trong 05 ngày") == "trong 05 ngày"
    assert scalar("gồm: a") == '"gồm: a"'
    assert scalar("05 ngày") == '"05 ngày"'
    assert scalar("a # b") == '"a # b"'
    assert scalar('nói "thế"') == '"nói \\"thế\\""'
    assert scalar("True") == '"True"'


def test_the_same_text_gives_the_same_draft() -> None:
    assert loaded(DECISION + REGULATION)[2] == loaded(DECISION + REGULATION)[2]
