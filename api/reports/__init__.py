"""Answers as papers that a person signs and sends."""

from api.reports.gap_report import build_gap_docx, write_gap_docx

__all__ = ["build_gap_docx", "write_gap_docx"]
