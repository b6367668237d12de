// Generated from library.json by scripts/generate_types.py: change that, and run it again.

import type { Edge, Group, Label, Node, Port } from './schema';

/** A part of a graph by itself; its ids count within it alone. */
export interface LibraryClip {
  antiphon_clip: 1;
  nodes: Readonly<Record<string, Node>>;
  edges: Readonly<Record<string, Edge>>;
  groups: Readonly<Record<string, Group>>;
  ports: Readonly<Record<string, Port>>;
  labels: Readonly<Record<string, Label>>;
}

/** Values of the parameters of a kind, under a name. */
export interface LibraryPreset {
  /** A kind of the catalogue. */
  kind: string;
  name: string;
  /** Words to look for it by. */
  tags: readonly string[];
  /** One sentence. */
  help: string;
  /** By parameter, in its unit; what is absent has the catalogue's default. */
  values: Readonly<Record<string, number>>;
}

/** Nodes that play notes together: a group with a port `in` for notes and a port `out` for sound. */
export interface LibraryInstrument {
  name: string;
  /** The group in which people look for it, as of the catalogue's kinds. */
  family: string;
  /** What it is and how to use it. */
  help: string;
  clip: LibraryClip;
  /** What is played on it where it is auditioned. */
  phrase: string;
}

/** A patch that teaches one idea. */
export interface LibraryDemo {
  title: string;
  /** What to turn, and what to listen for. */
  text: string;
  clip: LibraryClip;
  /** What is played on it where it is auditioned. */
  phrase: string;
}

/** What comes with Antiphon, by id. */
export interface Library {
  presets: Readonly<Record<string, LibraryPreset>>;
  instruments: Readonly<Record<string, LibraryInstrument>>;
  demos: Readonly<Record<string, LibraryDemo>>;
}

