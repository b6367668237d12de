"""Single values of notation, as the document writes them and as music21 does: pitch, duration, clef, meter, key."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import Any

from antiphon.score.library import music21

CLEFS = {
    ("G", 2, 0): "G2",
    ("G", 1, 0): "G1",
    ("F", 4, 0): "F4",
    ("F", 3, 0): "F3",
    ("F", 5, 0): "F5",
    ("C", 1, 0): "C1",
    ("C", 2, 0): "C2",
    ("C", 3, 0): "C3",
    ("C", 4, 0): "C4",
    ("C", 5, 0): "C5",
    ("G", 2, -1): "G2-8",
    ("G", 2, 1): "G2+8",
    ("G", 2, -2): "G2-15",
    ("G", 2, 2): "G2+15",
    ("F", 4, -1): "F4-8",
    ("F", 4, 1): "F4+8",
}
"""Sign, line and octave of a clef, and its name in a document."""

_SIGNS = {"percussion": "percussion", "TAB": "TAB", "none": "none"}

MODES = frozenset({"major", "minor", "dorian", "phrygian", "lydian", "mixolydian", "locrian"})

ROUNDING = Fraction(1, 40)
"""Quarter lengths by which files round times that their divisions of the quarter cannot say (less than a 128th)."""

_ALTERS = {-2: "bb", -1: "b", 0: "", 1: "#", 2: "##"}


def exact(value: Any) -> Fraction:
    """A music21 time (a binary float or a Fraction) as a rational number of quarter lengths."""
    return Fraction(value).limit_denominator(65535)


def pitch_name(pitch: Any) -> tuple[str, str]:
    """Name a music21 Pitch.

    Returns:
        Its name, such as `F#4`, empty where it is out of range; and what was lost, empty if nothing was.
    """
    loss = ""
    step, octave, alter = pitch.step, pitch.implicitOctave, round(pitch.alter)
    if alter != pitch.alter:
        loss = "microtone (rounded to a semitone)"
    if alter not in _ALTERS:
        respelled = music21().pitch.Pitch(midi=round(pitch.ps))
        step, octave, alter = respelled.step, respelled.implicitOctave, round(respelled.alter)
        loss = "triple accidental (respelled)"
    if not 0 <= octave <= 9:
        return "", "out-of-range note"
    return f"{step}{_ALTERS[alter]}{octave}", loss


def music21_pitch(name: str) -> str:
    """A document's pitch as music21 spells it (`Bb3` is `B-3`)."""
    return name.replace("b", "-")


def length(duration: Any) -> tuple[Fraction, str]:
    """What a music21 Duration sounds.

    Returns:
        Quarter lengths, with the rounding of the file's divisions undone; and the tuplet, such as `3:2`, or empty.
    """
    sounding = exact(duration.quarterLength)
    if not duration.linked:
        written = exact(sum(part.quarterLength for part in duration.components))
        meant = written * prod(
            (exact(tuplet.tupletMultiplier()) for tuplet in duration.tuplets), start=Fraction(1)
        )
        if meant > 0 and abs(meant - sounding) < ROUNDING:
            return meant, tuplet_text(duration.tuplets)
        return sounding, tuplet_text(music21().duration.Duration(sounding).tuplets)
    return sounding, tuplet_text(duration.tuplets)


def tuplet_text(tuplets: Any) -> str:
    """music21 Tuplets, outermost first, as a document writes them; empty where it cannot."""
    texts = []
    for tuplet in tuplets:
        actual, normal = tuplet.numberNotesActual, tuplet.numberNotesNormal
        ratio = exact(tuplet.tupletMultiplier())
        if Fraction(normal, actual) != ratio:
            actual, normal = ratio.denominator, ratio.numerator
        texts.append(f"{actual}:{normal}")
        if not (0 < actual < 100 and 0 < normal < 100):
            return ""
    return " ".join(texts) if len(texts) <= 3 else ""


