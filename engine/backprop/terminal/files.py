"""What a file has, in whatever encoding a program has written it."""

from __future__ import annotations

import codecs
import re
import sys
from pathlib import Path

from backprop.errors import SpecificationError
from backprop.terminal.speech import SPEECH

HERE = "-"
"""In the place of a file: what is piped into the command, or typed."""
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How XLSX and ODS begin, which are packed, and old XLS."""
UTF_16 = "UTF-16"
OTHERS = ("UTF-8", "Windows-1252", "Latin-1")
"""The last takes all bytes."""
ANOTHER = "{file} is no UTF-8: read as {encoding}"


def text_of(file: str) -> str:
    """What the file has, or what comes in where the name is -, in lines that end in the same way and without the mark
    that some editors begin with. Of what is not UTF-8, it says as what it was read. Raises SpecificationError."""
    content = _piped() if file == HERE else Path(file).read_bytes()
    if content.startswith(WORKBOOKS):
        raise SpecificationError(f"the text of {file}", "a workbook", "save it as CSV, as programs that calculate can")
    try:
        text, encoding = decoded(content)
    except UnicodeDecodeError as problem:
        raise SpecificationError(f"the text of {file}", "neither UTF-8 nor UTF-16", "save it as UTF-8") from problem
    if encoding != OTHERS[0]:
        print(SPEECH.said(ANOTHER, file=file, encoding=encoding), file=sys.stderr)
    return re.sub("\r\n?", "\n", text.removeprefix("\ufeff"))


def _piped() -> bytes:
    raw = getattr(sys.stdin, "buffer", None)
    return raw.read() if raw else sys.stdin.read().encode()


def decoded(content: bytes) -> tuple[str, str]:
    """The text, and the name of the encoding that it is in. A text has no zeros, but those of UTF-16."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16"), UTF_16
    if b"\0" in content[:2]:
        return content.decode("utf-16-be" if content[0] == 0 else "utf-16-le"), UTF_16
    for encoding in OTHERS[:-1]:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return content.decode(OTHERS[-1]), OTHERS[-1]
