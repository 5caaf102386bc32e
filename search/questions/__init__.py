"""What a question means: accents that were left out, ruined letters, abbreviations."""

from search.questions.scoring import Scored, score_question
from search.questions.understanding import Understanding, understand

__all__ = ["Scored", "Understanding", "score_question", "understand"]
