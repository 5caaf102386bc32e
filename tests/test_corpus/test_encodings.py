import codecs
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableDocument
from corpus.reading.encodings import decode_bytes, recover_lines, recover_text
from corpus.reading.encodings.capitals import restore_capitals
from corpus.reading.encodings.spelling import check_spelling
from corpus.reading.encodings.tcvn3 import decode_tcvn3
from corpus.reading.encodings.vni import decode_vni

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
no_files = pytest.mark.skipif(
    not SHARED.is_dir(), reason="no real files beside the repository: decoding of real plans is unchecked"
)

TONES = {"\u0300": 0, "\u0309": 1, "\u0303": 2, "\u0301": 3, "\u0323": 4}  # huyền, hỏi, ngã, sắc, nặng
SMALL = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", *TONES)] + ["đ"]
VOWELS = [letter for letter in SMALL if not letter.isascii()]

# TCVN 5712:1993 (VN3), letter by letter: plain, then huyền, hỏi, ngã, sắc, nặng, as bytes.
TCVN3 = {
    "a": "61 b5 b6 b7 b8 b9", "ă": "a8 bb bc bd be c6", "â": "a9 c7 c8 c9 ca cb", "e": "65 cc ce cf d0 d1",
    "ê": "aa d2 d3 d4 d5 d6", "i": "69 d7 d8 dc dd de", "o": "6f df e1 e2 e3 e4", "ô": "ab e5 e6 e7 e8 e9",
    "ơ": "ac ea eb ec ed ee", "u": "75 ef f1 f2 f3 f4", "ư": "ad f5 f6 f7 f8 f9", "y": "79 fa fb fc fd fe",
}  # fmt: skip
TCVN3_CAPITALS = {"Ă": 0xA1, "Â": 0xA2, "Ê": 0xA3, "Ô": 0xA4, "Ơ": 0xA5, "Ư": 0xA6, "Đ": 0xA7, "đ": 0xAE}
# VNI: the mark that follows the vowel, by the vowel's own sign and its tone; ơ and ư are letters by themselves.
VNI_TONES = {"": "øûõùï", "\u0302": "àåãáä", "\u0306": "èúüéë"}
VNI_LETTERS = {"ơ": "ô", "ư": "ö", "đ": "ñ", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "í": "í", "ị": "ò", "ỵ": "î"}


def to_tcvn3(text: str) -> bytes:
    """Encodes as the fonts were typed in: a capital with a tone takes the code of the small letter."""
    out = bytearray()
    for char in text:
        if char in TCVN3_CAPITALS:
            out.append(TCVN3_CAPITALS[char])
            continue
        parts = unicodedata.normalize("NFD", char.lower())
        tone = next((TONES[part] + 1 for part in parts if part in TONES), 0)
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        out += bytes((int(TCVN3[letter].split()[tone], 16),)) if tone or letter in "ăâêôơư" else char.encode("cp1252")
    return bytes(out)


def to_vni(text: str) -> bytes:
    out = ""
    for char in text:
        small = char.lower()
        if small in VNI_LETTERS:
            code = VNI_LETTERS[small]
        elif small in VOWELS:
            base, *signs = unicodedata.normalize("NFD", small)
            own = next((sign for sign in signs if sign not in TONES), "")
            tone = next((TONES[sign] for sign in signs if sign in TONES), None)
            if own == "\u031b":
                code = VNI_LETTERS[unicodedata.normalize("NFC", base + own)] + VNI_TONES[""][tone or 0]
            elif tone is None:
                code = base + {"\u0302": "â", "\u0306": "ê"}[own]
            else:
                code = base + VNI_TONES[own][tone]
        else:
            code = small
        out += code.upper() if char.isupper() else code
    return out.encode("cp1252")


def to_windows_1258(text: str) -> bytes:
    out = ""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        out += letter + "".join(part for part in parts if part in TONES)
    return out.encode("cp1258")


def shown(data: bytes, code_page: str = "cp1252") -> str:
    """Reads bytes as a program without Vietnamese would."""
    return "".join(bytes((byte,)).decode(code_page, "ignore") or chr(byte) for byte in data)


def twice(text: str) -> str:
    return shown(text.encode())


