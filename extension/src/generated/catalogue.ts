// Generated from catalogue.json by scripts/generate_types.py: change that, and run it again.

/** A knob of a kind of node; the field of a node is `p_` and its name. */
export interface Parameter {
  title: string;
  /** Such as `Hz`; empty for a plain number. */
  unit: string;
  minimum: number;
  maximum: number;
  default: number;
  /** How a slider runs between minimum and maximum. */
  curve: 'linear' | 'log';
  help: string;
}

/** A kind of node. */
export interface NodeKind {
  title: string;
  family: string;
  help: string;
  /** A short musical use. */
  example: string;
  /** The signal of each input port, `audio` or `control`; a control port turns the parameter of its name. */
  inputs: Readonly<Record<string, string>>;
  /** The signal of each output port. */
  outputs: Readonly<Record<string, string>>;
  /** By name, in the order in which they are shown. */
  parameters: Readonly<Record<string, Parameter>>;
}

export interface Catalogue {
  /** By kind, such as `instrument.pluck`. */
  kinds: Readonly<Record<string, NodeKind>>;
  /** What plays a part that has no instrument: the first whose regular expression finds its lower-case name. */
  defaults: readonly { instruments: string; kind: string }[];
}

export const catalogue: Catalogue = {
  "kinds": {
    "instrument.pluck": {
      "title": "Plucked strings",
      "family": "plucked strings",
      "help": "A guitar or a harp: bright at first, mellow as it rings.",
      "example": "Broken chords under a song, with Decay turned up so that the notes ring into each other.",
      "inputs": {},
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "brightness": {
          "title": "Brightness",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "How much of the upper partials sounds."
        },
        "decay": {
          "title": "Decay",
          "unit": "s",
          "minimum": 0.1,
          "maximum": 20,
          "default": 5,
          "curve": "log",
          "help": "Time for middle C to die away (by 60 dB) while it is held; higher notes are shorter."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 6,
          "default": 0.4,
          "curve": "log",
          "help": "Time for a note to die away (by 60 dB) once it is let go."
        },
        "room": {
          "title": "Room",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.22,
          "curve": "linear",
          "help": "How much of a small room is heard around the instrument."
        }
      }
    },
    "instrument.keys": {
      "title": "Piano",
      "family": "keys",
      "help": "A struck string with its hammer; plays louder and brighter when touched harder.",
      "example": "A left hand in octaves and a right hand in chords; touch makes the accents.",
      "inputs": {},
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "brightness": {
          "title": "Brightness",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "How much of the upper partials sounds."
        },
        "decay": {
          "title": "Decay",
          "unit": "s",
          "minimum": 0.1,
          "maximum": 20,
          "default": 12,
          "curve": "log",
          "help": "Time for middle C to die away (by 60 dB) while it is held; higher notes are shorter."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 6,
          "default": 0.35,
          "curve": "log",
          "help": "Time for a note to die away (by 60 dB) once it is let go."
        },
        "room": {
          "title": "Room",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.2,
          "curve": "linear",
          "help": "How much of a small room is heard around the instrument."
        }
      }
    },
    "instrument.strings": {
      "title": "Bowed strings",
      "family": "bowed strings",
      "help": "A small section of violins to double basses.",
      "example": "Long chords that swell with a crescendo; shorten the Attack for a quick figure.",
      "inputs": {},
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "attack": {
          "title": "Attack",
          "unit": "s",
          "minimum": 0.002,
          "maximum": 2,
          "default": 0.12,
          "curve": "log",
          "help": "Time from the start of a note to its full level."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 6,
          "default": 0.5,
          "curve": "log",
          "help": "Time for a note to die away (by 60 dB) once it is let go."
        },
        "brightness": {
          "title": "Brightness",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "How much of the upper partials sounds."
        },
        "vibrato": {
          "title": "Vibrato",
          "unit": "cents",
          "minimum": 0,
          "maximum": 60,
          "default": 9,
          "curve": "linear",
          "help": "How far the pitch swings up and down, once a note has settled."
        },
        "vibrato_rate": {
          "title": "Vibrato speed",
          "unit": "Hz",
          "minimum": 2,
          "maximum": 9,
          "default": 5.4,
          "curve": "linear",
          "help": "How often the pitch swings in a second."
        },
        "room": {
          "title": "Room",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.28,
          "curve": "linear",
          "help": "How much of a small room is heard around the instrument."
        }
      }
    },
    "instrument.flute": {
      "title": "Flute",
      "family": "winds",
      "help": "A breathy wind with few overtones.",
      "example": "A solo line above a pad, with a little more Breath in the low register.",
      "inputs": {},
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "attack": {
          "title": "Attack",
          "unit": "s",
          "minimum": 0.002,
          "maximum": 2,
          "default": 0.07,
          "curve": "log",
          "help": "Time from the start of a note to its full level."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 6,
          "default": 0.2,
          "curve": "log",
          "help": "Time for a note to die away (by 60 dB) once it is let go."
        },
        "brightness": {
          "title": "Brightness",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "How much of the upper partials sounds."
        },
        "breath": {
          "title": "Breath",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.35,
          "curve": "linear",
          "help": "How much air is heard in the tone."
        },
        "vibrato": {
          "title": "Vibrato",
          "unit": "cents",
          "minimum": 0,
          "maximum": 60,
          "default": 10,
          "curve": "linear",
          "help": "How far the pitch swings up and down, once a note has settled."
        },
        "vibrato_rate": {
          "title": "Vibrato speed",
          "unit": "Hz",
          "minimum": 2,
          "maximum": 9,
          "default": 5,
          "curve": "linear",
          "help": "How often the pitch swings in a second."
        },
        "room": {
          "title": "Room",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.22,
          "curve": "linear",
          "help": "How much of a small room is heard around the instrument."
        }
      }
    },
    "instrument.reed": {
      "title": "Reed",
      "family": "winds",
      "help": "A clarinet or an oboe: hollow and steady.",
      "example": "A clarinet tune in the middle register; turn Brightness up for an oboe.",
      "inputs": {},
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "attack": {
          "title": "Attack",
          "unit": "s",
          "minimum": 0.002,
          "maximum": 2,
          "default": 0.05,
          "curve": "log",
          "help": "Time from the start of a note to its full level."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 6,
          "default": 0.18,
          "curve": "log",
          "help": "Time for a note to die away (by 60 dB) once it is let go."
        },
        "brightness": {
          "title": "Brightness",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.45,
          "curve": "linear",
          "help": "How much of the upper partials sounds."
        },
        "vibrato": {
          "title": "Vibrato",
          "unit": "cents",
          "minimum": 0,
          "maximum": 60,
          "default": 4,
          "curve": "linear",
          "help": "How far the pitch swings up and down, once a note has settled."
        },
        "vibrato_rate": {
          "title": "Vibrato speed",
          "unit": "Hz",
          "minimum": 2,
          "maximum": 9,
          "default": 5,
          "curve": "linear",
          "help": "How often the pitch swings in a second."
        },
        "room": {
          "title": "Room",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.22,
          "curve": "linear",
          "help": "How much of a small room is heard around the instrument."
        }
      }
    },
    "instrument.brass": {
      "title": "Brass",
      "family": "winds",
      "help": "A trumpet or a horn: the louder, the brighter.",
      "example": "A fanfare in thirds: soft notes are horns, loud ones trumpets.",
      "inputs": {},
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "attack": {
          "title": "Attack",
          "unit": "s",
          "minimum": 0.002,
          "maximum": 2,
          "default": 0.06,
          "curve": "log",
          "help": "Time from the start of a note to its full level."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 6,
          "default": 0.2,
          "curve": "log",
          "help": "Time for a note to die away (by 60 dB) once it is let go."
        },
        "brightness": {
          "title": "Brightness",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "How much of the upper partials sounds."
        },
        "vibrato": {
          "title": "Vibrato",
          "unit": "cents",
          "minimum": 0,
          "maximum": 60,
          "default": 4,
          "curve": "linear",
          "help": "How far the pitch swings up and down, once a note has settled."
        },
        "vibrato_rate": {
          "title": "Vibrato speed",
          "unit": "Hz",
          "minimum": 2,
          "maximum": 9,
          "default": 4.8,
          "curve": "linear",
          "help": "How often the pitch swings in a second."
        },
        "room": {
          "title": "Room",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.24,
          "curve": "linear",
          "help": "How much of a small room is heard around the instrument."
        }
      }
    },
    "instrument.bass": {
      "title": "Bass",
      "family": "plucked strings",
      "help": "A plucked bass, round and low.",
      "example": "The root of every chord on the first beat, the fifth on the third.",
      "inputs": {},
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "brightness": {
          "title": "Brightness",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.4,
          "curve": "linear",
          "help": "How much of the upper partials sounds."
        },
        "decay": {
          "title": "Decay",
          "unit": "s",
          "minimum": 0.1,
          "maximum": 20,
          "default": 4,
          "curve": "log",
          "help": "Time for middle C to die away (by 60 dB) while it is held; higher notes are shorter."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 6,
          "default": 0.25,
          "curve": "log",
          "help": "Time for a note to die away (by 60 dB) once it is let go."
        },
        "room": {
          "title": "Room",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.1,
          "curve": "linear",
          "help": "How much of a small room is heard around the instrument."
        }
      }
    },
    "instrument.bells": {
      "title": "Bells",
      "family": "percussion",
      "help": "A struck bell or bar with partials of its own.",
      "example": "A high answer at the end of each phrase.",
      "inputs": {},
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "brightness": {
          "title": "Brightness",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.45,
          "curve": "linear",
          "help": "How much of the upper partials sounds."
        },
        "decay": {
          "title": "Decay",
          "unit": "s",
          "minimum": 0.1,
          "maximum": 20,
          "default": 6,
          "curve": "log",
          "help": "Time for middle C to die away (by 60 dB) while it is held; higher notes are shorter."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 6,
          "default": 2.5,
          "curve": "log",
          "help": "Time for a note to die away (by 60 dB) once it is let go."
        },
        "room": {
          "title": "Room",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.3,
          "curve": "linear",
          "help": "How much of a small room is heard around the instrument."
        }
      }
    },
    "instrument.organ": {
      "title": "Organ",
      "family": "keys",
      "help": "A rank of flue pipes with a mixture above it.",
      "example": "A chorale in four parts, with a long Room.",
      "inputs": {},
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "attack": {
          "title": "Attack",
          "unit": "s",
          "minimum": 0.002,
          "maximum": 2,
          "default": 0.03,
          "curve": "log",
          "help": "Time from the start of a note to its full level."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 6,
          "default": 0.25,
          "curve": "log",
          "help": "Time for a note to die away (by 60 dB) once it is let go."
        },
        "brightness": {
          "title": "Brightness",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.4,
          "curve": "linear",
          "help": "How much of the upper partials sounds."
        },
        "room": {
          "title": "Room",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.4,
          "curve": "linear",
          "help": "How much of a small room is heard around the instrument."
        }
      }
    },
    "instrument.voice": {
      "title": "Voice",
      "family": "voices",
      "help": "A small choir on an open vowel.",
      "example": "Four parts of a choir on one vowel; more Breath for a whisper.",
      "inputs": {},
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "attack": {
          "title": "Attack",
          "unit": "s",
          "minimum": 0.002,
          "maximum": 2,
          "default": 0.12,
          "curve": "log",
          "help": "Time from the start of a note to its full level."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 6,
          "default": 0.4,
          "curve": "log",
          "help": "Time for a note to die away (by 60 dB) once it is let go."
        },
        "brightness": {
          "title": "Brightness",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.45,
          "curve": "linear",
          "help": "How much of the upper partials sounds."
        },
        "breath": {
          "title": "Breath",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.25,
          "curve": "linear",
          "help": "How much air is heard in the tone."
        },
        "vibrato": {
          "title": "Vibrato",
          "unit": "cents",
          "minimum": 0,
          "maximum": 60,
          "default": 12,
          "curve": "linear",
          "help": "How far the pitch swings up and down, once a note has settled."
        },
        "vibrato_rate": {
          "title": "Vibrato speed",
          "unit": "Hz",
          "minimum": 2,
          "maximum": 9,
          "default": 5.3,
          "curve": "linear",
          "help": "How often the pitch swings in a second."
        },
        "room": {
          "title": "Room",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.3,
          "curve": "linear",
          "help": "How much of a small room is heard around the instrument."
        }
      }
    },
    "instrument.pad": {
      "title": "Pad",
      "family": "synthesisers",
      "help": "A wide, slow, soft cloud.",
      "example": "One chord for eight bars, far behind everything else.",
      "inputs": {},
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "attack": {
          "title": "Attack",
          "unit": "s",
          "minimum": 0.002,
          "maximum": 2,
          "default": 0.5,
          "curve": "log",
          "help": "Time from the start of a note to its full level."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 6,
          "default": 1.8,
          "curve": "log",
          "help": "Time for a note to die away (by 60 dB) once it is let go."
        },
        "brightness": {
          "title": "Brightness",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.4,
          "curve": "linear",
          "help": "How much of the upper partials sounds."
        },
        "room": {
          "title": "Room",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.4,
          "curve": "linear",
          "help": "How much of a small room is heard around the instrument."
        }
      }
    },
    "instrument.harpsichord": {
      "title": "Harpsichord",
      "family": "keys",
      "help": "Quills that pluck: bright, even and quick to stop.",
      "example": "A baroque accompaniment in quavers; touch hardly matters, so write rhythm instead.",
      "inputs": {},
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "brightness": {
          "title": "Brightness",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.55,
          "curve": "linear",
          "help": "How much of the upper partials sounds."
        },
        "decay": {
          "title": "Decay",
          "unit": "s",
          "minimum": 0.1,
          "maximum": 20,
          "default": 7,
          "curve": "log",
          "help": "Time for middle C to die away (by 60 dB) while it is held; higher notes are shorter."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 6,
          "default": 0.12,
          "curve": "log",
          "help": "Time for a note to die away (by 60 dB) once it is let go."
        },
        "room": {
          "title": "Room",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.2,
          "curve": "linear",
          "help": "How much of a small room is heard around the instrument."
        }
      }
    },
    "instrument.mallets": {
      "title": "Mallets",
      "family": "percussion",
      "help": "Wooden bars: a marimba when played softly, a xylophone when played hard.",
      "example": "A pattern of repeated notes in two interlocking hands.",
      "inputs": {},
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "brightness": {
          "title": "Brightness",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.45,
          "curve": "linear",
          "help": "How much of the upper partials sounds."
        },
        "decay": {
          "title": "Decay",
          "unit": "s",
          "minimum": 0.1,
          "maximum": 20,
          "default": 1.6,
          "curve": "log",
          "help": "Time for middle C to die away (by 60 dB) while it is held; higher notes are shorter."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 6,
          "default": 0.8,
          "curve": "log",
          "help": "Time for a note to die away (by 60 dB) once it is let go."
        },
        "room": {
          "title": "Room",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.22,
          "curve": "linear",
          "help": "How much of a small room is heard around the instrument."
        }
      }
    },
    "instrument.timpani": {
      "title": "Timpani",
      "family": "percussion",
      "help": "Kettledrums: a deep skin with a clear pitch.",
      "example": "Tonic and dominant under a cadence; a roll for a crescendo.",
      "inputs": {},
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "brightness": {
          "title": "Brightness",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "How much of the upper partials sounds."
        },
        "decay": {
          "title": "Decay",
          "unit": "s",
          "minimum": 0.1,
          "maximum": 20,
          "default": 2.5,
          "curve": "log",
          "help": "Time for middle C to die away (by 60 dB) while it is held; higher notes are shorter."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 6,
          "default": 1.2,
          "curve": "log",
          "help": "Time for a note to die away (by 60 dB) once it is let go."
        },
        "room": {
          "title": "Room",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.3,
          "curve": "linear",
          "help": "How much of a small room is heard around the instrument."
        }
      }
    },
    "instrument.lead": {
      "title": "Lead",
      "family": "synthesisers",
      "help": "A bright synthesiser that carries a tune through everything else.",
      "example": "A tune over a pad and drums, with an echo behind it.",
      "inputs": {},
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "attack": {
          "title": "Attack",
          "unit": "s",
          "minimum": 0.002,
          "maximum": 2,
          "default": 0.012,
          "curve": "log",
          "help": "Time from the start of a note to its full level."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 6,
          "default": 0.15,
          "curve": "log",
          "help": "Time for a note to die away (by 60 dB) once it is let go."
        },
        "brightness": {
          "title": "Brightness",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.55,
          "curve": "linear",
          "help": "How much of the upper partials sounds."
        },
        "vibrato": {
          "title": "Vibrato",
          "unit": "cents",
          "minimum": 0,
          "maximum": 60,
          "default": 8,
          "curve": "linear",
          "help": "How far the pitch swings up and down, once a note has settled."
        },
        "vibrato_rate": {
          "title": "Vibrato speed",
          "unit": "Hz",
          "minimum": 2,
          "maximum": 9,
          "default": 5,
          "curve": "linear",
          "help": "How often the pitch swings in a second."
        },
        "room": {
          "title": "Room",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.15,
          "curve": "linear",
          "help": "How much of a small room is heard around the instrument."
        }
      }
    },
    "instrument.synth_bass": {
      "title": "Synth bass",
      "family": "synthesisers",
      "help": "A fat, short bass with much of the fundamental.",
      "example": "Straight quavers on one note, against the drums.",
      "inputs": {},
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "brightness": {
          "title": "Brightness",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "How much of the upper partials sounds."
        },
        "decay": {
          "title": "Decay",
          "unit": "s",
          "minimum": 0.1,
          "maximum": 20,
          "default": 3,
          "curve": "log",
          "help": "Time for middle C to die away (by 60 dB) while it is held; higher notes are shorter."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 6,
          "default": 0.12,
          "curve": "log",
          "help": "Time for a note to die away (by 60 dB) once it is let go."
        },
        "room": {
          "title": "Room",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.03,
          "curve": "linear",
          "help": "How much of a small room is heard around the instrument."
        }
      }
    },
    "instrument.drums": {
      "title": "Drum kit",
      "family": "percussion",
      "help": "Drums and cymbals: each note's key picks one, as in the percussion map of General MIDI (36 bass drum, 38 snare, 42 hi-hat).",
      "example": "Bass drum on one and three, snare on two and four, closed hi-hat in quavers.",
      "inputs": {},
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "tuning": {
          "title": "Tuning",
          "unit": "semitones",
          "minimum": -12,
          "maximum": 12,
          "default": 0,
          "curve": "linear",
          "help": "Higher or lower drums; higher ones are shorter, too."
        },
        "decay": {
          "title": "Decay",
          "unit": "s",
          "minimum": 0.05,
          "maximum": 8,
          "default": 8,
          "curve": "log",
          "help": "Time in which every stroke dies away (by 60 dB) at the latest: short for a dry kit."
        },
        "room": {
          "title": "Room",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.15,
          "curve": "linear",
          "help": "How much of a small room is heard around the instrument."
        }
      }
    },
    "osc.sine": {
      "title": "Sine",
      "family": "oscillators",
      "help": "A pure tone without overtones, for as long as it is there.",
      "example": "A drone an octave below the tune; or two, a few hertz apart, that beat.",
      "inputs": {
        "freq": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 20,
          "maximum": 12000,
          "default": 220,
          "curve": "log",
          "help": "How high it sounds: 440 Hz is the A that orchestras tune to."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": 0,
          "default": -20,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "osc.saw": {
      "title": "Saw",
      "family": "oscillators",
      "help": "A bright, buzzing tone with every overtone: good to be filtered.",
      "example": "Through a low-pass filter whose cutoff an LFO turns.",
      "inputs": {
        "freq": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 20,
          "maximum": 12000,
          "default": 220,
          "curve": "log",
          "help": "How high it sounds: 440 Hz is the A that orchestras tune to."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": 0,
          "default": -20,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "osc.square": {
      "title": "Square",
      "family": "oscillators",
      "help": "A hollow tone with every other overtone.",
      "example": "A chip-tune bass, or a clarinet through a low-pass filter.",
      "inputs": {
        "freq": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 20,
          "maximum": 12000,
          "default": 220,
          "curve": "log",
          "help": "How high it sounds: 440 Hz is the A that orchestras tune to."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": 0,
          "default": -20,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "osc.triangle": {
      "title": "Triangle",
      "family": "oscillators",
      "help": "A soft, hollow tone: little more than a sine.",
      "example": "A mild drone that does not cover the voices.",
      "inputs": {
        "freq": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 20,
          "maximum": 12000,
          "default": 220,
          "curve": "log",
          "help": "How high it sounds: 440 Hz is the A that orchestras tune to."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": 0,
          "default": -20,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "osc.buzz": {
      "title": "Buzz",
      "family": "oscillators",
      "help": "A train of pulses: all overtones equally loud, up to a number that you choose.",
      "example": "Into the formant filter: it begins to speak.",
      "inputs": {
        "freq": "control",
        "harmonics": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 20,
          "maximum": 6000,
          "default": 110,
          "curve": "log",
          "help": "How high it sounds: 440 Hz is the A that orchestras tune to."
        },
        "harmonics": {
          "title": "Overtones",
          "unit": "",
          "minimum": 1,
          "maximum": 80,
          "default": 30,
          "curve": "log",
          "help": "How many overtones it has."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": 0,
          "default": -20,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "osc.supersaw": {
      "title": "Supersaw",
      "family": "oscillators",
      "help": "Eight saws side by side, a little out of tune.",
      "example": "A wide chord for a chorus: one node a note of it.",
      "inputs": {
        "freq": "control",
        "detune": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 20,
          "maximum": 4000,
          "default": 220,
          "curve": "log",
          "help": "How high it sounds: 440 Hz is the A that orchestras tune to."
        },
        "detune": {
          "title": "Detune",
          "unit": "",
          "minimum": 0,
          "maximum": 0.9,
          "default": 0.4,
          "curve": "linear",
          "help": "How far the saws are apart."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": 0,
          "default": -20,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "osc.fm": {
      "title": "FM",
      "family": "oscillators",
      "help": "One sine that shakes the pitch of another: bells, brass and electric pianos.",
      "example": "Ratio 1.4 and a pulse on Index make a bell.",
      "inputs": {
        "freq": "control",
        "ratio": "control",
        "index": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 20,
          "maximum": 4000,
          "default": 220,
          "curve": "log",
          "help": "How high it sounds: 440 Hz is the A that orchestras tune to."
        },
        "ratio": {
          "title": "Ratio",
          "unit": "",
          "minimum": 0.25,
          "maximum": 8,
          "default": 2,
          "curve": "log",
          "help": "Frequency of the shaking, as a multiple of the tone's: whole numbers are in tune."
        },
        "index": {
          "title": "Index",
          "unit": "",
          "minimum": 0,
          "maximum": 12,
          "default": 3,
          "curve": "linear",
          "help": "How far it shakes: the brightness."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": 0,
          "default": -20,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "osc.fm_stack": {
      "title": "FM stack",
      "family": "oscillators",
      "help": "Three sines, each shaking the one below: from warm to rough.",
      "example": "A growling drone with a slow drift on Top index.",
      "inputs": {
        "freq": "control",
        "index": "control",
        "top": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 20,
          "maximum": 1500,
          "default": 110,
          "curve": "log",
          "help": "How high it sounds: 440 Hz is the A that orchestras tune to."
        },
        "ratio": {
          "title": "Ratio",
          "unit": "",
          "minimum": 0.25,
          "maximum": 4,
          "default": 1.5,
          "curve": "log",
          "help": "Frequency of each sine, as a multiple of the one below."
        },
        "index": {
          "title": "Index",
          "unit": "",
          "minimum": 0,
          "maximum": 8,
          "default": 2,
          "curve": "linear",
          "help": "How much the middle one shakes the lowest."
        },
        "top": {
          "title": "Top index",
          "unit": "",
          "minimum": 0,
          "maximum": 6,
          "default": 0.5,
          "curve": "linear",
          "help": "How much the highest shakes the middle one."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": 0,
          "default": -20,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "osc.metal": {
      "title": "Metal",
      "family": "oscillators",
      "help": "Partials at unrelated distances: plates and gongs.",
      "example": "A gong: a pulse on Gain and a long reverb.",
      "inputs": {
        "freq": "control",
        "ratio": "control",
        "index": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 20,
          "maximum": 3000,
          "default": 180,
          "curve": "log",
          "help": "How high it sounds: 440 Hz is the A that orchestras tune to."
        },
        "ratio": {
          "title": "Ratio",
          "unit": "",
          "minimum": 0.1,
          "maximum": 3,
          "default": 0.71,
          "curve": "log",
          "help": "Distance of the partials, as a multiple of the frequency."
        },
        "index": {
          "title": "Brightness",
          "unit": "",
          "minimum": 0,
          "maximum": 0.85,
          "default": 0.5,
          "curve": "linear",
          "help": "How many partials are heard."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": 0,
          "default": -20,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "osc.rounded": {
      "title": "Rounded",
      "family": "oscillators",
      "help": "From a triangle to an almost square wave, with rounded corners.",
      "example": "A soft organ stop: turn Sharpness with an LFO.",
      "inputs": {
        "freq": "control",
        "sharpness": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 20,
          "maximum": 6000,
          "default": 220,
          "curve": "log",
          "help": "How high it sounds: 440 Hz is the A that orchestras tune to."
        },
        "sharpness": {
          "title": "Sharpness",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.25,
          "curve": "linear",
          "help": "From round (0) to angular (1)."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": 0,
          "default": -20,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "osc.additive": {
      "title": "Additive",
      "family": "oscillators",
      "help": "Eight sines whose distances and levels you choose.",
      "example": "Stretch a little above 1 for a bell, exactly 1 for an organ.",
      "inputs": {
        "freq": "control",
        "brightness": "control",
        "stretch": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 20,
          "maximum": 1500,
          "default": 220,
          "curve": "log",
          "help": "How high it sounds: 440 Hz is the A that orchestras tune to."
        },
        "brightness": {
          "title": "Brightness",
          "unit": "",
          "minimum": 0.05,
          "maximum": 1,
          "default": 0.6,
          "curve": "linear",
          "help": "Level of each partial, as a share of the one below."
        },
        "stretch": {
          "title": "Stretch",
          "unit": "",
          "minimum": 0.8,
          "maximum": 1.2,
          "default": 1,
          "curve": "linear",
          "help": "Distances of the partials: 1 is in tune, more is a bell."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": 0,
          "default": -20,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "osc.chaos": {
      "title": "Chaos",
      "family": "oscillators",
      "help": "An equation of the weather (Lorenz) made audible: between a tone and noise.",
      "example": "Very softly behind an acoustic part, as a texture.",
      "inputs": {
        "pitch": "control",
        "chaos": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "pitch": {
          "title": "Pitch",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "From slow (0) to high (1)."
        },
        "chaos": {
          "title": "Chaos",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "From almost periodic (0) to noise (1)."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": 0,
          "default": -20,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "noise.white": {
      "title": "White noise",
      "family": "noise",
      "help": "Every frequency equally: a hiss.",
      "example": "A hi-hat or a snare: a pulse on Gain and a high-pass filter.",
      "inputs": {
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": -6,
          "default": -26,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "noise.pink": {
      "title": "Pink noise",
      "family": "noise",
      "help": "Every octave equally: rain.",
      "example": "A bed of rain under a quiet passage.",
      "inputs": {
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": -6,
          "default": -26,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "noise.brown": {
      "title": "Brown noise",
      "family": "noise",
      "help": "Mostly low: thunder and surf.",
      "example": "Surf: a slow LFO on Gain.",
      "inputs": {
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": -6,
          "default": -26,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "noise.dust": {
      "title": "Dust",
      "family": "noise",
      "help": "Clicks at random moments: a fire, a record, drops.",
      "example": "Drops in a cave: Frequency high, Density low, a long reverb.",
      "inputs": {
        "freq": "control",
        "density": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 20,
          "maximum": 8000,
          "default": 2000,
          "curve": "log",
          "help": "How high it sounds: 440 Hz is the A that orchestras tune to."
        },
        "density": {
          "title": "Density",
          "unit": "Hz",
          "minimum": 0.2,
          "maximum": 200,
          "default": 8,
          "curve": "log",
          "help": "Clicks a second, on average."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": 0,
          "default": -12,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "noise.wind": {
      "title": "Wind",
      "family": "noise",
      "help": "Noise that whistles and gusts.",
      "example": "Between two scenes: open it with a slow envelope on Gain.",
      "inputs": {
        "freq": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 20,
          "maximum": 4000,
          "default": 600,
          "curve": "log",
          "help": "How high it sounds: 440 Hz is the A that orchestras tune to."
        },
        "gusts": {
          "title": "Gusts",
          "unit": "Hz",
          "minimum": 0.05,
          "maximum": 8,
          "default": 0.6,
          "curve": "log",
          "help": "How often the wind turns, a second."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": -6,
          "default": -26,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "filter.lowpass": {
      "title": "Low-pass filter",
      "family": "filters",
      "help": "Takes away what is above the cutoff.",
      "example": "Close it in the verse and open it for the chorus.",
      "inputs": {
        "in": "audio",
        "cutoff": "control",
        "resonance": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "cutoff": {
          "title": "Cutoff",
          "unit": "Hz",
          "minimum": 60,
          "maximum": 16000,
          "default": 4000,
          "curve": "log",
          "help": "Frequency above which the sound is taken away."
        },
        "resonance": {
          "title": "Resonance",
          "unit": "",
          "minimum": 0.5,
          "maximum": 6,
          "default": 0.7,
          "curve": "log",
          "help": "How much the sound is lifted at the cutoff."
        }
      }
    },
    "filter.highpass": {
      "title": "High-pass filter",
      "family": "filters",
      "help": "Takes away what is below the cutoff.",
      "example": "On everything but bass and drums, to make room for them.",
      "inputs": {
        "in": "audio",
        "cutoff": "control",
        "resonance": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "cutoff": {
          "title": "Cutoff",
          "unit": "Hz",
          "minimum": 20,
          "maximum": 16000,
          "default": 200,
          "curve": "log",
          "help": "Frequency below which the sound is taken away."
        },
        "resonance": {
          "title": "Resonance",
          "unit": "",
          "minimum": 0.5,
          "maximum": 6,
          "default": 0.7,
          "curve": "log",
          "help": "How much the sound is lifted at the cutoff."
        }
      }
    },
    "filter.bandpass": {
      "title": "Band-pass filter",
      "family": "filters",
      "help": "Keeps a band of frequencies, as a telephone does.",
      "example": "A voice on the telephone: 1500 Hz, narrowness 1.",
      "inputs": {
        "in": "audio",
        "freq": "control",
        "width": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 60,
          "maximum": 12000,
          "default": 1000,
          "curve": "log",
          "help": "Middle of the band."
        },
        "width": {
          "title": "Narrowness",
          "unit": "",
          "minimum": 0.5,
          "maximum": 12,
          "default": 1,
          "curve": "log",
          "help": "How narrow the band is."
        }
      }
    },
    "filter.notch": {
      "title": "Notch filter",
      "family": "filters",
      "help": "Takes a band of frequencies away.",
      "example": "Remove a hum: 50 Hz, very narrow.",
      "inputs": {
        "in": "audio",
        "freq": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 30,
          "maximum": 12000,
          "default": 1000,
          "curve": "log",
          "help": "Middle of the band."
        },
        "width": {
          "title": "Narrowness",
          "unit": "",
          "minimum": 0.5,
          "maximum": 12,
          "default": 2,
          "curve": "log",
          "help": "How narrow the band is."
        }
      }
    },
    "filter.ladder": {
      "title": "Ladder filter",
      "family": "filters",
      "help": "The low-pass of the early synthesisers: steep, and it sings at the cutoff.",
      "example": "An acid bass: a saw, much resonance, a sequence on Cutoff.",
      "inputs": {
        "in": "audio",
        "cutoff": "control",
        "resonance": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "cutoff": {
          "title": "Cutoff",
          "unit": "Hz",
          "minimum": 60,
          "maximum": 10000,
          "default": 1200,
          "curve": "log",
          "help": "Frequency above which the sound is taken away."
        },
        "resonance": {
          "title": "Resonance",
          "unit": "",
          "minimum": 0,
          "maximum": 0.9,
          "default": 0.4,
          "curve": "linear",
          "help": "How much it sings at the cutoff."
        }
      }
    },
    "filter.morph": {
      "title": "Morphing filter",
      "family": "filters",
      "help": "From low-pass over band-pass to high-pass.",
      "example": "A slow ramp on Shape through a build-up.",
      "inputs": {
        "in": "audio",
        "cutoff": "control",
        "shape": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "cutoff": {
          "title": "Cutoff",
          "unit": "Hz",
          "minimum": 60,
          "maximum": 7500,
          "default": 1200,
          "curve": "log",
          "help": "Frequency at which it works."
        },
        "resonance": {
          "title": "Resonance",
          "unit": "",
          "minimum": 0.5,
          "maximum": 6,
          "default": 1,
          "curve": "log",
          "help": "How much the sound is lifted at the cutoff."
        },
        "shape": {
          "title": "Shape",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0,
          "curve": "linear",
          "help": "Low-pass (0), band-pass (0.5), high-pass (1)."
        }
      }
    },
    "filter.comb": {
      "title": "Comb filter",
      "family": "filters",
      "help": "A very short echo that turns noise into a pitch.",
      "example": "Noise in, a chord out: three of them, each on a note.",
      "inputs": {
        "in": "audio",
        "freq": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 20,
          "maximum": 4000,
          "default": 220,
          "curve": "log",
          "help": "Pitch to which it is tuned."
        },
        "feedback": {
          "title": "Feedback",
          "unit": "",
          "minimum": 0,
          "maximum": 0.95,
          "default": 0.8,
          "curve": "linear",
          "help": "How clearly the pitch is heard."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.7,
          "curve": "linear",
          "help": "From the dry sound (0) to the filtered sound alone (1)."
        }
      }
    },
    "filter.formant": {
      "title": "Formant filter",
      "family": "filters",
      "help": "Gives a sound the vowels of a voice.",
      "example": "A buzz that says a-e-o: an LFO on Vowel.",
      "inputs": {
        "in": "audio",
        "vowel": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "vowel": {
          "title": "Vowel",
          "unit": "",
          "minimum": 0,
          "maximum": 2,
          "default": 0,
          "curve": "linear",
          "help": "a (0), e (1), o (2), and between them."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "From the dry sound (0) to the vowel alone (1)."
        }
      }
    },
    "eq.low": {
      "title": "Low shelf",
      "family": "equalisers",
      "help": "Lifts or lowers the bass.",
      "example": "-6 dB on a muddy guitar.",
      "inputs": {
        "in": "audio",
        "boost": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 40,
          "maximum": 1000,
          "default": 200,
          "curve": "log",
          "help": "Frequency below which it works."
        },
        "boost": {
          "title": "Boost",
          "unit": "dB",
          "minimum": -24,
          "maximum": 12,
          "default": 0,
          "curve": "linear",
          "help": "How much it is lifted or lowered."
        }
      }
    },
    "eq.high": {
      "title": "High shelf",
      "family": "equalisers",
      "help": "Lifts or lowers the treble.",
      "example": "+4 dB for air on a voice.",
      "inputs": {
        "in": "audio",
        "boost": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 1000,
          "maximum": 14000,
          "default": 5000,
          "curve": "log",
          "help": "Frequency above which it works."
        },
        "boost": {
          "title": "Boost",
          "unit": "dB",
          "minimum": -24,
          "maximum": 12,
          "default": 0,
          "curve": "linear",
          "help": "How much it is lifted or lowered."
        }
      }
    },
    "eq.bell": {
      "title": "Bell",
      "family": "equalisers",
      "help": "Lifts or lowers a band.",
      "example": "Lower 400 Hz by some dB where a mix sounds like a box.",
      "inputs": {
        "in": "audio",
        "freq": "control",
        "boost": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 40,
          "maximum": 12000,
          "default": 1000,
          "curve": "log",
          "help": "Middle of the band."
        },
        "width": {
          "title": "Narrowness",
          "unit": "",
          "minimum": 0.3,
          "maximum": 8,
          "default": 1,
          "curve": "log",
          "help": "How narrow the band is."
        },
        "boost": {
          "title": "Boost",
          "unit": "dB",
          "minimum": -24,
          "maximum": 12,
          "default": 0,
          "curve": "linear",
          "help": "How much it is lifted or lowered."
        }
      }
    },
    "eq.three": {
      "title": "Three bands",
      "family": "equalisers",
      "help": "Bass, middle and treble, as on a radio.",
      "example": "The quickest way to set parts apart from each other.",
      "inputs": {
        "in": "audio",
        "low": "control",
        "mid": "control",
        "high": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "low": {
          "title": "Bass",
          "unit": "dB",
          "minimum": -24,
          "maximum": 12,
          "default": 0,
          "curve": "linear",
          "help": "Change below 250 Hz."
        },
        "mid": {
          "title": "Middle",
          "unit": "dB",
          "minimum": -24,
          "maximum": 12,
          "default": 0,
          "curve": "linear",
          "help": "Change around 1200 Hz."
        },
        "high": {
          "title": "Treble",
          "unit": "dB",
          "minimum": -24,
          "maximum": 12,
          "default": 0,
          "curve": "linear",
          "help": "Change above 4000 Hz."
        }
      }
    },
    "model.resonator": {
      "title": "Resonator",
      "family": "models",
      "help": "A body that rings at one pitch when something strikes it.",
      "example": "Dust into three resonators: a little bell tree.",
      "inputs": {
        "in": "audio",
        "freq": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 40,
          "maximum": 6000,
          "default": 440,
          "curve": "log",
          "help": "Pitch at which it rings."
        },
        "decay": {
          "title": "Decay",
          "unit": "s",
          "minimum": 0.01,
          "maximum": 4,
          "default": 0.5,
          "curve": "log",
          "help": "How long it rings."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "From the dry sound (0) to the ringing alone (1)."
        }
      }
    },
    "model.string": {
      "title": "String",
      "family": "models",
      "help": "A string that sounds when something touches it (a digital waveguide).",
      "example": "Noise with a pulse on its Gain plucks it.",
      "inputs": {
        "in": "audio",
        "freq": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 40,
          "maximum": 2000,
          "default": 110,
          "curve": "log",
          "help": "Pitch to which it is tuned."
        },
        "decay": {
          "title": "Decay",
          "unit": "s",
          "minimum": 0.1,
          "maximum": 12,
          "default": 4,
          "curve": "log",
          "help": "How long it rings."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.8,
          "curve": "linear",
          "help": "From the dry sound (0) to the string alone (1)."
        }
      }
    },
    "model.sympathetic": {
      "title": "Sympathetic strings",
      "family": "models",
      "help": "Four strings, a major chord, that ring along with what is played.",
      "example": "Behind a plucked part: a sitar's halo.",
      "inputs": {
        "in": "audio",
        "freq": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 40,
          "maximum": 1000,
          "default": 110,
          "curve": "log",
          "help": "Pitch of the lowest string."
        },
        "decay": {
          "title": "Decay",
          "unit": "s",
          "minimum": 0.1,
          "maximum": 12,
          "default": 5,
          "curve": "log",
          "help": "How long they ring."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.35,
          "curve": "linear",
          "help": "From the dry sound (0) to the strings alone (1)."
        }
      }
    },
    "dynamics.compressor": {
      "title": "Compressor",
      "family": "dynamics",
      "help": "Makes the loud softer, so that everything can be louder.",
      "example": "On a lead voice: ratio 3, then some gain.",
      "inputs": {
        "in": "audio",
        "threshold": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "threshold": {
          "title": "Threshold",
          "unit": "dB",
          "minimum": -70,
          "maximum": 0,
          "default": -30,
          "curve": "linear",
          "help": "Level at which it begins to work."
        },
        "ratio": {
          "title": "Ratio",
          "unit": "",
          "minimum": 1,
          "maximum": 20,
          "default": 3,
          "curve": "log",
          "help": "By how much it turns down: at 4, 4 dB more come out as 1."
        },
        "attack": {
          "title": "Attack",
          "unit": "s",
          "minimum": 0.001,
          "maximum": 0.2,
          "default": 0.01,
          "curve": "log",
          "help": "How quickly it begins to work."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.01,
          "maximum": 1.5,
          "default": 0.15,
          "curve": "log",
          "help": "How quickly it stops working."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -24,
          "maximum": 12,
          "default": 3,
          "curve": "linear",
          "help": "Change of level behind it."
        }
      }
    },
    "dynamics.limiter": {
      "title": "Limiter",
      "family": "dynamics",
      "help": "Nothing gets louder than the threshold.",
      "example": "Last behind a wild patch.",
      "inputs": {
        "in": "audio"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "threshold": {
          "title": "Threshold",
          "unit": "dB",
          "minimum": -40,
          "maximum": 0,
          "default": -12,
          "curve": "linear",
          "help": "Level that it keeps."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.01,
          "maximum": 1.5,
          "default": 0.1,
          "curve": "log",
          "help": "How quickly it stops working."
        }
      }
    },
    "dynamics.gate": {
      "title": "Gate",
      "family": "dynamics",
      "help": "Silent below the threshold.",
      "example": "Noise through a gate: only what is meant comes through.",
      "inputs": {
        "in": "audio",
        "threshold": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "threshold": {
          "title": "Threshold",
          "unit": "dB",
          "minimum": -70,
          "maximum": 0,
          "default": -45,
          "curve": "linear",
          "help": "Level at which it begins to work."
        },
        "attack": {
          "title": "Attack",
          "unit": "s",
          "minimum": 0.001,
          "maximum": 0.2,
          "default": 0.005,
          "curve": "log",
          "help": "How quickly it begins to work."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.01,
          "maximum": 1.5,
          "default": 0.1,
          "curve": "log",
          "help": "How quickly it stops working."
        }
      }
    },
    "dynamics.expander": {
      "title": "Expander",
      "family": "dynamics",
      "help": "Makes the soft softer: more contrast.",
      "example": "On percussion with too much room around it.",
      "inputs": {
        "in": "audio"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "threshold": {
          "title": "Threshold",
          "unit": "dB",
          "minimum": -70,
          "maximum": 0,
          "default": -40,
          "curve": "linear",
          "help": "Level at which it begins to work."
        },
        "ratio": {
          "title": "Ratio",
          "unit": "",
          "minimum": 1,
          "maximum": 8,
          "default": 2,
          "curve": "log",
          "help": "By how much it turns down what is below the threshold."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.01,
          "maximum": 1.5,
          "default": 0.15,
          "curve": "log",
          "help": "How quickly it stops working."
        }
      }
    },
    "distortion.drive": {
      "title": "Overdrive",
      "family": "distortion",
      "help": "A small amplifier turned up too far.",
      "example": "On an electric guitar, before the echo.",
      "inputs": {
        "in": "audio",
        "drive": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "drive": {
          "title": "Drive",
          "unit": "",
          "minimum": 0,
          "maximum": 0.98,
          "default": 0.7,
          "curve": "linear",
          "help": "How hard it is driven."
        },
        "warmth": {
          "title": "Warmth",
          "unit": "",
          "minimum": 0,
          "maximum": 0.95,
          "default": 0.6,
          "curve": "linear",
          "help": "How much of the edge is taken off."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -36,
          "maximum": 6,
          "default": -9,
          "curve": "linear",
          "help": "Change of level behind it."
        }
      }
    },
    "distortion.tube": {
      "title": "Tube",
      "family": "distortion",
      "help": "Rounds the peaks: warm.",
      "example": "A touch of it on a bass.",
      "inputs": {
        "in": "audio",
        "drive": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "drive": {
          "title": "Drive",
          "unit": "",
          "minimum": 1,
          "maximum": 40,
          "default": 4,
          "curve": "log",
          "help": "How hard it is driven."
        },
        "bias": {
          "title": "Bias",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.2,
          "curve": "linear",
          "help": "Leaning: even overtones."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -36,
          "maximum": 6,
          "default": -9,
          "curve": "linear",
          "help": "Change of level behind it."
        }
      }
    },
    "distortion.clip": {
      "title": "Hard clip",
      "family": "distortion",
      "help": "Cuts the peaks off: harsh.",
      "example": "On drums, for a broken loudspeaker.",
      "inputs": {
        "in": "audio",
        "drive": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "drive": {
          "title": "Drive",
          "unit": "",
          "minimum": 1,
          "maximum": 60,
          "default": 4,
          "curve": "log",
          "help": "How hard it is driven."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -36,
          "maximum": 6,
          "default": -9,
          "curve": "linear",
          "help": "Change of level behind it."
        }
      }
    },
    "distortion.fold": {
      "title": "Wave folder",
      "family": "distortion",
      "help": "Peaks that go too far come back: ever more overtones.",
      "example": "A sine in, an LFO on Drive: a west-coast synthesiser.",
      "inputs": {
        "in": "audio",
        "drive": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "drive": {
          "title": "Drive",
          "unit": "",
          "minimum": 1,
          "maximum": 80,
          "default": 8,
          "curve": "log",
          "help": "How hard it is driven."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -36,
          "maximum": 6,
          "default": -9,
          "curve": "linear",
          "help": "Change of level behind it."
        }
      }
    },
    "distortion.crush": {
      "title": "Bit crusher",
      "family": "distortion",
      "help": "As an old computer would play it.",
      "example": "8 bits on a drum kit.",
      "inputs": {
        "in": "audio",
        "bits": "control",
        "rate": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "bits": {
          "title": "Bits",
          "unit": "",
          "minimum": 2,
          "maximum": 16,
          "default": 8,
          "curve": "linear",
          "help": "Fewer are coarser."
        },
        "rate": {
          "title": "Rate",
          "unit": "",
          "minimum": 0.02,
          "maximum": 1,
          "default": 0.4,
          "curve": "log",
          "help": "Share of the sample rate."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "From the dry sound (0) to the crushed sound alone (1)."
        }
      }
    },
    "distortion.rectify": {
      "title": "Rectifier",
      "family": "distortion",
      "help": "Folds the lower half of the wave up: an octave higher.",
      "example": "A fuzzy octave over a guitar solo.",
      "inputs": {
        "in": "audio",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.6,
          "curve": "linear",
          "help": "From the dry sound (0) to the octave alone (1)."
        }
      }
    },
    "effect.delay": {
      "title": "Echo",
      "family": "delays",
      "help": "Repeats the sound after a while, softer each time.",
      "example": "A dotted quaver behind a plucked line.",
      "inputs": {
        "in": "audio",
        "feedback": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "time": {
          "title": "Time",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 2,
          "default": 0.375,
          "curve": "log",
          "help": "Time between two repeats."
        },
        "feedback": {
          "title": "Feedback",
          "unit": "",
          "minimum": 0,
          "maximum": 0.85,
          "default": 0.35,
          "curve": "linear",
          "help": "How much of each repeat is repeated again."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.25,
          "curve": "linear",
          "help": "From the dry sound (0) to the echo alone (1)."
        }
      }
    },
    "delay.pingpong": {
      "title": "Ping-pong echo",
      "family": "delays",
      "help": "Repeats that jump from one side to the other.",
      "example": "On single notes with rests between them.",
      "inputs": {
        "in": "audio",
        "feedback": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "time": {
          "title": "Time",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 2,
          "default": 0.3,
          "curve": "log",
          "help": "Time between two repeats."
        },
        "feedback": {
          "title": "Feedback",
          "unit": "",
          "minimum": 0,
          "maximum": 0.85,
          "default": 0.5,
          "curve": "linear",
          "help": "How much of each repeat is repeated again."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.3,
          "curve": "linear",
          "help": "From the dry sound (0) to the echo alone (1)."
        }
      }
    },
    "delay.double": {
      "title": "Doubling",
      "family": "delays",
      "help": "A second player, a moment later.",
      "example": "Thickens a voice or a guitar.",
      "inputs": {
        "in": "audio",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "time": {
          "title": "Time",
          "unit": "s",
          "minimum": 0.005,
          "maximum": 0.12,
          "default": 0.028,
          "curve": "log",
          "help": "How much later the second is."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.4,
          "curve": "linear",
          "help": "From the dry sound (0) to the second player alone (1)."
        }
      }
    },
    "delay.tape": {
      "title": "Tape echo",
      "family": "delays",
      "help": "An echo that wavers and grows darker.",
      "example": "Dub: a chord on the off-beat, much feedback.",
      "inputs": {
        "in": "audio",
        "feedback": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "time": {
          "title": "Time",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 2,
          "default": 0.375,
          "curve": "log",
          "help": "Time between two repeats."
        },
        "feedback": {
          "title": "Feedback",
          "unit": "",
          "minimum": 0,
          "maximum": 0.85,
          "default": 0.5,
          "curve": "linear",
          "help": "How much of each repeat is repeated again."
        },
        "wow": {
          "title": "Wow",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.3,
          "curve": "linear",
          "help": "How unsteady the tape is."
        },
        "tone": {
          "title": "Tone",
          "unit": "Hz",
          "minimum": 400,
          "maximum": 12000,
          "default": 2500,
          "curve": "log",
          "help": "Frequency above which the echo grows dark."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.3,
          "curve": "linear",
          "help": "From the dry sound (0) to the echo alone (1)."
        }
      }
    },
    "effect.reverb": {
      "title": "Reverb",
      "family": "reverbs",
      "help": "A hall around the sound.",
      "example": "A little on every part puts them into one room.",
      "inputs": {
        "in": "audio",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "time": {
          "title": "Time",
          "unit": "s",
          "minimum": 0.3,
          "maximum": 8,
          "default": 1.8,
          "curve": "log",
          "help": "Time for the hall to fall silent (by 40 dB)."
        },
        "damping": {
          "title": "Tone",
          "unit": "Hz",
          "minimum": 800,
          "maximum": 12000,
          "default": 5000,
          "curve": "log",
          "help": "Frequency above which the walls swallow the sound."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.25,
          "curve": "linear",
          "help": "From the dry sound (0) to the hall alone (1)."
        }
      }
    },
    "reverb.room": {
      "title": "Room",
      "family": "reverbs",
      "help": "A small, even room.",
      "example": "On drums, short.",
      "inputs": {
        "in": "audio",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "size": {
          "title": "Size",
          "unit": "",
          "minimum": 0,
          "maximum": 0.95,
          "default": 0.5,
          "curve": "linear",
          "help": "From a cupboard (0) to a hall (1)."
        },
        "damping": {
          "title": "Damping",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "How much treble the walls swallow."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.25,
          "curve": "linear",
          "help": "From the dry sound (0) to the room alone (1)."
        }
      }
    },
    "reverb.plate": {
      "title": "Plate",
      "family": "reverbs",
      "help": "A dense, bright plate of steel.",
      "example": "On a voice or a snare.",
      "inputs": {
        "in": "audio",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "length": {
          "title": "Length",
          "unit": "",
          "minimum": 0,
          "maximum": 0.92,
          "default": 0.7,
          "curve": "linear",
          "help": "How long it rings."
        },
        "damping": {
          "title": "Tone",
          "unit": "Hz",
          "minimum": 800,
          "maximum": 12000,
          "default": 6000,
          "curve": "log",
          "help": "Frequency above which it is damped."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.25,
          "curve": "linear",
          "help": "From the dry sound (0) to the plate alone (1)."
        }
      }
    },
    "effect.chorus": {
      "title": "Chorus",
      "family": "modulation",
      "help": "Several slightly detuned copies: one player becomes a group.",
      "example": "On a pad or a clean guitar.",
      "inputs": {
        "in": "audio",
        "depth": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": 0,
          "maximum": 2,
          "default": 0.8,
          "curve": "linear",
          "help": "How far the copies move."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.4,
          "curve": "linear",
          "help": "From the dry sound (0) to the chorus alone (1)."
        }
      }
    },
    "modulation.flanger": {
      "title": "Flanger",
      "family": "modulation",
      "help": "A comb that sweeps: a jet passing over.",
      "example": "On cymbals or a distorted guitar.",
      "inputs": {
        "in": "audio",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "rate": {
          "title": "Speed",
          "unit": "Hz",
          "minimum": 0.05,
          "maximum": 8,
          "default": 0.3,
          "curve": "log",
          "help": "Times a second."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.7,
          "curve": "linear",
          "help": "How far it goes."
        },
        "feedback": {
          "title": "Feedback",
          "unit": "",
          "minimum": 0,
          "maximum": 0.85,
          "default": 0.5,
          "curve": "linear",
          "help": "How sharp the comb is."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "From the dry sound (0) to the delayed sound alone (1)."
        }
      }
    },
    "modulation.phaser": {
      "title": "Phaser",
      "family": "modulation",
      "help": "Notches that sweep: softer than a flanger.",
      "example": "On an electric piano.",
      "inputs": {
        "in": "audio",
        "freq": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 100,
          "maximum": 3000,
          "default": 700,
          "curve": "log",
          "help": "Frequency around which the notches sweep."
        },
        "rate": {
          "title": "Speed",
          "unit": "Hz",
          "minimum": 0.05,
          "maximum": 8,
          "default": 0.4,
          "curve": "log",
          "help": "Times a second."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.6,
          "curve": "linear",
          "help": "How far it goes."
        },
        "feedback": {
          "title": "Feedback",
          "unit": "",
          "minimum": 0,
          "maximum": 0.7,
          "default": 0.3,
          "curve": "linear",
          "help": "How sharp the notches are."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "From the dry sound (0) to the phased sound alone (1)."
        }
      }
    },
    "modulation.tremolo": {
      "title": "Tremolo",
      "family": "modulation",
      "help": "Louder and softer, regularly.",
      "example": "On a guitar chord, as fast as its quavers.",
      "inputs": {
        "in": "audio",
        "rate": "control",
        "depth": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "rate": {
          "title": "Speed",
          "unit": "Hz",
          "minimum": 0.1,
          "maximum": 20,
          "default": 5,
          "curve": "log",
          "help": "Times a second."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.6,
          "curve": "linear",
          "help": "How far it goes."
        }
      }
    },
    "modulation.autopan": {
      "title": "Auto-pan",
      "family": "modulation",
      "help": "From side to side, regularly.",
      "example": "Slowly, on a pad.",
      "inputs": {
        "in": "audio",
        "rate": "control",
        "depth": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "rate": {
          "title": "Speed",
          "unit": "Hz",
          "minimum": 0.05,
          "maximum": 12,
          "default": 0.4,
          "curve": "log",
          "help": "Times a second."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.8,
          "curve": "linear",
          "help": "How far it goes."
        }
      }
    },
    "modulation.vibrato": {
      "title": "Vibrato",
      "family": "modulation",
      "help": "The pitch swings up and down.",
      "example": "On an oscillator that is too straight.",
      "inputs": {
        "in": "audio",
        "depth": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "rate": {
          "title": "Speed",
          "unit": "Hz",
          "minimum": 2,
          "maximum": 9,
          "default": 5.4,
          "curve": "linear",
          "help": "How often the pitch swings in a second."
        },
        "depth": {
          "title": "Depth",
          "unit": "cents",
          "minimum": 0,
          "maximum": 80,
          "default": 20,
          "curve": "linear",
          "help": "How far the pitch swings."
        }
      }
    },
    "modulation.ring": {
      "title": "Ring modulator",
      "family": "modulation",
      "help": "Multiplies with a sine: bells and robots.",
      "example": "A voice with 30 Hz is a robot.",
      "inputs": {
        "in": "audio",
        "freq": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 1,
          "maximum": 5000,
          "default": 300,
          "curve": "log",
          "help": "Frequency of the sine."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.7,
          "curve": "linear",
          "help": "From the dry sound (0) to the modulated sound alone (1)."
        }
      }
    },
    "modulation.wah": {
      "title": "Wah",
      "family": "modulation",
      "help": "A filter that opens with every louder note.",
      "example": "On a funky guitar or a keyboard.",
      "inputs": {
        "in": "audio",
        "freq": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 100,
          "maximum": 1000,
          "default": 300,
          "curve": "log",
          "help": "Where the filter rests."
        },
        "sensitivity": {
          "title": "Sensitivity",
          "unit": "",
          "minimum": 0.5,
          "maximum": 40,
          "default": 10,
          "curve": "log",
          "help": "How far a note opens it."
        },
        "resonance": {
          "title": "Resonance",
          "unit": "",
          "minimum": 0.7,
          "maximum": 6,
          "default": 2.5,
          "curve": "log",
          "help": "How sharp it is."
        }
      }
    },
    "modulation.rotary": {
      "title": "Rotary loudspeaker",
      "family": "modulation",
      "help": "A loudspeaker that turns round.",
      "example": "On an organ: slow in the verse, fast in the chorus.",
      "inputs": {
        "in": "audio",
        "rate": "control",
        "depth": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "rate": {
          "title": "Speed",
          "unit": "Hz",
          "minimum": 0.2,
          "maximum": 9,
          "default": 1,
          "curve": "log",
          "help": "Times a second."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.8,
          "curve": "linear",
          "help": "How far it goes."
        }
      }
    },
    "pitch.shift": {
      "title": "Pitch shift",
      "family": "pitch",
      "help": "Higher or lower without getting faster.",
      "example": "An octave below a bass line.",
      "inputs": {
        "in": "audio",
        "interval": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "interval": {
          "title": "Interval",
          "unit": "semitones",
          "minimum": -24,
          "maximum": 24,
          "default": -12,
          "curve": "linear",
          "help": "How much higher or lower."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "From the dry sound (0) to the shifted sound alone (1)."
        }
      }
    },
    "pitch.harmony": {
      "title": "Harmony",
      "family": "pitch",
      "help": "Two more voices at fixed intervals.",
      "example": "4 and 7 semitones: parallel major chords.",
      "inputs": {
        "in": "audio",
        "first": "control",
        "second": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "first": {
          "title": "First voice",
          "unit": "semitones",
          "minimum": -24,
          "maximum": 24,
          "default": 4,
          "curve": "linear",
          "help": "How much higher or lower."
        },
        "second": {
          "title": "Second voice",
          "unit": "semitones",
          "minimum": -24,
          "maximum": 24,
          "default": 7,
          "curve": "linear",
          "help": "How much higher or lower."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "From the dry sound (0) to the two voices alone (1)."
        }
      }
    },
    "pitch.frequency": {
      "title": "Frequency shift",
      "family": "pitch",
      "help": "Moves every partial by the same number of hertz: out of tune with itself.",
      "example": "By 2 Hz: a phaser without an end.",
      "inputs": {
        "in": "audio",
        "shift": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "shift": {
          "title": "Shift",
          "unit": "Hz",
          "minimum": -1000,
          "maximum": 1000,
          "default": 80,
          "curve": "linear",
          "help": "How far."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "From the dry sound (0) to the shifted sound alone (1)."
        }
      }
    },
    "spectral.blur": {
      "title": "Blur",
      "family": "spectral",
      "help": "Smears the spectrum in time: every note becomes a cloud.",
      "example": "Behind a piano, for a dream.",
      "inputs": {
        "in": "audio",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "time": {
          "title": "Time",
          "unit": "",
          "minimum": 0,
          "maximum": 0.97,
          "default": 0.8,
          "curve": "linear",
          "help": "How long everything lingers."
        },
        "damping": {
          "title": "Treble",
          "unit": "",
          "minimum": 0.5,
          "maximum": 1,
          "default": 0.9,
          "curve": "linear",
          "help": "How long the treble lingers beside the bass."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.6,
          "curve": "linear",
          "help": "From the dry sound (0) to the cloud alone (1)."
        }
      }
    },
    "spectral.sieve": {
      "title": "Sieve",
      "family": "spectral",
      "help": "Keeps only the strongest partials: glassy.",
      "example": "On noise or a full chord.",
      "inputs": {
        "in": "audio"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "threshold": {
          "title": "Threshold",
          "unit": "dB",
          "minimum": -90,
          "maximum": -20,
          "default": -55,
          "curve": "linear",
          "help": "Partials softer than this are taken away."
        },
        "rest": {
          "title": "Rest",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0,
          "curve": "linear",
          "help": "How much is left of the others."
        }
      }
    },
    "spectral.stretch": {
      "title": "Spectral transposition",
      "family": "spectral",
      "help": "Multiplies every frequency; metallic and smooth.",
      "example": "Ratio 1.5: a fifth made of glass.",
      "inputs": {
        "in": "audio",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "ratio": {
          "title": "Ratio",
          "unit": "",
          "minimum": 0.25,
          "maximum": 4,
          "default": 1.5,
          "curve": "log",
          "help": "By how much every frequency is multiplied."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.6,
          "curve": "linear",
          "help": "From the dry sound (0) to the transposed sound alone (1)."
        }
      }
    },
    "spectral.vocoder": {
      "title": "Vocoder",
      "family": "spectral",
      "help": "Gives one sound the spectrum of another: a pad that speaks.",
      "example": "A voice into Voice, a saw or a pad into the other.",
      "inputs": {
        "in": "audio",
        "voice": "audio",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "spread": {
          "title": "Spread",
          "unit": "",
          "minimum": 1.1,
          "maximum": 1.35,
          "default": 1.25,
          "curve": "linear",
          "help": "Distance of the bands."
        },
        "width": {
          "title": "Narrowness",
          "unit": "",
          "minimum": 5,
          "maximum": 40,
          "default": 20,
          "curve": "log",
          "help": "How narrow the bands are."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -24,
          "maximum": 6,
          "default": -9,
          "curve": "linear",
          "help": "Change of level behind it."
        }
      }
    },
    "space.pan": {
      "title": "Pan",
      "family": "space",
      "help": "Places a sound between left and right.",
      "example": "With a slow drift on it, a sound that wanders.",
      "inputs": {
        "in": "audio",
        "pan": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "pan": {
          "title": "Place",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0,
          "curve": "linear",
          "help": "Left (-1), middle (0), right (1)."
        }
      }
    },
    "space.width": {
      "title": "Width",
      "family": "space",
      "help": "From mono to wider than it was.",
      "example": "0 for a bass, 1.5 for a pad.",
      "inputs": {
        "in": "audio",
        "width": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "width": {
          "title": "Width",
          "unit": "",
          "minimum": 0,
          "maximum": 2,
          "default": 1.3,
          "curve": "linear",
          "help": "Mono (0), as it was (1), twice as wide (2)."
        }
      }
    },
    "space.haas": {
      "title": "Precedence",
      "family": "space",
      "help": "The right side comes a little later: the sound moves to the left and grows wide.",
      "example": "On one of two guitars.",
      "inputs": {
        "in": "audio"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "time": {
          "title": "Time",
          "unit": "s",
          "minimum": 0.0002,
          "maximum": 0.04,
          "default": 0.012,
          "curve": "log",
          "help": "How much later."
        }
      }
    },
    "space.binaural": {
      "title": "Around the head",
      "family": "space",
      "help": "Places a sound around somebody who wears headphones.",
      "example": "An LFO on Direction: it walks around you.",
      "inputs": {
        "in": "audio",
        "azimuth": "control",
        "elevation": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "azimuth": {
          "title": "Direction",
          "unit": "°",
          "minimum": -180,
          "maximum": 180,
          "default": 60,
          "curve": "linear",
          "help": "In front (0), right (90), behind (180), left (-90)."
        },
        "elevation": {
          "title": "Height",
          "unit": "°",
          "minimum": -40,
          "maximum": 90,
          "default": 0,
          "curve": "linear",
          "help": "Below (-40), level (0), above (90)."
        }
      }
    },
    "effect.gain": {
      "title": "Gain",
      "family": "mixing",
      "help": "Louder or softer.",
      "example": "With a pulse on it, a stutter; with a follower at negative depth, a sound that makes way for another.",
      "inputs": {
        "in": "audio",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": 12,
          "default": 0,
          "curve": "linear",
          "help": "Change of level."
        }
      }
    },
    "mix.crossfade": {
      "title": "Crossfade",
      "family": "mixing",
      "help": "From one sound to another.",
      "example": "An LFO between two timbres of one part.",
      "inputs": {
        "in": "audio",
        "other": "audio",
        "position": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "position": {
          "title": "Position",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "The first (0), the second (1)."
        }
      }
    },
    "mix.multiply": {
      "title": "Multiply",
      "family": "mixing",
      "help": "One sound times another: both their sums and differences.",
      "example": "A voice times a drone.",
      "inputs": {
        "in": "audio",
        "other": "audio",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -24,
          "maximum": 12,
          "default": 12,
          "curve": "linear",
          "help": "Change of level behind it."
        }
      }
    },
    "mix.four": {
      "title": "Mixer",
      "family": "mixing",
      "help": "Four sounds, each at its level.",
      "example": "The oscillators of one patch, before their filter.",
      "inputs": {
        "in": "audio",
        "in2": "audio",
        "in3": "audio",
        "in4": "audio",
        "gain1": "control",
        "gain2": "control",
        "gain3": "control",
        "gain4": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "gain1": {
          "title": "Gain 1",
          "unit": "dB",
          "minimum": -60,
          "maximum": 6,
          "default": -6,
          "curve": "linear",
          "help": "Level of sound 1."
        },
        "gain2": {
          "title": "Gain 2",
          "unit": "dB",
          "minimum": -60,
          "maximum": 6,
          "default": -6,
          "curve": "linear",
          "help": "Level of sound 2."
        },
        "gain3": {
          "title": "Gain 3",
          "unit": "dB",
          "minimum": -60,
          "maximum": 6,
          "default": -6,
          "curve": "linear",
          "help": "Level of sound 3."
        },
        "gain4": {
          "title": "Gain 4",
          "unit": "dB",
          "minimum": -60,
          "maximum": 6,
          "default": -6,
          "curve": "linear",
          "help": "Level of sound 4."
        }
      }
    },
    "input.live": {
      "title": "Live input",
      "family": "live",
      "help": "What the server's sound card or JACK hears now: a microphone, or an instrument. It is silent unless the server was started with an input.",
      "example": "A singer through a reverb, beside the parts that play.",
      "inputs": {
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "parameters": {
        "channel": {
          "title": "Channel",
          "unit": "",
          "minimum": 0,
          "maximum": 8,
          "default": 0,
          "curve": "linear",
          "help": "Which input is heard: 0 for the first two, left and right; 1 to 8 for one of them in the middle."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": 12,
          "default": 0,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "midi.keyboard": {
      "title": "MIDI keyboard",
      "family": "live",
      "help": "Plays the instruments of a part with the keys of a MIDI keyboard at the server; its output says how hard the last key was struck.",
      "example": "A pupil improvises over the chords of the others; the output opens a filter with the touch.",
      "inputs": {},
      "outputs": {
        "out": "control"
      },
      "parameters": {
        "channel": {
          "title": "Channel",
          "unit": "",
          "minimum": 0,
          "maximum": 16,
          "default": 0,
          "curve": "linear",
          "help": "Which MIDI channel is heard: 1 to 16, or 0 for all."
        },
        "transpose": {
          "title": "Transpose",
          "unit": "semitones",
          "minimum": -36,
          "maximum": 36,
          "default": 0,
          "curve": "linear",
          "help": "How much higher it sounds than the keys say."
        },
        "touch": {
          "title": "Touch",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "How much it counts how hard a key is struck: 0 makes all notes equally loud."
        },
        "value": {
          "title": "Held",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0,
          "curve": "linear",
          "help": "How hard the last key was struck, 0 while none is held: the keys turn it."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "How far it turns what it is plugged into: 1 by the whole length of its slider, less than 0 the other way."
        }
      }
    },
    "midi.control": {
      "title": "MIDI control",
      "family": "live",
      "help": "A knob, wheel or pedal of a MIDI device at the server, as a control signal.",
      "example": "The modulation wheel (1) on the cutoff of a filter; the expression pedal (11) on a gain.",
      "inputs": {},
      "outputs": {
        "out": "control"
      },
      "parameters": {
        "controller": {
          "title": "Controller",
          "unit": "",
          "minimum": 0,
          "maximum": 128,
          "default": 1,
          "curve": "linear",
          "help": "Its number: 1 is the modulation wheel, 7 volume, 11 expression, 64 the pedal; 128 stands for the pitch bend."
        },
        "channel": {
          "title": "Channel",
          "unit": "",
          "minimum": 0,
          "maximum": 16,
          "default": 0,
          "curve": "linear",
          "help": "Which MIDI channel is heard: 1 to 16, or 0 for all."
        },
        "smooth": {
          "title": "Smoothing",
          "unit": "s",
          "minimum": 0.002,
          "maximum": 2,
          "default": 0.02,
          "curve": "log",
          "help": "Time that it takes to arrive, so that its 128 steps are not heard."
        },
        "value": {
          "title": "Position",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0,
          "curve": "linear",
          "help": "Where it is before it is moved for the first time: the controller turns it from 0 to 1, the pitch bend from -1 to 1."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "How far it turns what it is plugged into: 1 by the whole length of its slider, less than 0 the other way."
        }
      }
    },
    "control.lfo": {
      "title": "LFO",
      "family": "control",
      "help": "Swings up and down, slowly.",
      "example": "On Cutoff: the filter breathes.",
      "inputs": {
        "rate": "control",
        "depth": "control"
      },
      "outputs": {
        "out": "control"
      },
      "parameters": {
        "rate": {
          "title": "Speed",
          "unit": "Hz",
          "minimum": 0.01,
          "maximum": 20,
          "default": 0.5,
          "curve": "log",
          "help": "Times a second."
        },
        "shape": {
          "title": "Shape",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0,
          "curve": "linear",
          "help": "From a sine (0) to a square (1)."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.2,
          "curve": "linear",
          "help": "How much of a knob's slider it moves, up or (negative) down."
        }
      }
    },
    "control.ramp": {
      "title": "Ramp",
      "family": "control",
      "help": "Rises evenly and starts again.",
      "example": "On Gain, negative: a rhythm of fading notes.",
      "inputs": {
        "rate": "control",
        "depth": "control"
      },
      "outputs": {
        "out": "control"
      },
      "parameters": {
        "rate": {
          "title": "Speed",
          "unit": "Hz",
          "minimum": 0.01,
          "maximum": 20,
          "default": 1,
          "curve": "log",
          "help": "Times a second."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.3,
          "curve": "linear",
          "help": "How much of a knob's slider it moves, up or (negative) down."
        }
      }
    },
    "control.pulse": {
      "title": "Pulse",
      "family": "control",
      "help": "Strikes and dies away, regularly.",
      "example": "On the Gain of an oscillator that is at its lowest: an instrument that plays by itself.",
      "inputs": {
        "rate": "control",
        "depth": "control"
      },
      "outputs": {
        "out": "control"
      },
      "parameters": {
        "rate": {
          "title": "Speed",
          "unit": "Hz",
          "minimum": 0.05,
          "maximum": 20,
          "default": 2,
          "curve": "log",
          "help": "Strokes a second."
        },
        "curve": {
          "title": "Curve",
          "unit": "",
          "minimum": 0.3,
          "maximum": 12,
          "default": 3,
          "curve": "log",
          "help": "Low: dies away evenly; high: a short click."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "How much of a knob's slider it moves, up or (negative) down."
        }
      }
    },
    "control.drift": {
      "title": "Drift",
      "family": "control",
      "help": "Wanders at random, smoothly.",
      "example": "A little on Frequency: an oscillator that lives.",
      "inputs": {
        "rate": "control",
        "depth": "control"
      },
      "outputs": {
        "out": "control"
      },
      "parameters": {
        "rate": {
          "title": "Speed",
          "unit": "Hz",
          "minimum": 0.02,
          "maximum": 20,
          "default": 0.5,
          "curve": "log",
          "help": "New directions a second."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.1,
          "curve": "linear",
          "help": "How much of a knob's slider it moves, up or (negative) down."
        }
      }
    },
    "control.steps": {
      "title": "Random steps",
      "family": "control",
      "help": "Jumps to a new place, regularly.",
      "example": "On Cutoff, in quavers: a science-fiction computer.",
      "inputs": {
        "rate": "control",
        "depth": "control"
      },
      "outputs": {
        "out": "control"
      },
      "parameters": {
        "rate": {
          "title": "Speed",
          "unit": "Hz",
          "minimum": 0.05,
          "maximum": 20,
          "default": 4,
          "curve": "log",
          "help": "Jumps a second."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.3,
          "curve": "linear",
          "help": "How much of a knob's slider it moves, up or (negative) down."
        }
      }
    },
    "control.sequence": {
      "title": "Sequence",
      "family": "control",
      "help": "Eight steps, again and again.",
      "example": "On Frequency: an ostinato.",
      "inputs": {
        "rate": "control"
      },
      "outputs": {
        "out": "control"
      },
      "parameters": {
        "rate": {
          "title": "Speed",
          "unit": "Hz",
          "minimum": 0.1,
          "maximum": 20,
          "default": 4,
          "curve": "log",
          "help": "Steps a second."
        },
        "step1": {
          "title": "Step 1",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0,
          "curve": "linear",
          "help": "Where step 1 is."
        },
        "step2": {
          "title": "Step 2",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.1,
          "curve": "linear",
          "help": "Where step 2 is."
        },
        "step3": {
          "title": "Step 3",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.2,
          "curve": "linear",
          "help": "Where step 3 is."
        },
        "step4": {
          "title": "Step 4",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.1,
          "curve": "linear",
          "help": "Where step 4 is."
        },
        "step5": {
          "title": "Step 5",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.3,
          "curve": "linear",
          "help": "Where step 5 is."
        },
        "step6": {
          "title": "Step 6",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.2,
          "curve": "linear",
          "help": "Where step 6 is."
        },
        "step7": {
          "title": "Step 7",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.1,
          "curve": "linear",
          "help": "Where step 7 is."
        },
        "step8": {
          "title": "Step 8",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.4,
          "curve": "linear",
          "help": "Where step 8 is."
        }
      }
    },
    "control.follower": {
      "title": "Envelope follower",
      "family": "control",
      "help": "Follows how loud a sound is.",
      "example": "From the drums to a pad's Gain at depth -0.3: the pad makes way.",
      "inputs": {
        "in": "audio",
        "depth": "control"
      },
      "outputs": {
        "out": "control"
      },
      "parameters": {
        "attack": {
          "title": "Attack",
          "unit": "s",
          "minimum": 0.001,
          "maximum": 0.5,
          "default": 0.01,
          "curve": "log",
          "help": "How quickly it rises."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.01,
          "maximum": 3,
          "default": 0.2,
          "curve": "log",
          "help": "How quickly it falls."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "How much of a knob's slider it moves, up or (negative) down."
        }
      }
    },
    "control.knob": {
      "title": "Knob",
      "family": "control",
      "help": "One value for several knobs at once.",
      "example": "One hand for the cutoff of every filter.",
      "inputs": {},
      "outputs": {
        "out": "control"
      },
      "parameters": {
        "value": {
          "title": "Value",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0,
          "curve": "linear",
          "help": "What it sends."
        }
      }
    },
    "control.scale": {
      "title": "Scale",
      "family": "control",
      "help": "Makes a control signal larger or smaller, or turns it round.",
      "example": "One LFO opens one filter and closes another (-1).",
      "inputs": {
        "in": "control",
        "amount": "control",
        "offset": "control"
      },
      "outputs": {
        "out": "control"
      },
      "parameters": {
        "amount": {
          "title": "Amount",
          "unit": "",
          "minimum": -2,
          "maximum": 2,
          "default": 1,
          "curve": "linear",
          "help": "By how much it is multiplied."
        },
        "offset": {
          "title": "Offset",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0,
          "curve": "linear",
          "help": "What is added."
        }
      }
    },
    "control.smooth": {
      "title": "Smooth",
      "family": "control",
      "help": "Rounds the jumps of a control signal.",
      "example": "Behind a sequence on Frequency: a glide.",
      "inputs": {
        "in": "control"
      },
      "outputs": {
        "out": "control"
      },
      "parameters": {
        "rise": {
          "title": "Rise",
          "unit": "s",
          "minimum": 0.001,
          "maximum": 4,
          "default": 0.1,
          "curve": "log",
          "help": "How slowly it goes up."
        },
        "fall": {
          "title": "Fall",
          "unit": "s",
          "minimum": 0.001,
          "maximum": 4,
          "default": 0.1,
          "curve": "log",
          "help": "How slowly it goes down."
        }
      }
    },
    "control.product": {
      "title": "Product",
      "family": "control",
      "help": "One control signal times another.",
      "example": "An LFO that a follower lets in.",
      "inputs": {
        "in": "control",
        "other": "control",
        "amount": "control"
      },
      "outputs": {
        "out": "control"
      },
      "parameters": {
        "amount": {
          "title": "Amount",
          "unit": "",
          "minimum": -2,
          "maximum": 2,
          "default": 1,
          "curve": "linear",
          "help": "By how much the product is multiplied."
        }
      }
    }
  },
  "defaults": [
    {
      "instruments": "synth(esi[sz]er)? bass|bass synth",
      "kind": "instrument.synth_bass"
    },
    {
      "instruments": "\\blead\\b",
      "kind": "instrument.lead"
    },
    {
      "instruments": "organ|accordion|bagpipe|harmonica",
      "kind": "instrument.organ"
    },
    {
      "instruments": "bell|celesta|glock|vibra|steel drum|triangle|gong|tam-?tam|chime",
      "kind": "instrument.bells"
    },
    {
      "instruments": "marimba|xylo|kalimba|mallet|balafon",
      "kind": "instrument.mallets"
    },
    {
      "instruments": "timpani|kettledrum",
      "kind": "instrument.timpani"
    },
    {
      "instruments": "drum|percussion|snare|tom-?toms?\\b|cymbal|hi-?hat|tambourine|wood ?block|cowbell|conga|bongo|timbales|taiko|maracas|castanets|ratchet|whip|vibraslap|claves|temple block|agogo|cuica|shaker|guiro|cabasa",
      "kind": "instrument.drums"
    },
    {
      "instruments": "soprano sax|alto sax|tenor sax|baritone sax|saxophone",
      "kind": "instrument.reed"
    },
    {
      "instruments": "clarinet|oboe|bassoon|english horn|shehnai|reed|woodwind",
      "kind": "instrument.reed"
    },
    {
      "instruments": "flute|piccolo|recorder|ocarina|whistle|shakuhachi",
      "kind": "instrument.flute"
    },
    {
      "instruments": "trumpet|trombone|tuba|horn|cornet|brass|euphonium",
      "kind": "instrument.brass"
    },
    {
      "instruments": "contrabass|violoncello|cello|viola|violin|string",
      "kind": "instrument.strings"
    },
    {
      "instruments": "acoustic bass|electric bass|fretless bass|bass guitar",
      "kind": "instrument.bass"
    },
    {
      "instruments": "guitar|harp\\b|lute|banjo|mandolin|ukulele|koto|shamisen|sitar|dulcimer|pluck",
      "kind": "instrument.pluck"
    },
    {
      "instruments": "piano|clavichord|keyboard",
      "kind": "instrument.keys"
    },
    {
      "instruments": "harpsichord|spinet|virginal",
      "kind": "instrument.harpsichord"
    },
    {
      "instruments": "soprano|alto\\b|tenor|baritone|\\bbass\\b|voice|choir|vocal|sing",
      "kind": "instrument.voice"
    },
    {
      "instruments": "\\bpad\\b|synth|sampler",
      "kind": "instrument.pad"
    }
  ]
};
