"""General MIDI: which of its 128 sounds plays a part, by the name of the part's instrument (General MIDI System Level 1)."""

from __future__ import annotations

import re

SOUNDFONT = "instrument.soundfont"
"""The kind of node that plays it from a SoundFont."""

PERCUSSION = 128
"""The bank of the drum kits."""

PROGRAMS = (
    (r"electric grand", 2),
    (r"honky", 3),
    (r"electric piano|rhodes", 4),
    (r"harpsichord|spinet|virginal", 6),
    (r"clavi", 7),
    (r"piano|keyboard|klavier", 0),
    (r"celesta", 8),
    (r"glock", 9),
    (r"music box", 10),
    (r"vibra", 11),
    (r"marimba|balafon", 12),
    (r"xylo", 13),
    (r"tubular|chime|church bell|handbell", 14),
    (r"dulcimer|cimbalom|zither", 15),
    (r"hammond|drawbar|electric organ", 16),
    (r"reed organ|harmonium", 20),
    (r"accordion|bandoneon|concertina", 21),
    (r"harmonica", 22),
    (r"organ", 19),
    (r"acoustic bass|upright|double bass pizz", 32),
    (r"fretless", 35),
    (r"slap bass", 36),
    (r"synth(esi[sz]er)? bass|bass synth", 38),
    (r"electric bass|bass guitar", 33),
    (r"contrabassoon|bassoon", 70),
    (r"contrabass|double bass", 43),
    (r"nylon|classical guitar|acoustic guitar", 24),
    (r"electric guitar", 27),
    (r"guitar", 24),
    (r"ukulele|mandolin|lute", 24),
    (r"violin\b|fiddle", 40),
    (r"viola\b", 41),
    (r"cello", 42),
    (r"\bharp\b", 46),
    (r"timpani|kettledrum", 47),
    (r"synth(esi[sz]er)? (strings|voice)", 50),
    (r"string", 48),
    (r"choir|chorus", 52),
    (r"piccolo trumpet|cornet|trumpet|flugelhorn", 56),
    (r"trombone", 57),
    (r"tuba|euphonium|sousaphone", 58),
    (r"english horn|cor anglais", 69),
    (r"basset ?horn", 71),
    (r"horn", 60),
    (r"brass", 61),
    (r"soprano sax", 64),
    (r"tenor sax", 66),
    (r"baritone sax|bass sax", 67),
    (r"sax", 65),
    (r"oboe|shawm", 68),
    (r"clarinet", 71),
    (r"piccolo", 72),
    (r"pan ?flute|pan ?pipes", 75),
    (r"recorder", 74),
    (r"shakuhachi", 77),
    (r"whistle", 78),
    (r"ocarina", 79),
    (r"flute|woodwind", 73),
    (r"\blead\b", 80),
    (r"\bpad\b", 89),
    (r"sitar", 104),
    (r"banjo", 105),
    (r"shamisen", 106),
    (r"koto", 107),
    (r"kalimba|thumb piano", 108),
    (r"bagpipe", 109),
    (r"shehnai", 111),
    (r"steel ?drum", 114),
    (r"soprano|mezzo|\balto\b|tenor|baritone|\bbass\b|voice|vocal|sing", 52),
    (r"synth|sampler", 81),
)
"""Programs, from 0, by what a lower-case name holds; the first that fits counts."""


def general_midi(instrument: str) -> int:
    """The program (0 to 127) of an instrument's name; 0, the grand piano, where nothing fits.

    >>> general_midi("Violoncello"), general_midi("Soprano Saxophone"), general_midi("Soprano"), general_midi("")
    (42, 64, 52, 0)
    """
    name = instrument.casefold()
    return next((program for pattern, program in PROGRAMS if re.search(pattern, name)), 0)
