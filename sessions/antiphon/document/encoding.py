"""The encoding of the Y protocols (that of lib0): integers of variable length, and texts and bytes behind their length."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_CLIENTS: Final = 1 << 53
_LONGEST_INTEGER: Final = 10


class Malformed(ValueError):
    """Bytes that are not what they were to be; the message says why."""


@contextmanager
def whole(decoder: Decoder) -> Iterator[None]:
    """Have something read to the last byte of a decoder.

    Raises:
        Malformed: if it is not all there, or goes on.
    """
    try:
        yield
    except (IndexError, UnicodeDecodeError):
        raise Malformed("it ends too early, or holds a text that is none") from None
    if not decoder.is_at_end:
        raise Malformed("it goes on behind its end")


def read_payload(content: bytes) -> bytes:
    """Read bytes behind their length, to the last byte.

    >>> read_payload(b"\\x02ab")
    b'ab'

    Raises:
        Malformed: if they are shorter or longer.
    """
    decoder = Decoder(content)
    with whole(decoder):
        payload = decoder.bytes()
    return payload


class Decoder:
    """Reads bytes from the first to the last; IndexError where they end too early, UnicodeDecodeError at no text."""

    __slots__ = ("_at", "_content", "_end")

    def __init__(self, content: bytes) -> None:
        """Begin at the first byte."""
        self._content = content
        self._end = len(content)
        self._at = 0

    @property
    def is_at_end(self) -> bool:
        """Whether all was read."""
        return self._at == self._end

    def byte(self) -> int:
        """The next byte."""
        byte = self._content[self._at]
        self._at += 1
        return byte

    def integer(self) -> int:
        """A variable-length integer; of a signed one, only the length counts.

        Raises:
            Malformed: if it is longer than any.
        """
        content, at = self._content, self._at
        byte = content[at]
        if byte < 0x80:
            self._at = at + 1
            return byte
        number, shift = byte & 0x7F, 7
        while True:
            at += 1
            byte = content[at]
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
            shift += 7
            if shift >= 7 * _LONGEST_INTEGER:
                raise Malformed("it holds a number that is too long")
        self._at = at + 1
        return number

    def client(self) -> int:
        """The id of a client.

        Raises:
            Malformed: if it has more than 53 bits.
        """
        client = self.integer()
        if client >= _CLIENTS:
            raise Malformed("it has a client id that is too large")
        return client

    def text(self) -> str:
        """A text, behind its length in bytes of UTF-8."""
        return self.bytes().decode()

    def skip(self, length: int) -> None:
        """Go on behind some bytes."""
        self._at += length
        if self._at > self._end:
            raise IndexError

    def bytes(self) -> bytes:
        """Bytes, behind their length."""
        length = self.integer()
        start = self._at
        self.skip(length)
        return self._content[start : self._at]
