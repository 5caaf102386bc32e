from __future__ import annotations

import itertools
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.citations import assign_roles, find_citations, find_mentions
from corpus.model import CitationKind, CitationRole, Field, Header, Quote, Source

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
TTG = "Thủ tướng Chính phủ"

# (text, raw, key, date, issuer)
CLEAN = [
    (
        "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ về việc áp dụng;",
        "Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ",
        "QĐ 19/2014/QĐ-TTg",
        date(2014, 3, 5),
        TTG,
    ),
    (
        "theo Quyết định 101/QĐ-BKHCN ngày 21 tháng 01 năm 2019 của Bộ Khoa học và Công nghệ công bố mô hình",
        "Quyết định 101/QĐ-BKHCN ngày 21 tháng 01 năm 2019 của Bộ Khoa học và Công nghệ",
        "QĐ 101/QĐ-BKHCN@2019",
        date(2019, 1, 21),
        "Bộ Khoa học và Công nghệ",
    ),
    ("Quyết định 101/QĐ-BKHCN", "Quyết định 101/QĐ-BKHCN", "QĐ 101/QĐ-BKHCN", None, None),
    ("Nghị định số 5/2020/NĐ-CP.", "Nghị định số 5/2020/NĐ-CP", "NĐ 05/2020/NĐ-CP", None, None),
    (
        "Luật Điện lực số 61/2024/QH15 ngày 30/11/2024;",
        "Luật Điện lực số 61/2024/QH15 ngày 30/11/2024",
        "Luật 61/2024/QH15",
        date(2024, 11, 30),
        None,
    ),
    ("Bộ luật Lao động số 45/2019/QH14", "Bộ luật Lao động số 45/2019/QH14", "Luật 45/2019/QH14", None, None),
    (
        "Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15",
        "Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15",
        "Luật 64/2025/QH15",
        None,
        None,
    ),
    ("Điều 74 Luật Hải quan 54/2014/QH13 được", "Luật Hải quan 54/2014/QH13", "Luật 54/2014/QH13", None, None),
    ("Luật số 56/2024/Qh15 đã", "Luật số 56/2024/Qh15", "Luật 56/2024/QH15", None, None),
    ("Luật Đầu tư, Luật Đất đai số 31/2024/QH15", "Luật Đất đai số 31/2024/QH15", "Luật 31/2024/QH15", None, None),
    (
        "Nghị \nquyết \nsố \n68-\nNQ/TW của Bộ \nChính trị\nBộ Y tế",
        "Nghị \nquyết \nsố \n68-\nNQ/TW của Bộ \nChính trị",
        "NQ 68-NQ/TW",
        None,
        "Bộ Chính trị",
    ),
    ("(Nghị quyết số 66-NQ/TW1)", "Nghị quyết số 66-NQ/TW", "NQ 66-NQ/TW", None, None),
    (
        "Nghị quyết số 119/2026/ \nUBTVQH15",
        "Nghị quyết số 119/2026/ \nUBTVQH15",
        "NQ 119/2026/UBTVQH15",
        None,
        None,
    ),
    ("Số: 3210/QĐ - UBND", "Số: 3210/QĐ - UBND", "QĐ 3210/QĐ-UBND", None, None),
    ("Quyết định số 65/QĐ-TTr của", "Quyết định số 65/QĐ-TTr", "QĐ 65/QĐ-TTr", None, None),
    ("Số: 2638/LĐTBXH-KHTC", "Số: 2638/LĐTBXH-KHTC", "CV 2638/LĐTBXH-KHTC", None, None),
    ("Quy định số 37-QĐ/TW", "Quy định số 37-QĐ/TW", "QyĐ 37-QĐ/TW", None, None),
    (
        "Thông tư số 29/2014/TTLT-BLĐTBXH-BTC",
        "Thông tư số 29/2014/TTLT-BLĐTBXH-BTC",
        "TTLT 29/2014/TTLT-BLĐTBXH-BTC",
        None,
        None,
    ),
    ("Nghị định số 50/CP", "Nghị định số 50/CP", "NĐ 50/CP", None, None),
    ("Quyết định số 19 TC/QĐ/CĐKT", "Quyết định số 19 TC/QĐ/CĐKT", "QĐ 19TC/QĐ/CĐKT", None, None),
    ("Đề án số 08 về phát triển", "Đề án số 08", None, None, None),
    (
        "Công văn số 4236/SXD-QLN&CS ngày 30/02/2014 trình",
        "Công văn số 4236/SXD-QLN&CS ngày 30/02/2014",
        "CV 4236/SXD-QLN&CS",
        None,
        None,
    ),
    (
        "Đề án 08-ĐA/TU của Tỉnh ủy Lào Cai ngày 29/12/2025 về",
        "Đề án 08-ĐA/TU của Tỉnh ủy Lào Cai ngày 29/12/2025",
        "ĐA 08-ĐA/TU@2025",
        date(2025, 12, 29),
        "Tỉnh ủy Lào Cai",
    ),
    (
        "Quyết định của Thủ tướng Chính phủ số 142/2008/QĐ-TTg ngày 27/10/2008,",
        "Quyết định của Thủ tướng Chính phủ số 142/2008/QĐ-TTg ngày 27/10/2008",
        "QĐ 142/2008/QĐ-TTg",
        date(2008, 10, 27),
        TTG,
    ),
    (
        "Nghị quyết HĐND tỉnh số 15/2023/NQ-HĐND ngày 10/7/2023",
        "Nghị quyết HĐND tỉnh số 15/2023/NQ-HĐND ngày 10/7/2023",
        "NQ 15/2023/NQ-HĐND",
        date(2023, 7, 10),
        "HĐND tỉnh",
    ),
    ("Văn bản số 45/UBND-KH", "Văn bản số 45/UBND-KH", "VB 45/UBND-KH", None, None),
    ("Tờ trình số 89/LS-LĐTBXH-TC", "Tờ trình số 89/LS-LĐTBXH-TC", "TTr 89/LS-LĐTBXH-TC", None, None),
    ("Quyết định bổ sung dự toán số 16/QĐ-UBND", "số 16/QĐ-UBND", "QĐ 16/QĐ-UBND", None, None),
    ("QUYẾT ĐỊNH SƠ KẾT SỐ 16/QĐ-UBND", "SỐ 16/QĐ-UBND", "QĐ 16/QĐ-UBND", None, None),
    ("Quyết định số 12/QĐ-PC", "Quyết định số 12/QĐ-PC", "QĐ 12/QĐ-PC", None, None),
    ("Quy chế phối hợp số 05/QCPH-CA-GD", "Quy chế phối hợp số 05/QCPH-CA-GD", "QC 05/QCPH-CA-GD", None, None),
    (
        "Kế hoạch liên ngành số 15/KHLN-SGDĐT-CA",
        "Kế hoạch liên ngành số 15/KHLN-SGDĐT-CA",
        "KH 15/KHLN-SGDĐT-CA",
        None,
        None,
    ),
    (
        "Chương trình phối hợp số 07/CTPH-MTTQ-HPN",
        "Chương trình phối hợp số 07/CTPH-MTTQ-HPN",
        "CTr 07/CTPH-MTTQ-HPN",
        None,
        None,
    ),
    (
        "Hướng dẫn liên ngành số 15/HDLN-SNV-STC",
        "Hướng dẫn liên ngành số 15/HDLN-SNV-STC",
        "HD 15/HDLN-SNV-STC",
        None,
        None,
    ),
    ("số 16/KHPH-CA-GD", "số 16/KHPH-CA-GD", "KH 16/KHPH-CA-GD", None, None),
    ("Phương án số 12/PA-UBND", "Phương án số 12/PA-UBND", "PA 12/PA-UBND", None, None),
    ("Phiếu chuyển số 7/PC-VPUBND", "Phiếu chuyển số 7/PC-VPUBND", "PC 07/PC-VPUBND", None, None),
    ("QUYẾT ĐỊNH SỐ 22/2013/QĐ-TTG", "QUYẾT ĐỊNH SỐ 22/2013/QĐ-TTG", "QĐ 22/2013/QĐ-TTg", None, None),
    ("QĐ 19/2014/QĐ-TTg", "QĐ 19/2014/QĐ-TTg", "QĐ 19/2014/QĐ-TTg", None, None),
    ("TCVN ISO 9001:2015", "TCVN ISO 9001:2015", "TCVN ISO 9001:2015", None, None),
    ("tiêu chuẩn ISO 9001: 2015;", "ISO 9001: 2015", "ISO 9001:2015", None, None),
    ("QCVN 06:2022/BXD", "QCVN 06:2022/BXD", "QCVN 06:2022/BXD", None, None),
    ("Nghị quyết số 66.13/2026/NQ-CP", "Nghị quyết số 66.13/2026/NQ-CP", "NQ 66.13/2026/NQ-CP", None, None),
    (
        "Nghị quyết số 30c/NQ-CP ngày 08/11/2011 của Chính phủ",
        "Nghị quyết số 30c/NQ-CP ngày 08/11/2011 của Chính phủ",
        "NQ 30c/NQ-CP@2011",
        date(2011, 11, 8),
        "Chính phủ",
    ),
    (
        "Nghị định số 63/2010/NĐ-CP¹ ngày 08/6/2010 của Chính phủ",
        "Nghị định số 63/2010/NĐ-CP¹ ngày 08/6/2010 của Chính phủ",
        "NĐ 63/2010/NĐ-CP",
        date(2010, 6, 8),
        "Chính phủ",
    ),
    (
        "Thông tư số 220/2016/TT-BTC1 ngày 10/11/2016 của Bộ Tài chính",
        "Thông tư số 220/2016/TT-BTC1 ngày 10/11/2016 của Bộ Tài chính",
        "TT 220/2016/TT-BTC",
        date(2016, 11, 10),
        "Bộ Tài chính",
    ),
    (
        "Quyết định số 19/2014/QĐ-TTg(1) ngày 05/3/2014",
        "Quyết định số 19/2014/QĐ-TTg(1) ngày 05/3/2014",
        "QĐ 19/2014/QĐ-TTg",
        date(2014, 3, 5),
        None,
    ),
    ("quyết định số 19/2014/qđ-ttg", "quyết định số 19/2014/qđ-ttg", "QĐ 19/2014/QĐ-TTg", None, None),
    (
        "Luật Đất đai (sửa đổi) số 31/2024/QH15 ngày 18/01/2024",
        "Luật Đất đai (sửa đổi) số 31/2024/QH15 ngày 18/01/2024",
        "Luật 31/2024/QH15",
        date(2024, 1, 18),
        None,
    ),
    (
        "Thông tư liên tịch số 01/2012/TTLT-BNV-BTC ngày 01/3/2012 của Bộ Nội vụ, Bộ Tài chính hướng dẫn",
        "Thông tư liên tịch số 01/2012/TTLT-BNV-BTC ngày 01/3/2012 của Bộ Nội vụ, Bộ Tài chính",
        "TTLT 01/2012/TTLT-BNV-BTC",
        date(2012, 3, 1),
        "Bộ Nội vụ, Bộ Tài chính",
    ),
    (
        "Kết luận số 155/KL-TW ngày 17/5/2025 của Bộ Chính trị, Ban Bí thư về",
        "Kết luận số 155/KL-TW ngày 17/5/2025 của Bộ Chính trị, Ban Bí thư",
        "KL 155/KL-TW@2025",
        date(2025, 5, 17),
        "Bộ Chính trị, Ban Bí thư",
    ),
    ("TCVN ISO 9001-2015", "TCVN ISO 9001-2015", "TCVN ISO 9001:2015", None, None),
    ("TCVNISO 9001:2015", "TCVNISO 9001:2015", "TCVN ISO 9001:2015", None, None),
    ("Thông tư số 03/NV", "Thông tư số 03/NV", "TT 03/NV", None, None),
    ("Công văn số 05/Cty", "Công văn số 05/Cty", "CV 05/Cty", None, None),
    (
        "Thông tư số 02/2017/TT-VPCP ngày 31/10/2017 của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ hướng dẫn",
        "Thông tư số 02/2017/TT-VPCP ngày 31/10/2017 của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
        "TT 02/2017/TT-VPCP",
        date(2017, 10, 31),
        "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
    ),
    ("Quyet dinh so 19/2014/QD-TTg", "Quyet dinh so 19/2014/QD-TTg", "QĐ 19/2014/QĐ-TTg", None, None),
]

