"""Bundles: one JavaScript module of several, as a widget needs it, which is told no address to import from."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

_IMPORT = re.compile(r"^import \{[^}]*\} from '\./([\w-]+\.js)';\n", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?:(?!\*/)[\s\S])*\*/[ \t]*)\n", re.MULTILINE)
"""A comment that has its lines to itself."""

_WIDGET = re.compile(r"^export default (\{[^}]*\});$", re.MULTILINE)
_IN_CELL = re.compile(r"^export default inCell\((\{[^}]*\})\);$", re.MULTILINE)
_LINES = re.compile(r"^import \{[^}]*\} from '/static/[\w-]+\.js';\n", re.MULTILINE)
_NAMES = re.compile(r"^export (?:const|function) (\w+)", re.MULTILINE)
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


def on_page(source: str, static: Path) -> str:
    """Return the bundle of a widget as a page needs it: the page has one `words.js` for all, and no kernel.

    Args:
        source: The bundle; one that is not ours stays as it is.
        static: Where our modules are.

    Raises:
        OSError: A module is not there.
    """
    words = (static / "words.js").read_text("utf-8")
    if bare(_inner(words)) not in source:
        return source
    for name in ("cell.js", "times.js", "words.js"):
        source = source.replace(bare(_inner((static / name).read_text("utf-8"))), "", 1)
    names = ", ".join(_NAMES.findall(words))
    return f"import {{ {names} }} from '/static/words.js';\n" + _IN_CELL.sub(r"export default \1;", source)


def together(sources: Mapping[str, str]) -> str:
    """Return one module of several of `on_page`, by name: a slow line fetches one thing sooner than many.

    Its default is an object of theirs.
    """
    imports = dict.fromkeys(line for source in sources.values() for line in _LINES.findall(source))
    made = []
    for name, source in sources.items():
        inner = _WIDGET.sub(r"return \1;", _LINES.sub("", source))
        made.append(f"'{name}': (() => {{\n{inner}}})(),\n")
    return f"{''.join(imports)}export default {{\n{''.join(made)}}};\n"


def is_ours(source: str) -> bool:
    """Whether a module is one that `on_page` made."""
    return bool(_LINES.match(source)) and len(_WIDGET.findall(source)) == 1


def dressed(source: str, style: str) -> str:
    """Return a module that brings a style sheet with it."""
    sheet = f"Object.assign(document.createElement('style'), {{ textContent: {json.dumps(style)} }})"
    return f"{source}document.head.append({sheet});\n" if style else source


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
    return [*gathered, _inner(source)]


def _inner(source: str) -> str:
    """A module without its imports and exports."""
    return _EXPORT.sub("", _IMPORT.sub("", source))
