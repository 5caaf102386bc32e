"""Recognising pages that are pictures: prepare, find ruled tables, read text and cells with Tesseract, keep."""