def clef_name(clef: Any) -> tuple[str, str]:
    """Name a music21 Clef.

    Returns:
        Its name in a document, empty where there is none like it; and what was lost, empty if nothing was.
    """
    if clef.sign in _SIGNS:
        return _SIGNS[clef.sign], ""
    name = CLEFS.get((clef.sign, clef.line, clef.octaveChange or 0))
    if name:
        return name, ""
    plain = CLEFS.get((clef.sign, clef.line, 0), "")
    return plain, f"{words(type(clef).__name__)}{' (drawn without its octave sign)' if plain else ''}"


def music21_clef(name: str) -> Any:
    """The music21 Clef of a name in a document."""
    library = music21().clef
    others = {"percussion": library.PercussionClef, "TAB": library.TabClef, "none": library.NoClef}
    if name in others:
        return others[name]()
    return library.clefFromString(name[:2], {"": 0, "-8": -1, "+8": 1, "-15": -2, "+15": 2}[name[2:]])


def meter_name(signature: Any) -> tuple[str, str, str]:
    """Name a music21 TimeSignature.

    Returns:
        Such as `6/8` or `3+2/8`, empty where it has no fixed length; its symbol, `common`, `cut` or empty; and what was lost,
        empty if nothing was.
    """
    bar = exact(signature.barDuration.quarterLength) if hasattr(signature, "barDuration") else Fraction(0)
    text = getattr(signature, "ratioString", "")
    terms = [each.partition("/") for each in text.split("+")]
    beats, units = [each[0] for each in terms], {each[2] for each in terms if each[2]}
    lost = f"time signature ({text}, counted in plain beats)" if text else "open meter"
    if (
        len(units) == 1
        and len(beats) <= 8
        and all(each.isdigit() and 0 < int(each) < 100 for each in beats)
        and units <= {"1", "2", "4", "8", "16", "32", "64"}
    ):
        symbol = getattr(signature, "symbol", "") or ""
        return f"{'+'.join(beats)}/{units.pop()}", symbol if symbol in ("common", "cut") else "", ""
    for unit in (4, 8, 16, 32, 64):
        count = bar * unit / 4
        if count.denominator == 1 and 0 < count < 100:
            return f"{count}/{unit}", "", lost
    return "", "", lost


def full(meter: str) -> Fraction:
    """The length of a measure of this meter, in quarter lengths; of 4/4 where it is empty.

    >>> full("3+2/8")
    Fraction(5, 2)
    """
    beats, _, unit = (meter or "4/4").partition("/")
    return Fraction(sum(int(each) for each in beats.split("+")) * 4, int(unit))


def key_shift(diatonic: int, chromatic: int) -> int:
    """Steps on the line of fifths from a written key to the concert key of a transposing part."""
    return 7 * chromatic - 12 * diatonic


def in_key_range(sharps: int) -> int:
    """The enharmonic key of at most seven sharps or flats."""
    while sharps > 7:
        sharps -= 12
    while sharps < -7:
        sharps += 12
    return sharps


def spelled_in_key(midi: int, sharps: int) -> str:
    """Spell a MIDI key number in a key: the name nearest to it on the line of fifths.

    Source: the twelve fifths from three below the key's tonic to eight above hold its scale, the leading tone of its
    relative minor, and the commonest chromatic notes; music21 has the same spellings for C major.

    >>> spelled_in_key(70, 0), spelled_in_key(70, 5), spelled_in_key(71, -6)
    ('Bb4', 'A#4', 'Cb5')
    """
    fifth = next(fifth for fifth in range(sharps - 3, sharps + 9) if (7 * fifth - midi) % 12 == 0)
    step = "FCGDAEB"[(fifth + 1) % 7]
    alter = (fifth + 1) // 7
    octave = (midi - alter) // 12 - 1
    return f"{step}{_ALTERS[alter]}{octave}"


def interval(diatonic: int, chromatic: int) -> Any:
    """The music21 Interval of so many diatonic steps and semitones, upwards where positive."""
    library = music21().interval
    size = diatonic + 1 if diatonic > 0 or (diatonic == 0 and chromatic >= 0) else diatonic - 1
    return library.intervalFromGenericAndChromatic(
        library.GenericInterval(size), library.ChromaticInterval(chromatic)
    )


def words(name: str) -> str:
    """A class name in words.

    >>> words("StrongAccent")
    'strong accent'
    """
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
