"""The house itself: its rooms, its names and what its papers promise."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import typer

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("corpus", "indexer", "search", "api")
# What the product is made of; each is imported by a room, not only named.
REQUIRED = {
    "sentence-transformers": "sentence_transformers",
    "faiss-cpu": "faiss",
    "underthesea": "underthesea",
    "fastapi": "fastapi",
    "pandas": "pandas",
    "python-docx": "docx",
}


def test_no_other_distribution_claims_the_name_of_a_room() -> None:
    owners = packages_distributions()
    for room in ROOMS:
        assert set(owners.get(room, ["doichieu"])) == {"doichieu"}, room


def test_the_root_holds_the_four_rooms_and_no_other_folder() -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith((".", "__"))}
    assert folders - {"doichieu.egg-info", "build", "dist"} == {*ROOMS, "tests"}


def test_every_direct_dependency_of_the_product_is_imported_by_a_room() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = {re.split(r"[<>=]", line)[0] for line in project["dependencies"]}
    code = "\n".join(path.read_text() for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    assert named >= set(REQUIRED)
    for package, module in REQUIRED.items():
        assert re.search(rf"^\s*(?:import|from) {module}\b", code, re.MULTILINE), package


def test_the_readme_lists_every_command() -> None:
    from api.cli import app

    group = typer.main.get_command(app)
    commands = set(group.commands)  # type: ignore[attr-defined]
    readme = (ROOT / "README.md").read_text()
    listed = set(re.findall(r"`doichieu ([a-z]+)", readme)) | ({"demo"} if "make demo" in readme else set())
    assert listed == commands


def test_the_changelog_tells_of_the_present_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text()
