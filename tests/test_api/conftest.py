"""A home with a few sample plans and an encoder that needs no model: meaning does not matter to these tests."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from numpy.typing import NDArray

import api.workspace
from api.app import create_app
from api.cli import run
from api.settings import Settings
from api.workspace import Workspace
from corpus.ingest import ingest_file
from corpus.samples import load_samples

# One of each format and layout.
CHOSEN = ("so-noi-vu-2024", "chi-cuc-thuy-loi-2023", "so-tu-phap-2022", "ubnd-phuong-cua-vong-2025")


class TinyEncoder:
    """Hashes words into 32 dimensions: equal words meet, nothing else does."""

    model_id = "tiny/32"
    dimension = 32

    def encode_documents(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        rows = [self.encode_query(text) for text in texts]
        if progress is not None:
            progress(len(rows))
        return np.stack(rows) if rows else np.empty((0, 32), np.float32)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        vector = np.full(32, 1e-3, np.float32)
        for word in text.lower().split():
            vector[hashlib.sha256(word.encode()).digest()[0] % 32] += 1
        return vector / np.linalg.norm(vector)


def build_tiny(_model: str | None) -> TinyEncoder:
    return TinyEncoder()


@pytest.fixture(scope="session")
def load_tiny() -> Callable[[str | None], TinyEncoder]:
    """The loader of the tiny encoder, for a workspace."""
    return build_tiny


@pytest.fixture(scope="session")
def plan_files() -> tuple[Path, ...]:
    """Files of the chosen sample plans."""
    return tuple(sample.path for sample in load_samples() if sample.id in CHOSEN)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, plan_files: tuple[Path, ...]) -> Iterator[Workspace]:
    """A home with the chosen plans; tests only read it."""
    with Workspace(Settings(home=tmp_path_factory.mktemp("home"), max_upload_mb=1), load=build_tiny) as workspace:
        for path in plan_files:
            ingest_file(workspace.store, path)
        workspace.engine()  # so that no test is the first that must build the index
        yield workspace


@pytest.fixture(scope="session")
def client(filled: Workspace) -> Iterator[TestClient]:
    """The web application over the filled home."""
    with TestClient(create_app(filled), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home of the command line, with the tiny encoder."""
    monkeypatch.setenv("DOICHIEU_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DOICHIEU_DEBUG", raising=False)
    monkeypatch.setattr(api.workspace, "Workspace", functools.partial(Workspace, load=build_tiny))
    return tmp_path / "home"


@pytest.fixture
def filled_home(home: Path, filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The filled home for the command line; tests only read it."""
    monkeypatch.setenv("DOICHIEU_HOME", str(filled.settings.folder))
    return home


@pytest.fixture
def plan_file(plan_files: tuple[Path, ...]) -> Path:
    """One of the chosen plans, for a home that a test may change."""
    return next(path for path in plan_files if path.suffix == ".txt")


@pytest.fixture
def own(home: Path, plan_file: Path) -> Iterator[Workspace]:
    """A home with one plan, which a test may decide on, from the command line too."""
    with Workspace(Settings(home=home), load=build_tiny) as workspace:
        ingest_file(workspace.store, plan_file)
        workspace.engine()  # so that no test waits for the index
        yield workspace


@pytest.fixture
def plan_id(own: Workspace, plan_file: Path) -> str:
    """Id of the plan of the own home."""
    return own.store.resolve_plan(plan_file.name)


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The shipped framework with another question in S05 and without S28."""
    path = tmp_path / "khung-moi.yaml"
    text = (files("corpus.frameworks") / "data" / "khung-101.yaml").read_text(encoding="utf-8")
    text = text.replace('version: "0.3.0"', 'version: "0.9.0"').replace("  - id: S28\n", "  - id: S30\n")
    path.write_text(text.replace("asks: Nhận diện, phân tích rủi ro", "asks: Chỉ nhận diện rủi ro"), encoding="utf-8")
    return path


class Ran:
    """What a command line left behind."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> dict[str, object]:
        """The one JSON document of stdout."""
        value = json.loads(self.out)
        assert isinstance(value, dict)
        return value


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Runs a command line in this process, as on a wide terminal: folders of tests have names of any length."""
    monkeypatch.setenv("COLUMNS", "200")

    def run_command(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run_command
