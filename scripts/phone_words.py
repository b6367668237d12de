"""See that the words of the audience's pages are there in every language: `voila_apps/antiphon/apps/static/words/*.json`.

Takes every `t('…')` and `n('…', '…')` of the pages' scripts, and the sentences that the pages are told by the hub: refusals
(`{"sorry": …}`, `{"refused": …}`, `VoteRefused` and others, `Refusal`), plain pages (`say`), and the questions and
options that come with the program. Exits with 1 where a dictionary lacks one, has one that nobody says, or one that would come
out wrong.

With `--missing` it prints what each dictionary lacks, as JSON to be filled in; with `--write` it leaves out what nobody says
and brings the rest into order.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

HOUSE = Path(__file__).resolve().parent.parent
APPS = HOUSE / "voila_apps/antiphon/apps"
WORDS = APPS / "static/words"
LANGUAGES = ("de", "es", "fr", "zh")
PYTHON = (
    "voila_apps/antiphon/apps",
    "sessions/antiphon/session",
    "kernels/antiphon/stream",
    "extension/antiphon/lab/ballots.py",
    "extension/antiphon/lab/canvas.py",
    "extension/antiphon/lab/engine.py",
)
"""Whose Python says something to the audience."""

REFUSALS = {
    "VoteRefused": 0,
    "QuestionRefused": 0,
    "MelodyRefused": 0,
    "CanvasRefused": 0,
    "Refusal": 0,
    "Option": 1,
}
"""Calls whose text reaches a phone, and which argument that is."""

PLACEHOLDER = re.compile(r"\{(\w+)\}")
COUNT = {"count"}
UNSAFE = re.compile(r"[<>\"&`]")
"""What a text must not have: some are put into a page's HTML."""

MARKED = re.compile(r"data-ours[^>]*>([^<{]+)<")

Said = dict[str, str | None]
"""What is said: a sentence to None, or the plural of one to its singular."""


def said() -> Said:
    """Every sentence of the pages."""
    scripts = [*APPS.glob("static/*.js"), *(HOUSE / "voila_apps/template").glob("**/*.js")]
    reader = HOUSE / "extension/scripts/phone_messages.mjs"
    printed = subprocess.run(
        ["node", reader, *map(str, sorted(scripts))], stdout=subprocess.PIPE, check=True, text=True
    ).stdout
    found: Said = {}
    for each in json.loads(printed):
        found[each["plural"] or each["text"]] = each["text"] if each["plural"] else None
    for name in PYTHON:
        place = HOUSE / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            found |= dict.fromkeys(told(ast.parse(path.read_text("utf-8")), path))
    for path in (HOUSE / "voila_apps/template").glob("*.j2"):
        found |= dict.fromkeys(MARKED.findall(path.read_text("utf-8")))
    return found


def told(tree: ast.AST, path: Path) -> Iterator[str]:
    """Every sentence that a module tells phones.

    Raises:
        SystemExit: One is made with values in it, where the phone cannot find its translation.
    """
    for node in ast.walk(tree):
        for text in texts(node):
            if isinstance(text, ast.JoinedStr):
                sys.exit(
                    f"{path}:{text.lineno}: write the sentence out, with {{name}} and the values beside it."
                )
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def texts(node: ast.AST) -> list[ast.expr]:
    """The expressions of a node that are sentences for phones."""
    match node:
        case ast.Dict(keys=keys, values=values):
            return [
                value
                for key, value in zip(keys, values, strict=True)
                if isinstance(key, ast.Constant) and key.value in ("sorry", "refused")
            ]
        case ast.Call(func=ast.Name(id=name), args=args) if name in REFUSALS:
            return args[REFUSALS[name] :][:1]
        case ast.Call(func=ast.Attribute(attr="_refuse"), args=args):
            return args
        case ast.Call(func=ast.Attribute(attr="say"), args=[_, title, text]):
            return [title, text]
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if name.endswith("_QUESTION"):
            return [value]
    return []


def faults(language: str, dictionary: dict[str, object], wanted: Said) -> list[str]:
    """What is wrong with a dictionary, a sentence each."""
    found = [f"nobody says “{sentence}”" for sentence in dictionary.keys() - wanted.keys()]
    forms = Locale(language).plural_form.tags | {"other"} if language != "zh" else {"other"}
    # `many` is for millions in Spanish and French; the page takes `other` for it.
    forms -= {"many"}
    for sentence, one in wanted.items():
        match dictionary.get(sentence):
            case None:
                found.append(f"“{sentence}” is missing")
            case str(text) if one is None:
                found += faults_of(sentence, text, set())
            case dict(texts) if one is not None and texts.keys() == forms:
                for form, text in texts.items():
                    found += faults_of(sentence, text, COUNT if form == "one" else set())
            case _:
                needed = "one text" if one is None else f"the forms {', '.join(sorted(forms))}"
                found.append(f"“{sentence}” needs {needed}")
    return found


def faults_of(sentence: str, text: str, spared: set[str]) -> list[str]:
    """What is wrong with one text: its placeholders, or characters that have a meaning in HTML."""
    wanted, has = set(PLACEHOLDER.findall(sentence)), set(PLACEHOLDER.findall(text))
    found = []
    if has - wanted or wanted - has - spared:
        found.append(f"“{text}” has {sorted(has)}, and needs {sorted(wanted)}")
    if not text.strip() or UNSAFE.search(text):
        found.append(f"“{text}” is empty or has a character of HTML's")
    return found


def in_order(dictionary: dict[str, object], wanted: Said) -> str:
    """A dictionary's file: what is said, in order."""
    kept = {sentence: dictionary[sentence] for sentence in sorted(wanted) if sentence in dictionary}
    return json.dumps(kept, ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Look at every dictionary."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--missing", action="store_true", help="print what each dictionary lacks")
    parser.add_argument("--write", action="store_true", help="leave out what nobody says, and sort")
    arguments = parser.parse_args()
    wanted = said()
    wrong = [f"“{sentence}” has a character of HTML's" for sentence in wanted if UNSAFE.search(sentence)]
    for language in LANGUAGES:
        path = WORDS / f"{language}.json"
        dictionary = json.loads(path.read_text("utf-8")) if path.exists() else {}
        if arguments.missing:
            lacking = {sentence: one for sentence, one in wanted.items() if sentence not in dictionary}
            print(json.dumps({language: lacking}, ensure_ascii=False, indent=2))
            continue
        if arguments.write:
            path.write_text(in_order(dictionary, wanted), "utf-8")
            dictionary = json.loads(path.read_text("utf-8"))
        wrong += [f"{language}: {fault}." for fault in faults(language, dictionary, wanted)]
    for fault in wrong:
        print(fault, file=sys.stderr)
    print(f"The audience's pages say {len(wanted)} sentences.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
