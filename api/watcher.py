"""Who hears about slow work."""

from __future__ import annotations

import logging

_log = logging.getLogger(__name__)


class Watcher:
    """Hears about slow work; the one here writes to the log, the command line shows a progress bar."""

    def announce(self, message: str) -> None:
        """Hears one Vietnamese sentence about work that begins."""
        _log.warning("%s", message)

    def progress(self, done: int, total: int) -> None:
        """Hears that ``done`` of ``total`` texts are embedded."""
        _log.info("embedded %d of %d texts", done, total)

    def close(self) -> None:
        """Ends what is shown; more may come after it."""
