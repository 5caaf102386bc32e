"""What a person may set: where the data lives, the language model, the address of the pages."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import InvalidRequest


class Settings(BaseSettings):
    """Settings from the environment, each named ``DOICHIEU_`` and its field.

    Attributes:
        home: folder of one store with its index and models.
        model: folder or name of a sentence-transformers model; ``None`` (or blank) is the built-in one.
        host: address the pages are served at.
        port: its port.
        max_upload_mb: largest file taken over HTTP, in MiB.
    """

    model_config = SettingsConfigDict(env_prefix="DOICHIEU_", env_ignore_empty=True, frozen=True, extra="ignore")

    home: Path = Path("~/.local/share/doichieu")
    model: str | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    max_upload_mb: int = Field(default=50, ge=1, le=200)

    @property
    def folder(self) -> Path:
        """The folder of the store, with ``~`` resolved."""
        return self.home.expanduser()

    @property
    def models_dir(self) -> Path:
        """The folder of the language models that are built here."""
        return self.folder / "models"


def load_settings() -> Settings:
    """Loads the settings from the environment.

    Raises:
        InvalidRequest: a variable has a value that cannot be used (``SETTING_INVALID``).
    """
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(sorted({f"DOICHIEU_{part['loc'][0]}".upper() for part in error.errors()}))
        raise InvalidRequest(f"Biến môi trường không hợp lệ: {names}.", code="SETTING_INVALID") from error