RUINED = [
    (
        "Can ctr Quyét dinh s6 19/2014/Qb-TTg ngay 05/3/2014 cua Thu tudng\nChinh phu vé viéc ap dung",
        "Quyét dinh s6 19/2014/Qb-TTg ngay 05/3/2014 cua Thu tudng\nChinh phu",
        "QĐ 19/2014/QĐ-TTg",
        date(2014, 3, 5),
        "Thu tudng Chinh phu",
    ),
    ("Can cr Quyét dinh sé 101/QD-BKHCN", "Quyét dinh sé 101/QD-BKHCN", "QĐ 101/QĐ-BKHCN", None, None),
    ("Quyết định số 101/QD-BKHCN", "Quyết định số 101/QD-BKHCN", "QĐ 101/QĐ-BKHCN", None, None),
    ("S6:09 /KH-SKHCN", "S6:09 /KH-SKHCN", "KH 09/KH-SKHCN", None, None),
    ("Cong van s6 1314/SKHCN-TDC", "Cong van s6 1314/SKHCN-TDC", "CV 1314/SKHCN-TĐC", None, None),
    ("Nghi dinh sé 123/2020/ND-CP", "Nghi dinh sé 123/2020/ND-CP", "NĐ 123/2020/NĐ-CP", None, None),
    ("Quy dinh sé\n3\n205-QD/TW", "Quy dinh sé\n3\n205-QD/TW", "QyĐ 205-QĐ/TW", None, None),
    ("Nghị định số 1 01/2024/NĐ-CP", "Nghị định số 1 01/2024/NĐ-CP", "NĐ 101/2024/NĐ-CP", None, None),
    ("Thong tu sé 05/202 1/TT-BGDDT", "Thong tu sé 05/202 1/TT-BGDDT", "TT 05/2021/TT-BGDĐT", None, None),
    ("Luật số 32/2024/OHI5", "Luật số 32/2024/OHI5", "Luật 32/2024/QH15", None, None),
    ("theo 1SO 9001:2015", "1SO 9001:2015", "ISO 9001:2015", None, None),
    ("TCYVN ISO 9001:2015", "TCYVN ISO 9001:2015", "TCVN ISO 9001:2015", None, None),
    ("Quyét dinh s6 12/XZ-UBND", "Quyét dinh s6 12/XZ-UBND", None, None, None),
    ("Quyết định số 59/QĐÐ-TTg", "Quyết định số 59/QĐÐ-TTg", "QĐ 59/QĐ-TTg", None, None),
    ("Chương trình số 12-CTr/BCĐÐ", "Chương trình số 12-CTr/BCĐÐ", "CTr 12-CTr/BCĐ", None, None),
    ("Quyét dinh s6 22/2013/QD-TT¢g", "Quyét dinh s6 22/2013/QD-TT¢g", "QĐ 22/2013/QĐ-TTg", None, None),
    ("Quyét dinh s6 22/2013/QD-TT¢ va", "Quyét dinh s6 22/2013/QD-TT¢", "QĐ 22/2013/QĐ-TTg", None, None),
    ("Quyết định số 22/2013/QĐ-TT và", "Quyết định số 22/2013/QĐ-TT", None, None, None),
    ("Quyét dinh s6 22/2013/QD- ¥ và", "Quyét dinh s6 22/2013/QD", None, None, None),
    ("Số: 798/QĐ- -TTg", "Số: 798/QĐ- -TTg", "QĐ 798/QĐ-TTg", None, None),
    ("Số: 2ƒ /CT-UBND", "Số: 2ƒ /CT-UBND", None, None, None),
    ("Số: Ø4 /QĐÐ-UBND", "Số: Ø4 /QĐÐ-UBND", None, None, None),
]

