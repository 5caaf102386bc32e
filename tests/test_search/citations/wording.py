"""What tests of the citation checks are written with: bases in their full form, and what their fixtures are."""

from __future__ import annotations

from collections.abc import Callable

from search import Check

Find = Callable[..., list[Check]]
Write = Callable[..., str]
QD19 = (
    "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ về việc áp dụng Hệ thống quản lý chất "
    "lượng theo Tiêu chuẩn quốc gia TCVN ISO 9001:2008 vào hoạt động của các cơ quan, tổ chức thuộc hệ thống hành "
    "chính nhà nước;"
)
TT26 = (
    "Căn cứ Thông tư số 26/2014/TT-BKHCN ngày 10/10/2014 của Bộ Khoa học và Công nghệ quy định chi tiết thi hành Quyết "
    "định số 19/2014/QĐ-TTg;"
)
QD101 = (
    "Căn cứ Quyết định số 101/QĐ-BKHCN ngày 21/01/2019 của Bộ Khoa học và Công nghệ về việc công bố Mô hình khung hệ "
    "thống quản lý chất lượng."
)
TITLE = "Duy trì Hệ thống quản lý chất lượng theo TCVN ISO 9001:2015 năm 2024"
