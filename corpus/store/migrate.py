"""Bringing a database file to the schema of this release, room by room."""

from __future__ import annotations

import logging
from importlib.resources import files

from sqlalchemy import Engine, inspect

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
    if _is_current(engine, versions, version_table):
        return  # alembic is not imported: a tenth of a second of each command
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

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


def find_head(versions: str) -> str:
    """Returns the number of a room's last migration, which its file begins with and its revision ends with: "0009"."""
    package, _, folder = versions.partition(":")
    names = (entry.name for entry in files(package).joinpath(folder).iterdir())
    return max(name.partition("_")[0] for name in names if name[:1].isdigit())


def _is_current(engine: Engine, versions: str, version_table: str) -> bool:
    if not inspect(engine).has_table(version_table):
        return False
    with engine.connect() as connection:
        recorded = connection.exec_driver_sql(f"SELECT version_num FROM {version_table}").scalars().all()  # noqa: S608 - ours
    return [revision.rpartition("_")[2] for revision in recorded] == [find_head(versions)]
