"""A comparison in words: one sentence for each part and measure where something is different."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from html import escape
from itertools import groupby
from typing import Any, Final

from antiphon.document.changes import Entry
from antiphon.document.comparison import WHAT, Alteration, Comparison
from antiphon.document.conflict import Conflict

_MOST: Final = 6
"""How many things of a kind a sentence names; of more it tells how many."""

_SCORE: Final = frozenset(("events", "spans"))
_NAMES: Final[Mapping[str, str]] = {
    "harmony": "chord symbol",
    "text": "words",
    "grace": "grace note",
    "lane": "automation",
    "point": "point of automation",
    "setting": "setting of a snapshot",
    "passage": "passage of the form",
    "drum": "drum",
}
_FIELDS: Final[Mapping[str, str]] = {
    "key": "key signature",
    "meter": "meter",
    "mode": "mode",
    "bpm": "tempo",
    "duration": "length",
    "repeat_start": "start of a repeat",
    "repeat_end": "end of a repeat",
}
_KEYS: Final = (
    ["Cb", "Gb", "Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#"],
    ["Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#", "G#", "D#", "A#"],
)


def sentences(comparison: Comparison) -> list[str]:
    """What is different, a sentence a place; what is of the score by measures, the rest behind it.

    >>> from antiphon.document.codec import empty
    >>> from antiphon.document.comparison import music_of
    >>> one, other = empty(), empty()
    >>> for document in (one, other):
    ...     document["parts"]["p"] = {"index": "a", "name": "Flute"}
    ...     document["measures"]["m"] = {"index": "a"}
    >>> note = {"kind": "note", "part": "p", "measure": "m", "onset": "1", "duration": "1", "pitch": "F#4"}
    >>> other["events"]["n"] = note
    >>> sentences(music_of(one, other))
    ['Measure 1, Flute: added F♯4 (beat 2).']
    """
    return list(_told(comparison))


def text_of(comparison: Comparison) -> str:
    """The sentences, one a line; where nothing is different, a sentence that says so."""
    return "\n".join(sentences(comparison)) or "Nothing is different."


def html_of(comparison: Comparison) -> str:
    """The sentences as a list in HTML, for a notebook."""
    lines = "".join(f"<li>{escape(text)}</li>" for text in sentences(comparison))
    return f"<ul>{lines}</ul>" if lines else "<p>Nothing is different.</p>"


def conflict_text(conflict: Conflict, part: str) -> str:
    """A conflict in a sentence.

    Args:
        conflict: The conflict, with the number of its measure.
        part: The name of its part; empty where it has none.
    """
    places = [
        "" if conflict.number is None or conflict.root == "measures" else f"measure {conflict.number}",
        part if conflict.root != "parts" else "",
    ]
    where = ", ".join(filter(None, places))
    prefix = f"{where[:1].upper()}{where[1:]}: " if where else ""
    text = f"{_about(conflict, part)} {_dispute(conflict)}"
    return prefix + (text if prefix else f"{text[:1].upper()}{text[1:]}")


def _about(conflict: Conflict, part: str) -> str:
    entry = conflict.base or conflict.ours or conflict.theirs or {}
    match conflict.root:
        case "meta":
            return "the piece"
        case "parts":
            return f"part {part}" if conflict.kind != "order" else "new parts"
        case "measures" if conflict.kind == "order":
            return "new measures"
        case "measures":
            return "a measure" if conflict.number is None else f"measure {conflict.number}"
        case "events" if "pitch" in entry:
            return signs(str(entry["pitch"]))
        case "edges":
            return f"cable from {entry['source']} to {entry['target']}"
    name = entry.get("name") or entry.get("kind") or conflict.id
    what = WHAT.get(conflict.root, "")
    return f"{_NAMES.get(what, what)} {name}".strip().replace("_", " ")


def _dispute(conflict: Conflict) -> str:
    ours = conflict.choice == "ours"
    match conflict.kind:
        case "changed":
            told = [
                f"{_FIELDS.get(name, name.removeprefix('p_').replace('_', ' '))}: {_was(conflict.ours, name)} in ours,"
                f" {_was(conflict.theirs, name)} in theirs"
                for name in conflict.fields
                if (conflict.ours or {}).get(name) != (conflict.theirs or {}).get(name)
            ]
            return f"was changed by both ({'; '.join(told)}); it is as in {conflict.choice}."
        case "removed":
            mine = conflict.ours is None
            goes = (conflict.choice == "ours") == mine
            who = ("ours", "theirs") if mine else ("theirs", "ours")
            return (
                f"was taken away in {who[0]} and is needed in {who[1]}; it {'is gone' if goes else 'stays'}."
            )
        case "order":
            return f"were put in by both at one place; those of {conflict.choice} come first."
        case "overlap":
            other = "theirs" if ours else "ours"
            return f"and other notes of both do not fit in one voice; those of {other} are in another voice."
        case "double":
            return f"was put there by both, and there can be one; it is that of {conflict.choice}."
        case "circle":
            other = "theirs" if ours else "ours"
            return f"and other ways of both lead in a circle; those of {other} that close it are left out."
    why = conflict.message.partition(": ")[2]
    return f"is no longer in the score as it was written{f': {why}' if why else ''}."


def _was(entry: Entry | None, name: str) -> str:
    value = (entry or {}).get(name)
    return "none" if value is None else signs(value) if name == "pitch" else _value(value)


def _told(comparison: Comparison) -> Iterable[str]:
    gone = {each.ids[0] for each in comparison.alterations if each.root in _FRAME and each.after is None}
    new = {each.ids[1] for each in comparison.alterations if each.root in _FRAME and each.before is None}
    inside: dict[str, int] = {}
    score: list[Alteration] = []
    for each in comparison.alterations:
        if each.root not in _SCORE:
            continue
        holders = [id for id in (each.measure, each.part) if id]
        known = gone if each.after is None else new if each.before is None else frozenset()
        holder = next((id for id in holders if id in known), None)
        if holder is None:
            score.append(each)
        elif each.what in ("note", "grace"):
            inside[holder] = inside.get(holder, 0) + 1
    for each in comparison.alterations:
        if each.root in ("meta", *_FRAME):
            yield _frame(each, inside)
    score.sort(key=_place)
    for _, group in groupby(score, key=_place):
        yield _bar(comparison, list(group))
    rest = [each for each in comparison.alterations if each.root not in ("meta", *_FRAME, *_SCORE)]
    for (_, change), several in groupby(rest, key=lambda each: (each.root, each.change)):
        those = list(several)
        if len(those) > _MOST and change != "changed":
            yield f"{_counted(len(those), _name(those[0]))} {change}."
        else:
            for each in those:
                yield _sound(each)


_FRAME: Final = ("parts", "measures")


def _place(each: Alteration) -> tuple[int, bool, str]:
    number = each.numbers[1] if each.numbers[1] is not None else each.numbers[0]
    return (-1 if number is None else number), each.part != "", each.part


def _frame(each: Alteration, inside: Mapping[str, int]) -> str:
    entry = each.after or each.before or {}
    if each.root == "meta":
        return _fields("The piece", each)
    if each.root == "parts":
        who = f"Part {entry['name']}"
    else:
        number = each.numbers[1] if each.numbers[1] is not None else each.numbers[0]
        who = f"Measure {number}"
    if each.change == "changed":
        return _fields(who, each)
    notes = inside.get((each.ids[1] if each.ids[0] is None else each.ids[0]) or "", 0)
    filled = f" with {_counted(notes, 'note')}" if notes else ""
    return f"{who} {each.change}{filled}."


def _fields(who: str, each: Alteration) -> str:
    before, after = each.before or {}, each.after or {}
    told = [
        _field(field, before, after) for field in each.fields if field != "mode" or "key" not in each.fields
    ]
    return f"{who}: {', '.join(told)}."


def _field(field: str, before: Entry, after: Entry) -> str:
    if field == "index":
        return "moved to another place"
    if field == "key":
        old, new = (_key(entry) if "key" in entry else None for entry in (before, after))
    else:
        old, new = (_value(entry[field]) if field in entry else None for entry in (before, after))
    name = _FIELDS.get(field, field.removeprefix("p_").replace("_", " "))
    if isinstance(after.get(field, before.get(field)), bool):
        return name if after.get(field) else f"no {name}"
    if old is None:
        return f"{name} {new}"
    return f"{name} {old} → {new}" if new is not None else f"no {name} (was {old})"


def _key(entry: Entry) -> str:
    minor = entry.get("mode") == "minor"
    return f"{signs(_KEYS[minor][int(entry['key']) + 7])} {entry.get('mode', 'major')}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float):
        return f"{value:g}"
    text = str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def signs(pitch: str) -> str:
    """A pitch with its proper signs.

    >>> signs("F#4"), signs("Bb3")
    ('F♯4', 'B♭3')
    """
    return pitch[:1] + pitch[1:].replace("#", "♯").replace("b", "♭")


def _bar(comparison: Comparison, group: Sequence[Alteration]) -> str:
    first = group[0]
    number = first.numbers[1] if first.numbers[1] is not None else first.numbers[0]
    where = "Outside the measures" if number is None else f"Measure {number}"
    name = comparison.parts.get(first.part, "")
    told: list[str] = []
    for change in ("added", "removed"):
        these = [each for each in group if each.change == change]
        notes = [each for each in these if each.what == "note"]
        if len(notes) > _MOST:
            told.append(f"{change} {_counted(len(notes), 'note')}")
            these = [each for each in these if each.what != "note"]
        if these:
            told.append(f"{change} {_listed([_thing(comparison, each) for each in these])}")
    changed = [each for each in group if each.change == "changed"]
    if len(changed) > 2 * _MOST:
        told.append(f"changed {_counted(len(changed), 'note or mark', 'notes and marks')}")
    else:
        told += [_changed(comparison, each) for each in changed]
    return f"{where}{f', {name}' if name else ''}: {'; '.join(told)}."


def _thing(comparison: Comparison, each: Alteration, entry: Entry | None = None) -> str:
    """What it is, and its beat."""
    entry = entry or each.after or each.before or {}
    name = _NAMES.get(each.what, each.what.replace("_", " "))
    if "pitch" in entry:
        name = signs(str(entry["pitch"])) if each.what == "note" else f"{name} {signs(str(entry['pitch']))}"
    elif each.what == "tempo":
        bpm = f"{_value(entry['bpm'])} bpm" if "bpm" in entry else ""
        name = " ".join(filter(None, ("tempo", str(entry.get("text", "")), bpm)))
    else:
        said = entry.get("dynamic") or entry.get("text") or entry.get("clef")
        name = f"{name} “{_value(said)}”" if said else name
    return f"{name} ({_beat(comparison, entry)})" if "onset" in entry else name


def _beat(comparison: Comparison, entry: Entry) -> str:
    """Where an event stands in its measure, counted in the meter's beats."""
    meter = comparison.meters.get(str(entry.get("measure", "")), "4/4")
    beat = Fraction(str(entry["onset"])) * int(meter.rpartition("/")[2]) / 4 + 1
    whole, rest = divmod(beat, 1)
    return f"beat {whole}" + (f" {rest}" if rest else "")