REFUSED = [
    "HĐ số 05/2023/HĐ-XD ngày 1/3/2023",
    "Báo giá 12/BG-CT",
    "P.102/TT-BTC",
    "Biểu mẫu BM-01/QT-02 lần ban hành 03",
    "tỷ lệ 1/2 số đơn vị",
    "tháng 12/2023, quý 4/2023",
    "CÔNG BÁO/Số 290/Ngày 29-05-2026",
    "Điện thoại: 0225.3842.106 - Fax 024/3822",
    "Hợp đồng số 12/2023/HĐ-KT với Công ty",
    "gói thầu số 05/TB-ABC",
    "Mẫu số 01/TB-XN ban hành kèm theo",
    "Số:       /KH-SKHCN",
    "Số: ..../2024/QĐ-UBND",
    "Kế hoạch năm 2024 - UBND tỉnh",
    "Kế hoạch ISO 2024 của Sở",
    "Ban Chỉ đạo ISO 5S",
    "quy định số lượng 02 người",
    "ngày 01/7/2025 của Chính phủ",
    "đạt 100% /KH-UBND",
    "Luật Tố cáo thay thế Mẫu số 02 và Mẫu số 03a/03b",
    "Keyword=27/2017/TT-BL%C4%90TBXH",
    "Trang 3/15",
    "van-ban/19/2014-QD-TTg.pdf",
]

