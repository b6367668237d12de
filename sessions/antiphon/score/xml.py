"""XML of people one does not know: decoded by what it is, not only by what it says, and without its traps.

Entities are refused where they are declared (a file can grow a thousandfold by them, or read other files); the document
type that MusicXML has always had is let pass and never fetched.
"""

from __future__ import annotations

import codecs
import re
from xml.etree import ElementTree

from antiphon.score.loss import ScoreError

LARGEST = 200_000_000
"""Bytes of XML, unpacked, beyond which a file is refused: it would not fit a piece, or memory."""

DEEPEST = 200
"""Elements within each other beyond which a file is refused: scores have some twenty."""

_DECLARED = re.compile(rb"""^(\s*<\?xml[^>]*?\bencoding\s*=\s*["'])([A-Za-z0-9._-]+)""")
_WEB_PAGE = re.compile(rb"\s*<(!doctype\s+html|html)\b", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def root(name: str, data: bytes, kind: str) -> ElementTree.Element:
    """The root element of an XML file.

    Args:
        name: The file's name, for the sentences.
        data: What is in it.
        kind: What it should be, such as `MusicXML`, for the sentences.

    Raises:
        ScoreError: It is not XML, too large or too deep, or declares entities.
    """
    if len(data) > LARGEST:
        raise too_large(name, kind)
    if _WEB_PAGE.match(data):
        raise ScoreError(f"{name} is a web page, not {kind}: download the file itself.")
    element = _parse(name, _in_utf8(data), kind)
    if _depth(element) > DEEPEST:
        raise ScoreError(
            f"{name} nests more than {DEEPEST} elements in each other, which no score does: export it again."
        )
    return element


def too_large(name: str, kind: str) -> ScoreError:
    """What is said of a file that is too large."""
    return ScoreError(
        f"{name} is too large: its {kind} is over {LARGEST // 1_000_000} MB; export it in smaller movements."
    )


def _parse(name: str, data: bytes, kind: str) -> ElementTree.Element:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        element: ElementTree.Element = fromstring(data)
    except DefusedXmlException:
        raise ScoreError(
            f"{name} declares XML entities, which a score has no use for and a harmful file has: export it again."
        ) from None
    except ElementTree.ParseError as error:
        line, column = error.position
        reason = str(error).partition(":")[0]
        raise ScoreError(
            f"{name} is broken {kind} at line {line}, column {column} ({reason}): export it again."
        ) from None
    except (ValueError, LookupError):
        raise ScoreError(f"{name} has an encoding that cannot be read: save it as UTF-8.") from None
    return element


def _in_utf8(data: bytes) -> bytes:
    """A file in UTF-8, where its encoding is another one than it says; else the file as it is.

    A file that says UTF-8, or nothing, and is not, comes from a program of old: Windows' western encoding. One that says
    UTF-16 and is plain text was saved again by an editor that did not look.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _declared(_decoded(data, encoding))
    if data[:2] in (b"<\0", b"\0<"):
        return _declared(_decoded(data, "utf-16-le" if data[1] == 0 else "utf-16-be"))
    said = _DECLARED.match(data)
    encoding = said[2].decode("ascii").lower() if said else "utf-8"
    if encoding in ("utf-8", "utf8") or encoding.startswith(("utf-16", "utf16", "ucs-2")):
        return _declared(_decoded(data, "utf-8"))
    return data


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return data.decode("cp1252" if encoding == "utf-8" else encoding, errors="replace")


def _declared(text: str) -> bytes:
    data = text.encode("utf-8", errors="replace")
    return _DECLARED.sub(rb"\g<1>UTF-8", data, count=1)


def _depth(element: ElementTree.Element) -> int:
    deepest, open_ = 0, [(element, 1)]
    while open_:
        here, depth = open_.pop()
        deepest = max(deepest, depth)
        if deepest > DEEPEST:
            break
        open_.extend((child, depth + 1) for child in here)
    return deepest