STORED: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-8 with a mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "utf-16 with a mark": lambda text: text.encode("utf-16"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-32": lambda text: text.encode("utf-32"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "twice": lambda text: twice(text).encode(),
    "twice by Latin-1": lambda text: text.encode().decode("latin-1").encode(),
    "twice by windows-1258": lambda text: shown(text.encode(), "cp1258").encode(),
    "three times": lambda text: twice(twice(text)).encode(),
    "windows-1258": to_windows_1258,
    "windows-1258 mojibake": lambda text: shown(to_windows_1258(text)).encode(),
    "TCVN3": to_tcvn3,
    "TCVN3 mojibake": lambda text: shown(to_tcvn3(text)).encode(),
    "TCVN3 mojibake by windows-1258": lambda text: shown(to_tcvn3(text), "cp1258").encode(),
    "TCVN3 mojibake saved twice": lambda text: twice(shown(to_tcvn3(text))).encode(),
    "VNI": to_vni,
    "VNI mojibake": lambda text: shown(to_vni(text)).encode(),
    "VNI mojibake in UTF-16": lambda text: shown(to_vni(text)).encode("utf-16-le"),
}
TEXT = (
    "ỦY BAN NHÂN DÂN XÃ BÌNH PHÚ\r\nSố: 12/KH-UBND\r\n\r\nKẾ HOẠCH\r\nÁp dụng hệ thống quản lý chất lượng năm 2024\r\n"
    "1. Rà soát, cập nhật quy trình giải quyết thủ tục hành chính;\r\n2. Đánh giá nội bộ trước ngày 30/9.\r\n"
    "Nơi nhận:\r\n- Như trên;\r\n- Lưu: VT.\r\n"
)


@pytest.mark.parametrize("name", STORED)
def test_a_plan_reads_the_same_from_every_encoding(name: str) -> None:
    decoded = decode_bytes(STORED[name](TEXT))
    assert unicodedata.normalize("NFC", decoded.text).replace("áp dụng", "Áp dụng") == TEXT
    legacy = not name.startswith(("utf", "decomposed"))
    assert [problem.code for problem in decoded.problems] == ["LEGACY_ENCODING"] * legacy


@pytest.mark.parametrize("letter", SMALL)
def test_every_letter_is_in_the_tables_in_both_cases(letter: str) -> None:
    assert decode_tcvn3(shown(to_tcvn3(letter))) == (letter, 0)
    assert decode_vni(shown(to_vni(letter))) == (letter, 0)
    assert decode_vni(shown(to_vni(letter.upper()))) == (letter.upper(), 0)


def test_capitals_with_a_small_mark_are_capitals_in_vni() -> None:
    assert decode_vni("Aùp duïng ÔÛ Ôû Yù") == ("Áp dụng Ở Ở Ý", 0)


@pytest.mark.parametrize(
    ("carrier", "strays"), [("Quyeát ñònh", 0), ("Quyết định", 3), ("bào", 1), ("Größe", 1), ("uê ôâ", 2)]
)
def test_letters_that_vni_does_not_have_are_counted(carrier: str, strays: int) -> None:
    assert decode_vni(carrier)[1] == strays


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ("Nh- vËy ng-êi d©n ®Çu t- vµo n«ng nghiÖp", "Như vậy người dân đầu tư vào nông nghiệp"),
        ("Trung -¬ng, Th-êng trùc", "Trung ương, Thường trực"),
        ("Sè: 12/KH-UBND, Q§-TTg, KH-2242", "Số: 12/KH-UBND, QĐ-TTg, KH-2242"),
        ("n¬i c- tró", "nơi cư trú"),
        ("c- Môc tiªu", "c- Mục tiêu"),
        ("kinh tÕ - x· héi, x·-ph-êng", "kinh tế - xã hội, xã-phường"),
        ("KH- ngµy", "KH- ngày"),
    ],
)
def test_a_soft_hyphen_that_became_a_hyphen_is_a_letter_only_where_it_makes_a_syllable(found: str, text: str) -> None:
    assert decode_tcvn3(found)[0] == text


