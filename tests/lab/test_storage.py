"""Writing to a disk that refuses, and takes again."""

import logging
import sqlite3

import pytest

from antiphon.lab import storage
from antiphon.lab.storage import KEPT, Storage


class Disk:
    def __init__(self) -> None:
        self.full = False
        self.held: list[int] = []

    def write(self, number: int) -> None:
        if self.full:
            raise sqlite3.OperationalError("database or disk is full")
        self.held.append(number)


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def told():
    return []


@pytest.fixture
async def store(told, monkeypatch):
    monkeypatch.setattr(storage, "RETRY", 0.02)
    made = Storage(logging.getLogger("test.storage"), lambda: told.append(made.state["status"]))
    yield made
    made.close()


async def test_what_the_disk_takes_is_written_at_once(store, disk, told):
    store.write(lambda: disk.write(1))
    assert (disk.held, store.unkept, store.state, told) == ([1], "", KEPT, [])


async def test_what_it_refuses_waits_in_order_and_everybody_is_told_once(store, disk, told, until):
    disk.full = True
    for number in range(3):
        store.write(lambda number=number: disk.write(number))
    assert "database or disk is full" in store.unkept
    assert store.state == {"status": "failing", "message": store.unkept}
    disk.full = False
    store.write(lambda: disk.write(3))
    assert disk.held == [0, 1, 2, 3]
    assert told == ["failing", "kept"]


async def test_it_is_tried_again_without_another_edit(store, disk, told, until):
    disk.full = True
    store.write(lambda: disk.write(1))
    disk.full = False
    await until(lambda: disk.held == [1])
    assert (store.unkept, told) == ("", ["failing", "kept"])


async def test_another_error_is_no_matter_of_the_disk(store):
    def write() -> None:
        raise TypeError("a mistake of ours")

    with pytest.raises(TypeError):
        store.write(write)


async def test_a_file_that_cannot_be_written_is_told_too(store, disk, told):
    store.file_failed("it is read-only")
    assert "it is read-only" in store.state["message"]
    assert store.unkept == "", "the edits are in the history"
    disk.full = True
    store.write(lambda: disk.write(1))
    assert store.state["message"] == store.unkept
    disk.full = False
    store.close()
    assert "it is read-only" in store.state["message"]
    store.file_failed("")
    assert store.state == KEPT


async def test_closing_tries_a_last_time_and_no_more(store, disk):
    disk.full = True
    store.write(lambda: disk.write(1))
    retry = store._retry
    disk.full = False
    store.close()
    assert disk.held == [1]
    assert retry.cancelled()
