from pathlib import Path

import numpy as np
import pytest

from corpus.reading.restoration import ruin

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
TEXT = "\n\n".join(f"Đoạn {number} nói về việc ban hành kế hoạch và giao các đơn vị thực hiện." for number in range(90))


def test_pages_are_full_lines_spread_over_the_text() -> None:
    pages = list(ruin.cut_pages(TEXT, 2))
    assert [len(page) for page in pages] == [42, 42]
    assert all(len(line) <= 78 for page in pages for line in page)
    assert pages[0][0].startswith("Đoạn 0 ")
    assert pages[1][0].startswith("Đoạn 45 ")
    assert any(line.isupper() for line in pages[0])


def test_a_page_of_a_few_lines_teaches_nothing() -> None:
    assert list(ruin.cut_pages("Một dòng.", 1)) == []


def test_the_style_of_a_page_follows_from_its_name() -> None:
    first, second = ruin.draw_style("a.0", ("x", "y"))[0], ruin.draw_style("a.0", ("x", "y"))[0]
    assert first == second
    assert len({ruin.draw_style(f"{number}", ("x", "y"))[0] for number in range(20)}) > 15


@pytest.mark.skipif(not DEJAVU.exists(), reason="drawing pages is not checked: no DejaVu fonts")
def test_a_drawn_page_is_the_same_each_time_and_dark_where_lines_are(tmp_path: Path) -> None:
    (tmp_path / "one.ttf").write_bytes(DEJAVU.read_bytes())
    fonts = ruin.find_fonts(tmp_path)
    lines = ["Quyết định ban hành kế hoạch"] * 10
    pages = [np.asarray(ruin.draw_page(lines, *ruin.draw_style("a.0", fonts))) for _ in range(2)]
    assert np.array_equal(*pages)
    height = len(pages[0])
    assert pages[0][: height // 2].mean() < pages[0][height // 2 :].mean()


def test_a_folder_without_a_vietnamese_font_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no font with Vietnamese"):
        ruin.find_fonts(tmp_path)
