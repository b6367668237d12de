import doctest
from types import ModuleType

import pytest

from antiphon.session import (
    aggregation,
    envelope,
    exploration,
    frame,
    ledger,
    numbering,
    people,
    poll,
    sheet,
    split,
    steering,
    target,
    verdict,
)


@pytest.mark.parametrize(
    "module",
    [
        aggregation,
        envelope,
        exploration,
        frame,
        ledger,
        numbering,
        people,
        poll,
        sheet,
        split,
        steering,
        target,
        verdict,
    ],
    ids=lambda module: module.__name__,
)
def test_examples_run(module: ModuleType):
    failed, tried = doctest.testmod(module)
    assert tried > 0
    assert failed == 0
