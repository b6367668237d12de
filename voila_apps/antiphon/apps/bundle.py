"""Bundles: one JavaScript module of several, as a widget needs it, which is told no address to import from."""

import re
from pathlib import Path

_IMPORT = re.compile(r"^import \{[^}]*\} from '\./([\w-]+\.js)';\n", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?:(?!\*/)[\s\S])*\*/[ \t]*)\n", re.MULTILINE)
"""A comment that has its lines to itself."""

_WIDGET = re.compile(r"^export default (\{[^}]*\});$", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=const |let |function |async |class )", re.MULTILINE)


def bundle(path: Path) -> str:
    """Return a module and what it imports, by its name, from beside it: each once, before what needs it.

    Without comments: a first visit waits for every byte. All share one scope, so names of the top level are different in all
    of them.

    Raises:
        OSError: One of them is not there.
    """
    return _bundle(path)


def bare(source: str) -> str:
    """Return JavaScript without the comments that have lines to themselves."""
    return _COMMENT.sub("", source)


def widget(path: Path) -> str:
    """Return the bundle of a widget that works on a page and, where its kernel follows the hub, in a notebook cell (`cell.js`).

    Raises:
        OSError: A module is not there.
    """
    return _WIDGET.sub(r"export default inCell(\1);", _bundle(path.with_name("cell.js"), path))


def _bundle(*paths: Path) -> str:
    taken: set[Path] = set()
    return bare("".join(source for path in paths for source in _gather(path, taken)))


def _gather(path: Path, taken: set[Path]) -> list[str]:
    if path in taken:
        return []
    taken.add(path)
    source = path.read_text("utf-8")
    gathered = []
    for name in _IMPORT.findall(source):
        gathered += _gather(path.with_name(name), taken)
    source = _IMPORT.sub("", source)
    return [*gathered, _EXPORT.sub("", source)]
