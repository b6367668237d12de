"""Versions and branches of a piece in a notebook: what is different, and merging."""

from __future__ import annotations

import os
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any, cast

from antiphon.document.codec import DocumentError, decode, inspect
from antiphon.document.comparison import Comparison, music_of
from antiphon.document.conflict import Choice, Conflict
from antiphon.document.difference import Difference, diff
from antiphon.document.merging import Merged, MergeError, merge
from antiphon.document.types import Document
from antiphon.document.wording import html_of, sentences, text_of
from antiphon.kernel.errors import EditError
from antiphon.kernel.writing import Write

Version = Document | str | os.PathLike[str]
"""A document, or the path of an `.antiphon` file; or anything with a `document`, such as a version of the history."""


class Changes:
    """What is different between two versions; as the last line of a cell it says so.

    Attributes:
        before: The one version's document.
        after: The other's.
        music: What is musically different, as data.
    """

    def __init__(self, before: Document, after: Document) -> None:
        """Compare two versions."""
        self.before, self.after = before, after
        self.music: Comparison = music_of(before, after)

    @property
    def sentences(self) -> list[str]:
        """What is different, a sentence for each place."""
        return sentences(self.music)

    @property
    def operations(self) -> Difference:
        """The operations that make the one version the other."""
        return diff(self.before, self.after)

    def __bool__(self) -> bool:
        return bool(self.music)

    def __repr__(self) -> str:
        return text_of(self.music)

    def _repr_html_(self) -> str:
        return html_of(self.music)


class Merge:
    """What a merge did; as the last line of a cell it says what was in conflict.

    Attributes:
        document: What came of it.
        conflicts: What both sides could not have; each says, and whose way it went (`ours` is the piece, `theirs` the branch).
    """

    def __init__(self, document: Document, conflicts: tuple[Conflict, ...]) -> None:
        """Show what came of a merge."""
        self.document = document
        self.conflicts = conflicts

    def __repr__(self) -> str:
        lines = [f"{conflict.message} [{conflict.key}]" for conflict in self.conflicts]
        return "\n".join([_summary(len(lines)), *lines])

    def _repr_html_(self) -> str:
        items = "".join(
            f"<li>{escape(conflict.message)} <code>{escape(conflict.key)}</code></li>"
            for conflict in self.conflicts
        )
        return f"<p>{_summary(len(self.conflicts))}</p>{f'<ul>{items}</ul>' if items else ''}"


def _summary(conflicts: int) -> str:
    if not conflicts:
        return "Merged without a conflict."
    return f"Merged with {conflicts} conflict{'' if conflicts == 1 else 's'}:"


def merged(base: Version, ours: Document, branch: Version | Any, choices: Mapping[str, Choice]) -> Merged:
    """Merge a branch.

    Raises:
        EditError: The branch or what it began with cannot be read, or there is no such conflict or choice.
    """
    try:
        made = merge(document_of(base), ours, document_of(branch))
        return made.resolve(choices) if choices else made
    except MergeError as error:
        raise EditError(str(error)) from None


def writes(before: Document, after: Document) -> list[Write]:
    """What is to be written for a document to become another."""
    return [
        (operation.root, operation.id, None if operation.op == "remove" else operation.fields)
        for operation in diff(before, after)
    ]


def document_of(version: Version | Any) -> Document:
    """The document of a version.

    Raises:
        EditError: There is none; the sentence says why.
    """
    if isinstance(version, (str, os.PathLike)):
        path = Path(version).expanduser()
        try:
            return decode(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is no text"
            raise EditError(f"{path} cannot be read: {why}.") from None
        except DocumentError as error:
            raise EditError(f"{path}: {error}") from None
    found = version if isinstance(version, Mapping) else getattr(version, "document", None)
    if not isinstance(found, Mapping):
        raise EditError(
            f"A version is a document, a file's path or a version of the history; {type(version).__name__} is none."
        )
    document, refusals = inspect(cast(Mapping[str, Any], found))
    if refusals:
        raise EditError(f"This is not a piece's document: {refusals[0]}.")
    return document
