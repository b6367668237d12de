"""The examples in our docstrings are true."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import antiphon

MODULES = sorted(
    {
        ".".join(("antiphon", *path.relative_to(portion).with_suffix("").parts))
        for portion in antiphon.__path__
        for path in Path(portion).rglob("*.py")
        if ">>> " in path.read_text("utf-8")
    }
)


def test_they_are_found_in_every_portion_that_has_some():
    portions = {name.split(".")[1] for name in MODULES}
    assert portions >= {"apps", "document", "engine", "kernel", "lab", "score", "session"}


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name: str):
    failed, tried = doctest.testmod(import_module(name))
    assert tried > 0
    assert failed == 0
