"""What somebody asks to hear, read from whatever a page sends: made plain, or refused with a sentence.

Asked is one of `{kind, values?}`, `{preset}`, `{instrument}`, `{demo}` (ids of the library) and `{clip}` (its text, or what it
says), with `notes?`, `[{key, start, duration, velocity?}]` in quarter lengths, in the place of a fitting phrase.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path

from antiphon.document.clip import Clip, ClipError, check_clip, clip_text, read_clip
from antiphon.engine.audition_patch import Staging, silent_by_itself, stage_clip, stage_kind
from antiphon.engine.audition_phrase import PHRASES, Phrase, PhraseNote, phrase_of
from antiphon.engine.catalogue import Parameter, catalogue, kind
from antiphon.engine.cost import costs
from antiphon.engine.library import demos, instruments, presets

NODES = 64
"""Most nodes of a clip that is heard beforehand."""

CABLES = 256
"""Most cables of one."""

NOTES = 64
"""Most notes that are played on it."""

SHARE = 1.0
"""Most that it may be expected to take of a core."""

LAST = 16.0
"""Quarter lengths within which its notes are."""

_WORDS = ("kind", "preset", "instrument", "demo", "clip")


class AuditionError(ValueError):
    """What is asked cannot be heard; the message is one sentence that says why and what to do."""


@dataclass(frozen=True)
class Request:
    """What is to be heard.

    Attributes:
        kind: A kind of the catalogue; empty where it is a clip.
        values: Its parameters; those with the catalogue's default are left out.
        clip: A part of a graph.
        phrase: What is played on it.
    """

    kind: str
    values: Mapping[str, float]
    clip: Clip | None
    phrase: Phrase

    @cached_property
    def key(self) -> str:
        """A name for how it sounds: two that have one are the same to the last sample."""
        notes = [[float(number) for number in note] for note in self.phrase]
        content = [self.kind, sorted(self.values.items()), self.clip and clip_text(self.clip), notes]
        text = json.dumps(content, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def stage(self) -> Staging:
        """What is built and played.

        Raises:
            AuditionError: It would take too much.
        """
        staging = (
            stage_kind(self.kind, self.values, self.phrase)
            if self.clip is None
            else stage_clip(self.clip, self.phrase)
        )
        if not any(node.stem >= 0 for node in staging.plan.nodes):
            raise AuditionError("Nothing in it makes a sound: add an instrument or an oscillator.")
        share = sum(costs(staging.plan))
        if share > SHARE:
            raise AuditionError(
                f"It would take some {share:.0%} of a core, too much to be heard beforehand: "
                "use it in the piece, or hear a part of it."
            )
        return staging

    def message(self) -> dict[str, object]:
        """It as another process is asked."""
        asked: dict[str, object] = {"kind": self.kind, "values": dict(self.values)}
        if self.clip is not None:
            asked = {"clip": clip_text(self.clip)}
        return {**asked, "notes": [note._asdict() for note in self.phrase]}


def read_request(asked: object) -> Request:
    """Read what is asked.

    Raises:
        AuditionError: It cannot be heard.
    """
    if not isinstance(asked, Mapping):
        raise AuditionError('An audition is asked for by an object, such as {kind: "osc.saw"}.')
    said = [word for word in _WORDS if asked.get(word) is not None]
    if len(said) != 1:
        raise AuditionError(f"An audition is of one of these: {', '.join(_WORDS)}.")
    notes = None if asked.get("notes") is None else _read_notes(asked["notes"])
    match said[0]:
        case "kind":
            name = _known(asked["kind"], catalogue(), "kind of node")
            return _kind_request(name, asked.get("values"), notes)
        case "preset":
            preset = presets()[_known(asked["preset"], presets(), "preset")]
            if notes is None:
                notes = next((PHRASES[tag] for tag in preset.tags if tag in PHRASES), None)
            return _kind_request(preset.kind, preset.values, notes)
        case "instrument":
            instrument = instruments()[_known(asked["instrument"], instruments(), "instrument")]
            return Request("", {}, instrument.clip, _or(notes, PHRASES[instrument.phrase]))
        case "demo":
            demo = demos()[_known(asked["demo"], demos(), "demo patch")]
            return Request("", {}, demo.clip, _or(notes, PHRASES[demo.phrase]))
    return _clip_request(asked["clip"], notes)


def _or(notes: Phrase | None, phrase: Phrase) -> Phrase:
    return phrase if notes is None else notes


def _known(word: object, known: Mapping[str, object], what: str) -> str:
    if not isinstance(word, str) or word not in known:
        raise AuditionError(f"There is no {what} {_short(word)} in this Antiphon.")
    return word


def _short(word: object) -> str:
    text = (
        word
        if isinstance(word, str)
        else f"{word:g}"
        if type(word) is float
        else json.dumps(word, default=str)
    )
    text = "".join(character if character.isprintable() else " " for character in text)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _kind_request(name: str, values: object, notes: Phrase | None) -> Request:
    about = kind(name)
    if silent_by_itself(name):
        raise AuditionError(f"{about.title} sounds when somebody plays: there is nothing to hear beforehand.")
    if values is None:
        values = {}
    if not isinstance(values, Mapping):
        raise AuditionError("The values of an audition are numbers by the names of parameters.")
    parameters = {parameter.name: parameter for parameter in about.parameters}
    read: dict[str, float] = {}
    for word, value in values.items():
        parameter = parameters.get(word)
        if parameter is None:
            raise AuditionError(f"{about.title} has no parameter {_short(word)}.")
        number = _value(parameter, value)
        if number != parameter.default:
            read[word] = number
    return Request(name, read, None, _or(notes, PHRASES[phrase_of(name)]))


def _value(parameter: Parameter, value: object) -> float:
    if not _is_number(value) or not parameter.minimum <= value <= parameter.maximum:  # type: ignore[operator]
        unit = f" {parameter.unit}" if parameter.unit else ""
        raise AuditionError(
            f"{parameter.title} is from {parameter.minimum:g} to {parameter.maximum:g}{unit}, not {_short(value)}."
        )
    return float(value)  # type: ignore[arg-type]


def _is_number(value: object) -> bool:
    return type(value) in (int, float) and -1e18 < value < 1e18  # type: ignore[operator]


def _clip_request(asked: object, notes: Phrase | None) -> Request:
    try:
        clip = read_clip(asked) if isinstance(asked, str) else check_clip(asked)
    except ClipError as error:
        raise AuditionError(str(error)) from None
    for root, most, what in (("nodes", NODES, "nodes"), ("edges", CABLES, "cables")):
        count = len(clip[root])  # type: ignore[literal-required]
        if count > most:
            raise AuditionError(f"It has {count} {what}, too many to be heard beforehand ({most} at most).")
    for node in clip["nodes"].values():
        _known(node["kind"], catalogue(), "kind of node")
    players = [node["kind"] for node in clip["nodes"].values() if kind(node["kind"]).plays]
    phrase = PHRASES[phrase_of(players[0])] if players else ()
    return Request("", {}, clip, _or(notes, phrase))


def _read_notes(asked: object) -> Phrase:
    if not isinstance(asked, Sequence) or isinstance(asked, str) or len(asked) > NOTES:
        raise AuditionError(f"The notes of an audition are a list of at most {NOTES}.")
    return tuple(_read_note(note) for note in asked)


def _read_note(asked: object) -> PhraseNote:
    ranges = {"key": (0, 127), "start": (0, LAST), "duration": (0.01, LAST), "velocity": (0, 1)}
    fields = {"velocity": 0.7, **asked} if isinstance(asked, Mapping) else {}
    if fields.keys() != ranges.keys():
        raise AuditionError(
            "A note of an audition has a key, a start, a duration and, if you like, a velocity."
        )
    for field, (least, most) in ranges.items():
        if not _is_number(fields[field]) or not least <= fields[field] <= most:
            raise AuditionError(
                f"The {field} of a note is from {least:g} to {most:g}, not {_short(fields[field])}."
            )
    return PhraseNote(**{field: float(fields[field]) for field in ranges})


@cache
def edition() -> str:
    """A name for the state of the code and of the catalogue that sounds depend on."""
    digest = hashlib.sha256(version("numpy").encode())
    here = Path(__file__).parent
    for module in sorted([*here.rglob("*.py"), here / "catalogue.json"]):
        digest.update(module.read_bytes())
    return digest.hexdigest()[:16]
