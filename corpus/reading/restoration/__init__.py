"""Restoration: what a text ruined by a recognition without Vietnamese probably said. For finding, never as found."""

from corpus.reading.restoration.restore import restore_text

__all__ = ["restore_text"]
