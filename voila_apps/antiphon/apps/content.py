"""Content: bytes that are served as they are, squeezed once and named by what is in them."""

import gzip
import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Content:
    """Something to serve.

    Attributes:
        type: Its media type.
        plain: The bytes.
        squeezed: The same, gzipped.
        version: A short name of exactly these bytes.
    """

    type: str
    plain: bytes
    squeezed: bytes
    version: str

    @classmethod
    def of(cls, type: str, text: str) -> "Content":
        """Prepare a text."""
        plain = text.encode()
        return cls(type, plain, gzip.compress(plain, 6, mtime=0), hashlib.sha256(plain).hexdigest()[:16])