ISSUERS = [
    ("của UBND TP. Lam Kỳ về việc giao chỉ tiêu", "UBND TP. Lam Kỳ"),
    ("của UBND tỉnh Lam Kỳ giao chỉ tiêu áp dụng", "UBND tỉnh Lam Kỳ"),
    ("của Chính phủ quy định chi tiết", "Chính phủ"),
    ("của Chính phủ; Quyết định", "Chính phủ"),
    ("của Bộ trưởng Bộ Tài chính hướng dẫn", "Bộ trưởng Bộ Tài chính"),
    ("của Bộ Văn hóa, Thể thao và Du lịch ban hành", "Bộ Văn hóa, Thể thao và Du lịch"),
    ("của Bộ Lao động - Thương binh và Xã hội về việc", "Bộ Lao động - Thương binh và Xã hội"),
    ("của Chi cục Bảo vệ thực vật về kiểm tra", "Chi cục Bảo vệ thực vật"),
    ("của Ủy ban nhân dân tỉnh, Sở Nội vụ đã", "Ủy ban nhân dân tỉnh"),
    ("của UBND tỉnh và Kế hoạch số 3/KH-UBND", "UBND tỉnh"),
    ("của UBND thành phố v/v cải cách", "UBND thành phố"),
    ("của Bộ Giao thông vận tải có hiệu lực", "Bộ Giao thông vận tải"),
    ("của Tòa án nhân dân và Viện kiểm sát", "Tòa án nhân dân và Viện kiểm sát"),
    (
        "của Ban Chỉ đạo Trung ương về hoàn thiện thể chế, pháp luật;",
        "Ban Chỉ đạo Trung ương về hoàn thiện thể chế, pháp luật",
    ),
    ("của Văn phòng UBND tỉnh, giao Sở Nội vụ và các phòng", "Văn phòng UBND tỉnh"),
    ("của liên Sở Tài chính về việc", "liên Sở Tài chính"),
    ("của pháp luật hiện hành", None),
    ("của liên quan đến", None),
    (". Chính phủ giao", None),
]

