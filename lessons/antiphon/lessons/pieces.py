"""The pieces that come with Antiphon: where they are, by name."""

from pathlib import Path

from antiphon.session.share import find

SUFFIX = ".antiphon"


def names() -> list[str]:
    """Names of the pieces that come with Antiphon, sorted."""
    return sorted(path.stem for path in find("pieces").glob(f"*{SUFFIX}"))


def path(name: str) -> Path:
    """Where the piece of this name is.

    Raises:
        FileNotFoundError: no piece of this name comes with Antiphon.
    """
    found = find("pieces") / f"{name}{SUFFIX}"
    if not found.is_file():
        raise FileNotFoundError(
            f"No piece called {name!r} comes with Antiphon; there are: {', '.join(names())}."
        )
    return found
