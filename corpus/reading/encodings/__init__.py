"""Old Vietnamese encodings: recognising text typed in TCVN3, VNI or windows-1258, or encoded twice, and decoding it."""

from corpus.reading.encodings.choose import Recovery, recover_lines, recover_text
from corpus.reading.encodings.decode import Decoded, decode_bytes, guess_utf16
from corpus.reading.encodings.schemes import TCVN3, VNI, Scheme

__all__ = [
    "TCVN3",
    "VNI",
    "Decoded",
    "Recovery",
    "Scheme",
    "decode_bytes",
    "guess_utf16",
    "recover_lines",
    "recover_text",
]
