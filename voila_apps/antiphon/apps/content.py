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
        version: A short name of what it is, and of nothing else.
    """

    type: str
    plain: bytes
    squeezed: bytes
    version: str

    @classmethod
    def of(cls, type: str, text: str, version: str = "") -> "Content":
        """Prepare a text; without a version of its own, it has that of its bytes."""
        plain = text.encode()
        version = version or hashlib.sha256(plain).hexdigest()[:16]
        return cls(type, plain, gzip.compress(plain, 6, mtime=0), version)
