"""Workbooks: sheets as paragraphs and rows."""
