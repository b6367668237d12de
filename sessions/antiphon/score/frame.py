"""What a score says of the whole: title and people, parts, their groups, strings and drums."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from antiphon.score.gathered import clean
from antiphon.score.library import music21
from antiphon.score.source import Source
from antiphon.score.staff import transposition

STAVES = 4
"""As many as a part can have."""

_BRACKETS = {"brace": "brace", "bracket": "bracket", "line": "line", "square": "line"}


def staves(score: Any) -> Iterator[list[Any]]:
    """The staves of each part: music21 keeps the staves of a keyboard part as parts of a staff group."""
    braces: dict[int, list[Any]] = {}
    for group in score.recurse().getElementsByClass("StaffGroup"):
        staves = list(group.getSpannedElements())
        if staves and all("PartStaff" in staff.classes for staff in staves):
            braces |= {id(staff): staves for staff in staves}
    seen: set[int] = set()
    for part in score.parts:
        if id(part) in seen:
            continue
        staves = braces.get(id(part), [part])
        seen |= {id(staff) for staff in staves}
        for first in range(0, len(staves), STAVES):
            yield staves[first : first + STAVES]


def meta(source: Source) -> dict[str, Any]:
    """Title and people; music21 writes its own name where it has none, which is no composer."""
    found = source.score.metadata
    result: dict[str, Any] = {}
    if found is not None:
        title, movement = clean(found.title), clean(found.movementName)
        result = {
            "title": title or movement,
            "subtitle": movement if title and movement != title else "",
            "composer": clean(found.composer),
            "lyricist": clean(found.lyricist),
            "arranger": clean(found.arranger),
            "copyright": clean(str(found.copyright or "")),
            "dedication": clean(str((found["dedicatedTo"] or ("",))[0])),
        }
    result = {
        name: text for name, text in result.items() if text and text not in ("Music21", "Music21 Fragment")
    }
    swing = source.swing
    if source.score.hasEditorialInformation:
        swing = source.score.editorial.get("swing", swing)
    if swing and 0.5 < swing <= 0.75:
        result["swing"] = round(swing, 4)
    return result


def part(
    staves: list[Any], first: Any, number: int, transposes: bool, raw: Element | None, midi: bool
) -> dict[str, Any]:
    """The fields of a part but its index.

    Args:
        staves: Its music21 parts, one a staff.
        first: Its first music21 Instrument, or None.
        number: From 1.
        transposes: Whether its instrument's transposition counts.
        raw: Its element in MusicXML, if it comes from there.
        midi: Whether it comes from a MIDI file.
    """
    name = clean(staves[0].partName or getattr(first, "partName", "") or getattr(first, "instrumentName", ""))
    result: dict[str, Any] = {"name": name or f"Part {number}"}
    if not midi and (abbreviation := clean(getattr(first, "partAbbreviation", ""))):
        result["abbreviation"] = abbreviation
    if found := _instrument(first, name):
        result["instrument"] = found
    if len(staves) > 1:
        result["staves"] = len(staves)
    diatonic, chromatic = transposition(first) if transposes else (0, 0)
    if diatonic or chromatic:
        result |= {"diatonic": diatonic, "chromatic": chromatic}
    lines = _lines(raw, staves[0])
    if lines != 5 and 0 <= lines <= 6:
        result["lines"] = lines
    if tuning := _tuning(raw, staves[0]):
        result["tuning"] = tuning
    return result


def groups(score: Any, parts: list[list[Any]], entries: dict[str, dict[str, Any]]) -> None:
    """Give parts the group they are bracketed with: the smallest, where it is in several. One without a name gets blanks."""
    of = {id(staff): part for staves, part in zip(parts, entries.values(), strict=True) for staff in staves}
    found = [
        (each, [of[id(staff)] for staff in each.getSpannedElements() if id(staff) in of])
        for each in score.recurse().getElementsByClass("StaffGroup")
    ]
    nameless = 0
    for group, members in sorted(found, key=lambda each: -len(each[1])):
        if len({id(each) for each in members}) < 2 or group.symbol in (None, "none"):
            continue
        name = clean(group.name)[:100]
        if not name:
            nameless += 1
            name = " " * nameless
        for member in members:
            member["group"] = name
            member.pop("bracket", None)
            if (bracket := _BRACKETS.get(group.symbol, "bracket")) != "bracket":
                member["bracket"] = bracket


def drums(definition: Element) -> Iterator[dict[str, Any]]:
    """The percussion map in a `score-part` of MusicXML, each with the file's own name for it (`source`)."""
    names = {
        each.get("id", ""): clean(each.findtext("instrument-name"))
        for each in definition.iterfind("score-instrument")
    }
    for midi in definition.iterfind("midi-instrument"):
        key = midi.findtext("midi-unpitched")
        if key and key.strip().isdigit() and 1 <= int(key) <= 128:
            id = midi.get("id", "")
            yield {"name": (names.get(id) or id)[:100], "key": int(key) - 1, "source": id}


def kept_drums(staff: Any) -> dict[str, dict[str, Any]]:
    """The percussion map that a music21 part carries, by id."""
    found: dict[str, dict[str, Any]] = (
        staff.editorial.get("drums", {}) if staff.hasEditorialInformation else {}
    )
    return found


def _lines(raw: Element | None, staff: Any) -> int:
    if raw is not None:
        text = (raw.findtext("measure/attributes/staff-details/staff-lines") or "").strip()
        return int(text) if text.isdigit() else 5
    layouts = staff.recurse().getElementsByClass("StaffLayout")
    return next((int(each.staffLines) for each in layouts if each.staffLines is not None), 5)


def _tuning(raw: Element | None, staff: Any) -> str:
    if raw is None:
        found = staff.editorial.get("tuning", "") if staff.hasEditorialInformation else ""
        return str(found)
    strings = []
    for details in raw.iterfind("measure/attributes/staff-details"):
        for each in details.iterfind("staff-tuning"):
            alter = {"1": "#", "-1": "b"}.get((each.findtext("tuning-alter") or "").strip(), "")
            strings.append(
                (
                    int(each.get("line", "0")),
                    f"{each.findtext('tuning-step')}{alter}{each.findtext('tuning-octave')}",
                )
            )
        if strings:
            break
    return " ".join(pitch for _, pitch in sorted(strings)[:12])


def _instrument(instrument: Any, part: str) -> str:
    """The name of an instrument's class in music21, or of the one that the part's name suggests; empty for none.

    The part's name comes first where the file says piano, as many do for any instrument.
    """
    library = music21()

    def named(name: str | None) -> str:
        try:
            return clean(type(library.instrument.fromString(name))().instrumentName) if name else ""
        except library.exceptions21.InstrumentException:
            return ""

    kind = type(instrument)
    if kind is library.instrument.Piano:
        return named(part) or "Piano"
    if instrument is not None and (own := named(kind().instrumentName)):
        return own
    return named(getattr(instrument, "instrumentName", "")) or named(part)