TITLES = [
    ("về việc áp dụng tiêu chuẩn, Sở Nội vụ ban hành Kế hoạch duy trì", "về việc áp dụng tiêu chuẩn"),
    ("về việc áp dụng Hệ thống quản lý;", "về việc áp dụng Hệ thống quản lý"),
    ("v/v cải cách hành chính. Các đơn vị", "v/v cải cách hành chính"),
    (
        "quy định chi tiết Nghị định số 1/2020/NĐ-CP về đất đai;",
        "quy định chi tiết Nghị định số 1/2020/NĐ-CP về đất đai",
    ),
    ("sửa đổi, bổ sung một số điều, Quyết định số 2/QĐ-UBND", "sửa đổi, bổ sung một số điều"),
    ("về mô hình khung (HTQLCL) tại địa phương (sau đây gọi là Mô hình)", "về mô hình khung (HTQLCL) tại địa phương"),
    ("có hiệu lực thi hành;", None),
]


@pytest.mark.parametrize(("text", "raw", "key", "day", "issuer"), CLEAN)
def test_a_clean_citation_is_found_with_its_parts(
    text: str, raw: str, key: str | None, day: date | None, issuer: str | None
) -> None:
    found = find_citations(text)[0]
    assert (found.raw, found.key, found.date, found.issuer) == (raw, key, day, issuer)
    assert not found.damaged
    assert (found.kind, found.role) == (CitationKind.NUMBERED, CitationRole.MENTION)


@pytest.mark.parametrize(("text", "raw", "key", "day", "issuer"), RUINED)
def test_a_ruined_citation_is_read_and_marked(
    text: str, raw: str, key: str | None, day: date | None, issuer: str | None
) -> None:
    (found,) = find_citations(text)
    assert (found.raw, found.key, found.date, found.issuer) == (raw, key, day, issuer)
    assert found.damaged