@pytest.mark.parametrize(
    ("decoded", "text"),
    [
        ("CộNG HòA Xã HộI CHủ NGHĩA VIệT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Độc lập - Tự do - Hạnh phúc", "Độc lập - Tự do - Hạnh phúc"),
        ("Sở Khoa học", "Sở Khoa học"),
        ("Sở KHOA HọC Và CÔNG NGHệ", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
        ("UBND Xã TCVN", "UBND Xã TCVN"),
        ("theo QĐ số 5 của Bộ ISO", "theo QĐ số 5 của Bộ ISO"),
        ("Phần I. Kế HOạCH; kế hoạch", "Phần I. KẾ HOẠCH; kế hoạch"),
        ("đàO TạO ở TỉNH", "đàO TẠO Ở TỈNH"),
        ("ở đâu", "ở đâu"),
        ("", ""),
    ],
)
def test_capitals_come_back_where_the_letters_and_the_neighbours_tell_them(decoded: str, text: str) -> None:
    assert restore_capitals(decoded) == text


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ("KÕ ho¹ch", "Kế hoạch"),
        ("Keá hoaïch", "Kế hoạch"),
        ("Káº¿ hoáº¡ch", "Kế hoạch"),
        ("Thñ t\u00adíng chÝnh phñ", "Thủ tướng chính phủ"),
        ("vÃ  cÃ¡c Ä‘Æ¡n vá»‹", "và các đơn vị"),
    ],
)
def test_two_words_are_enough_for_a_short_text(found: str, text: str) -> None:
    assert recover_text(found)[0] == text


@pytest.mark.parametrize(
    "text",
    [
        "Mçi",  # one word proves nothing
        "Sè: 12/KH-UBND",
        "100 µm, 20 µm, 5 µm",
        "· Ke hoach\n· Bao cao\n· Tong ket",
        "«Văn bản» số 5, 20 m², 30 °C, § 5, Windows®",
        "résumé, façade, für Größe, på svenska, São Paulo",
        "XÃ HỘI, TRÀ VINH, Ủy ban",
        "Ðề án của Ủy ban nhân dân về đổi mới",  # eth for Đ is a matter of face 2
        "Uy ban nhan dan huyén té chirc danh gia ndi bd hé théng quan ly chat luong cia cac phong chuyén mén.",
        "",
    ],
)
def test_what_is_no_old_encoding_stays_as_found(text: str) -> None:
    assert recover_text(text) == (text, None)


COMMON = """của kế hoạch năm đơn vị quản lý chất lượng thực hiện cải tiến đánh giá nội bộ Ủy ban nhân dân thành phố Sở
Khoa học và Công nghệ được ở tỉnh huyện xã phường áp dụng hệ thống tiêu chuẩn quốc gia thủ tục hành chính trách nhiệm"""
WORDS = COMMON.split()
sentences = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join), min_size=1, max_size=12)


@given(sentences, st.sampled_from(["NFC", "NFD"]), st.sampled_from(["\n", "\r\n", ".\n\n", "\f", "; 12%\t"]))
def test_good_unicode_stays_as_found_to_the_last_byte(lines: list[str], form: str, end: str) -> None:
    data = unicodedata.normalize(form, end.join(lines)).encode()  # type: ignore[arg-type]
    decoded = decode_bytes(data)
    assert (decoded.text.encode(), decoded.problems) == (data, ())


@given(sentences.filter(lambda lines: len(set(" ".join(lines).split())) > 8), st.sampled_from(sorted(STORED)))
def test_any_text_of_some_words_survives_every_encoding(lines: list[str], name: str) -> None:
    text = "\n".join(lines).lower()
    assert unicodedata.normalize("NFC", decode_bytes(STORED[name](text)).text) == text


@given(st.text(max_size=80))
def test_lines_are_as_many_after_as_before_and_plain_ones_the_same(text: str) -> None:
    lines = text.split("\n")
    recovery = recover_lines(lines)
    assert len(recovery.lines) == len(recovery.schemes) == len(lines)
    assert all(new == old for new, old in zip(recovery.lines, lines, strict=True) if old.isascii())


@given(st.binary(max_size=60))
def test_bytes_give_a_text_or_the_one_error(data: bytes) -> None:
    try:
        text = decode_bytes(data).text
    except UnreadableDocument:
        return
    assert text == data.decode("ascii") if data.isascii() and 0 not in data else text is not None


