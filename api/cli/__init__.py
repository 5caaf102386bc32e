"""The command line."""

from api.cli.run import app, main, run

__all__ = ["app", "main", "run"]
