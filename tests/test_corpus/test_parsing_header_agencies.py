"""Which type of agency a name is of."""

from __future__ import annotations

import pytest

from corpus.model import AgencyType
from corpus.parsing.header.agencies import find_agency_type

AGENCIES = [
    ("SỞ NỘI VỤ", AgencyType.SO),
    ("CHI CỤC KIỂM LÂM", AgencyType.CHI_CUC),
    ("VĂN PHÒNG UBND TỈNH LAM SƠN", AgencyType.VP_UBND_TINH),
    ("ỦY BAN NHÂN DÂN HUYỆN LAM SƠN", AgencyType.UBND_HUYEN),
    ("UBND THỊ XÃ LAM SƠN", AgencyType.UBND_HUYEN),
    ("UBND PHƯỜNG LAM SƠN", AgencyType.UBND_XA),
    ("UBND THỊ TRẤN LAM SƠN", AgencyType.UBND_XA),
    ("UBND ĐẶC KHU LAM SƠN", AgencyType.UBND_XA),
    ("TRƯỜNG THPT LAM SƠN", AgencyType.TRUONG),
    ("BỆNH VIỆN ĐA KHOA LAM SƠN", AgencyType.DON_VI_SU_NGHIEP),
    ("TRUNG TÂM KIỂM NGHIỆM", AgencyType.DON_VI_SU_NGHIEP),
    ("HỘI ĐỒNG TRƯỜNG MẦM NON LAM SƠN", AgencyType.TRUONG),
    ("BAN QUẢN LÝ DỰ ÁN LAM SƠN", AgencyType.DON_VI_SU_NGHIEP),
    ("BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP", AgencyType.SO),
    ("THANH TRA TỈNH", AgencyType.SO),
    ("THANH TRA HUYỆN", AgencyType.KHAC),
    ("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", AgencyType.KHAC),
    ("CÔNG TY LAM SƠN", AgencyType.KHAC),
    (None, AgencyType.KHAC),
]


@pytest.mark.parametrize(("issuer", "kind"), AGENCIES)
def test_the_first_words_of_the_issuer_tell_its_type(issuer: str | None, kind: AgencyType) -> None:
    assert find_agency_type(issuer) is kind


TYPES = [
    ("UBND XÃ LAM SƠN", None, AgencyType.UBND_XA),
    ("UBND QUẬN LAM SƠN", None, AgencyType.UBND_HUYEN),
    ("ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG", None, AgencyType.KHAC),
    ("UBND TP. HẢI PHÒNG", None, AgencyType.KHAC),
    ("ỦY BAN NHÂN DÂN THÀNH PHỐ LAM SƠN", None, AgencyType.UBND_HUYEN),
    ("THANH TRA TỈNH", "UBND TỈNH LAM SƠN", AgencyType.SO),
    ("THANH TRA THÀNH PHỐ HẢI PHÒNG", None, AgencyType.SO),
    ("BAN DÂN TỘC VÀ TÔN GIÁO", "UBND TỈNH LAM SƠN", AgencyType.SO),
    ("BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP", "UBND TỈNH LAM SƠN", AgencyType.SO),
    ("BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG", "UBND TỈNH LAM SƠN", AgencyType.DON_VI_SU_NGHIEP),
    ("TRƯỜNG CAO ĐẲNG Y TẾ", None, AgencyType.TRUONG),
    ("ĐẠI HỌC LAM SƠN", None, AgencyType.TRUONG),
    ("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "UBND XÃ LAM SƠN", AgencyType.KHAC),
    ("TRẠM Y TẾ XÃ LAM SƠN", None, AgencyType.DON_VI_SU_NGHIEP),
    ("VĂN PHÒNG", "UBND XÃ LAM SƠN", AgencyType.KHAC),
    ("VĂN PHÒNG", "UBND TỈNH LAM SƠN", AgencyType.VP_UBND_TINH),
    ("VĂN PHÒNG HĐND VÀ UBND HUYỆN LAM SƠN", None, AgencyType.KHAC),
    ("PHÒNG NỘI VỤ", "UBND HUYỆN LAM SƠN", AgencyType.KHAC),
    ("SỞ DU LỊCH", None, AgencyType.SO),
    ("SỐ 5", None, AgencyType.KHAC),
]


@pytest.mark.parametrize(("issuer", "parent", "kind"), TYPES)
def test_the_type_of_an_agency_may_hang_on_its_superior(issuer: str, parent: str | None, kind: AgencyType) -> None:
    assert find_agency_type(issuer, parent) is kind
