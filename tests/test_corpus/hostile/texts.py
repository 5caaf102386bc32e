"""Plain text, HTML and Rich Text that is odd, foreign, endless or in a strange encoding."""

from __future__ import annotations

import random

from .packages import PLAN

_BILLION = 9
ENGLISH = (
    "The purpose of this plan is to maintain the quality management system of the department and to improve the way "
    "in which requests of citizens are handled during the year; every office shall report before the end of March."
)
CODE = """import os

def main(path):
    for name in sorted(os.listdir(path)):
        if name.endswith(".txt"):
            with open(os.path.join(path, name), encoding="utf-8") as handle:
                print(name, sum(1 for line in handle if line.strip()))

if __name__ == "__main__":
    main(os.getcwd())
"""
CSV = "TT,Nội dung,Đơn vị chủ trì,Thời gian\n1,Đánh giá nội bộ,Văn phòng Sở,Quý II\n2,Họp xem xét,Giám đốc Sở,Quý IV\n"
CHINESE = "关于建立质量管理体系的工作计划，各部门应当按照要求认真落实，并于年底前提交总结报告。" * 3
JAPANESE = "品質マネジメントシステムの計画について、各部署は年度末までに報告書を提出してください。" * 3


def random_bytes(count: int) -> bytes:
    """Returns bytes without sense."""
    return random.Random(11).randbytes(count)  # noqa: S311 - no secret


def one_line(megabytes: int) -> bytes:
    """Returns a text without a line end."""
    sentence = f"{PLAN}; ".encode()
    return sentence * (megabytes * 1024 * 1024 // len(sentence))


def page(body: str, doctype: str = "<!DOCTYPE html>") -> bytes:
    """Returns a page of HTML."""
    return f'{doctype}<html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


def nested(tag: str, depth: int, inner: str = PLAN) -> str:
    """Returns ``inner`` inside so many elements; a table brings its row and cell."""
    row = ("<tr><td>", "</td></tr>") if tag == "table" else ("", "")
    return f"<{tag}>{row[0]}" * depth + inner + f"{row[1]}</{tag}>" * depth


def laughs(root: str) -> str:
    """Returns a document type whose entity ``lol`` stands for a billion words (1e9)."""
    lines = ['<!ENTITY a0 "ha ha ha ha ha ha ha ha ha ha ">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, _BILLION)]
    return f"<!DOCTYPE {root} [{''.join(lines)}<!ENTITY lol '&a{_BILLION - 1};'>]>"


def outside(root: str) -> str:
    """Returns a document type whose entity ``lol`` is a file of the machine."""
    return f'<!DOCTYPE {root} [<!ENTITY lol SYSTEM "file:///etc/passwd">]>'


def rich(body: str) -> bytes:
    """Returns a Rich Text file."""
    escaped = "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in body)
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0{\\fonttbl{\\f0 Times New Roman;}}\\f0 " + escaped + "\\par}"
    ).encode()
