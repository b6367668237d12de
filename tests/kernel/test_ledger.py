"""Who contributed what, while a lab runs."""

import csv
import re
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from antiphon.cli.main import main
from antiphon.kernel import LedgerError, LivePiece, join
from antiphon.lab.state_folder import HISTORY, state_folder


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


def test_the_ledger_is_read_from_a_notebook(
    two: tuple[LivePiece, LivePiece], lab: Any, until: Callable[..., None]
) -> None:
    ada, ben = two
    ada.graph.add("effect.delay", name="Echo")
    with ben.propose("A hall") as draft:
        draft.graph.add("effect.reverb", name="Second hall")
    until(lambda: len(ada.proposals.open) == 1)
    ada.proposals.open[0].accept()
    ben.graph.add("effect.delay", name="Third")
    until(lambda: len(ada.document["nodes"]) == 5)

    def told() -> bool:
        return ben.ledger.verify().behind == 0 and {share.name for share in ada.ledger.shares} == {
            "",
            "Ada",
            "Ben",
        }

    until(told)
    sheet = ben.ledger.shares
    assert sum(share.share for share in sheet) == 10_000
    assert {share.name: share.nodes for share in sheet} == {"": 2, "Ada": 1, "Ben": 2}, (
        "what was proposed is Ben's"
    )
    assert sheet.of("Ben") == 22.22
    assert repr(sheet).splitlines()[-1].split() == ["All", "4", "5", "100.00", "%"]
    assert "<th scope='row'>Ben</th>" in sheet._repr_html_()
    assert {row.what for row in ada.ledger} == {"edit", "proposal"}
    (taken,) = ada.ledger.rows(who="Ada", what="proposal")
    assert list(taken.content["accepted"]) == ["nodes"]
    rows = list(csv.DictReader(ada.ledger.export("csv").splitlines()))
    assert [row["hash"] for row in rows][-1] == ada.ledger.verify().hash
    assert ada.ledger.export("split").startswith("Split sheet: Song")
    assert repr(ada.ledger).endswith("each as it was written>")
    with join(ada.path, name="Guest", token=lab.ticket("guest", ada.path, "Guest")) as guest:
        assert len(guest.ledger) == len(rows)

    # Somebody changes a row behind the server's back; the next one is what makes it look again.
    with sqlite3.connect(state_folder(lab.root) / HISTORY, timeout=30) as database:
        database.execute("update ledger set at = at + 1 where hash = ?", (rows[0]["hash"],))
    ben.graph.add("effect.delay", name="Fourth")

    def found() -> bool:
        try:
            ada.ledger.verify()
        except LedgerError as error:
            return "Row 1 of the ledger, or the one before, was changed" in str(error)
        return False

    until(found)
    with pytest.raises(LedgerError, match="Row 1"):
        ada.ledger.export()
