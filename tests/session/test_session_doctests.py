import doctest
from types import ModuleType

import pytest

from antiphon.session import (
    aggregation,
    exploration,
    frame,
    ledger,
    numbering,
    people,
    poll,
    sheet,
    split,
    steering,
)


@pytest.mark.parametrize(
    "module",
    [aggregation, exploration, frame, ledger, numbering, people, poll, sheet, split, steering],
    ids=lambda module: module.__name__,
)
def test_examples_run(module: ModuleType):
    failed, tried = doctest.testmod(module)
    assert tried > 0
    assert failed == 0
