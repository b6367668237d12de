"""Who contributed what, while a lab runs."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from antiphon.cli.main import main
from antiphon.kernel import LivePiece


def test_what_two_people_write_is_recorded(
    two: tuple[LivePiece, LivePiece],
    lab: Any,
    until: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ada, ben = two
    ada.graph.add("effect.delay", name="Echo")
    ben.graph.add("effect.delay", name="Second")
    ada.mix["Alto"].gain = -6
    ada.keep()
    ben.keep()
    until(lambda: len(ada.document["nodes"]) == 4)
    monkeypatch.setenv("JUPYTER_DATA_DIR", lab.environment["JUPYTER_DATA_DIR"])
    piece = str(lab.root / ada.path)

    def verified() -> bool:
        # The ledger is written behind what is edited.
        code, said = main(["ledger", "verify", piece]), capsys.readouterr()
        if "not in it yet" in said.out + said.err:
            return False
        assert code == 0, said.err
        assert re.search(r"^\S.*[2-9] rows, each as it was written\.$", said.out, re.M)
        return True

    until(verified)

    def shared() -> bool:
        # The file is written a moment after the document.
        assert main(["ledger", "export", piece, "--format", "split"]) == 0
        lines = capsys.readouterr().out.splitlines()
        shares = {line.split()[0]: line.split()[-2] for line in lines[3:-2]}
        return shares == {"(not": "75.00", "Ada": "12.50", "Ben": "12.50", "All": "100.00"}

    until(shared)
