"""The frame of a piece: its measures, tempi, sections and form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from antiphon.document import types
from antiphon.document.notes import rational
from antiphon.document.piece import Measure, Passage, Problem, Section, Tempo


def ordered(entries: Mapping[str, Any]) -> list[str]:
    """The ids of entries by index, then id."""
    return sorted(entries, key=lambda id: (entries[id]["index"], id))


def measures(
    entries: Mapping[str, types.Measure],
    before: Mapping[str, Measure],
    changed: Collection[str],
    problems: list[Problem],
) -> tuple[Measure, ...]:
    """The measures in order.

    Args:
        entries: The entries of the document.
        before: The measures as they were; those that are still the same are taken from there.
        changed: The ids of entries that are not what they were then.
        problems: What is wrong is added here.
    """
    result: list[Measure] = []
    meter, symbol, key, mode = "4/4", "", 0, "major"
    start, number = Fraction(0), 1
    for id in ordered(entries):
        entry = entries[id]
        symbol = entry.get("meter_symbol", "" if "meter" in entry else symbol)
        meter = entry.get("meter", meter)
        mode = entry.get("mode", "major" if "key" in entry else mode)
        key = entry.get("key", key)
        full = _length(meter)
        duration = rational(entry["duration"]) if "duration" in entry else full
        if not duration:
            problems.append(Problem("invalid", id, f"measures.{id}.duration: not greater than 0"))
            duration = full
        if not result and duration < full:
            number = 0
        old = before.get(id)
        if (
            old is None
            or id in changed
            or (old.number, old.start, old.meter, old.meter_symbol, old.key, old.mode)
            != (number, start, meter, symbol, key, mode)
        ):
            old = Measure(
                id,
                number,
                start,
                duration,
                meter,
                key,
                mode,
                symbol,
                entry.get("repeat_start", False),
                entry.get("repeat_end", 0),
                entry.get("ending", ""),
                entry.get("barline", ""),
                entry.get("segno", False),
                entry.get("coda", False),
                entry.get("to_coda", False),
                entry.get("fine", False),
                entry.get("jump", ""),
                entry.get("rehearsal", ""),
                entry.get("layout_break", ""),
            )
        result.append(old)
        start += duration
        number += 1
    return tuple(result)


@lru_cache(maxsize=256)
def _length(meter: str) -> Fraction:
    """The length of a measure of a meter, such as `2+2+3/8`, in quarter lengths."""
    beats, unit = meter.split("/")
    return Fraction(sum(map(int, beats.split("+"))) * 4, int(unit))


def tempi(marks: Iterable[tuple[Fraction, str, types.Event]], problems: list[Problem]) -> tuple[Tempo, ...]:
    """The tempi by position; there is one at the beginning.

    Args:
        marks: Positions from the piece's beginning, ids and events.
        problems: What is wrong is added here.
    """
    result: list[Tempo] = []
    bpm = 120.0
    for position, id, event in sorted(marks, key=lambda mark: mark[:2]):
        if result and result[-1].position == position:
            problems.append(Problem("double", id, f"events.{id}: doubles {result[-1].id}, left out"))
            continue
        bpm = event.get("bpm", bpm)
        beat = rational(event.get("beat", "1"))
        if not beat:
            problems.append(Problem("invalid", id, f"events.{id}.beat: not greater than 0"))
        gradual = event.get("gradual", False)
        result.append(Tempo(id, position, bpm, event.get("text", ""), beat or Fraction(1), gradual))
    if not result or result[0].position > 0:
        result.insert(0, Tempo(None, Fraction(0), 120.0, ""))
    return tuple(result)


def sections(
    entries: Mapping[str, types.Section], order: tuple[Measure, ...], problems: list[Problem]
) -> tuple[Section, ...]:
    """The sections by their first measure, then id; each ends at its last measure, before the next, or with the piece."""
    places = {measure.id: place for place, measure in enumerate(order)}
    for id, entry in entries.items():
        if entry["measure"] not in places:
            problems.append(Problem("orphan", id, f"sections.{id}: its measure is gone, left out"))
    starts = sorted(
        (places[entry["measure"]], id) for id, entry in entries.items() if entry["measure"] in places
    )
    result: list[Section] = []
    for start, id in starts:
        entry = entries[id]
        end = places.get(entry.get("until", ""), -1)
        if end < start:
            end = next((other for other, _ in starts if other > start), len(order)) - 1
        result.append(Section(id, entry["name"], entry["measure"], order[end].id, entry.get("colour", 0)))
    return tuple(result)


def form(
    entries: Mapping[str, types.Passage], sections: tuple[Section, ...], problems: list[Problem]
) -> tuple[Passage, ...]:
    """The passages in order, without those whose section is not there."""
    there = {section.id for section in sections}
    result: list[Passage] = []
    for id in ordered(entries):
        entry = entries[id]
        if entry["section"] in there:
            result.append(Passage(id, entry["section"], entry.get("times", 1)))
        else:
            problems.append(Problem("orphan", id, f"form.{id}: its section is gone, left out"))
    return tuple(result)