@pytest.mark.parametrize("text", REFUSED)
def test_a_look_alike_is_refused(text: str) -> None:
    assert find_citations(text) == ()


# What follows "của", and the issuer: places cut short, numbered, above one another.
PLACED = [
    ("UBND TP.HCM về hợp tác", "UBND TP.HCM"),
    ("UBND TP.Hải Phòng; Kế hoạch", "UBND TP.Hải Phòng"),
    ("UBND T.P. Vinh", "UBND T.P. Vinh"),
    ("UBND TX.Sơn Tây", "UBND TX.Sơn Tây"),
    ("UBND TP. Các đơn vị", "UBND TP"),
    ("UBND Quận 1 về phối hợp", "UBND Quận 1"),
    ("UBND Q.1;", "UBND Q.1"),
    ("UBND Q1 về", "UBND Q1"),
    ("UBND P.12, Q.3, TP.HCM về", "UBND P.12, Q.3, TP.HCM"),
    ("UBND Phường 5", "UBND Phường 5"),
    ("UBND Phường 12 Quận 3", "UBND Phường 12 Quận 3"),
    ("UBND xã 12 hộ nghèo", "UBND xã"),
    ("UBND quận 1 phường", None),  # cut, it would be any district's
    ("cơ quan 12 về", None),
    ("UBND huyện Châu Thành, tỉnh Bến Tre về phối hợp", "UBND huyện Châu Thành, tỉnh Bến Tre"),
    ("UBND huyện Châu Thành, huyện Cai Lậy", "UBND huyện Châu Thành"),
    ("UBND tỉnh Hà Giang, thành phố Hà Giang", "UBND tỉnh Hà Giang"),
    ("UBND tỉnh, huyện Hải Hậu xây dựng", "UBND tỉnh"),
    ("UBND xã, huyện Hải Hậu", None),
    ("UBND xã.Các thôn thực hiện", "UBND xã"),
]


@pytest.mark.parametrize(("after", "issuer"), PLACED)
def test_an_issuer_has_its_place_or_is_none(after: str, issuer: str | None) -> None:
    (found,) = find_citations(f"Căn cứ Kế hoạch số 45/KH-UBND ngày 15/01/2024 của {after}")
    assert found.issuer == issuer


@pytest.mark.parametrize(("after", "issuer"), ISSUERS)
def test_an_issuer_ends_where_its_name_ends(after: str, issuer: str | None) -> None:
    text = f"Thông báo số 7/TB-ABCD {after}" if not after.startswith(".") else f"Thông báo số 7/TB-ABCD{after}"
    assert find_citations(text)[0].issuer == issuer


@pytest.mark.parametrize(("after", "title"), TITLES)
def test_a_title_ends_where_its_clause_ends(after: str, title: str | None) -> None:
    assert find_citations(f"Quyết định số 101/QĐ-BKHCN ngày 21/01/2019 {after}")[0].title == title


def test_a_date_or_issuer_of_a_neighbour_is_not_taken() -> None:
    first, second = find_citations(
        "Quyết định số 19/2014/QĐ-TTg, Thông tư số 26/2014/TT-BKHCN ngày 10/10/2014 của Bộ Khoa học và Công nghệ"
    )
    assert (first.date, first.issuer) == (None, None)
    assert second.date == date(2014, 10, 10)


def test_a_list_shares_its_type_word() -> None:
    found = find_citations(
        "Luật số 73/2025/QH15, số 84/2025/QH15 và số 113/2025/QH15; Công văn 1/VPCP-KSTT, 2/VPCP-KSTT"
    )
    assert [c.key for c in found] == [
        "Luật 73/2025/QH15", "Luật 84/2025/QH15", "Luật 113/2025/QH15", "CV 01/VPCP-KSTT", "CV 02/VPCP-KSTT",
    ]  # fmt: skip


def test_a_number_in_a_list_is_of_the_type_that_its_own_code_names() -> None:
    letters = find_citations("các Công văn số 1/UBND-NC, số 2/BC-UBND và số 3/SNV-CCHC")
    assert [c.key for c in letters] == ["CV 01/UBND-NC", "BC 02/BC-UBND", "CV 03/SNV-CCHC"]


