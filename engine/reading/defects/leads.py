"""Where references lead: nowhere, to another subject, to people who move the other way, to a text not at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.model.citations import Citation
from engine.reading.defects.base import Examined, defect, note, piece_of, sentence_before
from engine.reading.provisions import LegalText, Provision, TextKind
from engine.reading.references import InternalReference

# What an article is about, and what is referred to: words of acts and matters, never of persons or bodies.
_SUBJECTS = (
    *("cập nhật", "tạo lập", "phê duyệt", "khai thác", "lưu trữ", "sao lưu", "chuyển giao", "tiếp nhận", "kết nối"),
    *(
        "chia sẻ",
        "báo cáo",
        "hành vi",
        "nghiêm cấm",
        "không được làm",
        "khen thưởng",
        "kỷ luật",
        "đối tượng",
        "phạm vi",
    ),
    *("nguyên tắc", "giải thích từ ngữ", "chuẩn hóa", "thi hành", "mật khẩu", "kinh phí"),
)
_NEAR = 90
_FAR = 3000
_ABOUT = re.compile(r"\s+(về\s+[^.,;:()]{2,60})", re.IGNORECASE)
_LEAVES = re.compile(r"điều chỉnh tình trạng|ra khỏi cơ quan|ra ngoài phạm vi|nghỉ hưu", re.IGNORECASE)
_ARRIVES = re.compile(
    r"từ (?:các )?(?:cơ quan|khối|bộ)[^.;]{0,120}?(?:bộ,? ngành|tỉnh, thành phố khác|khối Đảng)[^.;]{0,60}? về ",
    re.IGNORECASE,
)
_MOVES = re.compile(r"(?:chuyển đến|chuyển công tác)[^.;]{0,60}$", re.IGNORECASE)


def check_targets(examined: Examined) -> Iterator[Diagnostic]:
    """A reference leads to a provision that does not exist, or «này» stands where there is nothing of that kind."""
    text = examined.text
    for reference in examined.references:
        if reference.is_range:
            continue
        if not reference.targets:
            yield defect(text, "L204", reference.span, reference.provision)
        elif text.kind is TextKind.SUBMISSION:
            yield defect(text, "L203", reference.span, reference.provision)
        else:
            missing = [str(target) for target in reference.targets if not _exists(text, target)]
            if missing:
                yield defect(text, "L201", reference.span, reference.provision, missing=", ".join(missing))


def _exists(text: LegalText, target: Citation) -> bool:
    if target in text.by_citation:
        return True
    decision = Citation((("quyết định", ""), *target.parts))
    return text.kind is TextKind.DECISION_WITH_REGULATION and decision in text.by_citation and len(target.parts) == 1


def check_subjects(examined: Examined) -> Iterator[Diagnostic]:
    """A reference for one subject leads to an article on another, while the text has an article on the first."""
    text = examined.text
    if text.kind is TextKind.SUBMISSION:
        return
    for reference in examined.references:
        target = _target_article(text, reference)
        if target is None or reference.provision is None or reference.is_range:
            continue
        near = f"{sentence_before(text, reference.span)[-_NEAR:]} {_told_behind(text, reference)}".lower()
        start = max(piece_of(text, reference.span).start, reference.span.start - _FAR)
        whole = text.text[start : reference.span.start].lower()
        if _subjects_of(text, target) & {word for word in _SUBJECTS if word in " ".join(whole.split())}:
            continue
        asked = {word for word in _SUBJECTS if word in near}
        better = _best(text, asked, target)
        if asked and better is not None:
            told = note(
                text, better.marker, f"điều nói về việc đó: «{_title(text, better)}»", "the article on that subject"
            )
            yield defect(
                text, "L202", reference.span, reference.provision, (told,),
                target=str(target.citation), title=_title(text, target), subject=", ".join(sorted(asked)),
                better=str(better.citation), better_title=_title(text, better),
            )  # fmt: skip


def _told_behind(text: LegalText, reference: InternalReference) -> str:
    """Return what the reference is said to be about: «Điều 9 Quy chế này | về các hình thức kỷ luật»."""
    told = _ABOUT.match(text.text, reference.span.end, piece_of(text, reference.span).end)
    return told[1] if told is not None else ""


def _target_article(text: LegalText, reference: InternalReference) -> Provision | None:
    """Return the other article of this text that is referred to."""
    if not reference.targets:
        return None
    article = text.by_citation.get(Citation(reference.targets[0].parts[:1]))
    own = text.article_of(reference.provision) if reference.provision is not None else None
    return article if article is not own else None


def _title(text: LegalText, article: Provision) -> str:
    return text.words(article.heading) if article.heading is not None else ""


def _subjects_of(text: LegalText, article: Provision) -> set[str]:
    title = _title(text, article).lower()
    return {word for word in _SUBJECTS if word in title}


def _best(text: LegalText, asked: set[str], target: Provision) -> Provision | None:
    found = [
        (len(asked & _subjects_of(text, item)), item)
        for item in text.provisions
        if item.heading is not None
        and item is not target
        and str(item.citation).startswith("Điều")
        and _is_article(item)
    ]
    best = max(found, key=lambda pair: pair[0], default=(0, target))
    return best[1] if best[0] > 0 else None


def _is_article(item: Provision) -> bool:
    return item.citation is not None and len(item.citation.parts) == 1


def check_directions(examined: Examined) -> Iterator[Diagnostic]:
    """A clause on those who leave refers, for where they go, to a clause on those who come in."""
    text = examined.text
    for reference in examined.references:
        if reference.provision is None or not _MOVES.search(sentence_before(text, reference.span)):
            continue
        if not any(_LEAVES.search(text.words(piece)) for piece in reference.provision.pieces):
            continue
        for target in reference.targets:
            item = text.by_citation.get(target)
            if item is not None and any(_ARRIVES.search(text.words(piece)) for piece in item.pieces):
                told = note(
                    text, item.marker, "khoản này nói về người từ nơi khác đến", "this one is on people who come in"
                )
                yield defect(text, "L205", reference.span, reference.provision, (told,), target=str(target))
