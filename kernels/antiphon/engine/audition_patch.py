"""What is built where a sound is heard before it is used: a small piece around it, and what is played on it.

An instrument plays a phrase; a source sounds by itself; an effect is heard with a plain source, then that without it; what
turns knobs turns the cutoff of a filter; notes pass through what changes notes to an instrument.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from antiphon.document.clip import Clip
from antiphon.document.codec import empty
from antiphon.document.projection import project
from antiphon.engine.audition_phrase import PACE, PHRASES, Phrase, PhraseNote, duration, phrase_of
from antiphon.engine.catalogue import Kind, catalogue, kind
from antiphon.engine.patch import project_patch
from antiphon.engine.plan import Plan, compile_plan

POLYPHONY = 8
"""Voices of each instrument."""

DRONE = 2.6
"""Seconds of what sounds without notes."""

SWITCH = 2.2
"""Seconds after which an effect is left out."""

PLAIN = 1.3
"""Seconds for which the source is heard without it."""

LONGEST = 4.0
"""Seconds of an audition, without the part that lets an effect be compared."""

TRIED = "tried"
"""Id of the node that is tried, and of the part that it plays."""

Nodes = dict[str, dict[str, Any]]
Cables = list[tuple[str, str, str, str]]


@dataclass(frozen=True, slots=True)
class Staging:
    """What is built and played.

    Attributes:
        plan: What is built.
        notes: What each part of the plan plays, in its order.
        seconds: When the last note ends, or what sounds by itself is ended.
        longest: Seconds after which it is cut.
        switch: Seconds after which the last part is heard in the place of all that was before; 0 where there is no such.
    """

    plan: Plan
    notes: tuple[Phrase, ...]
    seconds: float
    longest: float
    switch: float = 0.0


def stage_kind(name: str, values: Mapping[str, float], phrase: Phrase | None = None) -> Staging:
    """Have a node of a kind heard.

    Args:
        name: A kind of the catalogue that can be heard.
        values: Its parameters.
        phrase: What is played, where that is chosen.
    """
    about = kind(name)
    tried = {"kind": name, **{f"p_{parameter}": value for parameter, value in values.items()}}
    played = phrase or PHRASES[phrase_of(name)]
    if about.plays:
        return _stage({TRIED: {**tried, "part": TRIED}}, [], {TRIED: played})
    if about.gives_notes:
        player = {"kind": "instrument.synth_bass" if name == "note.sequencer" else "instrument.pluck"}
        cable = (TRIED, "out", "player", "in")
        return _stage({TRIED: {**tried, "part": TRIED}, "player": player}, [cable], {TRIED: played})
    if about.sounds:
        return _stage({TRIED: tried}, [], {})
    if about.gives_sound and about.family != "meters":
        return _stage_effect(about, tried)
    return _stage_control(about, tried)


def stage_clip(clip: Clip, phrase: Phrase | None = None) -> Staging:
    """Have a part of a graph heard: its instruments play one part."""
    nodes: Nodes = {id: {**node} for id, node in clip["nodes"].items()}
    players = [id for id, node in nodes.items() if kind(node["kind"]).plays]
    for id, node in nodes.items():
        node.pop("part", None)
        if id in players:
            node["part"] = TRIED
    if phrase is None:
        phrase = PHRASES[phrase_of(nodes[players[0]]["kind"])] if players else ()
    document: dict[str, Any] = {**empty(), **clip, "nodes": nodes}
    return _compiled(document, {TRIED: phrase} if players and phrase else {})


def _stage_effect(about: Kind, tried: Mapping[str, Any]) -> Staging:
    source, phrase = _source_of(about)
    nodes: Nodes = {
        TRIED: {**tried},
        "source": {**source, "part": TRIED},
        "again": {**source, "part": "plain"},
    }
    cables: Cables = [("source", "out", TRIED, "in")]
    if about.family in ("space", "mixing"):  # these are about left and right
        wide = {"kind": "delay.double", "p_mix": 0.5}
        nodes |= {"wide": wide, "wide-again": wide}
        cables = [
            ("source", "out", "wide", "in"),
            ("wide", "out", TRIED, "in"),
            ("again", "out", "wide-again", "in"),
        ]
    parts = {TRIED: phrase}
    knobs = {parameter.name for parameter in about.parameters}
    for port in [port for port in about.inputs if port not in knobs and port != "in"]:
        _feed(about, port, nodes, cables, parts)
    offset = SWITCH * PACE
    again = (note._replace(start=note.start + offset) for note in phrase if note.start < PLAIN * PACE - 0.1)
    return _stage(nodes, cables, {**parts, "plain": tuple(again)}, SWITCH)


def _source_of(about: Kind) -> tuple[dict[str, Any], Phrase]:
    """A plain source on which one hears what an effect does, and what it plays."""
    if about.name == "modulation.wah":
        return {"kind": "instrument.pluck", "p_brightness": 0.8, "p_room": 0}, PHRASES["broken"]
    match about.family:
        case "filters" | "modulation":
            return (
                {
                    "kind": "instrument.pad",
                    "p_brightness": 1,
                    "p_attack": 0.02,
                    "p_release": 0.3,
                    "p_room": 0,
                },
                PHRASES["chord"],
            )
        case "equalisers" | "models" | "dynamics":
            return {"kind": "instrument.drums", "p_room": 0}, PHRASES["drums"]
        case "delays":
            return {"kind": "instrument.pluck", "p_decay": 1.5, "p_release": 0.15, "p_room": 0}, PHRASES[
                "sparse"
            ]
        case "reverbs":
            return {"kind": "instrument.mallets", "p_release": 0.1, "p_room": 0}, PHRASES["sparse"]
        case "distortion":
            return {"kind": "instrument.bass", "p_brightness": 0.6, "p_room": 0}, PHRASES["bass"]
        case "pitch":
            return {"kind": "instrument.flute", "p_breath": 0.1, "p_room": 0}, PHRASES["melody"]
        case _:
            return {"kind": "instrument.pluck", "p_release": 0.6, "p_room": 0}, PHRASES["broken"]


def _feed(about: Kind, port: str, nodes: Nodes, cables: Cables, parts: dict[str, Phrase]) -> None:
    """Feed a further input of sound."""
    match port:
        case "key":
            nodes["key"] = {"kind": "instrument.drums", "part": "key", "p_room": 0}
            parts["key"] = PHRASES["beat"]
        case "voice":
            nodes["tone"] = {"kind": "osc.saw", "p_freq": 130, "p_gain": -8}
            nodes["vowels"] = {"kind": "control.steps", "p_rate": 5, "p_depth": 1}
            nodes["mouth"] = {"kind": "filter.formant"}
            nodes["voice"] = {"kind": "modulation.tremolo", "p_rate": 3.6, "p_depth": 1}
            cables += [
                ("tone", "out", "mouth", "in"),
                ("vowels", "out", "mouth", "vowel"),
                ("mouth", "out", "voice", "in"),
            ]
        case "other" if about.name == "mix.multiply":
            nodes["other"] = {"kind": "osc.sine", "p_freq": 110, "p_gain": -6}
        case _:
            sound = 4 + len([id for id in nodes if id.startswith("in")])
            nodes[port] = {"kind": "sampler.loop", "p_sound": sound, "p_gain": -14}
    cables.append((port, "out", TRIED, port))


def _stage_control(about: Kind, tried: Mapping[str, Any]) -> Staging:
    """Have it turn the cutoff of a filter that a saw goes through, or, of a melody, the pitch of the saw."""
    nodes: Nodes = {
        TRIED: {**tried},
        "saw": {"kind": "osc.saw", "p_freq": 110, "p_gain": -14},
        "filter": {"kind": "filter.lowpass", "p_cutoff": 500, "p_resonance": 2.5},
    }
    output = "level" if "level" in about.outputs else "out"
    turned = ("saw", "freq") if about.name == "control.melody" else ("filter", "cutoff")
    cables: Cables = [("saw", "out", "filter", "in"), (TRIED, output, *turned)]
    parts: dict[str, Phrase] = {}
    if about.name == "control.melody":
        nodes["filter"]["p_cutoff"] = 2500
    for port, signal in about.inputs.items():
        if port in {parameter.name for parameter in about.parameters}:
            continue
        if signal == "audio" and "gate" not in about.inputs:
            nodes[port] = {"kind": "instrument.drums", "part": "heard", "p_room": 0}
            parts["heard"] = PHRASES["drums"]
        elif port == "in" and signal == "control":
            steps = about.name in ("control.melody", "control.hold", "control.smooth")
            nodes[port] = (
                {"kind": "control.steps", "p_rate": 4, "p_depth": 0.6}
                if steps
                else {"kind": "control.lfo", "p_rate": 0.8, "p_depth": 0.4}
            )
        elif port == "other":
            nodes[port] = {"kind": "control.lfo", "p_rate": 2.7, "p_depth": 0.3}
        elif port in ("trigger", "gate"):
            nodes[port] = {"kind": "control.clock", "p_rate": 3}
        else:
            continue
        cables.append((port, "out", TRIED, port))
    return _stage(nodes, cables, parts)


def _stage(
    nodes: Nodes,
    cables: Sequence[tuple[str, str, str, str]],
    parts: Mapping[str, Phrase],
    switch: float = 0.0,
) -> Staging:
    edges = {
        f"cable-{number}": {"source": source, "output": output, "target": target, "input": input}
        for number, (source, output, target, input) in enumerate(cables)
    }
    return _compiled({**empty(), "nodes": nodes, "edges": edges}, parts, switch)


def _compiled(document: dict[str, Any], parts: Mapping[str, Phrase], switch: float = 0.0) -> Staging:
    document["parts"] = {id: {"index": f"a{number}", "name": id} for number, id in enumerate(parts)}
    piece = project(document)
    plan = compile_plan(project_patch(document, piece), piece, POLYPHONY)
    last = max((duration(phrase) for phrase in parts.values()), default=0.0) / PACE
    if switch:
        return Staging(plan, tuple(parts.values()), switch + PLAIN, switch + PLAIN, switch)
    return Staging(plan, tuple(parts.values()), last or DRONE, LONGEST if last else DRONE)


def silent_by_itself(name: str) -> bool:
    """Whether nothing can be heard of a kind beforehand, as it waits for somebody who plays."""
    return catalogue()[name].family == "live"


__all__ = ["PhraseNote", "Staging", "silent_by_itself", "stage_clip", "stage_kind"]
