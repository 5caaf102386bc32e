"""Why a task is a hit, in words that need no knowledge of search engines."""

from __future__ import annotations

from dataclasses import dataclass

from api.labels import show_score
from api.passages import mark_words
from search import Hit

# Centred cosine of a question and a task that is about it, on average (indexer/space.py).
_NEAR_MEANING = 0.26
# Likeness of two profiles that lie more on one kind of work than on all others together.
_SAME_KIND = 0.5
_NOT_USED = "không dùng"
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One part of a score: its name, its value as shown, and what it says."""

    name: str
    value: str
    meaning: str


def list_matched(hit: Hit) -> tuple[str, ...]:
    """Lists the words of a task that the question shares, as found, each once, in their order."""
    quotes = [quote for field in (hit.task.content, *hit.task.detail) for quote in field.quotes]
    words = (piece.text.lower() for piece in mark_words(quotes, hit.matched) if piece.marked)
    return tuple(dict.fromkeys(words))


def explain_hit(hit: Hit) -> str:
    """Returns in one line why a task is a hit: ``trùng từ: đánh, giá, nội, bộ; nghĩa gần; cùng loại việc``."""
    words = list_matched(hit)
    shown = ", ".join(words[:_MOST_WORDS]) + (f" và {len(words) - _MOST_WORDS} từ khác" if words[_MOST_WORDS:] else "")
    reasons = [f"trùng từ: {shown}" if words else "không trùng từ nào"]
    if hit.scores.dense is None:
        reasons.append("so bằng chữ cái vì không đọc chắc được từ")
    elif hit.scores.dense >= _NEAR_MEANING:
        reasons.append("nghĩa gần")
    if hit.scores.concept is not None and hit.scores.concept >= _SAME_KIND:
        reasons.append("cùng loại việc")
    return "; ".join(reasons)


def explain_scores(hit: Hit, *, pair: bool) -> tuple[ScorePart, ...]:
    """Returns the parts of a hit's score.

    Args:
        hit: the hit.
        pair: whether it was found by a task, so that its score is the chance of the pair.
    """
    scores = hit.scores
    whole = "khả năng hai nhiệm vụ là cùng một việc, từ 0 đến 1" if pair else "dùng để xếp thứ tự trong câu trả lời này"
    return (
        ScorePart("Điểm chung", show_score(hit.score), whole),
        ScorePart("Ngữ nghĩa", _show(scores.dense), "gần nghĩa dù khác từ; từ −1 đến 1, cùng việc thường từ 0,26"),
        ScorePart("Loại việc", _show(scores.concept), "cùng loại việc trong quản lý chất lượng; từ 0 đến 1"),
        ScorePart("Từ", show_score(scores.lexical), "trùng từ, từ hiếm được tính nhiều hơn; từ 0 trở lên"),
        ScorePart(
            "Chữ cái", show_score(scores.skeleton), "trùng cụm chữ cái, kể cả thiếu dấu hay chữ hỏng; từ 0 trở lên"
        ),
    )


def _show(score: float | None) -> str:
    return _NOT_USED if score is None else show_score(score)
