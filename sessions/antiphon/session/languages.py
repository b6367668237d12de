"""The languages that pages are read in, and which of them somebody prefers."""

from __future__ import annotations

import os
from collections.abc import Collection
from urllib.parse import parse_qs

ENGLISH = "en"

CATALOGUES = {"de": "de_DE", "es": "es_ES", "fr": "fr_FR", "zh": "zh_CN"}
"""The languages of the desk beside English, with the names that the catalogues of the interface have."""


def preferred(accepted: str, spoken: Collection[str]) -> str:
    """The language that fits an `Accept-Language` header best (RFC 9110, 12.5.4); English where none does.

    >>> preferred("nl, de-CH;q=0.8, fr;q=0.9", {"de", "en", "fr"})
    'fr'

    Args:
        accepted: The header, or a single language's tag.
        spoken: The codes of the languages there are, in two letters.
    """
    wanted = []
    for entry in accepted.split(","):
        tag, _, weight = entry.partition(";q=")
        try:
            wanted.append((float(weight or 1), tag.strip()[:2].lower()))
        except ValueError:
            continue
    return next((tag for weight, tag in sorted(wanted, key=lambda each: -each[0]) if tag in spoken), ENGLISH)


def of_page() -> str:
    """The `language` of the address where Voilà shows a notebook; empty anywhere else."""
    named = parse_qs(os.environ.get("QUERY_STRING", "")).get("language")
    return preferred(named[0], {ENGLISH, *CATALOGUES}) if named else ""
