import json
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelUnavailable
from corpus.reading.restoration import build
from corpus.reading.restoration.data import RestorationData, load_data, pack, unpack
from corpus.reading.restoration.restore import DATA

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
DATA_IN = RestorationData(
    {"build": 1}, {"words": ["số", "sở"]}, {"logs": np.arange(5, dtype=np.uint8), "gaps": np.arange(3, dtype=np.uint32)}
)

TEXTS = {
    "a.txt": "SOURCE: x\nQuyết định số 19/2014/QĐ-TTg của Thủ tướng. Ông Zyzzyva ký. Công ty Acmeco nộp UBND xã.",
    "b.txt": "SOURCE: y\nQuyết định số 20/2015/QĐ-TTg của Thủ tướng. Hội đồng họp tại UBND tỉnh An Lĩnh.",
    "c.txt": "SOURCE: z\nThủ tướng ban hành quyết định; UBND tỉnh thực hiện quyết định này.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    pairs = tmp_path / "pairs"
    pairs.mkdir()
    (pairs / "a.0.true.txt").write_text("Quyết định của Thủ tướng\n" * 9, encoding="utf-8")
    (pairs / "a.0.found.txt").write_text("Quyét dinh cla Thu tuéng\n" * 9, encoding="utf-8")
    return tmp_path


def run(folder: Path, out: str, *more: str) -> Path:
    path = folder / out
    build.main([str(folder), "-o", str(path), "--pairs", str(folder / "pairs"), *more])
    return path


def test_what_is_packed_is_unpacked() -> None:
    data = unpack(pack(DATA_IN))
    assert data.about == DATA_IN.about
    assert data.tables == DATA_IN.tables
    assert {name: array.tolist() for name, array in data.arrays.items()} == {"logs": [0, 1, 2, 3, 4], "gaps": [0, 1, 2]}


def test_any_changed_byte_is_noticed() -> None:
    packed = pack(DATA_IN)
    for place in range(0, len(packed), 7):
        spoilt = packed[:place] + bytes([packed[place] ^ 1]) + packed[place + 1 :]
        with pytest.raises(ModelUnavailable) as caught:
            unpack(spoilt)
        assert caught.value.code == "RESTORATION_DATA_DAMAGED"


@pytest.mark.parametrize("content", [b"", b"DOICHIEU-RESTORATION 1", pack(DATA_IN)[:-3]])
def test_a_cut_file_is_damaged_data(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "data.bin"
    path.write_bytes(content)
    with pytest.raises(ModelUnavailable, match=r"hãy cài lại chương trình\.$"):
        load_data(path)


def test_a_missing_file_is_damaged_data(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        load_data(tmp_path / "none.bin")
    assert caught.value.code == "RESTORATION_DATA_DAMAGED"
    assert str(tmp_path) not in caught.value.message


def test_the_same_sources_give_the_same_bytes(folder: Path) -> None:
    assert run(folder, "one.bin").read_bytes() == run(folder, "two.bin").read_bytes()


def test_only_what_several_documents_say_is_kept(folder: Path) -> None:
    data = load_data(run(folder, "data.bin"))
    words, codes = data.tables["words"], data.tables["codes"]
    assert isinstance(words, list)
    assert isinstance(codes, dict)
    assert {"quyết", "định", "ubnd"} <= set(words)
    assert not {"zyzzyva", "acmeco"} & set(words)
    assert set(codes) == {"QĐ", "TTg"}
    assert data.tables["written"] == {"ubnd": "UBND"}
    # "<s> quyết định", "quyết định số", "định số <sym>", "số <sym> của", "<sym> của thủ", "của thủ tướng".
    assert data.about["trigrams"] == 6


def test_a_text_can_be_left_out_and_sources_are_recorded(folder: Path) -> None:
    data = load_data(run(folder, "data.bin", "--without", "c.txt"))
    texts = data.about["texts"]
    assert isinstance(texts, list)
    assert [source[0] for source in texts if isinstance(source, list)] == ["a.txt", "b.txt"]


def test_the_channel_is_learned_from_the_pairs(folder: Path) -> None:
    channel = load_data(run(folder, "data.bin")).tables["channel"]
    assert isinstance(channel, dict)
    assert channel["ế"] == {"é": 9}
    assert channel["ủ"] == {"l": 9, "u": 9}


def test_the_shipped_file_is_small_and_holds_no_sentence() -> None:
    assert DATA.stat().st_size < 8_000_000
    data = load_data(DATA)
    tables = json.dumps({name: table for name, table in data.tables.items() if name != "channel"}, ensure_ascii=False)
    words = data.tables["words"]
    assert isinstance(words, list)
    assert all(isinstance(word, str) and " " not in word for word in words)
    assert " số " not in tables
    assert set(data.tables) == {"words", "written", "codes", "channel"}
    assert not any(
        "iso-corrected" in str(name) or ".ocr.txt" in str(name) for name in (data.about["texts"], data.about["pairs"])
    )


@pytest.mark.skipif(
    not (SHARED / "legal").is_dir(), reason="the sources of the shipped data are not checked: no shared texts"
)
def test_the_shipped_file_was_built_from_the_texts_at_hand() -> None:
    recorded = load_data(DATA).about["texts"]
    assert recorded == [[name, build.digest(text)] for name, text in build.read_texts([SHARED / "legal"])]