def test_a_blank_line_inside_a_double_spaced_text_does_not_cut_a_citation() -> None:
    text = (
        "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng \n\n"
        "Chính phủ về việc áp dụng Hệ thống quản lý chất lượng theo tiêu chuẩn \n\nquốc gia;"
    )
    assert find_citations(text)[0].issuer == TTG


def test_decomposed_accents_and_eth_give_the_same_key_and_exact_spans() -> None:
    text = unicodedata.normalize("NFD", "Căn cứ Quyết định số 19/2014/QÐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ")
    (found,) = find_citations(text)
    assert found.key == "QĐ 19/2014/QĐ-TTg"
    assert text.endswith(found.raw)
    assert found.raw.startswith("Quye")
    assert not found.damaged


def test_roles_follow_the_place() -> None:
    text = "Số: 9/KH-SKHCN\n\nCăn cứ Quyết định số 19/2014/QĐ-TTg;\n\ntheo Thông tư số 26/2014/TT-BKHCN"
    basis = Source(text.index("Căn"), text.index(";") + 1)
    found = assign_roles(find_citations(text), basis=[basis], own=Source(0, 14))
    assert [c.role for c in found] == [CitationRole.OWN, CitationRole.BASIS, CitationRole.MENTION]
    assert [c.role for c in assign_roles(found, basis=[], own=None)] == [CitationRole.OWN, *[CitationRole.MENTION] * 2]


def test_its_own_number_is_its_own_wherever_it_stands() -> None:
    text = "Số: 9/KH-SKHCN\n\n" + "Nội dung. " * 200 + "\n\n(Kèm theo Kế hoạch số 9/KH-SKHCN ngày 05/3/2024)"
    assert {c.role for c in assign_roles(find_citations(text), basis=[], own=None)} == {CitationRole.OWN}


def test_a_number_in_the_letterhead_that_cannot_be_read_is_its_own() -> None:
    (found,) = assign_roles(find_citations("Số: Ø4 /QĐÐ-UBND"), basis=[], own=None)
    assert (found.role, found.key) == (CitationRole.OWN, None)


def test_a_standard_in_the_title_of_a_basis_is_no_basis() -> None:
    text = "Căn cứ Quyết định số 19/2014/QĐ-TTg về việc áp dụng hệ thống theo TCVN ISO 9001:2008 vào cơ quan;"
    found = assign_roles(find_citations(text), basis=[Source(0, len(text))], own=None)
    assert [(c.key, c.role) for c in found] == [
        ("QĐ 19/2014/QĐ-TTg", CitationRole.BASIS),
        ("TCVN ISO 9001:2008", CitationRole.MENTION),
    ]
    assert found[0].title == "về việc áp dụng hệ thống theo TCVN ISO 9001:2008 vào cơ quan"


_SAMPLES = st.sampled_from([row[0] for row in (*CLEAN, *RUINED)])
_NOISE = st.text(alphabet="số/19-2QĐTtgà ạ\n .,;:()§éŸß", max_size=40)


@given(_NOISE, _SAMPLES, _NOISE)
def test_spans_are_exact_and_in_order_whatever_stands_around(before: str, sample: str, after: str) -> None:
    text = before + sample + after
    found = find_citations(text)
    assert all(text[c.source.start : c.source.end] == c.raw for c in found)
    assert [c.source.start for c in found] == sorted(c.source.start for c in found)
    documents = [c for c in found if c.type not in {"Tiêu chuẩn", "Quy chuẩn"}]
    assert all(a.source.end <= b.source.start for a, b in itertools.pairwise(documents))


@given(st.text(max_size=120))
def test_any_text_is_read_without_failure(text: str) -> None:
    assert all(text[c.source.start : c.source.end] == c.raw for c in find_citations(text))


@given(st.lists(_SAMPLES, max_size=4), st.lists(_SAMPLES, max_size=4))
def test_a_paragraph_break_joins_texts_without_changing_their_citations(a: list[str], b: list[str]) -> None:
    first, second = (";\n".join([*part, ""]) for part in (a, b))
    joined = find_mentions(first + "\n\n" + second)
    shift = len(first) + 2
    assert joined[: len(find_mentions(first))] == find_mentions(first)
    assert [(c.key, c.source.start - shift) for c in joined[len(find_mentions(first)) :]] == [
        (c.key, c.source.start) for c in find_mentions(second)
    ]


