"""Vietnamese administrative time → kind and interval: "Quý III hoặc Quý IV năm 2024", "Trước 25/8/2022"."""

from corpus.parsing.deadlines.parse import parse_deadline

__all__ = ["parse_deadline"]