export const library: Library = {
  "presets": {
    "pluck-harp": {
      "kind": "instrument.pluck",
      "name": "Harp",
      "tags": [
        "plucked",
        "bright",
        "ringing"
      ],
      "help": "Bright strings that ring into each other.",
      "values": {
        "brightness": 0.62,
        "decay": 9,
        "release": 2.5,
        "room": 0.35
      }
    },
    "pluck-nylon-guitar": {
      "kind": "instrument.pluck",
      "name": "Nylon guitar",
      "tags": [
        "plucked",
        "warm",
        "soft"
      ],
      "help": "Soft fingers on warm strings.",
      "values": {
        "brightness": 0.3,
        "decay": 4,
        "release": 0.3,
        "room": 0.18
      }
    },
    "pluck-muted-guitar": {
      "kind": "instrument.pluck",
      "name": "Muted guitar",
      "tags": [
        "plucked",
        "short",
        "dry",
        "rhythm"
      ],
      "help": "The palm lies on the strings: short and dry.",
      "values": {
        "brightness": 0.42,
        "decay": 1,
        "release": 0.08,
        "room": 0.05
      }
    },
    "pluck-banjo": {
      "kind": "instrument.pluck",
      "name": "Banjo",
      "tags": [
        "plucked",
        "bright",
        "short"
      ],
      "help": "Sharp, bright and gone at once.",
      "values": {
        "brightness": 0.95,
        "decay": 1.4,
        "release": 0.2,
        "room": 0.08
      }
    },
    "bass-fretless-bass": {
      "kind": "instrument.bass",
      "name": "Fretless bass",
      "tags": [
        "bass",
        "dark",
        "long"
      ],
      "help": "Long, dark notes that sing.",
      "values": {
        "brightness": 0.1,
        "decay": 13,
        "release": 0.45,
        "room": 0.05
      }
    },
    "bass-picked-bass": {
      "kind": "instrument.bass",
      "name": "Picked bass",
      "tags": [
        "bass",
        "bright",
        "hard"
      ],
      "help": "A plectrum close to the bridge: hard and clear.",
      "values": {
        "brightness": 0.85,
        "decay": 3,
        "release": 0.12,
        "room": 0.03
      }
    },
    "bass-double-bass": {
      "kind": "instrument.bass",
      "name": "Double bass",
      "tags": [
        "bass",
        "warm",
        "acoustic",
        "jazz"
      ],
      "help": "Plucked wood with a room around it.",
      "values": {
        "brightness": 0.18,
        "decay": 2.2,
        "release": 0.35,
        "room": 0.35
      }
    },
    "keys-grand-piano": {
      "kind": "instrument.keys",
      "name": "Grand piano",
      "tags": [
        "keys",
        "bright",
        "large"
      ],
      "help": "A large piano in a hall, open and clear.",
      "values": {
        "brightness": 0.62,
        "decay": 15,
        "release": 0.4,
        "room": 0.38
      }
    },
    "keys-felt-piano": {
      "kind": "instrument.keys",
      "name": "Felt piano",
      "tags": [
        "keys",
        "soft",
        "dark",
        "intimate"
      ],
      "help": "A strip of felt between hammer and string: close and quiet.",
      "values": {
        "brightness": 0.08,
        "decay": 6,
        "release": 0.5,
        "room": 0.12
      }
    },
    "keys-bar-room-piano": {
      "kind": "instrument.keys",
      "name": "Bar-room piano",
      "tags": [
        "keys",
        "bright",
        "hard",
        "old"
      ],
      "help": "Hard hammers in a small room.",
      "values": {
        "brightness": 0.95,
        "decay": 5,
        "release": 0.18,
        "room": 0.1
      }
    },
    "organ-church-organ": {
      "kind": "instrument.organ",
      "name": "Church organ",
      "tags": [
        "keys",
        "large",
        "church"
      ],
      "help": "Full pipes with a long room.",
      "values": {
        "brightness": 0.75,
        "attack": 0.05,
        "release": 0.6,
        "room": 0.9
      }
    },
    "organ-chamber-organ": {
      "kind": "instrument.organ",
      "name": "Chamber organ",
      "tags": [
        "keys",
        "soft",
        "small"
      ],
      "help": "A few soft flutes of wood, quite close.",
      "values": {
        "brightness": 0.08,
        "attack": 0.04,
        "release": 0.15,
        "room": 0.12
      }
    },
    "harpsichord-lute-stop": {
      "kind": "instrument.harpsichord",
      "name": "Lute stop",
      "tags": [
        "keys",
        "soft",
        "short",
        "baroque"
      ],
      "help": "Leather on the strings: short, soft and dark.",
      "values": {
        "brightness": 0.15,
        "decay": 1.2,
        "release": 0.1,
        "room": 0.15
      }
    },
    "strings-slow-strings": {
      "kind": "instrument.strings",
      "name": "Slow strings",
      "tags": [
        "slow",
        "soft",
        "wide"
      ],
      "help": "They swell from nothing: for long chords.",
      "values": {
        "attack": 0.9,
        "release": 1.6,
        "brightness": 0.35,
        "vibrato": 12,
        "room": 0.5
      }
    },
    "strings-short-strokes": {
      "kind": "instrument.strings",
      "name": "Short strokes",
      "tags": [
        "short",
        "rhythm",
        "dry"
      ],
      "help": "A quick bow, for rhythm and repeated notes.",
      "values": {
        "attack": 0.012,
        "release": 0.1,
        "brightness": 0.7,
        "vibrato": 0,
        "room": 0.15
      }
    },
    "strings-solo-fiddle": {
      "kind": "instrument.strings",
      "name": "Solo fiddle",
      "tags": [
        "melody",
        "bright",
        "expressive"
      ],
      "help": "Bright, close, with a wide vibrato.",
      "values": {
        "attack": 0.05,
        "release": 0.2,
        "brightness": 0.85,
        "vibrato": 26,
        "vibrato_rate": 6,
        "room": 0.12
      }
    },
    "flute-wooden-flute": {
      "kind": "instrument.flute",
      "name": "Wooden flute",
      "tags": [
        "soft",
        "breathy",
        "folk"
      ],
      "help": "Soft, straight, with much air.",
      "values": {
        "attack": 0.1,
        "brightness": 0.2,
        "breath": 0.75,
        "vibrato": 2,
        "room": 0.25
      }
    },
    "flute-piccolo": {
      "kind": "instrument.flute",
      "name": "Piccolo",
      "tags": [
        "bright",
        "hard"
      ],
      "help": "All edge and little air, for high tunes.",
      "values": {
        "attack": 0.02,
        "brightness": 0.95,
        "breath": 0.1,
        "vibrato": 14,
        "room": 0.25
      }
    },
    "reed-oboe": {
      "kind": "instrument.reed",
      "name": "Oboe",
      "tags": [
        "bright",
        "nasal",
        "expressive"
      ],
      "help": "Narrow and bright, with a warm vibrato.",
      "values": {
        "attack": 0.04,
        "brightness": 0.85,
        "vibrato": 14,
        "vibrato_rate": 5.5,
        "room": 0.22
      }
    },
    "reed-low-clarinet": {
      "kind": "instrument.reed",
      "name": "Low clarinet",
      "tags": [
        "dark",
        "hollow",
        "soft"
      ],
      "help": "Dark and hollow, without vibrato.",
      "values": {
        "attack": 0.07,
        "brightness": 0.12,
        "vibrato": 0,
        "release": 0.25,
        "room": 0.25
      }
    },
    "brass-soft-horns": {
      "kind": "instrument.brass",
      "name": "Soft horns",
      "tags": [
        "soft",
        "dark",
        "far"
      ],
      "help": "Round brass from far away.",
      "values": {
        "attack": 0.14,
        "brightness": 0.15,
        "release": 0.4,
        "vibrato": 2,
        "room": 0.5
      }
    },
    "brass-trumpet-fanfare": {
      "kind": "instrument.brass",
      "name": "Trumpet fanfare",
      "tags": [
        "bright",
        "loud",
        "sudden"
      ],
      "help": "Bright and sudden, for calls.",
      "values": {
        "attack": 0.015,
        "brightness": 0.92,
        "release": 0.12,
        "vibrato": 5,
        "room": 0.28
      }
    },
    "voice-far-choir": {
      "kind": "instrument.voice",
      "name": "Far choir",
      "tags": [
        "soft",
        "large",
        "far"
      ],
      "help": "Many voices in a large church.",
      "values": {
        "attack": 0.45,
        "release": 1.8,
        "brightness": 0.3,
        "breath": 0.35,
        "vibrato": 14,
        "room": 0.85
      }
    },
    "voice-whisper": {
      "kind": "instrument.voice",
      "name": "Whisper",
      "tags": [
        "breathy",
        "soft",
        "close"
      ],
      "help": "Nearly all breath, hardly any tone.",
      "values": {
        "attack": 0.2,
        "release": 0.5,
        "brightness": 0.2,
        "breath": 0.95,
        "vibrato": 4,
        "room": 0.15
      }
    },
    "bells-music-box": {
      "kind": "instrument.bells",
      "name": "Music box",
      "tags": [
        "bells",
        "bright",
        "small"
      ],
      "help": "Small teeth of steel, high and short.",
      "values": {
        "brightness": 0.7,
        "decay": 2,
        "release": 1.2,
        "room": 0.2
      }
    },
    "bells-church-bell": {
      "kind": "instrument.bells",
      "name": "Church bell",
      "tags": [
        "bells",
        "dark",
        "long"
      ],
      "help": "Dark bronze that rings for very long.",
      "values": {
        "brightness": 0.15,
        "decay": 16,
        "release": 6,
        "room": 0.6
      }
    },
    "mallets-marimba": {
      "kind": "instrument.mallets",
      "name": "Marimba",
      "tags": [
        "warm",
        "wood",
        "short"
      ],
      "help": "Warm wood with soft mallets.",
      "values": {
        "brightness": 0.15,
        "decay": 1.1,
        "release": 0.7,
        "room": 0.25
      }
    },
    "mallets-xylophone": {
      "kind": "instrument.mallets",
      "name": "Xylophone",
      "tags": [
        "bright",
        "hard",
        "short"
      ],
      "help": "Hard mallets on short bars.",
      "values": {
        "brightness": 0.95,
        "decay": 0.45,
        "release": 0.3,
        "room": 0.2
      }
    },
    "drums-tight-kit": {
      "kind": "instrument.drums",
      "name": "Tight kit",
      "tags": [
        "drums",
        "dry",
        "short"
      ],
      "help": "Damped skins in a dry room.",
      "values": {
        "tuning": 1,
        "decay": 0.35,
        "room": 0.03
      }
    },
    "drums-big-room-kit": {
      "kind": "instrument.drums",
      "name": "Big room kit",
      "tags": [
        "drums",
        "large",
        "low"
      ],
      "help": "Low, long and far from the microphones.",
      "values": {
        "tuning": -3,
        "decay": 8,
        "room": 0.75
      }
    },
    "pad-glass-pad": {
      "kind": "instrument.pad",
      "name": "Glass pad",
      "tags": [
        "chord",
        "bright",
        "slow",
        "wide"
      ],
      "help": "A bright cloud that stays at the top.",
      "values": {
        "attack": 0.8,
        "release": 3,
        "brightness": 0.95,
        "room": 0.5
      }
    },
    "pad-dark-cloud": {
      "kind": "instrument.pad",
      "name": "Dark cloud",
      "tags": [
        "chord",
        "dark",
        "slow"
      ],
      "help": "Hardly more than a shadow behind the others.",
      "values": {
        "attack": 1.4,
        "release": 4,
        "brightness": 0.08,
        "room": 0.7
      }
    },
    "lead-whistle-lead": {
      "kind": "instrument.lead",
      "name": "Whistle lead",
      "tags": [
        "melody",
        "soft",
        "round"
      ],
      "help": "Soft and round with a slow vibrato.",
      "values": {
        "brightness": 0.1,
        "attack": 0.05,
        "vibrato": 22,
        "vibrato_rate": 4.6,
        "release": 0.25,
        "room": 0.3
      }
    },
    "lead-razor-lead": {
      "kind": "instrument.lead",
      "name": "Razor lead",
      "tags": [
        "melody",
        "bright",
        "hard"
      ],
      "help": "As bright as can be, straight into the face.",
      "values": {
        "brightness": 0.98,
        "attack": 0.003,
        "vibrato": 4,
        "release": 0.08,
        "room": 0.05
      }
    },
    "synth-bass-sub-bass": {
      "kind": "instrument.synth_bass",
      "name": "Sub bass",
      "tags": [
        "bass",
        "dark",
        "deep"
      ],
      "help": "The lowest partial and nearly nothing else.",
      "values": {
        "brightness": 0.05,
        "decay": 8,
        "release": 0.15,
        "room": 0
      }
    },
    "synth-bass-rubber-bass": {
      "kind": "instrument.synth_bass",
      "name": "Rubber bass",
      "tags": [
        "bass",
        "bright",
        "short"
      ],
      "help": "Short, springy and bright at the start.",
      "values": {
        "brightness": 0.85,
        "decay": 0.5,
        "release": 0.06,
        "room": 0
      }
    },
    "analogue-acid-bass": {
      "kind": "instrument.analogue",
      "name": "Acid bass",
      "tags": [
        "bass",
        "resonant",
        "hard"
      ],
      "help": "Little sustain, much resonance, a quick filter: the sound of a famous silver box.",
      "values": {
        "cutoff": 450,
        "resonance": 0.75,
        "sweep": 5,
        "tracking": 0.5,
        "attack": 0.002,
        "decay": 0.5,
        "sustain": 0.45,
        "release": 0.08,
        "shape": 1,
        "glide": 0.04,
        "room": 0
      }
    },
    "analogue-brass-stab": {
      "kind": "instrument.analogue",
      "name": "Brass stab",
      "tags": [
        "chord",
        "bright",
        "hard"
      ],
      "help": "The filter opens at each note as a player’s lips do.",
      "values": {
        "cutoff": 260,
        "resonance": 0.28,
        "sweep": 5.2,
        "tracking": 0.7,
        "attack": 0.07,
        "decay": 0.8,
        "sustain": 0.6,
        "release": 0.15,
        "shape": 0,
        "room": 0.15
      }
    },
    "analogue-slow-sweep": {
      "kind": "instrument.analogue",
      "name": "Slow sweep",
      "tags": [
        "chord",
        "slow",
        "wide"
      ],
      "help": "A chord whose filter opens over a whole bar.",
      "values": {
        "cutoff": 180,
        "resonance": 0.45,
        "sweep": 5.5,
        "attack": 1.6,
        "decay": 4,
        "sustain": 0.5,
        "release": 1.5,
        "shape": 0.3,
        "room": 0.35
      }
    },
    "analogue-hollow-square": {
      "kind": "instrument.analogue",
      "name": "Hollow square",
      "tags": [
        "melody",
        "hollow",
        "retro"
      ],
      "help": "A square wave like an old video game’s tune.",
      "values": {
        "cutoff": 5000,
        "resonance": 0,
        "sweep": 0,
        "attack": 0.002,
        "decay": 0.3,
        "sustain": 0.4,
        "release": 0.05,
        "shape": 1,
        "room": 0
      }
    },
    "analogue-gliding-lead": {
      "kind": "instrument.analogue",
      "name": "Gliding lead",
      "tags": [
        "melody",
        "glide",
        "expressive"
      ],
      "help": "Notes slide into each other.",
      "values": {
        "cutoff": 1200,
        "resonance": 0.35,
        "sweep": 2.5,
        "attack": 0.01,
        "decay": 1,
        "sustain": 0.7,
        "release": 0.2,
        "shape": 0.2,
        "glide": 0.18,
        "room": 0.2
      }
    },
    "fm-electric-bell": {
      "kind": "osc.fm",
      "name": "Electric bell",
      "tags": [
        "metallic",
        "bright"
      ],
      "help": "A ratio that is no whole number: metal.",
      "values": {
        "freq": 330,
        "ratio": 3.5,
        "index": 5,
        "gain": -18
      }
    },
    "fm-soft-reed": {
      "kind": "osc.fm",
      "name": "Soft reed",
      "tags": [
        "soft",
        "hollow"
      ],
      "help": "A low index: only a few partials.",
      "values": {
        "freq": 220,
        "ratio": 1,
        "index": 1.1,
        "gain": -18
      }
    },
    "supersaw-wide-anthem": {
      "kind": "osc.supersaw",
      "name": "Wide anthem",
      "tags": [
        "wide",
        "bright"
      ],
      "help": "Seven saws well out of tune with each other.",
      "values": {
        "freq": 220,
        "detune": 0.75,
        "gain": -18
      }
    },
    "pulse-thin-reed": {
      "kind": "osc.pulse",
      "name": "Thin reed",
      "tags": [
        "thin",
        "nasal"
      ],
      "help": "A very narrow pulse: nasal and thin.",
      "values": {
        "freq": 196,
        "width": 0.06,
        "gain": -18
      }
    },
    "wavetable-vowel-drone": {
      "kind": "osc.wavetable",
      "name": "Vowel drone",
      "tags": [
        "vocal",
        "drone"
      ],
      "help": "Stands between two vowels: turn Position to make it speak.",
      "values": {
        "freq": 110,
        "position": 0.78,
        "gain": -18
      }
    },
    "wind-storm": {
      "kind": "noise.wind",
      "name": "Storm",
      "tags": [
        "dark",
        "loud",
        "weather"
      ],
      "help": "Strong gusts, low and near.",
      "values": {
        "freq": 320,
        "gusts": 2.5,
        "gain": -14
      }
    },
    "dust-old-record": {
      "kind": "noise.dust",
      "name": "Old record",
      "tags": [
        "sparkle",
        "retro"
      ],
      "help": "Rare, sharp clicks.",
      "values": {
        "freq": 5000,
        "density": 11,
        "gain": -3
      }
    },
    "cloud-frozen-choir": {
      "kind": "granular.cloud",
      "name": "Frozen choir",
      "tags": [
        "vocal",
        "slow",
        "drone"
      ],
      "help": "Many long grains from one place: a choir that never breathes.",
      "values": {
        "sound": 4,
        "density": 40,
        "size": 0.4,
        "position": 0.45,
        "spread": 0.05,
        "pitch": 0,
        "detune": 0.12,
        "gain": -14
      }
    },
    "stretch-endless-bell": {
      "kind": "granular.stretch",
      "name": "Endless bell",
      "tags": [
        "metallic",
        "slow",
        "drone"
      ],
      "help": "A bell that hangs in the air.",
      "values": {
        "sound": 0,
        "speed": 0.03,
        "size": 0.25,
        "gain": -12
      }
    },
    "loop-distant-sea": {
      "kind": "sampler.loop",
      "name": "Distant sea",
      "tags": [
        "weather",
        "slow"
      ],
      "help": "Surf, an octave lower and darker.",
      "values": {
        "sound": 11,
        "pitch": -12,
        "gain": -8
      }
    },
    "lowpass-warm": {
      "kind": "filter.lowpass",
      "name": "Warm",
      "tags": [
        "warm",
        "dark"
      ],
      "help": "Takes the edge off and leaves the body.",
      "values": {
        "cutoff": 900,
        "resonance": 0.7
      }
    },
    "lowpass-behind-a-wall": {
      "kind": "filter.lowpass",
      "name": "Behind a wall",
      "tags": [
        "dark",
        "far"
      ],
      "help": "Only what comes through a wall is left.",
      "values": {
        "cutoff": 220,
        "resonance": 0.6
      }
    },
    "highpass-telephone-thin": {
      "kind": "filter.highpass",
      "name": "Telephone thin",
      "tags": [
        "thin",
        "small"
      ],
      "help": "No bass at all: a voice from a small loudspeaker.",
      "values": {
        "cutoff": 900,
        "resonance": 1.2
      }
    },
    "ladder-squelch": {
      "kind": "filter.ladder",
      "name": "Squelch",
      "tags": [
        "resonant",
        "hard"
      ],
      "help": "Low and close to whistling: move Cutoff by an LFO.",
      "values": {
        "cutoff": 380,
        "resonance": 0.86
      }
    },
    "bandpass-megaphone": {
      "kind": "filter.bandpass",
      "name": "Megaphone",
      "tags": [
        "thin",
        "nasal"
      ],
      "help": "The middle alone, as through a horn.",
      "values": {
        "freq": 1600,
        "width": 2.5
      }
    },
    "formant-oh": {
      "kind": "filter.formant",
      "name": "Oh",
      "tags": [
        "vocal"
      ],
      "help": "Makes whatever comes in say “oh”.",
      "values": {
        "vowel": 1.6,
        "mix": 1
      }
    },
    "comb-metal-pipe": {
      "kind": "filter.comb",
      "name": "Metal pipe",
      "tags": [
        "metallic",
        "resonant"
      ],
      "help": "A tube that sings along at one pitch.",
      "values": {
        "freq": 147,
        "feedback": 0.93,
        "mix": 0.75
      }
    },
    "three-scooped": {
      "kind": "eq.three",
      "name": "Scooped",
      "tags": [
        "bright",
        "deep"
      ],
      "help": "Deep and bright, with the middle taken out.",
      "values": {
        "low": 1,
        "mid": -10,
        "high": 3
      }
    },
    "three-small-radio": {
      "kind": "eq.three",
      "name": "Small radio",
      "tags": [
        "thin",
        "small",
        "retro"
      ],
      "help": "The middle alone, as in a kitchen.",
      "values": {
        "low": -15,
        "mid": 12,
        "high": -12
      }
    },
    "tilt-darker": {
      "kind": "eq.tilt",
      "name": "Darker",
      "tags": [
        "dark",
        "warm"
      ],
      "help": "Leans the whole sound towards the bass.",
      "values": {
        "freq": 1200,
        "tilt": -3.5
      }
    },
    "compressor-glue": {
      "kind": "dynamics.compressor",
      "name": "Glue",
      "tags": [
        "gentle"
      ],
      "help": "A slow hand that holds a group together.",
      "values": {
        "threshold": -26,
        "ratio": 2,
        "attack": 0.03,
        "release": 0.25,
        "gain": 2
      }
    },
    "compressor-squash": {
      "kind": "dynamics.compressor",
      "name": "Squash",
      "tags": [
        "hard",
        "loud"
      ],
      "help": "Everything is as loud as everything else.",
      "values": {
        "threshold": -36,
        "ratio": 8,
        "attack": 0.002,
        "release": 0.08,
        "gain": 12
      }
    },
    "transient-more-attack": {
      "kind": "dynamics.transient",
      "name": "More attack",
      "tags": [
        "hard",
        "short"
      ],
      "help": "The stroke comes forward, the ring stays back.",
      "values": {
        "attack": 0.35,
        "sustain": -0.8
      }
    },
    "ducker-pump": {
      "kind": "dynamics.ducker",
      "name": "Pump",
      "tags": [
        "rhythm"
      ],
      "help": "What comes in dips at each stroke of what is at Key, and swells back.",
      "values": {
        "threshold": -38,
        "depth": 24,
        "attack": 0.003,
        "release": 0.32
      }
    },
    "drive-singing-overdrive": {
      "kind": "distortion.drive",
      "name": "Singing overdrive",
      "tags": [
        "warm",
        "thick"
      ],
      "help": "An amplifier turned up: longer, thicker notes.",
      "values": {
        "drive": 0.86,
        "warmth": 0.7,
        "gain": -11
      }
    },
    "tube-hot-tube": {
      "kind": "distortion.tube",
      "name": "Hot tube",
      "tags": [
        "warm",
        "thick"
      ],
      "help": "Well turned up: thick, with a bite.",
      "values": {
        "drive": 17,
        "bias": 0.45,
        "gain": -15
      }
    },
    "crush-eight-bits": {
      "kind": "distortion.crush",
      "name": "Eight bits",
      "tags": [
        "retro",
        "rough"
      ],
      "help": "An old games console.",
      "values": {
        "bits": 6,
        "rate": 0.22,
        "mix": 1
      }
    },
    "fold-folded-metal": {
      "kind": "distortion.fold",
      "name": "Folded metal",
      "tags": [
        "metallic",
        "rough"
      ],
      "help": "Folds the wave upon itself until it clangs.",
      "values": {
        "drive": 28,
        "gain": -12
      }
    },
    "delay-slap": {
      "kind": "effect.delay",
      "name": "Slap",
      "tags": [
        "short",
        "vintage"
      ],
      "help": "One quick repeat, as in old rock and roll.",
      "values": {
        "time": 0.11,
        "feedback": 0.05,
        "mix": 0.35
      }
    },
    "delay-long-echo": {
      "kind": "effect.delay",
      "name": "Long echo",
      "tags": [
        "long",
        "wide"
      ],
      "help": "Half a second, again and again.",
      "values": {
        "time": 0.5,
        "feedback": 0.62,
        "mix": 0.4
      }
    },
    "pingpong-across-the-room": {
      "kind": "delay.pingpong",
      "name": "Across the room",
      "tags": [
        "wide",
        "rhythm"
      ],
      "help": "Repeats from left and right by turns.",
      "values": {
        "time": 0.25,
        "feedback": 0.6,
        "mix": 0.45
      }
    },
    "tape-worn-tape": {
      "kind": "delay.tape",
      "name": "Worn tape",
      "tags": [
        "dark",
        "retro"
      ],
      "help": "Dark repeats that drift out of tune.",
      "values": {
        "time": 0.36,
        "feedback": 0.6,
        "wow": 0.85,
        "tone": 1400,
        "mix": 0.45
      }
    },
    "double-two-of-them": {
      "kind": "delay.double",
      "name": "Two of them",
      "tags": [
        "wide",
        "thick"
      ],
      "help": "As if a second player joined in.",
      "values": {
        "time": 0.045,
        "mix": 0.6
      }
    },
    "reverb-cathedral": {
      "kind": "effect.reverb",
      "name": "Cathedral",
      "tags": [
        "long",
        "large",
        "dark"
      ],
      "help": "Long, dark and large.",
      "values": {
        "time": 6.5,
        "damping": 2600,
        "mix": 0.5
      }
    },
    "reverb-tiled-room": {
      "kind": "effect.reverb",
      "name": "Tiled room",
      "tags": [
        "short",
        "bright"
      ],
      "help": "Short, hard and bright.",
      "values": {
        "time": 0.6,
        "damping": 11000,
        "mix": 0.4
      }
    },
    "plate-vocal-plate": {
      "kind": "reverb.plate",
      "name": "Vocal plate",
      "tags": [
        "bright",
        "dense"
      ],
      "help": "Bright and dense, for a solo line.",
      "values": {
        "length": 0.82,
        "damping": 9000,
        "mix": 0.38
      }
    },
    "spring-surf-spring": {
      "kind": "convolution.spring",
      "name": "Surf spring",
      "tags": [
        "retro"
      ],
      "help": "The spring of a guitar amplifier, well turned up.",
      "values": {
        "tone": 7000,
        "mix": 0.6
      }
    },
    "chorus-ensemble": {
      "kind": "effect.chorus",
      "name": "Ensemble",
      "tags": [
        "wide",
        "thick"
      ],
      "help": "One player becomes many.",
      "values": {
        "depth": 1.4,
        "mix": 0.6
      }
    },
    "flanger-jet": {
      "kind": "modulation.flanger",
      "name": "Jet",
      "tags": [
        "deep",
        "slow"
      ],
      "help": "A slow, deep whoosh.",
      "values": {
        "rate": 0.14,
        "depth": 1,
        "feedback": 0.8,
        "mix": 0.5
      }
    },
    "phaser-slow-phase": {
      "kind": "modulation.phaser",
      "name": "Slow phase",
      "tags": [
        "soft",
        "slow"
      ],
      "help": "Soft notches that wander, as on an old electric piano.",
      "values": {
        "freq": 600,
        "rate": 0.25,
        "depth": 0.9,
        "feedback": 0.55,
        "mix": 0.55
      }
    },
    "tremolo-helicopter": {
      "kind": "modulation.tremolo",
      "name": "Helicopter",
      "tags": [
        "hard",
        "fast",
        "rhythm"
      ],
      "help": "All the way off and on, fast.",
      "values": {
        "rate": 9,
        "depth": 1
      }
    },
    "rotary-fast-rotor": {
      "kind": "modulation.rotary",
      "name": "Fast rotor",
      "tags": [
        "fast",
        "wide"
      ],
      "help": "A turning loudspeaker at its fast speed.",
      "values": {
        "rate": 6.6,
        "depth": 0.9
      }
    },
    "ring-robot": {
      "kind": "modulation.ring",
      "name": "Robot",
      "tags": [
        "metallic",
        "rough"
      ],
      "help": "A voice from old science fiction.",
      "values": {
        "freq": 62,
        "mix": 0.9
      }
    },
    "wah-funky-wah": {
      "kind": "modulation.wah",
      "name": "Funky wah",
      "tags": [
        "rhythm",
        "vocal"
      ],
      "help": "Opens wide with each stroke.",
      "values": {
        "freq": 280,
        "sensitivity": 26,
        "resonance": 4.5
      }
    },
    "shift-fifth-above": {
      "kind": "pitch.shift",
      "name": "Fifth above",
      "tags": [
        "harmony",
        "thick"
      ],
      "help": "A second player a fifth higher, like an open organ.",
      "values": {
        "interval": 7,
        "mix": 0.42
      }
    },
    "harmony-organum": {
      "kind": "pitch.harmony",
      "name": "Organum",
      "tags": [
        "harmony",
        "thick"
      ],
      "help": "A fifth and an octave above each note, as monks sang.",
      "values": {
        "first": 7,
        "second": 12,
        "mix": 0.5
      }
    },
    "blur-smear": {
      "kind": "spectral.blur",
      "name": "Smear",
      "tags": [
        "slow",
        "wide"
      ],
      "help": "Every sound leaves a long trail of its colour.",
      "values": {
        "time": 0.94,
        "damping": 0.95,
        "mix": 0.8
      }
    },
    "width-very-wide": {
      "kind": "space.width",
      "name": "Very wide",
      "tags": [
        "wide"
      ],
      "help": "Pulls left and right apart.",
      "values": {
        "width": 2
      }
    },
    "chord-minor-chord": {
      "kind": "note.chord",
      "name": "Minor chord",
      "tags": [
        "harmony"
      ],
      "help": "A minor third and a fifth with each note.",
      "values": {
        "interval1": 3,
        "interval2": 7
      }
    },
    "arpeggiator-up-two-octaves": {
      "kind": "note.arpeggiator",
      "name": "Up two octaves",
      "tags": [
        "rhythm",
        "fast"
      ],
      "help": "Runs up through the chord, twice as high.",
      "values": {
        "order": 0,
        "rate": 4,
        "octaves": 2,
        "gate": 0.5
      }
    },
    "arpeggiator-random-bounce": {
      "kind": "note.arpeggiator",
      "name": "Random bounce",
      "tags": [
        "rhythm",
        "swing"
      ],
      "help": "Any note of the chord, with a swing.",
      "values": {
        "order": 4,
        "rate": 4,
        "octaves": 2,
        "gate": 0.35,
        "swing": 0.62
      }
    },
    "scale-blues-in-a": {
      "kind": "note.scale",
      "name": "Blues in A",
      "tags": [
        "harmony"
      ],
      "help": "Whatever is played comes out as blues.",
      "values": {
        "root": 9,
        "scale": 7
      }
    },
    "sequencer-octave-bass-line": {
      "kind": "note.sequencer",
      "name": "Octave bass line",
      "tags": [
        "rhythm"
      ],
      "help": "Roots and octaves in quavers.",
      "values": {
        "rate": 2,
        "steps": 8,
        "key": 36,
        "gate": 0.45,
        "step1": 0,
        "step2": 12,
        "step3": 0,
        "step4": 12,
        "step5": 3,
        "step6": 12,
        "step7": -2,
        "step8": 10
      }
    },
    "humanise-tipsy": {
      "kind": "note.humanise",
      "name": "Tipsy",
      "tags": [
        "loose"
      ],
      "help": "Late, uneven and a little out of tune.",
      "values": {
        "time": 0.06,
        "touch": 0.35,
        "tuning": 22
      }
    },
    "lfo-vibrato": {
      "kind": "control.lfo",
      "name": "Vibrato",
      "tags": [
        "fast",
        "gentle"
      ],
      "help": "On the Frequency of an oscillator.",
      "values": {
        "rate": 5.5,
        "depth": 0.008
      }
    },
    "lfo-slow-sweep": {
      "kind": "control.lfo",
      "name": "Slow sweep",
      "tags": [
        "slow",
        "wide"
      ],
      "help": "On a Cutoff: once up and down in ten seconds.",
      "values": {
        "rate": 0.1,
        "depth": 0.45
      }
    },
    "euclid-tresillo": {
      "kind": "control.euclid",
      "name": "Tresillo",
      "tags": [
        "rhythm"
      ],
      "help": "Three strokes in eight: the rhythm of half the world.",
      "values": {
        "rate": 5,
        "steps": 8,
        "strokes": 3
      }
    },
    "envelope-pluck-shape": {
      "kind": "control.envelope",
      "name": "Pluck shape",
      "tags": [
        "short",
        "hard"
      ],
      "help": "At once there, soon gone.",
      "values": {
        "attack": 0.002,
        "decay": 0.18,
        "sustain": 0,
        "release": 0.15,
        "depth": 0.6
      }
    }
  },
  "instruments": {
    "warm-pad": {
      "name": "Warm pad",
      "family": "synthesisers",
      "help": "Slow, wide chords for the background; turn the filter’s Cutoff up to bring it nearer.",
      "phrase": "chord",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "pad": {
            "kind": "instrument.pad",
            "x": 0,
            "y": 0,
            "group": "instrument",
            "p_attack": 0.6,
            "p_release": 2.2,
            "p_brightness": 0.5,
            "p_room": 0.2
          },
          "filter": {
            "kind": "filter.lowpass",
            "x": 340,
            "y": 0,
            "group": "instrument",
            "p_cutoff": 1500,
            "p_resonance": 0.8
          },
          "chorus": {
            "kind": "effect.chorus",
            "x": 680,
            "y": 0,
            "group": "instrument",
            "p_depth": 0.9,
            "p_mix": 0.45
          }
        },
        "edges": {
          "cable-1": {
            "source": "pad",
            "target": "filter"
          },
          "cable-2": {
            "source": "filter",
            "target": "chorus"
          }
        },
        "groups": {
          "instrument": {
            "name": "Warm pad",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "pad",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "chorus",
            "port": "out"
          }
        },
        "labels": {}
      }
    },
    "plucked-bass": {
      "name": "Plucked bass",
      "family": "plucked strings",
      "help": "A round bass with a little valve warmth, held at one level; Drive makes it growl.",
      "phrase": "bass",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "bass": {
            "kind": "instrument.bass",
            "x": 0,
            "y": 0,
            "group": "instrument",
            "p_brightness": 0.45,
            "p_decay": 3.5,
            "p_room": 0
          },
          "tube": {
            "kind": "distortion.tube",
            "x": 340,
            "y": 0,
            "group": "instrument",
            "p_drive": 4,
            "p_bias": 0.25,
            "p_gain": -6
          },
          "level": {
            "kind": "dynamics.compressor",
            "x": 680,
            "y": 0,
            "group": "instrument",
            "p_threshold": -26,
            "p_ratio": 3.5,
            "p_attack": 0.02,
            "p_release": 0.18,
            "p_gain": 3
          }
        },
        "edges": {
          "cable-1": {
            "source": "bass",
            "target": "tube"
          },
          "cable-2": {
            "source": "tube",
            "target": "level"
          }
        },
        "groups": {
          "instrument": {
            "name": "Plucked bass",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "bass",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "level",
            "port": "out"
          }
        },
        "labels": {}
      }
    },
    "electric-piano": {
      "name": "Electric piano",
      "family": "keys",
      "help": "A soft tine and a hammer, with a slow tremolo from side to side; play it with chords and play it softly.",
      "phrase": "keys",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "notes": {
            "kind": "note.through",
            "x": 0,
            "y": 130,
            "group": "instrument"
          },
          "tine": {
            "kind": "instrument.bells",
            "x": 340,
            "y": 0,
            "group": "instrument",
            "p_brightness": 0.06,
            "p_decay": 5,
            "p_release": 0.4,
            "p_room": 0
          },
          "hammer": {
            "kind": "instrument.keys",
            "x": 340,
            "y": 260,
            "group": "instrument",
            "p_brightness": 0.2,
            "p_decay": 5,
            "p_release": 0.3,
            "p_room": 0
          },
          "mix": {
            "kind": "mix.four",
            "x": 680,
            "y": 130,
            "group": "instrument",
            "p_gain1": 5,
            "p_gain2": 1
          },
          "pan": {
            "kind": "modulation.autopan",
            "x": 1020,
            "y": 130,
            "group": "instrument",
            "p_rate": 4.4,
            "p_depth": 0.55
          },
          "chorus": {
            "kind": "effect.chorus",
            "x": 1360,
            "y": 130,
            "group": "instrument",
            "p_depth": 0.5,
            "p_mix": 0.25
          }
        },
        "edges": {
          "cable-1": {
            "source": "notes",
            "target": "tine"
          },
          "cable-2": {
            "source": "notes",
            "target": "hammer"
          },
          "cable-3": {
            "source": "tine",
            "target": "mix"
          },
          "cable-4": {
            "source": "hammer",
            "target": "mix",
            "input": "in2"
          },
          "cable-5": {
            "source": "mix",
            "target": "pan"
          },
          "cable-6": {
            "source": "pan",
            "target": "chorus"
          }
        },
        "groups": {
          "instrument": {
            "name": "Electric piano",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "notes",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "chorus",
            "port": "out"
          }
        },
        "labels": {}
      }
    },
    "rotary-organ": {
      "name": "Rotary organ",
      "family": "keys",
      "help": "An organ through a hot valve and a turning loudspeaker; change the speed (Rate, 0.8 or 6.6) for an accent.",
      "phrase": "keys",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "organ": {
            "kind": "instrument.organ",
            "x": 0,
            "y": 0,
            "group": "instrument",
            "p_attack": 0.006,
            "p_release": 0.08,
            "p_brightness": 0.55,
            "p_room": 0
          },
          "tube": {
            "kind": "distortion.tube",
            "x": 340,
            "y": 0,
            "group": "instrument",
            "p_drive": 7,
            "p_bias": 0.2,
            "p_gain": -8
          },
          "rotor": {
            "kind": "modulation.rotary",
            "x": 680,
            "y": 0,
            "group": "instrument",
            "p_rate": 6.2,
            "p_depth": 0.75
          },
          "room": {
            "kind": "reverb.room",
            "x": 1020,
            "y": 0,
            "group": "instrument",
            "p_size": 0.5,
            "p_mix": 0.18
          }
        },
        "edges": {
          "cable-1": {
            "source": "organ",
            "target": "tube"
          },
          "cable-2": {
            "source": "tube",
            "target": "rotor"
          },
          "cable-3": {
            "source": "rotor",
            "target": "room"
          }
        },
        "groups": {
          "instrument": {
            "name": "Rotary organ",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "organ",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "room",
            "port": "out"
          }
        },
        "labels": {}
      }
    },
    "string-ensemble": {
      "name": "String ensemble",
      "family": "bowed strings",
      "help": "A section that is larger than it was, in a concert hall; shorten Attack for quick music.",
      "phrase": "chord",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "strings": {
            "kind": "instrument.strings",
            "x": 0,
            "y": 0,
            "group": "instrument",
            "p_attack": 0.22,
            "p_release": 0.9,
            "p_brightness": 0.5,
            "p_vibrato": 11,
            "p_room": 0.1
          },
          "many": {
            "kind": "effect.chorus",
            "x": 340,
            "y": 0,
            "group": "instrument",
            "p_depth": 1.2,
            "p_mix": 0.5
          },
          "hall": {
            "kind": "convolution.hall",
            "x": 680,
            "y": 0,
            "group": "instrument",
            "p_mix": 0.32,
            "p_tone": 11000
          }
        },
        "edges": {
          "cable-1": {
            "source": "strings",
            "target": "many"
          },
          "cable-2": {
            "source": "many",
            "target": "hall"
          }
        },
        "groups": {
          "instrument": {
            "name": "String ensemble",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "strings",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "hall",
            "port": "out"
          }
        },
        "labels": {}
      }
    },
    "glass-bells": {
      "name": "Glass bells",
      "family": "percussion",
      "help": "High bells with an octave above them and echoes on both sides; leave room between the notes.",
      "phrase": "bells",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "notes": {
            "kind": "note.through",
            "x": 0,
            "y": 130,
            "group": "instrument"
          },
          "bell": {
            "kind": "instrument.bells",
            "x": 340,
            "y": 0,
            "group": "instrument",
            "p_brightness": 0.5,
            "p_decay": 5,
            "p_release": 3,
            "p_room": 0.1
          },
          "up": {
            "kind": "note.transpose",
            "x": 340,
            "y": 260,
            "group": "instrument",
            "p_semitones": 12
          },
          "glass": {
            "kind": "instrument.mallets",
            "x": 680,
            "y": 260,
            "group": "instrument",
            "p_brightness": 0.9,
            "p_decay": 1.4,
            "p_release": 1,
            "p_room": 0.1
          },
          "mix": {
            "kind": "mix.four",
            "x": 1020,
            "y": 130,
            "group": "instrument",
            "p_gain1": 3,
            "p_gain2": -3
          },
          "echo": {
            "kind": "delay.pingpong",
            "x": 1360,
            "y": 130,
            "group": "instrument",
            "p_time": 0.333,
            "p_feedback": 0.45,
            "p_mix": 0.3
          }
        },
        "edges": {
          "cable-1": {
            "source": "notes",
            "target": "bell"
          },
          "cable-2": {
            "source": "notes",
            "target": "up"
          },
          "cable-3": {
            "source": "up",
            "target": "glass"
          },
          "cable-4": {
            "source": "bell",
            "target": "mix"
          },
          "cable-5": {
            "source": "glass",
            "target": "mix",
            "input": "in2"
          },
          "cable-6": {
            "source": "mix",
            "target": "echo"
          }
        },
        "groups": {
          "instrument": {
            "name": "Glass bells",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "notes",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "echo",
            "port": "out"
          }
        },
        "labels": {}
      }
    },
    "brass-section": {
      "name": "Brass section",
      "family": "winds",
      "help": "Two players who are never quite together, in a chamber; play it loud for trumpets, softly for horns.",
      "phrase": "chord",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "notes": {
            "kind": "note.through",
            "x": 0,
            "y": 130,
            "group": "instrument"
          },
          "first": {
            "kind": "instrument.brass",
            "x": 680,
            "y": 0,
            "group": "instrument",
            "p_attack": 0.045,
            "p_brightness": 0.6,
            "p_room": 0
          },
          "loose": {
            "kind": "note.humanise",
            "x": 340,
            "y": 260,
            "group": "instrument",
            "p_time": 0.03,
            "p_touch": 0.15,
            "p_tuning": 9
          },
          "second": {
            "kind": "instrument.brass",
            "x": 680,
            "y": 260,
            "group": "instrument",
            "p_attack": 0.06,
            "p_brightness": 0.5,
            "p_room": 0
          },
          "mix": {
            "kind": "mix.four",
            "x": 1020,
            "y": 130,
            "group": "instrument",
            "p_gain1": -3,
            "p_gain2": -4
          },
          "chamber": {
            "kind": "convolution.chamber",
            "x": 1360,
            "y": 130,
            "group": "instrument",
            "p_mix": 0.3
          }
        },
        "edges": {
          "cable-1": {
            "source": "notes",
            "target": "first"
          },
          "cable-2": {
            "source": "notes",
            "target": "loose"
          },
          "cable-3": {
            "source": "loose",
            "target": "second"
          },
          "cable-4": {
            "source": "first",
            "target": "mix"
          },
          "cable-5": {
            "source": "second",
            "target": "mix",
            "input": "in2"
          },
          "cable-6": {
            "source": "mix",
            "target": "chamber"
          }
        },
        "groups": {
          "instrument": {
            "name": "Brass section",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "notes",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "chamber",
            "port": "out"
          }
        },
        "labels": {}
      }
    },
    "breathy-flute-in-a-church": {
      "name": "Breathy flute in a church",
      "family": "winds",
      "help": "More air than tone, and a long answer from the walls; one line at a time.",
      "phrase": "melody",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "flute": {
            "kind": "instrument.flute",
            "x": 0,
            "y": 0,
            "group": "instrument",
            "p_attack": 0.09,
            "p_breath": 0.7,
            "p_brightness": 0.35,
            "p_vibrato": 13,
            "p_room": 0
          },
          "church": {
            "kind": "convolution.church",
            "x": 340,
            "y": 0,
            "group": "instrument",
            "p_mix": 0.38,
            "p_tone": 7000
          }
        },
        "edges": {
          "cable-1": {
            "source": "flute",
            "target": "church"
          }
        },
        "groups": {
          "instrument": {
            "name": "Breathy flute in a church",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "flute",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "church",
            "port": "out"
          }
        },
        "labels": {}
      }
    },
    "lead-with-echo": {
      "name": "Lead with echo",
      "family": "synthesisers",
      "help": "A singing solo sound that answers itself; turn the echo’s Mix down where the tune is quick.",
      "phrase": "melody",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "lead": {
            "kind": "instrument.lead",
            "x": 0,
            "y": 0,
            "group": "instrument",
            "p_brightness": 0.5,
            "p_vibrato": 14,
            "p_release": 0.2,
            "p_room": 0.1
          },
          "warm": {
            "kind": "distortion.tube",
            "x": 340,
            "y": 0,
            "group": "instrument",
            "p_drive": 3,
            "p_bias": 0.3,
            "p_gain": -5
          },
          "echo": {
            "kind": "delay.pingpong",
            "x": 680,
            "y": 0,
            "group": "instrument",
            "p_time": 0.375,
            "p_feedback": 0.4,
            "p_mix": 0.28
          }
        },
        "edges": {
          "cable-1": {
            "source": "lead",
            "target": "warm"
          },
          "cable-2": {
            "source": "warm",
            "target": "echo"
          }
        },
        "groups": {
          "instrument": {
            "name": "Lead with echo",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "lead",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "echo",
            "port": "out"
          }
        },
        "labels": {}
      }
    },
    "boom-kit": {
      "name": "Boom kit",
      "family": "percussion",
      "help": "A low, short drum kit with its strokes sharpened and its level held, like a rhythm machine; Tuning makes it lower still.",
      "phrase": "drums",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "kit": {
            "kind": "instrument.drums",
            "x": 0,
            "y": 0,
            "group": "instrument",
            "p_tuning": -4,
            "p_decay": 1.1,
            "p_room": 0.02
          },
          "stroke": {
            "kind": "dynamics.transient",
            "x": 340,
            "y": 0,
            "group": "instrument",
            "p_attack": 0.55,
            "p_sustain": -0.2
          },
          "level": {
            "kind": "dynamics.compressor",
            "x": 680,
            "y": 0,
            "group": "instrument",
            "p_threshold": -24,
            "p_ratio": 5,
            "p_attack": 0.012,
            "p_release": 0.12,
            "p_gain": 2
          }
        },
        "edges": {
          "cable-1": {
            "source": "kit",
            "target": "stroke"
          },
          "cable-2": {
            "source": "stroke",
            "target": "level"
          }
        },
        "groups": {
          "instrument": {
            "name": "Boom kit",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "kit",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "level",
            "port": "out"
          }
        },
        "labels": {}
      }
    },
    "dub-bass": {
      "name": "Dub bass",
      "family": "synthesisers",
      "help": "All weight, and echoes that are dark enough to stay out of the way.",
      "phrase": "bass",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "bass": {
            "kind": "instrument.synth_bass",
            "x": 0,
            "y": 0,
            "group": "instrument",
            "p_brightness": 0.3,
            "p_decay": 5,
            "p_release": 0.18,
            "p_room": 0
          },
          "filter": {
            "kind": "filter.ladder",
            "x": 340,
            "y": 0,
            "group": "instrument",
            "p_cutoff": 1000,
            "p_resonance": 0.2
          },
          "tube": {
            "kind": "distortion.tube",
            "x": 680,
            "y": 0,
            "group": "instrument",
            "p_drive": 3,
            "p_bias": 0.2,
            "p_gain": -4
          },
          "echo": {
            "kind": "delay.tape",
            "x": 1020,
            "y": 0,
            "group": "instrument",
            "p_time": 0.416,
            "p_feedback": 0.35,
            "p_wow": 0.3,
            "p_tone": 900,
            "p_mix": 0.2
          }
        },
        "edges": {
          "cable-1": {
            "source": "bass",
            "target": "filter"
          },
          "cable-2": {
            "source": "filter",
            "target": "tube"
          },
          "cable-3": {
            "source": "tube",
            "target": "echo"
          }
        },
        "groups": {
          "instrument": {
            "name": "Dub bass",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "bass",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "echo",
            "port": "out"
          }
        },
        "labels": {}
      }
    },
    "granular-choir": {
      "name": "Granular choir",
      "family": "voices",
      "help": "A choir broken into a cloud of grains; turn Density down to hear the grains one by one.",
      "phrase": "chord",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "choir": {
            "kind": "instrument.voice",
            "x": 0,
            "y": 0,
            "group": "instrument",
            "p_attack": 0.3,
            "p_release": 1.2,
            "p_brightness": 0.4,
            "p_breath": 0.3,
            "p_room": 0.1
          },
          "grains": {
            "kind": "granular.shatter",
            "x": 340,
            "y": 0,
            "group": "instrument",
            "p_density": 40,
            "p_spread": 0.6,
            "p_pitch": 0,
            "p_mix": 0.7
          },
          "plate": {
            "kind": "reverb.plate",
            "x": 680,
            "y": 0,
            "group": "instrument",
            "p_length": 0.85,
            "p_damping": 7000,
            "p_mix": 0.38
          }
        },
        "edges": {
          "cable-1": {
            "source": "choir",
            "target": "grains"
          },
          "cable-2": {
            "source": "grains",
            "target": "plate"
          }
        },
        "groups": {
          "instrument": {
            "name": "Granular choir",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "choir",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "plate",
            "port": "out"
          }
        },
        "labels": {}
      }
    },
    "arpeggiated-pulse": {
      "name": "Arpeggiated pulse",
      "family": "synthesisers",
      "help": "Hold a chord, and it runs through it in time with the piece; Rate is notes in a quarter.",
      "phrase": "held",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "run": {
            "kind": "note.arpeggiator",
            "x": 0,
            "y": 0,
            "group": "instrument",
            "p_order": 2,
            "p_rate": 4,
            "p_octaves": 2,
            "p_gate": 0.45
          },
          "pulse": {
            "kind": "instrument.analogue",
            "x": 340,
            "y": 0,
            "group": "instrument",
            "p_cutoff": 1000,
            "p_resonance": 0.3,
            "p_sweep": 3,
            "p_attack": 0.003,
            "p_decay": 0.4,
            "p_sustain": 0.3,
            "p_release": 0.12,
            "p_shape": 1,
            "p_room": 0
          },
          "level": {
            "kind": "effect.gain",
            "x": 680,
            "y": 0,
            "group": "instrument",
            "p_gain": 6
          },
          "echo": {
            "kind": "delay.pingpong",
            "x": 1020,
            "y": 0,
            "group": "instrument",
            "p_time": 0.375,
            "p_feedback": 0.42,
            "p_mix": 0.25
          }
        },
        "edges": {
          "cable-1": {
            "source": "run",
            "target": "pulse"
          },
          "cable-2": {
            "source": "pulse",
            "target": "level"
          },
          "cable-3": {
            "source": "level",
            "target": "echo"
          }
        },
        "groups": {
          "instrument": {
            "name": "Arpeggiated pulse",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "run",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "echo",
            "port": "out"
          }
        },
        "labels": {}
      }
    },
    "shimmer-pad": {
      "name": "Shimmer pad",
      "family": "synthesisers",
      "help": "Each chord leaves an octave of itself in a very long room; few notes, long ones.",
      "phrase": "chord",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "pad": {
            "kind": "instrument.pad",
            "x": 0,
            "y": 0,
            "group": "instrument",
            "p_attack": 0.7,
            "p_release": 2.5,
            "p_brightness": 0.85,
            "p_room": 0.1
          },
          "octave": {
            "kind": "pitch.shift",
            "x": 340,
            "y": 0,
            "group": "instrument",
            "p_interval": 12,
            "p_mix": 0.5
          },
          "hall": {
            "kind": "effect.reverb",
            "x": 680,
            "y": 0,
            "group": "instrument",
            "p_time": 5.5,
            "p_damping": 7500,
            "p_mix": 0.45
          }
        },
        "edges": {
          "cable-1": {
            "source": "pad",
            "target": "octave"
          },
          "cable-2": {
            "source": "octave",
            "target": "hall"
          }
        },
        "groups": {
          "instrument": {
            "name": "Shimmer pad",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "pad",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "hall",
            "port": "out"
          }
        },
        "labels": {}
      }
    },
    "lo-fi-keys": {
      "name": "Lo-fi keys",
      "family": "keys",
      "help": "An old piano on an older cassette: few bits, no treble, and the pitch wavers.",
      "phrase": "keys",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "piano": {
            "kind": "instrument.keys",
            "x": 0,
            "y": 0,
            "group": "instrument",
            "p_brightness": 0.3,
            "p_decay": 5,
            "p_room": 0.15
          },
          "bits": {
            "kind": "distortion.crush",
            "x": 340,
            "y": 0,
            "group": "instrument",
            "p_bits": 9,
            "p_rate": 0.3,
            "p_mix": 0.55
          },
          "waver": {
            "kind": "modulation.vibrato",
            "x": 680,
            "y": 0,
            "group": "instrument",
            "p_rate": 2,
            "p_depth": 11
          },
          "filter": {
            "kind": "filter.lowpass",
            "x": 1020,
            "y": 0,
            "group": "instrument",
            "p_cutoff": 2400,
            "p_resonance": 0.7
          }
        },
        "edges": {
          "cable-1": {
            "source": "piano",
            "target": "bits"
          },
          "cable-2": {
            "source": "bits",
            "target": "waver"
          },
          "cable-3": {
            "source": "waver",
            "target": "filter"
          }
        },
        "groups": {
          "instrument": {
            "name": "Lo-fi keys",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "piano",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "filter",
            "port": "out"
          }
        },
        "labels": {}
      }
    },
    "wobble-bass": {
      "name": "Wobble bass",
      "family": "synthesisers",
      "help": "A filter that opens and shuts in time: change the LFO’s Rate while it plays.",
      "phrase": "bass",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "bass": {
            "kind": "instrument.analogue",
            "x": 0,
            "y": 0,
            "group": "instrument",
            "p_cutoff": 9000,
            "p_resonance": 0,
            "p_sweep": 0,
            "p_attack": 0.004,
            "p_decay": 2,
            "p_sustain": 0.9,
            "p_release": 0.1,
            "p_shape": 0.2,
            "p_room": 0
          },
          "lfo": {
            "kind": "control.lfo",
            "x": 0,
            "y": 260,
            "group": "instrument",
            "p_rate": 3.6,
            "p_depth": 0.28
          },
          "filter": {
            "kind": "filter.ladder",
            "x": 340,
            "y": 0,
            "group": "instrument",
            "p_cutoff": 420,
            "p_resonance": 0.55
          },
          "drive": {
            "kind": "distortion.drive",
            "x": 680,
            "y": 0,
            "group": "instrument",
            "p_drive": 0.6,
            "p_warmth": 0.6,
            "p_gain": -1
          }
        },
        "edges": {
          "cable-1": {
            "source": "bass",
            "target": "filter"
          },
          "cable-2": {
            "source": "lfo",
            "target": "filter",
            "input": "cutoff"
          },
          "cable-3": {
            "source": "filter",
            "target": "drive"
          }
        },
        "groups": {
          "instrument": {
            "name": "Wobble bass",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "bass",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "drive",
            "port": "out"
          }
        },
        "labels": {}
      }
    },
    "music-box": {
      "name": "Music box",
      "family": "percussion",
      "help": "Small steel teeth in a wooden box, an octave higher than you play.",
      "phrase": "bells",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "up": {
            "kind": "note.transpose",
            "x": 0,
            "y": 0,
            "group": "instrument",
            "p_semitones": 12
          },
          "teeth": {
            "kind": "instrument.bells",
            "x": 340,
            "y": 0,
            "group": "instrument",
            "p_brightness": 0.6,
            "p_decay": 2.2,
            "p_release": 1.4,
            "p_room": 0.05
          },
          "box": {
            "kind": "eq.bell",
            "x": 680,
            "y": 0,
            "group": "instrument",
            "p_freq": 1900,
            "p_width": 1.2,
            "p_boost": 5
          },
          "level": {
            "kind": "effect.gain",
            "x": 1020,
            "y": 0,
            "group": "instrument",
            "p_gain": 2
          },
          "room": {
            "kind": "convolution.chamber",
            "x": 1360,
            "y": 0,
            "group": "instrument",
            "p_mix": 0.22
          }
        },
        "edges": {
          "cable-1": {
            "source": "up",
            "target": "teeth"
          },
          "cable-2": {
            "source": "teeth",
            "target": "box"
          },
          "cable-3": {
            "source": "box",
            "target": "level"
          },
          "cable-4": {
            "source": "level",
            "target": "room"
          }
        },
        "groups": {
          "instrument": {
            "name": "Music box",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "up",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "room",
            "port": "out"
          }
        },
        "labels": {}
      }
    },
    "talking-lead": {
      "name": "Talking lead",
      "family": "synthesisers",
      "help": "The louder a note begins, the wider it opens its mouth.",
      "phrase": "melody",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "lead": {
            "kind": "instrument.lead",
            "x": 0,
            "y": 0,
            "group": "instrument",
            "p_brightness": 0.9,
            "p_vibrato": 10,
            "p_release": 0.15,
            "p_room": 0
          },
          "follow": {
            "kind": "control.follower",
            "x": 340,
            "y": 260,
            "group": "instrument",
            "p_attack": 0.02,
            "p_release": 0.35,
            "p_depth": 0.9
          },
          "mouth": {
            "kind": "filter.formant",
            "x": 340,
            "y": 0,
            "group": "instrument",
            "p_vowel": 0.2,
            "p_mix": 0.95
          },
          "level": {
            "kind": "effect.gain",
            "x": 680,
            "y": 0,
            "group": "instrument",
            "p_gain": 8
          },
          "echo": {
            "kind": "effect.delay",
            "x": 1020,
            "y": 0,
            "group": "instrument",
            "p_time": 0.28,
            "p_feedback": 0.25,
            "p_mix": 0.18
          }
        },
        "edges": {
          "cable-1": {
            "source": "lead",
            "target": "mouth"
          },
          "cable-2": {
            "source": "lead",
            "target": "follow"
          },
          "cable-3": {
            "source": "follow",
            "target": "mouth",
            "input": "vowel"
          },
          "cable-4": {
            "source": "mouth",
            "target": "level"
          },
          "cable-5": {
            "source": "level",
            "target": "echo"
          }
        },
        "groups": {
          "instrument": {
            "name": "Talking lead",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "lead",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "echo",
            "port": "out"
          }
        },
        "labels": {}
      }
    },
    "strummed-guitar": {
      "name": "Strummed guitar",
      "family": "plucked strings",
      "help": "Give it a chord, and it strums: down and up by turns.",
      "phrase": "chord",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "strum": {
            "kind": "note.strum",
            "x": 0,
            "y": 0,
            "group": "instrument",
            "p_time": 0.03,
            "p_direction": 2
          },
          "guitar": {
            "kind": "instrument.pluck",
            "x": 340,
            "y": 0,
            "group": "instrument",
            "p_brightness": 0.55,
            "p_decay": 4.5,
            "p_release": 0.35,
            "p_room": 0
          },
          "body": {
            "kind": "eq.bell",
            "x": 680,
            "y": 0,
            "group": "instrument",
            "p_freq": 210,
            "p_width": 1.4,
            "p_boost": 4
          },
          "room": {
            "kind": "reverb.room",
            "x": 1020,
            "y": 0,
            "group": "instrument",
            "p_size": 0.45,
            "p_damping": 0.5,
            "p_mix": 0.2
          }
        },
        "edges": {
          "cable-1": {
            "source": "strum",
            "target": "guitar"
          },
          "cable-2": {
            "source": "guitar",
            "target": "body"
          },
          "cable-3": {
            "source": "body",
            "target": "room"
          }
        },
        "groups": {
          "instrument": {
            "name": "Strummed guitar",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "strum",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "room",
            "port": "out"
          }
        },
        "labels": {}
      }
    },
    "backwards-strings": {
      "name": "Backwards strings",
      "family": "bowed strings",
      "help": "The room comes before the note: start early, and let it arrive.",
      "phrase": "chord",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "strings": {
            "kind": "instrument.strings",
            "x": 0,
            "y": 0,
            "group": "instrument",
            "p_attack": 0.12,
            "p_release": 0.5,
            "p_brightness": 0.55,
            "p_room": 0
          },
          "room": {
            "kind": "convolution.backwards",
            "x": 340,
            "y": 0,
            "group": "instrument",
            "p_mix": 0.65,
            "p_tone": 9000
          },
          "width": {
            "kind": "space.width",
            "x": 680,
            "y": 0,
            "group": "instrument",
            "p_width": 1.7
          }
        },
        "edges": {
          "cable-1": {
            "source": "strings",
            "target": "room"
          },
          "cable-2": {
            "source": "room",
            "target": "width"
          }
        },
        "groups": {
          "instrument": {
            "name": "Backwards strings",
            "x": 0,
            "y": 0,
            "collapsed": true
          }
        },
        "ports": {
          "port-in": {
            "group": "instrument",
            "direction": "in",
            "name": "in",
            "node": "strings",
            "port": "in"
          },
          "port-out": {
            "group": "instrument",
            "direction": "out",
            "name": "out",
            "node": "width",
            "port": "out"
          }
        },
        "labels": {}
      }
    }
  },
  "demos": {
    "a-filter-shapes-the-tone": {
      "title": "A filter shapes the tone",
      "text": "This is subtractive synthesis. A saw wave has every harmonic in it; the low-pass filter takes the high ones away, as a sculptor takes stone away. Turn Cutoff slowly from left to right and listen: the tone opens from “oo” to “ah” to “ee”. Then turn Resonance up and do it again: now it whistles at the place where it cuts.",
      "phrase": "none",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "saw": {
            "kind": "osc.saw",
            "x": 0,
            "y": 0,
            "p_freq": 110,
            "p_gain": -14
          },
          "filter": {
            "kind": "filter.lowpass",
            "x": 340,
            "y": 0,
            "p_cutoff": 500,
            "p_resonance": 2
          },
          "lfo": {
            "kind": "control.lfo",
            "x": 0,
            "y": 260,
            "p_rate": 0.4,
            "p_depth": 0.22
          }
        },
        "edges": {
          "cable-1": {
            "source": "saw",
            "target": "filter"
          },
          "cable-2": {
            "source": "lfo",
            "target": "filter",
            "input": "cutoff"
          }
        },
        "groups": {},
        "ports": {},
        "labels": {
          "label-1": {
            "text": "This is subtractive synthesis. A saw wave has every harmonic in it; the low-pass filter takes the high ones away, as a sculptor takes stone away. Turn Cutoff slowly from left to right and listen: the tone opens from “oo” to “ah” to “ee”. Then turn Resonance up and do it again: now it whistles at the place where it cuts.",
            "x": 0,
            "y": -273,
            "width": 640
          },
          "label-2": {
            "text": "1. The saw gives all harmonics.",
            "x": 0,
            "y": -78,
            "width": 260
          },
          "label-3": {
            "text": "2. The filter takes the high ones away. Turn Cutoff, then Resonance.",
            "x": 340,
            "y": -78,
            "width": 260
          },
          "label-4": {
            "text": "3. The LFO turns Cutoff for you. Set its Depth to 0 to do it by hand.",
            "x": 0,
            "y": 442,
            "width": 260
          }
        }
      }
    },
    "one-wave-shakes-another-fm": {
      "title": "One wave shakes another: FM",
      "text": "In frequency modulation one wave shakes the pitch of another so fast that you hear no vibrato but a new colour. Index is how hard it shakes: from 0, a plain sine, turn it up and hear the tone become brass, then metal. Ratio is how fast: whole numbers (1, 2, 3) sound like an instrument, numbers between them like a bell.",
      "phrase": "none",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "fm": {
            "kind": "osc.fm",
            "x": 340,
            "y": 0,
            "p_freq": 165,
            "p_ratio": 2,
            "p_index": 2,
            "p_gain": -16
          },
          "strike": {
            "kind": "control.strike",
            "x": 0,
            "y": 0,
            "p_time": 0.9,
            "p_curve": 3,
            "p_depth": 0.5
          },
          "clock": {
            "kind": "control.clock",
            "x": 0,
            "y": 260,
            "p_rate": 1.2,
            "p_width": 0.3
          }
        },
        "edges": {
          "cable-1": {
            "source": "clock",
            "target": "strike",
            "input": "gate"
          },
          "cable-2": {
            "source": "strike",
            "target": "fm",
            "input": "index"
          }
        },
        "groups": {},
        "ports": {},
        "labels": {
          "label-1": {
            "text": "In frequency modulation one wave shakes the pitch of another so fast that you hear no vibrato but a new colour. Index is how hard it shakes: from 0, a plain sine, turn it up and hear the tone become brass, then metal. Ratio is how fast: whole numbers (1, 2, 3) sound like an instrument, numbers between them like a bell.",
            "x": 0,
            "y": -273,
            "width": 640
          },
          "label-2": {
            "text": "1. The clock strikes a little more than once a second.",
            "x": 0,
            "y": 442,
            "width": 260
          },
          "label-3": {
            "text": "2. Each stroke turns Index up, and it falls back: bright, then mellow.",
            "x": 0,
            "y": -78,
            "width": 260
          },
          "label-4": {
            "text": "3. Turn Ratio: 2, then 3, then 3.5. Where does it become a bell?",
            "x": 340,
            "y": -78,
            "width": 260
          }
        }
      }
    },
    "a-tone-from-many-sines": {
      "title": "A tone from many sines",
      "text": "Additive synthesis builds a tone as an organ does: many sine waves, each a little softer. Brightness says how much of the upper ones there is. Stretch moves them away from whole-number ratios: at 1.00 they melt into one tone, at 1.03 you begin to hear them apart, like a piano string and then a gong.",
      "phrase": "none",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "sum": {
            "kind": "osc.additive",
            "x": 340,
            "y": 0,
            "p_freq": 131,
            "p_brightness": 0.6,
            "p_stretch": 1,
            "p_gain": -14
          },
          "drift": {
            "kind": "control.lfo",
            "x": 0,
            "y": 0,
            "p_rate": 0.35,
            "p_depth": 0.3
          }
        },
        "edges": {
          "cable-1": {
            "source": "drift",
            "target": "sum",
            "input": "brightness"
          }
        },
        "groups": {},
        "ports": {},
        "labels": {
          "label-1": {
            "text": "Additive synthesis builds a tone as an organ does: many sine waves, each a little softer. Brightness says how much of the upper ones there is. Stretch moves them away from whole-number ratios: at 1.00 they melt into one tone, at 1.03 you begin to hear them apart, like a piano string and then a gong.",
            "x": 0,
            "y": -273,
            "width": 640
          },
          "label-2": {
            "text": "1. The LFO lets the upper sines come and go.",
            "x": 0,
            "y": -78,
            "width": 260
          },
          "label-3": {
            "text": "2. Turn Stretch slowly from 1.00 to 1.05. One tone, or many?",
            "x": 340,
            "y": -78,
            "width": 260
          }
        }
      }
    },
    "vibrato-and-tremolo": {
      "title": "Vibrato and tremolo",
      "text": "One slow wave, two effects. On the pitch it is vibrato, on the loudness it is tremolo. Turn the Depth of each LFO to 0 and back: which of the two is it? Then set both rates to 5 or 6 in a second, as a singer does, or one of them to 0.5 and hear it as a siren or a tide.",
      "phrase": "none",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "vibrato": {
            "kind": "control.lfo",
            "x": 0,
            "y": 0,
            "name": "Vibrato",
            "p_rate": 5.2,
            "p_depth": 0.006
          },
          "tremolo": {
            "kind": "control.lfo",
            "x": 0,
            "y": 260,
            "name": "Tremolo",
            "p_rate": 1.1,
            "p_depth": 0.1
          },
          "tone": {
            "kind": "osc.triangle",
            "x": 340,
            "y": 0,
            "p_freq": 262,
            "p_gain": -14
          },
          "loud": {
            "kind": "effect.gain",
            "x": 680,
            "y": 0,
            "p_gain": -6
          }
        },
        "edges": {
          "cable-1": {
            "source": "vibrato",
            "target": "tone",
            "input": "freq"
          },
          "cable-2": {
            "source": "tremolo",
            "target": "loud",
            "input": "gain"
          },
          "cable-3": {
            "source": "tone",
            "target": "loud"
          }
        },
        "groups": {},
        "ports": {},
        "labels": {
          "label-1": {
            "text": "One slow wave, two effects. On the pitch it is vibrato, on the loudness it is tremolo. Turn the Depth of each LFO to 0 and back: which of the two is it? Then set both rates to 5 or 6 in a second, as a singer does, or one of them to 0.5 and hear it as a siren or a tide.",
            "x": 0,
            "y": -273,
            "width": 640
          },
          "label-2": {
            "text": "1. This LFO turns the pitch: vibrato.",
            "x": 0,
            "y": -78,
            "width": 260
          },
          "label-3": {
            "text": "2. This one turns the loudness: tremolo.",
            "x": 0,
            "y": 442,
            "width": 260
          },
          "label-4": {
            "text": "3. Set one Depth to 0. Which of the two is left?",
            "x": 340,
            "y": -78,
            "width": 260
          }
        }
      }
    },
    "a-wah-that-listens": {
      "title": "A wah that listens",
      "text": "An envelope follower measures how loud a sound is and makes a control signal of it. Here it opens the filter that the same sound goes through: each stroke says “wow”. Turn its Depth below 0: now loud notes are dark. Turn Release up: the mouth shuts more slowly. Press Play in the transport to hear the guitar.",
      "phrase": "none",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "line": {
            "kind": "note.sequencer",
            "x": 0,
            "y": 0,
            "p_rate": 2,
            "p_steps": 8,
            "p_key": 45,
            "p_gate": 0.5,
            "p_step1": 0,
            "p_step2": 12,
            "p_step3": -25,
            "p_step4": 10,
            "p_step5": 0,
            "p_step6": -25,
            "p_step7": 7,
            "p_step8": 10
          },
          "guitar": {
            "kind": "instrument.pluck",
            "x": 340,
            "y": 0,
            "p_brightness": 0.9,
            "p_decay": 2,
            "p_release": 0.15,
            "p_room": 0
          },
          "follow": {
            "kind": "control.follower",
            "x": 340,
            "y": 260,
            "p_attack": 0.005,
            "p_release": 0.18,
            "p_depth": 0.9
          },
          "filter": {
            "kind": "filter.bandpass",
            "x": 680,
            "y": 0,
            "p_freq": 280,
            "p_width": 1.6
          },
          "level": {
            "kind": "effect.gain",
            "x": 1020,
            "y": 0,
            "p_gain": 12
          }
        },
        "edges": {
          "cable-1": {
            "source": "line",
            "target": "guitar"
          },
          "cable-2": {
            "source": "guitar",
            "target": "filter"
          },
          "cable-3": {
            "source": "guitar",
            "target": "follow"
          },
          "cable-4": {
            "source": "follow",
            "target": "filter",
            "input": "freq"
          },
          "cable-5": {
            "source": "filter",
            "target": "level"
          }
        },
        "groups": {},
        "ports": {},
        "labels": {
          "label-1": {
            "text": "An envelope follower measures how loud a sound is and makes a control signal of it. Here it opens the filter that the same sound goes through: each stroke says “wow”. Turn its Depth below 0: now loud notes are dark. Turn Release up: the mouth shuts more slowly. Press Play in the transport to hear the guitar.",
            "x": 0,
            "y": -273,
            "width": 640
          },
          "label-2": {
            "text": "1. The sequencer plays while the piece plays.",
            "x": 0,
            "y": -78,
            "width": 260
          },
          "label-3": {
            "text": "2. The follower hears how loud the guitar is.",
            "x": 340,
            "y": 442,
            "width": 260
          },
          "label-4": {
            "text": "3. Loud opens the filter: wow. Turn the follower’s Depth.",
            "x": 680,
            "y": -78,
            "width": 260
          }
        }
      }
    },
    "an-echo-that-feeds-itself": {
      "title": "An echo that feeds itself",
      "text": "An echo is the sound again, a little later. Feedback sends the echo back into itself: 0 is one echo, 0.5 is a row of them, 0.85 is nearly for ever. Time is how long one turn takes. Turn Feedback up while it sounds, then turn Time a little: why does the colour of the echoes change?",
      "phrase": "none",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "stroke": {
            "kind": "sampler.shot",
            "x": 0,
            "y": 0,
            "p_sound": 2,
            "p_pitch": 0,
            "p_rate": 0.7,
            "p_gain": 0
          },
          "echo": {
            "kind": "delay.tape",
            "x": 340,
            "y": 0,
            "p_time": 0.3,
            "p_feedback": 0.68,
            "p_wow": 0.2,
            "p_tone": 2600,
            "p_mix": 0.45
          }
        },
        "edges": {
          "cable-1": {
            "source": "stroke",
            "target": "echo"
          }
        },
        "groups": {},
        "ports": {},
        "labels": {
          "label-1": {
            "text": "An echo is the sound again, a little later. Feedback sends the echo back into itself: 0 is one echo, 0.5 is a row of them, 0.85 is nearly for ever. Time is how long one turn takes. Turn Feedback up while it sounds, then turn Time a little: why does the colour of the echoes change?",
            "x": 0,
            "y": -273,
            "width": 640
          },
          "label-2": {
            "text": "1. One stroke of a string, now and then.",
            "x": 0,
            "y": -78,
            "width": 260
          },
          "label-3": {
            "text": "2. Turn Feedback from 0 to 0.85, then Tone down: each turn is darker.",
            "x": 340,
            "y": -78,
            "width": 260
          }
        }
      }
    },
    "the-drum-makes-room": {
      "title": "The drum makes room",
      "text": "Side-chain ducking: the chord goes through the ducker, and the ducker listens to the drum at Key. Whenever the drum strikes, the chord steps back, and then it swells again: dance music breathes like that. Turn Depth to 0: the drum is buried. Turn Release until the chord is back just before the next stroke. Press Play to hear the drum.",
      "phrase": "none",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "beat": {
            "kind": "note.sequencer",
            "x": 0,
            "y": 260,
            "p_rate": 2,
            "p_steps": 2,
            "p_key": 36,
            "p_gate": 0.3,
            "p_level": 0.95,
            "p_step1": 0,
            "p_step2": -25
          },
          "drum": {
            "kind": "instrument.drums",
            "x": 340,
            "y": 260,
            "p_room": 0,
            "p_decay": 1.5
          },
          "chord": {
            "kind": "osc.supersaw",
            "x": 0,
            "y": 0,
            "p_freq": 110,
            "p_detune": 0.5,
            "p_gain": -12
          },
          "duck": {
            "kind": "dynamics.ducker",
            "x": 680,
            "y": 0,
            "p_threshold": -40,
            "p_depth": 30,
            "p_attack": 0.003,
            "p_release": 0.3
          },
          "mix": {
            "kind": "mix.four",
            "x": 1020,
            "y": 130,
            "p_gain1": -6,
            "p_gain2": -3
          }
        },
        "edges": {
          "cable-1": {
            "source": "beat",
            "target": "drum"
          },
          "cable-2": {
            "source": "drum",
            "target": "duck",
            "input": "key"
          },
          "cable-3": {
            "source": "chord",
            "target": "duck"
          },
          "cable-4": {
            "source": "duck",
            "target": "mix"
          },
          "cable-5": {
            "source": "drum",
            "target": "mix",
            "input": "in2"
          }
        },
        "groups": {},
        "ports": {},
        "labels": {
          "label-1": {
            "text": "Side-chain ducking: the chord goes through the ducker, and the ducker listens to the drum at Key. Whenever the drum strikes, the chord steps back, and then it swells again: dance music breathes like that. Turn Depth to 0: the drum is buried. Turn Release until the chord is back just before the next stroke. Press Play to hear the drum.",
            "x": 0,
            "y": -273,
            "width": 640
          },
          "label-2": {
            "text": "1. A chord that never stops.",
            "x": 0,
            "y": -78,
            "width": 260
          },
          "label-3": {
            "text": "2. The drum goes to Key: the ducker listens to it.",
            "x": 340,
            "y": 442,
            "width": 260
          },
          "label-4": {
            "text": "3. Turn Depth and Release. When does it breathe?",
            "x": 680,
            "y": -78,
            "width": 260
          }
        }
      }
    },
    "a-tune-by-sample-and-hold": {
      "title": "A tune by sample and hold",
      "text": "A slow wave goes up and down without a step. Sample and hold looks at it at each tick of the clock and keeps that value until the next tick; In tune makes a note of a scale of it. So a curve becomes a tune. Turn the LFO’s Rate a little: the tune nearly repeats, and then it does not. Turn Scale to hear it in another one.",
      "phrase": "none",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "wave": {
            "kind": "control.lfo",
            "x": 0,
            "y": 0,
            "p_rate": 0.37,
            "p_depth": 0.5,
            "p_shape": 0.2
          },
          "clock": {
            "kind": "control.clock",
            "x": 0,
            "y": 260,
            "p_rate": 5
          },
          "hold": {
            "kind": "control.hold",
            "x": 340,
            "y": 0,
            "p_rate": 0
          },
          "tune": {
            "kind": "control.melody",
            "x": 680,
            "y": 0,
            "p_scale": 3,
            "p_octaves": 2
          },
          "saw": {
            "kind": "osc.pulse",
            "x": 1020,
            "y": 0,
            "p_freq": 220,
            "p_width": 0.3,
            "p_gain": -14
          },
          "filter": {
            "kind": "filter.lowpass",
            "x": 1360,
            "y": 0,
            "p_cutoff": 1800,
            "p_resonance": 1.5
          }
        },
        "edges": {
          "cable-1": {
            "source": "wave",
            "target": "hold"
          },
          "cable-2": {
            "source": "clock",
            "target": "hold",
            "input": "trigger"
          },
          "cable-3": {
            "source": "hold",
            "target": "tune"
          },
          "cable-4": {
            "source": "tune",
            "target": "saw",
            "input": "freq"
          },
          "cable-5": {
            "source": "saw",
            "target": "filter"
          }
        },
        "groups": {},
        "ports": {},
        "labels": {
          "label-1": {
            "text": "A slow wave goes up and down without a step. Sample and hold looks at it at each tick of the clock and keeps that value until the next tick; In tune makes a note of a scale of it. So a curve becomes a tune. Turn the LFO’s Rate a little: the tune nearly repeats, and then it does not. Turn Scale to hear it in another one.",
            "x": 0,
            "y": -273,
            "width": 640
          },
          "label-2": {
            "text": "1. A wave without steps.",
            "x": 0,
            "y": -78,
            "width": 260
          },
          "label-3": {
            "text": "2. Taken at each tick of the clock.",
            "x": 340,
            "y": -78,
            "width": 260
          },
          "label-4": {
            "text": "3. Made a note of a scale. Turn Scale.",
            "x": 680,
            "y": -78,
            "width": 260
          }
        }
      }
    },
    "a-string-of-noise": {
      "title": "A string of noise",
      "text": "Karplus and Strong found in 1983 that a plucked string is a short burst of noise that runs round a loop and loses its high tones at each turn. Here the clock opens a door to noise for a moment, and the loop rings. Frequency is how long the loop is; Decay is how little it loses. Turn Mix to 0 to hear the noise alone: there is no tone in it at all.",
      "phrase": "none",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "noise": {
            "kind": "noise.white",
            "x": 0,
            "y": 0,
            "p_gain": -6
          },
          "clock": {
            "kind": "control.clock",
            "x": 0,
            "y": 260,
            "p_rate": 1.5,
            "p_width": 0.2
          },
          "burst": {
            "kind": "control.strike",
            "x": 340,
            "y": 260,
            "p_time": 0.07,
            "p_curve": 1,
            "p_depth": 1
          },
          "door": {
            "kind": "effect.gain",
            "x": 340,
            "y": 0,
            "name": "Door",
            "p_gain": -60
          },
          "string": {
            "kind": "model.string",
            "x": 680,
            "y": 0,
            "p_freq": 147,
            "p_decay": 5,
            "p_mix": 1
          },
          "level": {
            "kind": "effect.gain",
            "x": 1020,
            "y": 0,
            "p_gain": 11
          }
        },
        "edges": {
          "cable-1": {
            "source": "noise",
            "target": "door"
          },
          "cable-2": {
            "source": "clock",
            "target": "burst",
            "input": "gate"
          },
          "cable-3": {
            "source": "burst",
            "target": "door",
            "input": "gain"
          },
          "cable-4": {
            "source": "door",
            "target": "string"
          },
          "cable-5": {
            "source": "string",
            "target": "level"
          }
        },
        "groups": {},
        "ports": {},
        "labels": {
          "label-1": {
            "text": "Karplus and Strong found in 1983 that a plucked string is a short burst of noise that runs round a loop and loses its high tones at each turn. Here the clock opens a door to noise for a moment, and the loop rings. Frequency is how long the loop is; Decay is how little it loses. Turn Mix to 0 to hear the noise alone: there is no tone in it at all.",
            "x": 0,
            "y": -273,
            "width": 640
          },
          "label-2": {
            "text": "1. Noise behind a door that is shut.",
            "x": 0,
            "y": -78,
            "width": 260
          },
          "label-3": {
            "text": "2. Each tick opens it for a moment.",
            "x": 340,
            "y": 187,
            "width": 260
          },
          "label-4": {
            "text": "3. The loop rings: a string. Turn Frequency and Decay; then Mix to 0.",
            "x": 680,
            "y": -78,
            "width": 260
          }
        }
      }
    },
    "ring-modulation": {
      "title": "Ring modulation",
      "text": "Multiply two sounds, and neither of them is left: you hear the sums and the differences of their frequencies. A choir times a sine of 5 Hz trembles; times 60 Hz it croaks; times 400 Hz it is a robot or a bell. Turn the Frequency of the sine slowly all the way up. Where does the melody get lost?",
      "phrase": "none",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "choir": {
            "kind": "sampler.loop",
            "x": 0,
            "y": 0,
            "p_sound": 4,
            "p_gain": -6
          },
          "sine": {
            "kind": "osc.sine",
            "x": 0,
            "y": 260,
            "p_freq": 62,
            "p_gain": -3
          },
          "times": {
            "kind": "mix.multiply",
            "x": 340,
            "y": 0,
            "p_gain": 6
          }
        },
        "edges": {
          "cable-1": {
            "source": "choir",
            "target": "times"
          },
          "cable-2": {
            "source": "sine",
            "target": "times",
            "input": "other"
          }
        },
        "groups": {},
        "ports": {},
        "labels": {
          "label-1": {
            "text": "Multiply two sounds, and neither of them is left: you hear the sums and the differences of their frequencies. A choir times a sine of 5 Hz trembles; times 60 Hz it croaks; times 400 Hz it is a robot or a bell. Turn the Frequency of the sine slowly all the way up. Where does the melody get lost?",
            "x": 0,
            "y": -273,
            "width": 640
          },
          "label-2": {
            "text": "1. A choir that sings “ah”.",
            "x": 0,
            "y": -78,
            "width": 260
          },
          "label-3": {
            "text": "2. Turn the sine’s Frequency: 5, 60, 400 Hz.",
            "x": 0,
            "y": 442,
            "width": 260
          },
          "label-4": {
            "text": "3. One times the other: only sums and differences are left.",
            "x": 340,
            "y": -78,
            "width": 260
          }
        }
      }
    },
    "a-machine-that-plays-chords": {
      "title": "A machine that plays chords",
      "text": "Notes are events, and they go through cables, too. The sequencer plays a bass note in each half bar, Chord puts three more above it, the arpeggiator plays them one by one, and To a scale moves what does not fit. Turn the arpeggiator’s Order and Rate; then change Scale: the same machine in another mood. Press Play to hear it.",
      "phrase": "none",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "roots": {
            "kind": "note.sequencer",
            "x": 0,
            "y": 0,
            "p_rate": 0.5,
            "p_steps": 4,
            "p_key": 48,
            "p_gate": 0.98,
            "p_step1": 0,
            "p_step2": -3,
            "p_step3": 5,
            "p_step4": 7
          },
          "chord": {
            "kind": "note.chord",
            "x": 340,
            "y": 0,
            "p_interval1": 4,
            "p_interval2": 7,
            "p_interval3": 12
          },
          "run": {
            "kind": "note.arpeggiator",
            "x": 680,
            "y": 0,
            "p_order": 2,
            "p_rate": 4,
            "p_octaves": 1,
            "p_gate": 0.6
          },
          "scale": {
            "kind": "note.scale",
            "x": 1020,
            "y": 0,
            "p_root": 0,
            "p_scale": 0
          },
          "harp": {
            "kind": "instrument.pluck",
            "x": 1360,
            "y": 0,
            "p_brightness": 0.5,
            "p_decay": 4,
            "p_release": 0.8,
            "p_room": 0.3
          }
        },
        "edges": {
          "cable-1": {
            "source": "roots",
            "target": "chord"
          },
          "cable-2": {
            "source": "chord",
            "target": "run"
          },
          "cable-3": {
            "source": "run",
            "target": "scale"
          },
          "cable-4": {
            "source": "scale",
            "target": "harp"
          }
        },
        "groups": {},
        "ports": {},
        "labels": {
          "label-1": {
            "text": "Notes are events, and they go through cables, too. The sequencer plays a bass note in each half bar, Chord puts three more above it, the arpeggiator plays them one by one, and To a scale moves what does not fit. Turn the arpeggiator’s Order and Rate; then change Scale: the same machine in another mood. Press Play to hear it.",
            "x": 0,
            "y": -273,
            "width": 640
          },
          "label-2": {
            "text": "1. A root for each half bar.",
            "x": 0,
            "y": -78,
            "width": 260
          },
          "label-3": {
            "text": "2. Three notes above it.",
            "x": 340,
            "y": -78,
            "width": 260
          },
          "label-4": {
            "text": "3. One after the other. Turn Order and Rate.",
            "x": 680,
            "y": -78,
            "width": 260
          },
          "label-5": {
            "text": "4. Moved into a scale. Turn Scale.",
            "x": 1020,
            "y": -78,
            "width": 260
          }
        }
      }
    },
    "time-stands-still": {
      "title": "Time stands still",
      "text": "A granular player cuts a sound into grains of a tenth of a second and plays them overlapping, so that speed and pitch have nothing to do with each other. Turn Speed to 0: the bell stands still, and you are inside one moment of it. Turn it to -0.1: it goes backwards. Turn Size down to 0.03: the grains begin to be heard.",
      "phrase": "none",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "bell": {
            "kind": "granular.stretch",
            "x": 0,
            "y": 0,
            "p_sound": 0,
            "p_speed": 0.12,
            "p_size": 0.2,
            "p_pitch": 0,
            "p_gain": -2
          },
          "room": {
            "kind": "effect.reverb",
            "x": 340,
            "y": 0,
            "p_time": 4,
            "p_damping": 5000,
            "p_mix": 0.35
          }
        },
        "edges": {
          "cable-1": {
            "source": "bell",
            "target": "room"
          }
        },
        "groups": {},
        "ports": {},
        "labels": {
          "label-1": {
            "text": "A granular player cuts a sound into grains of a tenth of a second and plays them overlapping, so that speed and pitch have nothing to do with each other. Turn Speed to 0: the bell stands still, and you are inside one moment of it. Turn it to -0.1: it goes backwards. Turn Size down to 0.03: the grains begin to be heard.",
            "x": 0,
            "y": -273,
            "width": 640
          },
          "label-2": {
            "text": "1. Turn Speed to 0: time stands still. Then Pitch: it does not go faster.",
            "x": 0,
            "y": -78,
            "width": 260
          },
          "label-3": {
            "text": "2. A long room, so that it floats.",
            "x": 340,
            "y": -78,
            "width": 260
          }
        }
      }
    },
    "a-synthesiser-that-speaks": {
      "title": "A synthesiser that speaks",
      "text": "A vocoder measures how loud a voice is in each of twenty bands, twenty times over, and opens the same bands of another sound. Here a machine says vowels at the input Voice, and a chord of saws takes its shape. Turn Width up: the words become clearer. In a real piece, give Voice a microphone (Live input) and play the chord.",
      "phrase": "none",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "buzz": {
            "kind": "osc.saw",
            "x": 0,
            "y": 260,
            "p_freq": 130,
            "p_gain": -8
          },
          "vowels": {
            "kind": "control.steps",
            "x": 0,
            "y": 520,
            "p_rate": 4,
            "p_depth": 1
          },
          "mouth": {
            "kind": "filter.formant",
            "x": 340,
            "y": 260,
            "p_vowel": 1
          },
          "words": {
            "kind": "modulation.tremolo",
            "x": 680,
            "y": 260,
            "p_rate": 3.2,
            "p_depth": 1
          },
          "low": {
            "kind": "osc.supersaw",
            "x": 340,
            "y": 0,
            "p_freq": 110,
            "p_detune": 0.3,
            "p_gain": -12
          },
          "high": {
            "kind": "osc.supersaw",
            "x": 340,
            "y": -260,
            "p_freq": 165,
            "p_detune": 0.3,
            "p_gain": -14
          },
          "chord": {
            "kind": "mix.four",
            "x": 680,
            "y": 0,
            "p_gain1": -3,
            "p_gain2": -3
          },
          "vocoder": {
            "kind": "spectral.vocoder",
            "x": 1020,
            "y": 0,
            "p_spread": 1.25,
            "p_width": 20,
            "p_gain": -17
          }
        },
        "edges": {
          "cable-1": {
            "source": "buzz",
            "target": "mouth"
          },
          "cable-2": {
            "source": "vowels",
            "target": "mouth",
            "input": "vowel"
          },
          "cable-3": {
            "source": "mouth",
            "target": "words"
          },
          "cable-4": {
            "source": "low",
            "target": "chord"
          },
          "cable-5": {
            "source": "high",
            "target": "chord",
            "input": "in2"
          },
          "cable-6": {
            "source": "chord",
            "target": "vocoder"
          },
          "cable-7": {
            "source": "words",
            "target": "vocoder",
            "input": "voice"
          }
        },
        "groups": {},
        "ports": {},
        "labels": {
          "label-1": {
            "text": "A vocoder measures how loud a voice is in each of twenty bands, twenty times over, and opens the same bands of another sound. Here a machine says vowels at the input Voice, and a chord of saws takes its shape. Turn Width up: the words become clearer. In a real piece, give Voice a microphone (Live input) and play the chord.",
            "x": 0,
            "y": -533,
            "width": 640
          },
          "label-2": {
            "text": "1. A machine that says vowels.",
            "x": 0,
            "y": 187,
            "width": 260
          },
          "label-3": {
            "text": "2. A chord that never stops.",
            "x": 340,
            "y": -338,
            "width": 260
          },
          "label-4": {
            "text": "3. The vocoder gives the chord the shape of the voice. Turn Width.",
            "x": 1020,
            "y": -78,
            "width": 260
          }
        }
      }
    },
    "rhythms-that-are-spread-evenly": {
      "title": "Rhythms that are spread evenly",
      "text": "Euclid’s rule of 300 BC finds the rhythms of half the world: spread so many strokes as evenly as can be over so many steps. 3 in 8 is the tresillo of Cuba, 5 in 8 the cinquillo, 5 in 16 a bossa nova, 7 in 12 a bell of West Africa. Turn Strokes and Steps of either one and clap along.",
      "phrase": "none",
      "clip": {
        "antiphon_clip": 1,
        "nodes": {
          "one": {
            "kind": "control.euclid",
            "x": 0,
            "y": 0,
            "p_rate": 7,
            "p_steps": 8,
            "p_strokes": 3
          },
          "bell": {
            "kind": "sampler.shot",
            "x": 340,
            "y": 0,
            "p_sound": 2,
            "p_pitch": -12,
            "p_rate": 0,
            "p_gain": -6
          },
          "two": {
            "kind": "control.euclid",
            "x": 0,
            "y": 260,
            "p_rate": 7,
            "p_steps": 16,
            "p_strokes": 5
          },
          "glass": {
            "kind": "sampler.shot",
            "x": 340,
            "y": 260,
            "p_sound": 1,
            "p_pitch": -5,
            "p_rate": 0,
            "p_gain": -10
          },
          "mix": {
            "kind": "mix.four",
            "x": 680,
            "y": 130,
            "p_gain1": -3,
            "p_gain2": -6
          }
        },
        "edges": {
          "cable-1": {
            "source": "one",
            "target": "bell",
            "input": "trigger"
          },
          "cable-2": {
            "source": "two",
            "target": "glass",
            "input": "trigger"
          },
          "cable-3": {
            "source": "bell",
            "target": "mix"
          },
          "cable-4": {
            "source": "glass",
            "target": "mix",
            "input": "in2"
          }
        },
        "groups": {},
        "ports": {},
        "labels": {
          "label-1": {
            "text": "Euclid’s rule of 300 BC finds the rhythms of half the world: spread so many strokes as evenly as can be over so many steps. 3 in 8 is the tresillo of Cuba, 5 in 8 the cinquillo, 5 in 16 a bossa nova, 7 in 12 a bell of West Africa. Turn Strokes and Steps of either one and clap along.",
            "x": 0,
            "y": -273,
            "width": 640
          },
          "label-2": {
            "text": "1. Three strokes in eight steps. Turn Strokes.",
            "x": 0,
            "y": -78,
            "width": 260
          },
          "label-3": {
            "text": "2. Five in sixteen, at the same time.",
            "x": 0,
            "y": 442,
            "width": 260
          }
        }
      }
    }
  }
};