@given(st.lists(_SAMPLES, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_paragraphs_does_not_matter(parts: list[str], random: Random) -> None:
    shuffled = random.sample(parts, len(parts))
    found, other = (find_mentions(";\n\n".join([*order, ""])) for order in (parts, shuffled))
    assert Counter((c.raw, c.key, c.date, c.issuer, c.title, c.damaged) for c in found) == Counter(
        (c.raw, c.key, c.date, c.issuer, c.title, c.damaged) for c in other
    )


@given(_SAMPLES)
def test_a_mention_taken_out_of_its_text_is_found_whole_again(sample: str) -> None:
    for citation in find_mentions(sample):
        if citation.source.start == 0:  # one of a list has its type word in front of another
            again = find_mentions(citation.raw)[0]
            assert (again.raw, again.key, again.date) == (citation.raw, citation.key, citation.date)


@given(_SAMPLES, st.sampled_from(["Các đơn vị thực hiện ", "- ", "“", "(", "theo "]))
def test_what_stands_before_does_not_change_what_is_read(sample: str, before: str) -> None:
    alone, shifted = find_citations(sample), find_citations(before + sample)
    assert [(c.raw, c.key, c.date, c.issuer, c.damaged) for c in alone] == [
        (c.raw, c.key, c.date, c.issuer, c.damaged) for c in shifted
    ]


@pytest.mark.parametrize("name", ["002", "004"])
def test_the_bases_of_a_ruined_plan_are_read(name: str) -> None:
    folder = SHARED / "plans" / "iso"
    if not folder.is_dir():
        pytest.skip("không có kế hoạch thật / no real plans beside the repository: ruined plans were not checked")
    (path,) = folder.glob(f"{name}-*.txt")
    found = find_citations(path.read_bytes().decode("utf-8"))
    ruined = {c.key for c in found if c.damaged}
    assert {"QĐ 19/2014/QĐ-TTg", "QĐ 101/QĐ-BKHCN@2019"} <= ruined


OWN_HEADER = "Số: 718/KH-UBND\n\n"


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Căn cứ Kế hoạch số 718/KH-UBND ngày 03/01/2024 của UBND tỉnh Vĩnh Phúc;", CitationRole.BASIS),
        ("Căn cứ Kế hoạch số 718/KH-UBND của UBND tỉnh;", CitationRole.BASIS),
        ("Căn cứ Kế hoạch số 718/KH-UBND ngày 03/01/2024;", CitationRole.BASIS),
        ("Căn cứ Kế hoạch số 718/KH-UBND của Sở Nội vụ;", CitationRole.BASIS),
        ("Căn cứ Kế hoạch số 718/KH-UBND ngày 10/02/2024;", CitationRole.OWN),
        ("Căn cứ Kế hoạch số 718/KH-UBND;", CitationRole.OWN),
        ("(Kèm theo Kế hoạch số 718/KH-UBND ngày 11/02/2024 của UBND xã Tân Lập)", CitationRole.OWN),
        ("(Kèm theo Kế hoạch số 718/KH-UBND của UBND xã)", CitationRole.OWN),
        ("(Kèm theo Kế hoạch số 718/KH-UBND của Ủy ban)", CitationRole.OWN),
        ("Theo Kế hoạch số 718/KH-UBND của UBND tỉnh Vĩnh Phúc", CitationRole.MENTION),
        ("Theo Kế hoạch số 718/KH-UBND của UBND xã Tân Hòa", CitationRole.MENTION),
    ],
)
def test_the_plans_own_number_given_by_another_body_is_no_mention_of_the_plan(line: str, role: CitationRole) -> None:
    issuer = "ỦY BAN NHÂN DÂN XÃ TÂN LẬP"
    header = Header(issuer=Field(issuer, (Quote(issuer, Source(0, len(issuer))),)), date=date(2024, 2, 10))
    text = OWN_HEADER + line
    bases = [Source(len(OWN_HEADER), len(text))] if line.startswith("Căn cứ") else []
    first, second = assign_roles(find_citations(text), basis=bases, own=None, header=header)
    assert (first.role, second.role) == (CitationRole.OWN, role)
