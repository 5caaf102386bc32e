"""What people put right in a plan, and how it is laid over what the parser read."""

from corpus.corrections.apply import apply_corrections
from corpus.corrections.build import Subject, build_correction

__all__ = ["Subject", "apply_corrections", "build_correction"]
