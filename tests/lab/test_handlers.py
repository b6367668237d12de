"""Every handler of ours says who may call it; the extension costs nothing until it is used."""

import subprocess
import sys
from importlib import import_module

import psutil
import pytest
from tornado.web import RequestHandler

from antiphon.lab.access import RULES
from antiphon.lab.routes import OURS, STOCK

HANDLERS = [*STOCK.values(), *OURS.values()]


@pytest.mark.parametrize("handler", HANDLERS, ids=lambda handler: handler.__name__)
def test_each_method_declares_its_authentication(handler):
    methods = [
        getattr(handler, name.lower())
        for name in RequestHandler.SUPPORTED_METHODS
        if getattr(handler, name.lower()) is not getattr(RequestHandler, name.lower())
    ]
    own = [method for method in methods if method.__name__ != "options"]
    assert own
    for method in own:
        assert hasattr(method, "__allow_unauthenticated") or hasattr(method, "__wrapped__"), method


def test_the_rules_name_handlers_that_exist():
    for name in RULES:
        module, _, handler = name.rpartition(".")
        assert issubclass(getattr(import_module(module), handler), RequestHandler), name


def test_nothing_heavy_is_loaded_with_the_server():
    code = (
        "import sys, antiphon.lab.app; "
        "print([name for name in ('music21', 'numpy', 'pyo', 'av', 'aiortc', 'verovio', 'segno', 'voila') "
        "if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


async def test_an_idle_server_has_no_children_and_no_files(own_lab, until):
    own_lab.start()
    # The one that makes the audience's pages beforehand ends when they are made.
    await until(lambda: psutil.Process(own_lab.process.pid).children() == [], 60)
    assert not (own_lab.home / "data" / "antiphon").exists()
