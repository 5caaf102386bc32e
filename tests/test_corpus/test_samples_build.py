"""The sample plans can be built anew, to the byte."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from corpus.samples.build import build_samples
from corpus.samples.catalogue import PLANS, load_samples
from corpus.samples.render_docx import render_docx
from corpus.samples.render_pdf import FONTS
from corpus.samples.render_text import render_text
from corpus.samples.source import TableText, read_sources

no_fonts = pytest.mark.skipif(
    not (FONTS / "DejaVuSerif.ttf").is_file(), reason="fonts-dejavu-core is absent: the build was not compared"
)
other_zlib = pytest.mark.skipif(
    "ng" in zlib.ZLIB_RUNTIME_VERSION, reason="zlib-ng packs the same content otherwise: committed bytes not compared"
)


@no_fonts
@other_zlib
def test_a_build_gives_the_committed_files_byte_for_byte(tmp_path: Path) -> None:
    built = build_samples(tmp_path / "plans")
    assert sorted(path.name for path in built) == sorted(path.name for path in PLANS.iterdir())
    assert [path.name for path in built if path.read_bytes() != (PLANS / path.name).read_bytes()] == []


def test_word_and_text_files_do_not_depend_on_the_moment_of_the_build() -> None:
    for source in read_sources():
        if source.format != "pdf":
            render = render_docx if source.format == "docx" else render_text
            assert render(source) == render(source)


def test_built_files_are_small() -> None:
    limits = {"docx": 48_000, "pdf": 80_000, "txt": 16_000}
    assert [s.id for s in load_samples() if s.path.stat().st_size > limits[s.format]] == []


def test_a_wrapped_text_keeps_within_eighty_columns_and_a_pasted_one_does_not() -> None:
    for source in read_sources():
        if source.format == "txt":
            longest = max(len(line) for line in render_text(source).decode().splitlines())
            assert (longest <= 82) == (source.text_style == "wrapped")


def test_a_row_with_a_cell_too_few_is_refused() -> None:
    table = TableText(
        columns=("ordinal", "content", "time"), heads=("TT", "Việc", "Hạn"), widths=(1, 2, 3), rows="1|a|b|c"
    )
    with pytest.raises(ValueError, match="4 cells"):
        list(table.parsed())
