"""A conflict: where two branches cannot both have their way, and what is done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from antiphon.document.changes import Entry
from antiphon.document.references import Place

Choice = Literal["ours", "theirs"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that both branches did and that cannot be both.

    Attributes:
        key: Names it, the same from both sides and at each merge: `resolve` takes it.
        kind: `changed`: both changed the same fields of an entry; `removed`: one took away what the other changed or needs;
            `order`: both put something in at one place, one is first; `overlap`: notes of both do not fit in one voice, one
            side's are in another; `double`: there can be one such thing at a place; `circle`: cables, ways of the mixer or groups
            of both lead back to where they came from, one side's are left out; `problem`: what came of both is no longer all in
            the score, as `message` says.
        choice: Whose way it goes now; both where nothing can be chosen (`choices` is empty then).
        choices: Whose way it may go. Of `removed`: that of the side that took away, or of the one that keeps.
        root: Of the entry that it is about.
        id: Its id; empty for `meta`.
        fields: changed: the fields, sorted.
        part: The id of its part; empty where it has none.
        measure: The id of its measure; empty where it has none.
        number: The number of that measure in what came of both; None where there is none.
        base: The entry in what both began with; None where there was none.
        ours: The entry in our branch.
        theirs: The entry in their branch.
        places: All entries it is about, as root and id.
        message: Where and what, in a sentence.
    """

    key: str
    kind: Literal["changed", "removed", "order", "overlap", "double", "circle", "problem"]
    choice: Choice
    choices: tuple[Choice, ...]
    root: str
    id: str
    fields: tuple[str, ...]
    part: str
    measure: str
    number: int | None
    base: Entry | None
    ours: Entry | None
    theirs: Entry | None
    places: tuple[Place, ...]
    message: str = ""

    @property
    def mirrored(self) -> Conflict:
        """The same conflict seen from the other side, without its sentence."""
        swapped: dict[Choice, Choice] = {"ours": "theirs", "theirs": "ours"}
        return replace(
            self,
            choice=swapped[self.choice],
            choices=tuple(sorted(swapped[each] for each in self.choices)),
            ours=self.theirs,
            theirs=self.ours,
            message="",
        )

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Conflict:
        """Of what `to_json` gives."""
        places = tuple((root, id) for root, id in raw["places"])
        return cls(
            **{**raw, "choices": tuple(raw["choices"]), "fields": tuple(raw["fields"]), "places": places}
        )

    def to_json(self) -> dict[str, Any]:
        """It as plain JSON."""

        def plain(entry: Mapping[str, Any] | None) -> dict[str, Any] | None:
            return None if entry is None else dict(entry)

        return {
            "key": self.key,
            "kind": self.kind,
            "choice": self.choice,
            "choices": list(self.choices),
            "root": self.root,
            "id": self.id,
            "fields": list(self.fields),
            "part": self.part,
            "measure": self.measure,
            "number": self.number,
            "base": plain(self.base),
            "ours": plain(self.ours),
            "theirs": plain(self.theirs),
            "places": [list(place) for place in self.places],
            "message": self.message,
        }
