"""How the reading of a file may end without an answer, in words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from corpus.errors import UnreadableDocument

if TYPE_CHECKING:
    from corpus.isolation.call import Limits


class Fault(StrEnum):
    """Why a process gave no answer; the value is the code of the error."""

    CRASHED = "READER_CRASHED"
    OUT_OF_MEMORY = "READER_OUT_OF_MEMORY"
    TIMED_OUT = "READER_TIMED_OUT"


def explain(fault: Fault, limits: Limits) -> UnreadableDocument:
    """Builds the error of a fault."""
    match fault:
        case Fault.CRASHED:
            message = (
                "Bộ đọc dừng đột ngột giữa chừng, có thể vì tệp bị hỏng; "
                "hãy mở tệp bằng phần mềm đã tạo ra nó, lưu thành tệp mới rồi nạp lại."
            )
        case Fault.OUT_OF_MEMORY:
            message = (
                f"Đọc tệp này cần nhiều bộ nhớ hơn mức cho phép ({limits.memory_mb} MB); "
                "hãy tách nhỏ tệp hoặc tăng DOICHIEU_READ_MEMORY_MB rồi nạp lại."
            )
        case Fault.TIMED_OUT:
            message = (
                f"Đã quá {limits.seconds:g} giây mà tệp (hoặc trang tiếp theo của tệp) vẫn chưa đọc xong nên việc đọc "
                "bị dừng; hãy tách nhỏ tệp hoặc tăng DOICHIEU_READ_SECONDS rồi nạp lại."
            )
    return UnreadableDocument(message, code=fault.value)
