"""One module of several."""

import re
from pathlib import Path

from antiphon.apps import widgets
from antiphon.apps.bundle import bare, bundle


def test_each_module_is_in_it_once_and_before_what_needs_it(tmp_path):
    (tmp_path / "main.js").write_text(
        "import { a } from './a.js';\nimport { b } from './b.js';\nexport default { a, b };\n"
    )
    (tmp_path / "a.js").write_text("import {\n  b,\n} from './b.js';\nexport const a = b + 1;\n")
    (tmp_path / "b.js").write_text("export const b = 1;\nexport function c() {}\n")
    assert bundle(tmp_path / "main.js") == (
        "const b = 1;\nfunction c() {}\nconst a = b + 1;\nexport default { a, b };\n"
    )


def test_no_name_of_the_top_level_is_there_twice_in_the_poll():
    source = bundle(Path(widgets.__file__).parent / "static" / "poll.js")
    names = re.findall(r"^(?:const|let|function) (\w+)", source, re.MULTILINE)
    assert len(names) > 20
    assert sorted(set(names)) == sorted(names)
    assert "import {" not in source


def test_comments_stay_at_home_and_nothing_else():
    source = (
        "// @ts-check\n/**\n * What `f` does.\n * @param {string} a // not much\n */\nfunction f(a) {\n"
        "  /** @type {number} */ (a).b = 'https://a.b/*'; // stays\n  // goes\n  return `/*${a}*/`;\n}\n"
    )
    assert bare(source) == (
        "function f(a) {\n  /** @type {number} */ (a).b = 'https://a.b/*'; // stays\n  return `/*${a}*/`;\n}\n"
    )
