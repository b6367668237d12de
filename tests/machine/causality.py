"""What a document may be after people edited copies of it at once: a model that knows nothing of Y documents.

Every transaction knows which others its author had seen. A value may be in the end only if no transaction that had
seen it replaced it; an entry that everybody who wrote of it last made has to be there, and one that they took away must
not.
"""

from dataclasses import dataclass, field
from typing import Any

from copies import Content

ABSENT = object()
"""The value of a field that is not there."""

Key = tuple[str, str]
"""A root and an id."""


@dataclass(frozen=True)
class Difference:
    """What a transaction did to an entry: `before` and `after`, None where there is none."""

    key: Key
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    def fields(self) -> dict[str, tuple[Any, Any]]:
        """The fields that differ, with both values."""
        before, after = self.before or {}, self.after or {}
        pairs = {name: (before.get(name, ABSENT), after.get(name, ABSENT)) for name in {**before, **after}}
        return {name: (old, new) for name, (old, new) in pairs.items() if not same(old, new)}


@dataclass(frozen=True)
class Deed:
    """What one transaction did to one entry.

    Attributes:
        bit: The transaction's own.
        seen: The bits of those that its author had seen.
        difference: What it did.
    """

    bit: int
    seen: int
    difference: Difference

    @property
    def is_write(self) -> bool:
        """Whether the entry was there before and is after."""
        return self.difference.before is not None and self.difference.after is not None

    def writes(self, name: str) -> bool:
        """Whether it says something of a field; to make or take away an entry says something of all."""
        return not self.is_write or name in self.difference.fields()


@dataclass
class Past:
    """All that was done."""

    deeds: dict[Key, list[Deed]] = field(default_factory=dict)
    bit: int = 1

    def add(self, seen: int, differences: list[Difference]) -> int:
        """Take in a transaction; gives its bit."""
        bit, self.bit = self.bit, self.bit << 1
        for difference in differences:
            self.deeds.setdefault(difference.key, []).append(Deed(bit, seen, difference))
        return bit

    def check(self, seen: int, now: Content) -> None:
        """Whether a copy that has seen some of it may have this content.

        Raises:
            AssertionError: Something was lost, doubled or made up.
        """
        entries = {(root, id): entry for root, ids in now.items() for id, entry in ids.items()}
        for key in entries.keys() | self.deeds.keys():
            deeds = [deed for deed in self.deeds.get(key, ()) if deed.bit & seen]
            check_entry(key, deeds, entries.get(key))


def check_entry(key: Key, deeds: list[Deed], entry: dict[str, Any] | None) -> None:
    """Whether an entry may be so after these deeds."""
    existence = last([deed for deed in deeds if not deed.is_write])
    made = [deed.difference.after is not None for deed in existence]
    if entry is None:
        assert not made or not all(made), f"{key} is lost: {existence}"
        return
    assert any(made), f"{key} came from nowhere, or came back: {deeds}"
    names = entry.keys() | {name for deed in deeds for name in deed.difference.after or ()}
    for name in names:
        value = entry.get(name, ABSENT)
        writers = last([deed for deed in deeds if deed.writes(name)])
        values = [
            deed.difference.after.get(name, ABSENT) for deed in writers if deed.difference.after is not None
        ]
        assert any(same(value, each) for each in values), f"{key}.{name} is {value}, not of {writers}"


def last(deeds: list[Deed]) -> list[Deed]:
    """The deeds that no other of them had seen."""
    seen = 0
    for deed in deeds:
        seen |= deed.seen
    return [deed for deed in deeds if not deed.bit & seen]


def same(a: object, b: object) -> bool:
    """Whether two values are the same in JSON."""
    return a == b and isinstance(a, bool) == isinstance(b, bool)


def differences(before: Content, after: Content) -> list[Difference]:
    """What differs between two contents."""
    return [
        Difference((root, id), before[root].get(id), after[root].get(id))
        for root in before
        if before[root] != after[root]
        for id in sorted(before[root].keys() | after[root].keys())
        if before[root].get(id) != after[root].get(id)
    ]