def _changed(comparison: Comparison, each: Alteration) -> str:
    before, after = each.before or {}, each.after or {}
    fields = set(each.fields)
    told: list[str] = []
    if "pitch" in fields:
        told.append(f"is now {signs(str(after.get('pitch', '')))}")
    if "measure" in fields and each.numbers[1] is not None:
        told.append(f"moved here from measure {each.numbers[0]}")
    elif "onset" in fields:
        told.append(f"moved to {_beat(comparison, after)}")
    if "duration" in fields and "duration" in before and "duration" in after:
        old, new = Fraction(str(before["duration"])), Fraction(str(after["duration"]))
        told.append(f"is {'longer' if new > old else 'shorter'} ({old} → {new})")
        fields.discard("duration")
    if "part" in fields:
        told.append(f"moved here from {comparison.parts.get(str(before.get('part')), 'another part')}")
    for field in sorted(fields - {"pitch", "measure", "onset", "part", "start", "end", "kind"}):
        told.append(_field(field, before, after))
    if fields & {"start", "end"}:
        told.append("reaches elsewhere")
    return f"{_thing(comparison, each, before)} {', '.join(told) or 'changed'}"


def _name(each: Alteration) -> str:
    return _NAMES.get(each.what, each.what)


def _sound(each: Alteration) -> str:
    entry = each.after or each.before or {}
    name = entry.get("name") or entry.get("title") or entry.get("kind") or entry.get("text") or ""
    who = f"{_name(each)[:1].upper()}{_name(each)[1:]}{f' “{_value(name)}”' if name else ''}"
    if each.what == "cable":
        who = f"Cable from {entry['source']} to {entry['target']}"
    elif each.what == "strip":
        who = f"Strip {name or each.ids[1] or each.ids[0]}"
    if each.change != "changed":
        return f"{who} {each.change}."
    if len(each.fields) > _MOST:
        return f"{who}: {_counted(len(each.fields), 'value')} changed."
    return _fields(who, each)


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or _plural(one)}"


def _plural(one: str) -> str:
    first, _, rest = one.partition(" of ")
    first = (
        first[:-1] + "ies" if first.endswith("py") else f"{first}es" if first.endswith("ch") else f"{first}s"
    )
    return f"{first} of {rest}" if rest else first


def _listed(things: Sequence[str]) -> str:
    if len(things) > 2 * _MOST:
        return f"{', '.join(things[: 2 * _MOST])} and {len(things) - 2 * _MOST} more"
    return things[0] if len(things) == 1 else f"{', '.join(things[:-1])} and {things[-1]}"
