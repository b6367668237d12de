"""The heap: how this process asks for memory."""

from __future__ import annotations

import ctypes

M_MMAP_THRESHOLD = -3
"""mallopt's option (glibc, malloc.h)."""

LARGE = 1 << 16
"""Bytes from which on memory is pages of its own."""


def own_pages() -> None:
    """Have every large piece of memory be pages of its own, which begin and end as zeros.

    glibc does so by itself, but only until the first such piece is given back. Where there is no glibc, nothing happens.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return
    mallopt(M_MMAP_THRESHOLD, LARGE)
