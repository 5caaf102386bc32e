"""Bringing a database file to the schema of this release, room by room."""

from __future__ import annotations

import logging

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine

from corpus.errors import StoreError

_log = logging.getLogger(__name__)


def migrate(engine: Engine, *, versions: str, version_table: str) -> None:
    """Applies the migrations of one room that the database lacks.

    Each room that keeps tables in the file has its own migrations and its own version table; none needs another's.

    Args:
        engine: the database.
        versions: folder of the room's migrations as ``package:folder``.
        version_table: table that records the room's revision.

    Raises:
        StoreError: the database was made by a newer release, or is damaged (``STORE_NEWER``, ``STORE_UNUSABLE``).
    """
    config = Config()
    config.set_main_option("script_location", "corpus.store:migrations")
    config.set_main_option("version_locations", versions)
    config.set_main_option("path_separator", "space")
    config.attributes["version_table"] = version_table
    with engine.begin() as connection:
        # Two processes that open a new store at once: the second waits, and finds nothing left to do.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, ScriptDirectory.from_config(config).get_current_head() or "head")
        except CommandError as error:
            if "Can't locate revision" in str(error):
                raise StoreError(
                    "Kho dữ liệu do một bản Đối chiếu mới hơn tạo ra; hãy cập nhật chương trình.", code="STORE_NEWER"
                ) from error
            raise
    _log.debug("schema of %s is current", version_table)
