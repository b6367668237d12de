import doctest
from types import ModuleType

import pytest

from antiphon.session import numbering, people, poll, steering


@pytest.mark.parametrize("module", [numbering, people, poll, steering], ids=lambda module: module.__name__)
def test_examples_run(module: ModuleType):
    failed, tried = doctest.testmod(module)
    assert tried > 0
    assert failed == 0
