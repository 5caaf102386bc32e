from .apply import apply_corrections
from .build import Subject, build_correction

__all__ = [
    "Subject",
    "apply_corrections",
    "build_correction",
]
