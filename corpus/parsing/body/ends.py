"""The phrases that a work may end with: in brackets, behind a mark, or a deadline without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.model import Field, Quote
from corpus.parsing.body.phrases import Said, read_phrase, read_time
from corpus.parsing.tables import Column
from corpus.text import CAPITALS, cut, fold, skeleton

# The last brackets of an item; a label inside may have taken their end ("(Văn phòng chủ trì" of "…; thời gian: …)").
# Matched: "(Chánh Thanh tra).", "(Các chi bộ chủ trì". Refused: "(kèm theo Phụ lục) và báo cáo".
_BRACKETS = re.compile(r"\((?P<inside>[^()]{2,240})(?P<close>\)?)[ .,;\n]{0,4}$")
_INNER_BRACKETS = re.compile(r"\((?P<inside>[^()]{2,240})\)")
# Where the last sentence begins. Matched: "rủi ro. Kết quả: Báo cáo", "(tháng 5). Kết quả", "lần 3. Kết quả". Refused:
# "TP. Hà".
_SENTENCE = re.compile(
    rf"(?:(?<=[^\W_A-Z][^\W_A-Z])|(?<=[A-ZĐ][à-ỹ])|(?<=[^\W_A-Z]\))|(?<=\s\d)|(?<=[A-ZĐ]{{3}}))[.;]\s+(?=[{CAPITALS}])"
)
# Where a phrase may begin that no bracket holds. Matched: "mẫu - Nhóm 1", "học bạ: Tổ Văn phòng làm", "quy trình,
# xong".
_DASH = re.compile(r"\s[-–—]\s")
_COLON = re.compile(r":(?!\d)\s?")
_COMMA = re.compile(r"[,;]\s")
# Matched: "Họp xem xét do Giám đốc chủ trì". Refused: "Dự hội nghị do Sở chủ trì", "lớp học do Sở mở".
_BY = re.compile(r"(?<!hội nghị)(?<!lớp)(?<!tập huấn)\s(?=do\s)")
# A deadline that ends a sentence without a mark before it, on skeletons. Matched: "tham mưu quyết định trong vòng 15
# ngày kể từ …", "gửi kết quả trước ngày 31/5", "áp dụng từ ngày 01/8 đến ngày 31/10". Refused: "chuyển đổi từ TCVN".
_TIME = re.compile(
    r" (?=trong (?:(?:vong|thoi gian|thoi han) )?(?:thang|quy|nam \d|tuan|ngay|\d|6 thang)|truoc (?:ngay |"
    r"het )?(?:thang|quy|"
    r"\d)|(?:cham|muon) nhat\b|khong (?:qua|muon hon)\b|den het\b|(?<!\d )ngay sau\b|vao (?:ngay|thang|quy|tuan|dau|"
    r"cuoi|giua)\b|"
    r"tu (?:ngay|thang|quy|dau|cuoi|\d)[^,;]{1,40} den|(?:hoan thanh|xong) (?:xong )?(?:truoc|trong|vao|tu|ngay)\b|"
    r"(?:hang|moi|dinh ky|thuong xuyen)\b)"
)
# Words before a day that is no deadline of the work. Matched: "văn bản ban hành", "hồ sơ nộp", "nhóm nhiệm vụ".
_OF_ANOTHER = re.compile(
    r"(?:nhom (?:nhiem vu|giai phap|noi dung|cong viec|chi tieu|tieu chi|van de|thu tuc|yeu cau)|"
    r"ban hanh|hieu luc|(?<!trinh )ky|nop|tiep nhan|phat sinh|thanh lap|giai quyet|cap|xay ra|cong bo)\W*$"
)
# What ends a deadline inside a sentence. Matched: "hằng tuần, ghi", "tháng 9/2024; gửi". Refused: "tháng 4, 5".
_STOP = re.compile(r"[,;] (?!\d|thang|quy|vao|va |hoac)|[.] (?=[a-z])|[.;]?$")
_EDGES = " .,;\n\t"
# A period before a comma: what follows goes on with it. Matched: "Báo cáo quý I" before ", quý II".
_ENDS_IN_PERIOD = re.compile(r"(?:\b(?:thang|quy|nam) [\divx/]+|\d[/-]\d+)$")
# Why it is due then. Matched: "trước ngày 20/12 để kịp công khai".
_WHY = re.compile(r" (?:de|nham|phuc vu|cho kip|kip) \S")
# Comes back without a mark before it: only a list of such shows that it is the deadline. Refused: "trước ngày 15/7".
_RECURS = re.compile(r"(?:hang|moi|dinh ky|thuong xuyen)\b")
# Words that lead to a deadline. Matched: "trước ngày 15/7", "sau khi có báo cáo", "hằng tuần". Refused: "tháng 5/2018",
# "khi cần thiết", "trước khi đưa ra thị trường" (which may speak of the words before).
LEADS_TO_TIME = re.compile(
    r"(?:trong|truoc(?! khi)|cham nhat|muon nhat|khong (?:qua|muon)|tu |den |vao |ngay |sau |hang|moi|dinh ky|"
    r"thuong xuyen)"
)
# Inside a sentence these say how the work is done: "tuyên truyền thường xuyên, sâu rộng".
_ADVERBS = frozenset({"thuong xuyen", "dinh ky", "lien tuc"})
_AND = " và"
# So many characters at the end may be phrases.
_REACH = 400


def find_ends(piece: Quote) -> Iterator[tuple[Quote, Said]]:
    """Yields each way to part the end of a work from what stands before it, the surest first."""
    yield from _in_brackets(piece)
    reach = max(0, len(piece.raw) - _REACH)
    for mark in (_SENTENCE, _DASH, _COLON, _COMMA, _BY):
        for match in reversed(list(mark.finditer(piece.raw, reach))):
            if _in_open_brackets(piece, match.start()):
                continue
            phrase = cut(piece, match.end(), len(piece.raw), strip=_EDGES)
            said = _weighed(read_phrase(phrase), phrase) if phrase.raw else None
            if said is None or (said.bare and mark not in {_DASH, _SENTENCE}):
                continue
            before = cut(piece, 0, match.start(), strip=" ,;:\n\t")
            listed = not said.bare and not _ENDS_IN_PERIOD.search(skeleton(before.raw).text)
            if said.certain or mark is not _COMMA or listed:
                yield before, replace(said, certain=said.certain and mark is not _BY)
    yield from _timed(piece)


def _in_open_brackets(piece: Quote, at: int) -> bool:
    return piece.raw.count("(", 0, at) > piece.raw.count(")", 0, at)


def _weighed(said: Said | None, phrase: Quote) -> Said | None:
    """Takes a deadline that a word leads to, behind a mark, for certain (", sau khi có báo cáo")."""
    if said is None:
        return None
    led = said.cells.keys() == {Column.TIME} and LEADS_TO_TIME.match(skeleton(phrase.raw).text) is not None
    return replace(said, certain=said.certain or led)


def _in_brackets(piece: Quote) -> Iterator[tuple[Quote, Said]]:
    match = _BRACKETS.search(piece.raw)
    if match is None or not match.start():
        return
    phrase = cut(piece, *match.span("inside"), strip=_EDGES)
    said = _weighed(read_phrase(phrase), phrase)
    if said is None or not (match["close"] or said.certain):
        return
    if not any(said.cells.keys() & one.cells.keys() for one in _other_brackets(piece, match.start())):
        yield cut(piece, 0, match.start()), said


def _other_brackets(piece: Quote, end: int) -> Iterator[Said]:
    """Yields what brackets before the last say: where two tell a time, or a unit, each is of a work of its own."""
    for match in _INNER_BRACKETS.finditer(piece.raw, 0, end):
        if said := read_phrase(cut(piece, *match.span("inside"), strip=_EDGES)):
            yield said


def _timed(piece: Quote) -> Iterator[tuple[Quote, Said]]:
    folded = skeleton(piece.raw)
    for match in _TIME.finditer(folded.text, max(0, len(folded.text) - _REACH)):
        begin = folded.offsets[match.end()]
        why = _WHY.search(folded.text, match.end())
        for end in (len(piece.raw), *((folded.offsets[why.start()],) if why else ())):
            words = cut(piece, begin, end, strip=_EDGES)
            time = read_time(words)
            if (
                time is None
                or _in_open_brackets(piece, begin)
                or (_OF_ANOTHER.search(folded.text[: match.start()]) and not time[1])
            ):
                continue
            certain = _RECURS.match(folded.text, match.end()) is None
            yield _without_and(cut(piece, 0, begin, strip=" ,;:\n\t")), Said({Column.TIME: time[0]}, certain)
            return


def _without_and(piece: Quote) -> Quote:
    """Drops the word that joined the deadline to the work: "rà soát quy trình và | hoàn thành trong tháng 4"."""
    return cut(piece, 0, len(piece.raw) - len(_AND), strip=" ,;:\n\t") if piece.raw.endswith(_AND) else piece


def find_inner_time(text: Field) -> Field | None:
    """Returns the one deadline that a mark ends inside a work ("họp hằng tuần, ghi biên bản"), ``None`` else."""
    found: list[Field] = []
    for piece in text.quotes:
        folded = skeleton(piece.raw)
        for match in _TIME.finditer(folded.text):
            stop = _STOP.search(folded.text, match.end())
            begin = folded.offsets[match.end()]
            words = cut(piece, begin, folded.offsets[stop.start()], strip=_EDGES) if stop else None
            time = read_time(words) if words is not None and words.raw else None
            if (
                time is not None
                and fold(time[0].value) not in _ADVERBS
                and not _in_open_brackets(piece, begin)
                and not _OF_ANOTHER.search(folded.text[: match.start()])
            ):
                found.append(time[0])
    return found[0] if len(found) == 1 else None