@pytest.mark.parametrize("name", ["TCVN3 mojibake", "VNI mojibake", "twice", "windows-1258 mojibake"])
def test_a_passage_pasted_from_an_old_file_is_decoded_and_its_neighbours_are_not(name: str) -> None:
    before = "Căn cứ Kế hoạch của Ủy ban nhân dân tỉnh;\nCăn cứ báo cáo, các bản ghi chú và lý do\n"
    after = "\nCác phòng, ban, cá nhân báo cáo ngay\nThủ trưởng các đơn vị chịu trách nhiệm\n"
    pasted = "tổ chức thực hiện việc đánh giá nội bộ\nSố: 12\ntrước ngày 30 tháng 9 hằng năm, gửi về Sở"
    text, problem = recover_text(before + STORED[name](pasted).decode() + after)
    assert unicodedata.normalize("NFC", text) == before + pasted + after
    assert problem is not None
    assert "3 dòng của văn bản" in problem.message


def test_lines_of_bytes_in_an_old_encoding_stand_beside_lines_of_utf_8() -> None:
    text = "Kế hoạch của Ủy ban nhân dân tỉnh\r\nphối hợp với các phòng chuyên môn\r\n"
    first, second, end = text.split("\r\n")
    data = b"\r\n".join((first.encode(), to_tcvn3(second), end.encode()))
    assert decode_bytes(data).text == text


def test_signs_of_windows_1252_alone_are_read_as_such() -> None:
    assert decode_bytes(b"\x93Ke hoach\x94 \x96 20 \xb0C \x85").text == "“Ke hoach” – 20 °C …"


def test_utf_8_broken_in_one_place_is_read_around_it_and_says_so() -> None:
    decoded = decode_bytes(TEXT.encode()[:-5] + b"\xc3\r\n")
    assert decoded.text == TEXT[:-5] + "\ufffd\r\n"
    assert [problem.code for problem in decoded.problems] == ["BYTES_NOT_READ"]


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(128, 255)) * 3,
        to_windows_1258("Quyết") + b"\xe0\xff",
        "тест кодировки".encode("cp1251"),
        "日本語の文書".encode("shift-jis"),
        b"\xff\xfe\x00\xd8",
        b"\xff\xfeabc",
    ],
)
def test_bytes_of_no_known_encoding_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        decode_bytes(data)
    assert caught.value.code == "UNKNOWN_ENCODING"


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("Quyết định số 5/QĐ-UBND của HĐND", ("Quyết", "định", "số", "của"), ()),
        ("ho¹ch v¨n b¶n", (), ("ho¹ch", "v¨n", "b¶n")),
        ("bá»™ Ä‘á»‹nh", (), ("bá»", "Ä‘á»‹nh")),
        ("“kế hoạch” ‘nội bộ’ m² ðộ", ("kế", "hoạch", "nội", "bộ", "độ"), ()),
        ("ke hoach · – …", (), ()),
    ],
)
def test_accented_words_are_sorted_by_their_spelling(text: str, right: tuple[str, ...], wrong: tuple[str, ...]) -> None:
    said = check_spelling(text)
    assert (said.right, said.wrong) == (right, wrong)


@no_files
@pytest.mark.parametrize("name", ["001.tcvn3.txt", "001.tcvn3-mojibake-utf8.txt", "001.vni.txt"])
def test_a_real_plan_in_an_old_encoding_reads_as_its_word_file(name: str) -> None:
    import json

    gold = json.loads((SHARED / "plans" / "iso-files" / "001.gold.json").read_text("utf-8"))["linear_text"]
    text = decode_bytes((SHARED / "plans" / "iso-files" / name).read_bytes()).text
    assert " ".join(text.split()) == " ".join(gold.split())


@no_files
def test_no_real_unicode_text_is_changed_good_or_ruined() -> None:
    paths = sorted(path for folder in ("plans/iso", "plans/other", "legal") for path in (SHARED / folder).glob("*.txt"))
    assert len(paths) > 100
    changed = []
    for path in paths:
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
        if decode_bytes(data).text.encode() != data:
            changed.append(path.name)
    assert changed == []
