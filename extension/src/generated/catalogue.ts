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
  /** Whether only whole numbers mean something. */
  whole?: boolean;
  /** Whether the engine makes the node anew for another value. */
  fixed?: boolean;
  /** What each whole number from the minimum on is called, where it has a name. */
  choices?: readonly string[];
  help: string;
}

/** A kind of node. */
export interface NodeKind {
  title: string;
  family: string;
  help: string;
  /** A short musical use. */
  example: string;
  /** The signal of each input port, `audio`, `control` or `note`; a control port turns the parameter of its name. */
  inputs: Readonly<Record<string, string>>;
  /** The signal of each output port. */
  outputs: Readonly<Record<string, string>>;
  /** Microseconds that it takes of each block of 128 frames at 48 kHz, where that was measured. */
  cost: number;
  /** Microseconds more for each note that sounds, of an instrument. */
  voice_cost?: number;
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
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 23,
      "voice_cost": 7.9,
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
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 31,
      "voice_cost": 3.6,
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
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 23,
      "voice_cost": 6.4,
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
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 29,
      "voice_cost": 15,
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
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 21,
      "voice_cost": 7.8,
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
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 21,
      "voice_cost": 7.7,
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
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 19,
      "voice_cost": 6,
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
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 22,
      "voice_cost": 6.5,
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
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 17,
      "voice_cost": 7.3,
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
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 23,
      "voice_cost": 12,
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
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 15,
      "voice_cost": 6.9,
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
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 22,
      "voice_cost": 7.7,
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
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 20,
      "voice_cost": 7.2,
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
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 19,
      "voice_cost": 7.2,
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
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 17,
      "voice_cost": 8.8,
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
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 22,
      "voice_cost": 6.8,
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
    "instrument.analogue": {
      "title": "Analogue synthesiser",
      "family": "synthesisers",
      "help": "A bright wave through a low-pass filter that opens with each note, as in the synthesisers of the seventies.",
      "example": "A sequence in semiquavers while a hand turns the Cutoff slowly up; with Sustain at 0 and a short Decay it plucks.",
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 120,
      "voice_cost": 0.64,
      "parameters": {
        "cutoff": {
          "title": "Cutoff",
          "unit": "Hz",
          "minimum": 40,
          "maximum": 16000,
          "default": 600,
          "curve": "log",
          "help": "What of middle C the filter lets through where the envelope does not open it further: all below this frequency."
        },
        "resonance": {
          "title": "Resonance",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.15,
          "curve": "linear",
          "help": "How much what is at the cutoff stands out."
        },
        "sweep": {
          "title": "Envelope to cutoff",
          "unit": "octaves",
          "minimum": 0,
          "maximum": 7,
          "default": 2.5,
          "curve": "linear",
          "help": "How far a note opens the filter when it is played as loudly as can be."
        },
        "tracking": {
          "title": "Keyboard to cutoff",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "How much higher notes open the filter: at 1 an octave is an octave."
        },
        "attack": {
          "title": "Attack",
          "unit": "s",
          "minimum": 0.002,
          "maximum": 4,
          "default": 0.006,
          "curve": "log",
          "help": "Time from the start of a note to its full level."
        },
        "decay": {
          "title": "Decay",
          "unit": "s",
          "minimum": 0.05,
          "maximum": 20,
          "default": 2,
          "curve": "log",
          "help": "Time in which a held note has fallen to the sustained level (come 60 dB closer to it)."
        },
        "sustain": {
          "title": "Sustain",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.6,
          "curve": "linear",
          "help": "Level of a held note after the decay, as a share of its loudest."
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
        "shape": {
          "title": "Shape",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0,
          "curve": "linear",
          "help": "From a saw (0) to a hollow square (1), for the notes to come."
        },
        "glide": {
          "title": "Glide",
          "unit": "s",
          "minimum": 0,
          "maximum": 1,
          "default": 0,
          "curve": "linear",
          "help": "Time in which a note's pitch arrives from that of the note before."
        },
        "room": {
          "title": "Room",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.12,
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
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 15,
      "voice_cost": 9.5,
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
    "instrument.soundfont": {
      "title": "SoundFont",
      "family": "SoundFonts",
      "help": "Plays a preset of a SoundFont: the 128 sounds of General MIDI, or its drum kits in bank 128.",
      "example": "A grand piano, or a whole orchestra as General MIDI files expect it.",
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 29,
      "voice_cost": 2.8,
      "parameters": {
        "program": {
          "title": "Program",
          "unit": "",
          "minimum": -1,
          "maximum": 127,
          "default": -1,
          "curve": "linear",
          "whole": true,
          "fixed": true,
          "help": "The sound, as General MIDI counts from 0; -1: by the name of the part's instrument."
        },
        "bank": {
          "title": "Bank",
          "unit": "",
          "minimum": 0,
          "maximum": 128,
          "default": 0,
          "curve": "linear",
          "whole": true,
          "fixed": true,
          "help": "128 are the drum kits."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": 0,
          "default": 0,
          "curve": "linear",
          "help": "How loud it is."
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
      "cost": 0.91,
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
      "cost": 5.5,
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
      "cost": 3,
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
      "cost": 5.1,
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
      "cost": 6.5,
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
      "cost": 21,
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
      "cost": 2.7,
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
      "cost": 4.7,
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
      "cost": 3.6,
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
      "cost": 3,
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
      "cost": 20,
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
      "cost": 4,
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
    "osc.pulse": {
      "title": "Pulse wave",
      "family": "oscillators",
      "help": "A pulse whose width can be moved: hollow in the middle, thin and nasal towards the end.",
      "example": "A slow LFO on Width thickens a single line.",
      "inputs": {
        "freq": "control",
        "width": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 4.7,
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 20,
          "maximum": 12000,
          "default": 220,
          "curve": "log",
          "help": "Pitch of the tone."
        },
        "width": {
          "title": "Width",
          "unit": "",
          "minimum": 0.03,
          "maximum": 0.5,
          "default": 0.25,
          "curve": "linear",
          "help": "How much of each cycle is up; 0.5 is a square."
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
    "osc.wavetable": {
      "title": "Wavetable",
      "family": "oscillators",
      "help": "Passes between nine shapes without a step: sine, triangle, saw, square, pulse, organ, two vowels and a metallic one.",
      "example": "An envelope or a slow LFO on Position, so that each note opens.",
      "inputs": {
        "freq": "control",
        "position": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 6,
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 20,
          "maximum": 12000,
          "default": 220,
          "curve": "log",
          "help": "Pitch of the tone."
        },
        "position": {
          "title": "Position",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.3,
          "curve": "linear",
          "help": "Place between the first shape (0) and the last (1)."
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
      "cost": 19,
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
      "cost": 22,
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
      "cost": 20,
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
      "cost": 23,
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
      "cost": 27,
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
    "sampler.loop": {
      "title": "Loop player",
      "family": "samplers",
      "help": "Plays a sound of the set round and round, or a part of it, faster or slower.",
      "example": "Rain or the sea under a quiet scene; a short Length makes a tone of anything.",
      "inputs": {
        "pitch": "control",
        "start": "control",
        "length": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 9.3,
      "parameters": {
        "sound": {
          "title": "Sound",
          "unit": "",
          "minimum": 0,
          "maximum": 11,
          "default": 4,
          "curve": "linear",
          "help": "0 bell, 1 glass, 2 plucked string, 3 gong, 4 choir ah, 5 choir oh, 6 strings, 7 drops, 8 breath, 9 rain, 10 vinyl, 11 sea; to the nearest."
        },
        "pitch": {
          "title": "Pitch",
          "unit": "semitones",
          "minimum": -24,
          "maximum": 24,
          "default": 0,
          "curve": "linear",
          "help": "How much higher or lower than it is; its tones are in A."
        },
        "start": {
          "title": "Start",
          "unit": "",
          "minimum": 0,
          "maximum": 0.95,
          "default": 0,
          "curve": "linear",
          "help": "Where the loop begins, as a share of the sound."
        },
        "length": {
          "title": "Length",
          "unit": "",
          "minimum": 0.02,
          "maximum": 1,
          "default": 1,
          "curve": "log",
          "help": "How much of the sound goes round."
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
    "sampler.shot": {
      "title": "One-shot player",
      "family": "samplers",
      "help": "Strikes a sound of the set, by itself or whenever a gate comes on; four strokes can ring at once.",
      "example": "Bells on a Euclidean rhythm: control.euclid into Trigger, Strokes by itself at 0.",
      "inputs": {
        "trigger": "control",
        "pitch": "control",
        "start": "control",
        "rate": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 15,
      "parameters": {
        "sound": {
          "title": "Sound",
          "unit": "",
          "minimum": 0,
          "maximum": 11,
          "default": 0,
          "curve": "linear",
          "help": "0 bell, 1 glass, 2 plucked string, 3 gong, 4 choir ah, 5 choir oh, 6 strings, 7 drops, 8 breath, 9 rain, 10 vinyl, 11 sea; to the nearest."
        },
        "pitch": {
          "title": "Pitch",
          "unit": "semitones",
          "minimum": -24,
          "maximum": 24,
          "default": 0,
          "curve": "linear",
          "help": "How much higher or lower than it is; its tones are in A."
        },
        "start": {
          "title": "Start",
          "unit": "",
          "minimum": 0,
          "maximum": 0.95,
          "default": 0,
          "curve": "linear",
          "help": "How much of its beginning is left out."
        },
        "rate": {
          "title": "Strokes by itself",
          "unit": "Hz",
          "minimum": 0,
          "maximum": 20,
          "default": 1,
          "curve": "linear",
          "help": "How often it strikes in a second without being told; 0: only at Trigger."
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
    "granular.cloud": {
      "title": "Grain cloud",
      "family": "granular",
      "help": "Scatters short grains of a sound of the set, left and right each for itself.",
      "example": "A cloud of choir whose Position drifts.",
      "inputs": {
        "density": "control",
        "size": "control",
        "position": "control",
        "spread": "control",
        "pitch": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 32,
      "parameters": {
        "sound": {
          "title": "Sound",
          "unit": "",
          "minimum": 0,
          "maximum": 11,
          "default": 4,
          "curve": "linear",
          "help": "0 bell, 1 glass, 2 plucked string, 3 gong, 4 choir ah, 5 choir oh, 6 strings, 7 drops, 8 breath, 9 rain, 10 vinyl, 11 sea; to the nearest."
        },
        "density": {
          "title": "Density",
          "unit": "Hz",
          "minimum": 1,
          "maximum": 60,
          "default": 20,
          "curve": "log",
          "help": "Grains a second."
        },
        "size": {
          "title": "Size",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 0.5,
          "default": 0.15,
          "curve": "log",
          "help": "Length of a grain."
        },
        "position": {
          "title": "Position",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.3,
          "curve": "linear",
          "help": "From where in the sound they are taken."
        },
        "spread": {
          "title": "Spread",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.3,
          "curve": "linear",
          "help": "How far from there they may be taken."
        },
        "pitch": {
          "title": "Pitch",
          "unit": "semitones",
          "minimum": -24,
          "maximum": 12,
          "default": 0,
          "curve": "linear",
          "help": "How much higher or lower than it is; its tones are in A."
        },
        "detune": {
          "title": "Detune",
          "unit": "semitones",
          "minimum": 0,
          "maximum": 12,
          "default": 0.1,
          "curve": "linear",
          "help": "How far grains are apart in pitch."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": 0,
          "default": -14,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "granular.stretch": {
      "title": "Stretch",
      "family": "granular",
      "help": "Goes through a sound of the set as slowly as you like, at its own pitch; at speed 0 it stands still.",
      "example": "A bell that hangs in the air: Speed near 0.",
      "inputs": {
        "speed": "control",
        "pitch": "control",
        "size": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 37,
      "parameters": {
        "sound": {
          "title": "Sound",
          "unit": "",
          "minimum": 0,
          "maximum": 11,
          "default": 4,
          "curve": "linear",
          "help": "0 bell, 1 glass, 2 plucked string, 3 gong, 4 choir ah, 5 choir oh, 6 strings, 7 drops, 8 breath, 9 rain, 10 vinyl, 11 sea; to the nearest."
        },
        "speed": {
          "title": "Speed",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.15,
          "curve": "linear",
          "help": "1 is as fast as it is; below 0 backwards."
        },
        "size": {
          "title": "Size",
          "unit": "s",
          "minimum": 0.03,
          "maximum": 0.4,
          "default": 0.12,
          "curve": "log",
          "help": "Length of a grain."
        },
        "pitch": {
          "title": "Pitch",
          "unit": "semitones",
          "minimum": -24,
          "maximum": 12,
          "default": 0,
          "curve": "linear",
          "help": "How much higher or lower than it is; its tones are in A."
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
    "granular.shatter": {
      "title": "Shatter",
      "family": "granular",
      "help": "Breaks what comes in into grains of its last second, and moves their pitch.",
      "example": "A shower of grains an octave above a piano.",
      "inputs": {
        "in": "audio",
        "pitch": "control",
        "spread": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 18,
      "parameters": {
        "density": {
          "title": "Density",
          "unit": "Hz",
          "minimum": 4,
          "maximum": 80,
          "default": 24,
          "curve": "log",
          "help": "Grains a second."
        },
        "spread": {
          "title": "Spread",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.4,
          "curve": "linear",
          "help": "How far back grains may come from, up to a second."
        },
        "pitch": {
          "title": "Pitch",
          "unit": "semitones",
          "minimum": -24,
          "maximum": 12,
          "default": 0,
          "curve": "linear",
          "help": "How much higher or lower the grains are."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.6,
          "curve": "linear",
          "help": "From the sound as it comes (0) to what is made of it (1)."
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
      "cost": 4.6,
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
      "cost": 5.5,
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
      "cost": 3.9,
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
      "cost": 3.8,
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
      "cost": 6.9,
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
      "cost": 14,
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
      "cost": 3.5,
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
      "cost": 11,
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
      "cost": 6.9,
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
      "cost": 6.8,
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
      "cost": 6.9,
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
      "cost": 18,
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
    "eq.four": {
      "title": "Four bands",
      "family": "equalisers",
      "help": "A shelf for the bass, two bells and a shelf for the treble, as in each strip of the mixer.",
      "example": "The lower bell 4 dB down at 300 Hz, where several parts are boomy together.",
      "inputs": {
        "in": "audio",
        "low_gain": "control",
        "low_mid_gain": "control",
        "high_mid_gain": "control",
        "high_gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 47,
      "parameters": {
        "low_gain": {
          "title": "Bass",
          "unit": "dB",
          "minimum": -18,
          "maximum": 18,
          "default": 0,
          "curve": "linear",
          "help": "Change below its frequency."
        },
        "low_freq": {
          "title": "Bass frequency",
          "unit": "Hz",
          "minimum": 20,
          "maximum": 1000,
          "default": 100,
          "curve": "log",
          "help": "Below which the bass shelf works."
        },
        "low_mid_gain": {
          "title": "Low middle",
          "unit": "dB",
          "minimum": -18,
          "maximum": 18,
          "default": 0,
          "curve": "linear",
          "help": "Change around its frequency."
        },
        "low_mid_freq": {
          "title": "Low middle frequency",
          "unit": "Hz",
          "minimum": 60,
          "maximum": 4000,
          "default": 400,
          "curve": "log",
          "help": "Around which the lower bell works."
        },
        "low_mid_q": {
          "title": "Low middle width",
          "unit": "",
          "minimum": 0.3,
          "maximum": 10,
          "default": 1,
          "curve": "log",
          "help": "How narrow the lower bell is: 0.3 broad, 10 narrow."
        },
        "high_mid_gain": {
          "title": "High middle",
          "unit": "dB",
          "minimum": -18,
          "maximum": 18,
          "default": 0,
          "curve": "linear",
          "help": "Change around its frequency."
        },
        "high_mid_freq": {
          "title": "High middle frequency",
          "unit": "Hz",
          "minimum": 300,
          "maximum": 12000,
          "default": 2500,
          "curve": "log",
          "help": "Around which the upper bell works."
        },
        "high_mid_q": {
          "title": "High middle width",
          "unit": "",
          "minimum": 0.3,
          "maximum": 10,
          "default": 1,
          "curve": "log",
          "help": "How narrow the upper bell is: 0.3 broad, 10 narrow."
        },
        "high_gain": {
          "title": "Treble",
          "unit": "dB",
          "minimum": -18,
          "maximum": 18,
          "default": 0,
          "curve": "linear",
          "help": "Change above its frequency."
        },
        "high_freq": {
          "title": "Treble frequency",
          "unit": "Hz",
          "minimum": 1000,
          "maximum": 18000,
          "default": 8000,
          "curve": "log",
          "help": "Above which the treble shelf works."
        }
      }
    },
    "eq.tilt": {
      "title": "Tilt",
      "family": "equalisers",
      "help": "Makes a sound darker or brighter as a whole, around a frequency.",
      "example": "A control of +2 dB to bring a part forward.",
      "inputs": {
        "in": "audio",
        "tilt": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 20,
      "parameters": {
        "freq": {
          "title": "Frequency",
          "unit": "Hz",
          "minimum": 200,
          "maximum": 4000,
          "default": 800,
          "curve": "log",
          "help": "Around which it tilts."
        },
        "tilt": {
          "title": "Tilt",
          "unit": "dB",
          "minimum": -12,
          "maximum": 12,
          "default": 0,
          "curve": "linear",
          "help": "Up: brighter; down: darker."
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
      "cost": 3.9,
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
      "cost": 7.6,
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
      "cost": 16,
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
      "cost": 11,
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
    "dynamics.stereo": {
      "title": "Stereo compressor",
      "family": "dynamics",
      "help": "Makes the loud softer, left and right alike, so that nothing moves to a side; as in each strip of the mixer.",
      "example": "On a group: ratio 2, threshold where it works on the loudest notes only, and 2 dB of makeup.",
      "inputs": {
        "in": "audio",
        "threshold": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 9.3,
      "parameters": {
        "threshold": {
          "title": "Threshold",
          "unit": "dB",
          "minimum": -60,
          "maximum": 0,
          "default": -18,
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
          "minimum": 0.0005,
          "maximum": 0.2,
          "default": 0.01,
          "curve": "log",
          "help": "How quickly it begins to work."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.02,
          "maximum": 2,
          "default": 0.15,
          "curve": "log",
          "help": "How quickly it stops working."
        },
        "gain": {
          "title": "Makeup",
          "unit": "dB",
          "minimum": 0,
          "maximum": 24,
          "default": 0,
          "curve": "linear",
          "help": "Level added behind it."
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
      "cost": 4.1,
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
      "cost": 5.3,
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
      "cost": 7.2,
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
    "dynamics.ducker": {
      "title": "Ducker",
      "family": "dynamics",
      "help": "Makes a sound softer while another one, at Key, is loud.",
      "example": "Pads that breathe with the bass drum at Key.",
      "inputs": {
        "in": "audio",
        "key": "audio",
        "depth": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 6.9,
      "parameters": {
        "threshold": {
          "title": "Threshold",
          "unit": "dB",
          "minimum": -70,
          "maximum": 0,
          "default": -40,
          "curve": "linear",
          "help": "Level of the key above which it acts."
        },
        "depth": {
          "title": "Depth",
          "unit": "dB",
          "minimum": 0,
          "maximum": 48,
          "default": 12,
          "curve": "linear",
          "help": "How much softer it becomes at most."
        },
        "attack": {
          "title": "Attack",
          "unit": "s",
          "minimum": 0.001,
          "maximum": 0.2,
          "default": 0.005,
          "curve": "log",
          "help": "Time to become softer."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.01,
          "maximum": 1.5,
          "default": 0.2,
          "curve": "log",
          "help": "Time to come back."
        }
      }
    },
    "dynamics.transient": {
      "title": "Transient shaper",
      "family": "dynamics",
      "help": "Makes the beginnings of sounds stronger or softer, and what follows longer or shorter.",
      "example": "More Attack on a drum kit; less Sustain dries a room.",
      "inputs": {
        "in": "audio",
        "attack": "control",
        "sustain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 17,
      "parameters": {
        "attack": {
          "title": "Attack",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "Beginnings stronger or softer."
        },
        "sustain": {
          "title": "Sustain",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0,
          "curve": "linear",
          "help": "What follows longer or shorter."
        }
      }
    },
    "dynamics.match": {
      "title": "Match levels",
      "family": "dynamics",
      "help": "Makes a sound as loud as another one, at Key.",
      "example": "Noise that follows a voice.",
      "inputs": {
        "in": "audio",
        "key": "audio",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 7.7,
      "parameters": {
        "time": {
          "title": "Time",
          "unit": "s",
          "minimum": 0.005,
          "maximum": 1,
          "default": 0.05,
          "curve": "log",
          "help": "How quickly it follows."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "From the sound as it comes (0) to what is made of it (1)."
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
      "cost": 3.3,
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
      "cost": 9.1,
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
      "cost": 1.7,
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
      "cost": 3,
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
      "cost": 5.1,
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
      "cost": 4.4,
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
      "cost": 4.1,
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
      "cost": 11,
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
      "cost": 3.6,
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
      "cost": 9.7,
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
      "cost": 40,
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
      "cost": 11,
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
      "cost": 25,
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
    "convolution.hall": {
      "title": "Concert hall",
      "family": "reverbs",
      "help": "A hall of two seconds, by convolution with its computed response.",
      "example": "Strings and choir at a Mix of 0.3.",
      "inputs": {
        "in": "audio",
        "tone": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 65,
      "parameters": {
        "tone": {
          "title": "Tone",
          "unit": "Hz",
          "minimum": 300,
          "maximum": 16000,
          "default": 12000,
          "curve": "log",
          "help": "Frequencies above are damped in what is added."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.3,
          "curve": "linear",
          "help": "From the sound as it comes (0) to what is made of it (1)."
        }
      }
    },
    "convolution.church": {
      "title": "Church",
      "family": "reverbs",
      "help": "A stone church of four seconds, by convolution.",
      "example": "Slow chords with rests in which the church answers.",
      "inputs": {
        "in": "audio",
        "tone": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 85,
      "parameters": {
        "tone": {
          "title": "Tone",
          "unit": "Hz",
          "minimum": 300,
          "maximum": 16000,
          "default": 9000,
          "curve": "log",
          "help": "Frequencies above are damped in what is added."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.3,
          "curve": "linear",
          "help": "From the sound as it comes (0) to what is made of it (1)."
        }
      }
    },
    "convolution.chamber": {
      "title": "Chamber",
      "family": "reverbs",
      "help": "A small live room, by convolution.",
      "example": "A little of it makes dry synthesisers stand in one place.",
      "inputs": {
        "in": "audio",
        "tone": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 33,
      "parameters": {
        "tone": {
          "title": "Tone",
          "unit": "Hz",
          "minimum": 300,
          "maximum": 16000,
          "default": 12000,
          "curve": "log",
          "help": "Frequencies above are damped in what is added."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.3,
          "curve": "linear",
          "help": "From the sound as it comes (0) to what is made of it (1)."
        }
      }
    },
    "convolution.plate": {
      "title": "Steel plate",
      "family": "reverbs",
      "help": "A bright, dense plate, by convolution.",
      "example": "A voice or a snare drum.",
      "inputs": {
        "in": "audio",
        "tone": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 52,
      "parameters": {
        "tone": {
          "title": "Tone",
          "unit": "Hz",
          "minimum": 300,
          "maximum": 16000,
          "default": 14000,
          "curve": "log",
          "help": "Frequencies above are damped in what is added."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.3,
          "curve": "linear",
          "help": "From the sound as it comes (0) to what is made of it (1)."
        }
      }
    },
    "convolution.spring": {
      "title": "Spring",
      "family": "reverbs",
      "help": "A spring tank with its chirping echoes, by convolution.",
      "example": "An electric guitar or a drum machine.",
      "inputs": {
        "in": "audio",
        "tone": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 56,
      "parameters": {
        "tone": {
          "title": "Tone",
          "unit": "Hz",
          "minimum": 300,
          "maximum": 16000,
          "default": 6000,
          "curve": "log",
          "help": "Frequencies above are damped in what is added."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.35,
          "curve": "linear",
          "help": "From the sound as it comes (0) to what is made of it (1)."
        }
      }
    },
    "convolution.backwards": {
      "title": "Backwards room",
      "family": "reverbs",
      "help": "A room that swells up to each sound after it was heard, by convolution.",
      "example": "Single strokes with long rests.",
      "inputs": {
        "in": "audio",
        "tone": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 42,
      "parameters": {
        "tone": {
          "title": "Tone",
          "unit": "Hz",
          "minimum": 300,
          "maximum": 16000,
          "default": 12000,
          "curve": "log",
          "help": "Frequencies above are damped in what is added."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "From the sound as it comes (0) to what is made of it (1)."
        }
      }
    },
    "convolution.cabinet": {
      "title": "Cabinet",
      "family": "reverbs",
      "help": "The loudspeaker and the box of a guitar amplifier, by convolution; 21 ms late.",
      "example": "After Overdrive, so that it does not fizz.",
      "inputs": {
        "in": "audio",
        "tone": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 12,
      "parameters": {
        "tone": {
          "title": "Tone",
          "unit": "Hz",
          "minimum": 300,
          "maximum": 16000,
          "default": 10000,
          "curve": "log",
          "help": "Frequencies above are damped in what is added."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "From the sound as it comes (0) to what is made of it (1)."
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
      "cost": 16,
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
      "cost": 3.9,
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
      "cost": 23,
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
      "cost": 1.4,
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
      "cost": 2.1,
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
      "cost": 3.3,
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
      "cost": 1.8,
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
      "cost": 6,
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
      "cost": 3.3,
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
      "cost": 7.2,
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
      "cost": 14,
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
      "cost": 7.6,
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
    "pitch.detune": {
      "title": "Detune",
      "family": "pitch",
      "help": "The left side a little higher, the right one a little lower.",
      "example": "A wide lead with 8 cents.",
      "inputs": {
        "in": "audio",
        "cents": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 10,
      "parameters": {
        "cents": {
          "title": "Cents",
          "unit": "cents",
          "minimum": 0,
          "maximum": 100,
          "default": 9,
          "curve": "linear",
          "help": "How far apart from the sound itself."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "From the sound as it comes (0) to what is made of it (1)."
        }
      }
    },
    "pitch.octaver": {
      "title": "Octaver",
      "family": "pitch",
      "help": "Adds a tone an octave below a single line.",
      "example": "A bass line under a guitar.",
      "inputs": {
        "in": "audio",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 6.9,
      "parameters": {
        "range": {
          "title": "Range",
          "unit": "Hz",
          "minimum": 80,
          "maximum": 800,
          "default": 300,
          "curve": "log",
          "help": "Highest pitch that it follows."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -60,
          "maximum": 12,
          "default": 0,
          "curve": "linear",
          "help": "Level of the octave below."
        }
      }
    },
    "pitch.correct": {
      "title": "Pitch correction",
      "family": "pitch",
      "help": "Draws a single line to the nearest semitone of A = 440 Hz.",
      "example": "Time near 0 for the well-known effect.",
      "inputs": {
        "in": "audio",
        "amount": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 26,
      "parameters": {
        "amount": {
          "title": "Amount",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "How much of the way."
        },
        "time": {
          "title": "Time",
          "unit": "s",
          "minimum": 0.002,
          "maximum": 0.5,
          "default": 0.05,
          "curve": "log",
          "help": "How quickly it is drawn there."
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
      "cost": 39,
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
      "cost": 36,
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
      "cost": 38,
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
      "cost": 21,
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
    "spectral.morph": {
      "title": "Spectral morph",
      "family": "spectral",
      "help": "A sound between two: levels and frequencies of their spectra are mixed.",
      "example": "A voice that becomes a bell: Position from 0 to 1.",
      "inputs": {
        "in": "audio",
        "other": "audio",
        "position": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 62,
      "parameters": {
        "position": {
          "title": "Position",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "0 the first, 1 the other one."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -24,
          "maximum": 12,
          "default": 0,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "spectral.cross": {
      "title": "Cross-synthesis",
      "family": "spectral",
      "help": "The frequencies of one sound with the levels of another one.",
      "example": "A chord that speaks: the voice in Other.",
      "inputs": {
        "in": "audio",
        "other": "audio",
        "amount": "control",
        "gain": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 60,
      "parameters": {
        "amount": {
          "title": "Amount",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.8,
          "curve": "linear",
          "help": "How much of the other one's levels."
        },
        "gain": {
          "title": "Gain",
          "unit": "dB",
          "minimum": -24,
          "maximum": 12,
          "default": 0,
          "curve": "linear",
          "help": "How loud it is."
        }
      }
    },
    "spectral.shift": {
      "title": "Spectral shift",
      "family": "spectral",
      "help": "Moves all partials by the same distance in Hz.",
      "example": "A few Hz make a chord beat against itself.",
      "inputs": {
        "in": "audio",
        "shift": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 37,
      "parameters": {
        "shift": {
          "title": "Shift",
          "unit": "Hz",
          "minimum": -2000,
          "maximum": 2000,
          "default": 150,
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
          "help": "From the sound as it comes (0) to what is made of it (1)."
        }
      }
    },
    "spectral.shimmer": {
      "title": "Shimmer",
      "family": "spectral",
      "help": "Each partial swells and fades at its own speed.",
      "example": "Held strings that glitter.",
      "inputs": {
        "in": "audio",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 41,
      "parameters": {
        "rate": {
          "title": "Rate",
          "unit": "Hz",
          "minimum": 0.1,
          "maximum": 12,
          "default": 1.5,
          "curve": "log",
          "help": "Speed of the lowest partial."
        },
        "spread": {
          "title": "Spread",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.4,
          "curve": "linear",
          "help": "How much faster or slower higher ones are."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.7,
          "curve": "linear",
          "help": "From the sound as it comes (0) to what is made of it (1)."
        }
      }
    },
    "spectral.warble": {
      "title": "Warble",
      "family": "spectral",
      "help": "Each partial swings in pitch at its own speed.",
      "example": "A drowned piano.",
      "inputs": {
        "in": "audio",
        "depth": "control",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 47,
      "parameters": {
        "rate": {
          "title": "Rate",
          "unit": "Hz",
          "minimum": 0.1,
          "maximum": 12,
          "default": 3,
          "curve": "log",
          "help": "Speed of the lowest partial."
        },
        "spread": {
          "title": "Spread",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.3,
          "curve": "linear",
          "help": "How much faster or slower higher ones are."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.15,
          "curve": "linear",
          "help": "How far."
        },
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.6,
          "curve": "linear",
          "help": "From the sound as it comes (0) to what is made of it (1)."
        }
      }
    },
    "spectral.cascade": {
      "title": "Cascade",
      "family": "spectral",
      "help": "High frequencies come later than low ones, and again.",
      "example": "A struck chord that falls upwards.",
      "inputs": {
        "in": "audio",
        "mix": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 43,
      "parameters": {
        "mix": {
          "title": "Mix",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "From the sound as it comes (0) to what is made of it (1)."
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
      "cost": 1.7,
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
      "cost": 3.1,
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
      "cost": 2.4,
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
      "cost": 69,
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
      "cost": 0.64,
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
    "mix.bus": {
      "title": "Bus",
      "family": "mixing",
      "help": "Brings sounds together and gives them on as they are: a place for one cable instead of many.",
      "example": "Three oscillators into a bus, and one cable from it to the filter.",
      "inputs": {
        "in": "audio"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 0.75,
      "parameters": {}
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
      "cost": 1.1,
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
      "cost": 2.8,
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
      "cost": 3,
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
      "cost": 4.8,
      "parameters": {
        "channel": {
          "title": "Channel",
          "unit": "",
          "minimum": 0,
          "maximum": 8,
          "default": 0,
          "curve": "linear",
          "whole": true,
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
    "note.through": {
      "title": "Through",
      "family": "notes",
      "help": "Passes the notes of its part on as they are.",
      "example": "A part that is played by two instruments at once: plug it into both.",
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "note"
      },
      "cost": 1.1,
      "parameters": {}
    },
    "note.transpose": {
      "title": "Transpose",
      "family": "notes",
      "help": "Each note higher or lower.",
      "example": "The bass doubled an octave below, on another instrument.",
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "note"
      },
      "cost": 1.1,
      "parameters": {
        "semitones": {
          "title": "Semitones",
          "unit": "semitones",
          "minimum": -48,
          "maximum": 48,
          "default": 12,
          "curve": "linear",
          "whole": true,
          "help": "How much higher it sounds; less than 0 is lower."
        },
        "cents": {
          "title": "Fine",
          "unit": "cents",
          "minimum": -100,
          "maximum": 100,
          "default": 0,
          "curve": "linear",
          "help": "Hundredths of a semitone more."
        }
      }
    },
    "note.chord": {
      "title": "Chord",
      "family": "notes",
      "help": "Up to three notes more with each note.",
      "example": "A melody in parallel major chords: intervals 4 and 7.",
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "note"
      },
      "cost": 1.1,
      "parameters": {
        "interval1": {
          "title": "First interval",
          "unit": "semitones",
          "minimum": -24,
          "maximum": 24,
          "default": 4,
          "curve": "linear",
          "whole": true,
          "help": "How far from the note; 0 for none."
        },
        "interval2": {
          "title": "Second interval",
          "unit": "semitones",
          "minimum": -24,
          "maximum": 24,
          "default": 7,
          "curve": "linear",
          "whole": true,
          "help": "How far from the note; 0 for none."
        },
        "interval3": {
          "title": "Third interval",
          "unit": "semitones",
          "minimum": -24,
          "maximum": 24,
          "default": 0,
          "curve": "linear",
          "whole": true,
          "help": "How far from the note; 0 for none."
        }
      }
    },
    "note.scale": {
      "title": "To a scale",
      "family": "notes",
      "help": "Moves each note to the nearest note of a scale.",
      "example": "Beginners improvise on a MIDI keyboard and cannot play a wrong note.",
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "note"
      },
      "cost": 1.1,
      "parameters": {
        "root": {
          "title": "Root",
          "unit": "",
          "minimum": 0,
          "maximum": 11,
          "default": 0,
          "curve": "linear",
          "whole": true,
          "choices": [
            "C",
            "C♯",
            "D",
            "E♭",
            "E",
            "F",
            "F♯",
            "G",
            "A♭",
            "A",
            "B♭",
            "B"
          ],
          "help": "The scale's first note."
        },
        "scale": {
          "title": "Scale",
          "unit": "",
          "minimum": 0,
          "maximum": 8,
          "default": 0,
          "curve": "linear",
          "whole": true,
          "choices": [
            "major",
            "natural minor",
            "harmonic minor",
            "Dorian",
            "Mixolydian",
            "major pentatonic",
            "minor pentatonic",
            "blues",
            "whole tones"
          ],
          "help": "The notes that there are."
        }
      }
    },
    "note.velocity": {
      "title": "Touch",
      "family": "notes",
      "help": "How loud notes are, by how loud they were.",
      "example": "An even accompaniment, whatever the dynamics of the score: Touch at 0.",
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "note"
      },
      "cost": 1.1,
      "parameters": {
        "touch": {
          "title": "Touch",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "How much it counts how loud a note was: 0 makes all alike."
        },
        "level": {
          "title": "Level",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.7,
          "curve": "linear",
          "help": "How loud notes are where the touch does not count."
        },
        "curve": {
          "title": "Curve",
          "unit": "",
          "minimum": 0.25,
          "maximum": 4,
          "default": 1,
          "curve": "log",
          "help": "Less than 1 makes soft notes louder, more than 1 makes them softer."
        }
      }
    },
    "note.range": {
      "title": "Key range",
      "family": "notes",
      "help": "Passes on the notes between two keys, and no others.",
      "example": "A keyboard that is split: the left hand plays a bass, the right hand a lead.",
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "note"
      },
      "cost": 1.1,
      "parameters": {
        "lowest": {
          "title": "Lowest",
          "unit": "",
          "minimum": 0,
          "maximum": 127,
          "default": 60,
          "curve": "linear",
          "whole": true,
          "help": "The lowest MIDI key that is passed on; 60 is middle C."
        },
        "highest": {
          "title": "Highest",
          "unit": "",
          "minimum": 0,
          "maximum": 127,
          "default": 127,
          "curve": "linear",
          "whole": true,
          "help": "The highest MIDI key that is passed on."
        }
      }
    },
    "note.echo": {
      "title": "Note echo",
      "family": "notes",
      "help": "Plays each note again and again, softer each time, in time with the piece.",
      "example": "A canon with itself, a fifth higher each time.",
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "note"
      },
      "cost": 1.2,
      "parameters": {
        "time": {
          "title": "Quarters apart",
          "unit": "",
          "minimum": 0.0625,
          "maximum": 4,
          "default": 0.5,
          "curve": "log",
          "help": "From one to the next, in quarter notes: 0.5 is an eighth, 0.75 a dotted one."
        },
        "repeats": {
          "title": "Repeats",
          "unit": "",
          "minimum": 1,
          "maximum": 8,
          "default": 3,
          "curve": "linear",
          "whole": true,
          "help": "How many there are."
        },
        "fade": {
          "title": "Fade",
          "unit": "",
          "minimum": 0.2,
          "maximum": 1,
          "default": 0.65,
          "curve": "linear",
          "help": "How loud each is, by the one before."
        },
        "transpose": {
          "title": "Transpose",
          "unit": "semitones",
          "minimum": -12,
          "maximum": 12,
          "default": 0,
          "curve": "linear",
          "whole": true,
          "help": "How much higher each is than the one before."
        }
      }
    },
    "note.strum": {
      "title": "Strum",
      "family": "notes",
      "help": "The notes of a chord one after the other, as on a guitar.",
      "example": "Block chords of the piano part on plucked strings.",
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "note"
      },
      "cost": 1.1,
      "parameters": {
        "time": {
          "title": "Time",
          "unit": "s",
          "minimum": 0.002,
          "maximum": 0.2,
          "default": 0.025,
          "curve": "log",
          "help": "From one note to the next."
        },
        "direction": {
          "title": "Direction",
          "unit": "",
          "minimum": 0,
          "maximum": 2,
          "default": 0,
          "curve": "linear",
          "whole": true,
          "choices": [
            "up",
            "down",
            "up and down in turn"
          ],
          "help": "Which note of the chord comes first."
        }
      }
    },
    "note.humanise": {
      "title": "Humanise",
      "family": "notes",
      "help": "Each note a little late, louder or softer, and out of tune, by chance.",
      "example": "A string section that does not sound like a machine.",
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "note"
      },
      "cost": 1.1,
      "parameters": {
        "time": {
          "title": "Time",
          "unit": "s",
          "minimum": 0,
          "maximum": 0.08,
          "default": 0.015,
          "curve": "linear",
          "help": "How late a note may be."
        },
        "touch": {
          "title": "Touch",
          "unit": "",
          "minimum": 0,
          "maximum": 0.5,
          "default": 0.12,
          "curve": "linear",
          "help": "How much louder or softer a note may be."
        },
        "tuning": {
          "title": "Tuning",
          "unit": "cents",
          "minimum": 0,
          "maximum": 50,
          "default": 4,
          "curve": "linear",
          "help": "How far out of tune a note may be."
        }
      }
    },
    "note.arpeggiator": {
      "title": "Arpeggiator",
      "family": "notes",
      "help": "The notes that are held, one after the other, in time with the piece.",
      "example": "Long chords in the score become running sixteenths: four steps a quarter, two octaves.",
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "note"
      },
      "cost": 2.1,
      "parameters": {
        "order": {
          "title": "Order",
          "unit": "",
          "minimum": 0,
          "maximum": 5,
          "default": 0,
          "curve": "linear",
          "whole": true,
          "choices": [
            "up",
            "down",
            "up and down",
            "as played",
            "at random",
            "all at once"
          ],
          "help": "Which note comes next."
        },
        "rate": {
          "title": "Steps a quarter",
          "unit": "",
          "minimum": 0.25,
          "maximum": 16,
          "default": 2,
          "curve": "log",
          "help": "2 are eighths, 3 triplets, 4 sixteenths."
        },
        "octaves": {
          "title": "Octaves",
          "unit": "",
          "minimum": 1,
          "maximum": 4,
          "default": 1,
          "curve": "linear",
          "whole": true,
          "help": "Over how many octaves it runs."
        },
        "gate": {
          "title": "Length",
          "unit": "",
          "minimum": 0.05,
          "maximum": 1.5,
          "default": 0.6,
          "curve": "linear",
          "help": "How much of a step its note lasts; beyond 1 it overlaps with the next."
        },
        "swing": {
          "title": "Swing",
          "unit": "",
          "minimum": 0.5,
          "maximum": 0.75,
          "default": 0.5,
          "curve": "linear",
          "help": "How late every other step is: 0.5 is straight, 0.67 is a triplet's."
        },
        "hold": {
          "title": "Hold",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0,
          "curve": "linear",
          "whole": true,
          "choices": [
            "off",
            "on"
          ],
          "help": "Whether it goes on with the notes that were let go, until others are played."
        }
      }
    },
    "note.sequencer": {
      "title": "Step sequencer",
      "family": "notes",
      "help": "Up to eight notes, again and again, in time with the piece.",
      "example": "A bass ostinato under everything; or, with Follow, a riff on each note of the part.",
      "inputs": {
        "in": "note"
      },
      "outputs": {
        "out": "note"
      },
      "cost": 2,
      "parameters": {
        "rate": {
          "title": "Steps a quarter",
          "unit": "",
          "minimum": 0.25,
          "maximum": 16,
          "default": 2,
          "curve": "log",
          "help": "2 are eighths, 3 triplets, 4 sixteenths."
        },
        "steps": {
          "title": "Steps",
          "unit": "",
          "minimum": 1,
          "maximum": 8,
          "default": 8,
          "curve": "linear",
          "whole": true,
          "help": "How many steps there are."
        },
        "gate": {
          "title": "Length",
          "unit": "",
          "minimum": 0.05,
          "maximum": 1.5,
          "default": 0.6,
          "curve": "linear",
          "help": "How much of a step its note lasts; beyond 1 it overlaps with the next."
        },
        "swing": {
          "title": "Swing",
          "unit": "",
          "minimum": 0.5,
          "maximum": 0.75,
          "default": 0.5,
          "curve": "linear",
          "help": "How late every other step is: 0.5 is straight, 0.67 is a triplet's."
        },
        "key": {
          "title": "Key",
          "unit": "",
          "minimum": 24,
          "maximum": 96,
          "default": 48,
          "curve": "linear",
          "whole": true,
          "help": "The MIDI key above which the steps are; 60 is middle C."
        },
        "level": {
          "title": "Level",
          "unit": "",
          "minimum": 0.05,
          "maximum": 1,
          "default": 0.7,
          "curve": "linear",
          "help": "How loud the notes are."
        },
        "follow": {
          "title": "Follow",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0,
          "curve": "linear",
          "whole": true,
          "choices": [
            "the piece",
            "the notes of the part"
          ],
          "help": "It plays while the piece does, or while a note of the part is held, above that one and as loud."
        },
        "step1": {
          "title": "Step 1",
          "unit": "semitones",
          "minimum": -25,
          "maximum": 24,
          "default": 0,
          "curve": "linear",
          "whole": true,
          "help": "How far above the key; -25 is a rest."
        },
        "step2": {
          "title": "Step 2",
          "unit": "semitones",
          "minimum": -25,
          "maximum": 24,
          "default": 12,
          "curve": "linear",
          "whole": true,
          "help": "How far above the key; -25 is a rest."
        },
        "step3": {
          "title": "Step 3",
          "unit": "semitones",
          "minimum": -25,
          "maximum": 24,
          "default": 7,
          "curve": "linear",
          "whole": true,
          "help": "How far above the key; -25 is a rest."
        },
        "step4": {
          "title": "Step 4",
          "unit": "semitones",
          "minimum": -25,
          "maximum": 24,
          "default": 12,
          "curve": "linear",
          "whole": true,
          "help": "How far above the key; -25 is a rest."
        },
        "step5": {
          "title": "Step 5",
          "unit": "semitones",
          "minimum": -25,
          "maximum": 24,
          "default": 3,
          "curve": "linear",
          "whole": true,
          "help": "How far above the key; -25 is a rest."
        },
        "step6": {
          "title": "Step 6",
          "unit": "semitones",
          "minimum": -25,
          "maximum": 24,
          "default": 12,
          "curve": "linear",
          "whole": true,
          "help": "How far above the key; -25 is a rest."
        },
        "step7": {
          "title": "Step 7",
          "unit": "semitones",
          "minimum": -25,
          "maximum": 24,
          "default": 7,
          "curve": "linear",
          "whole": true,
          "help": "How far above the key; -25 is a rest."
        },
        "step8": {
          "title": "Step 8",
          "unit": "semitones",
          "minimum": -25,
          "maximum": 24,
          "default": 10,
          "curve": "linear",
          "whole": true,
          "help": "How far above the key; -25 is a rest."
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
      "cost": 0.33,
      "parameters": {
        "channel": {
          "title": "Channel",
          "unit": "",
          "minimum": 0,
          "maximum": 16,
          "default": 0,
          "curve": "linear",
          "whole": true,
          "help": "Which MIDI channel is heard: 1 to 16, or 0 for all."
        },
        "transpose": {
          "title": "Transpose",
          "unit": "semitones",
          "minimum": -36,
          "maximum": 36,
          "default": 0,
          "curve": "linear",
          "whole": true,
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
      "cost": 1.6,
      "parameters": {
        "controller": {
          "title": "Controller",
          "unit": "",
          "minimum": 0,
          "maximum": 128,
          "default": 1,
          "curve": "linear",
          "whole": true,
          "help": "Its number: 1 is the modulation wheel, 7 volume, 11 expression, 64 the pedal; 128 stands for the pitch bend."
        },
        "channel": {
          "title": "Channel",
          "unit": "",
          "minimum": 0,
          "maximum": 16,
          "default": 0,
          "curve": "linear",
          "whole": true,
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
    "mix.mid_side": {
      "title": "Middle and sides",
      "family": "mixing",
      "help": "The levels of what is in the middle and of what is on the sides.",
      "example": "Sides up for a wide pad; sides down before a bass.",
      "inputs": {
        "in": "audio",
        "gain_mid": "control",
        "gain_side": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 3.4,
      "parameters": {
        "gain_mid": {
          "title": "Middle",
          "unit": "dB",
          "minimum": -60,
          "maximum": 12,
          "default": 0,
          "curve": "linear",
          "help": "Level of what left and right have in common."
        },
        "gain_side": {
          "title": "Sides",
          "unit": "dB",
          "minimum": -60,
          "maximum": 12,
          "default": 3,
          "curve": "linear",
          "help": "Level of what they have not."
        }
      }
    },
    "mix.balance": {
      "title": "Balance",
      "family": "mixing",
      "help": "Turns one side down and leaves the other as it is.",
      "example": "A stereo recording that leans to one side.",
      "inputs": {
        "in": "audio",
        "balance": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 0.97,
      "parameters": {
        "balance": {
          "title": "Balance",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.3,
          "curve": "linear",
          "help": "-1 only the left side, 1 only the right one."
        }
      }
    },
    "mix.mono": {
      "title": "Mono",
      "family": "mixing",
      "help": "Brings left and right together.",
      "example": "To hear what a small loudspeaker will make of it.",
      "inputs": {
        "in": "audio",
        "amount": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 1.8,
      "parameters": {
        "amount": {
          "title": "Amount",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "How much."
        }
      }
    },
    "mix.exchange": {
      "title": "Exchange sides",
      "family": "mixing",
      "help": "Left to the right and right to the left.",
      "example": "A slow LFO on Amount.",
      "inputs": {
        "in": "audio",
        "amount": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 2.1,
      "parameters": {
        "amount": {
          "title": "Amount",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "0 as it comes, 0.5 both on both sides, 1 exchanged."
        }
      }
    },
    "mix.switch": {
      "title": "Switch",
      "family": "mixing",
      "help": "Lets one of four sounds through; changes without a click.",
      "example": "control.stairs on Choice walks through four sounds.",
      "inputs": {
        "in": "audio",
        "in2": "audio",
        "in3": "audio",
        "in4": "audio",
        "choice": "control"
      },
      "outputs": {
        "out": "audio"
      },
      "cost": 4.4,
      "parameters": {
        "choice": {
          "title": "Choice",
          "unit": "",
          "minimum": 1,
          "maximum": 4,
          "default": 1,
          "curve": "linear",
          "help": "Which of the four; to the nearest."
        }
      }
    },
    "meter.level": {
      "title": "Level meter",
      "family": "meters",
      "help": "Lets a sound through, and gives its loudness as a control signal: 0 at -60 dB, 1 at full scale.",
      "example": "The loudness of the drums on a filter of the pad.",
      "inputs": {
        "in": "audio",
        "depth": "control"
      },
      "outputs": {
        "out": "audio",
        "level": "control"
      },
      "cost": 5,
      "parameters": {
        "time": {
          "title": "Time",
          "unit": "s",
          "minimum": 0.005,
          "maximum": 2,
          "default": 0.1,
          "curve": "log",
          "help": "How quickly it follows."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "How far it turns a knob; below 0 it turns it back."
        }
      }
    },
    "meter.peak": {
      "title": "Peak meter",
      "family": "meters",
      "help": "Lets a sound through, and gives its peaks as a control signal: 0 at -60 dB, 1 at full scale.",
      "example": "Peaks of a voice on the Depth of a tremolo.",
      "inputs": {
        "in": "audio",
        "depth": "control"
      },
      "outputs": {
        "out": "audio",
        "level": "control"
      },
      "cost": 3.4,
      "parameters": {
        "time": {
          "title": "Time",
          "unit": "s",
          "minimum": 0.01,
          "maximum": 3,
          "default": 0.4,
          "curve": "log",
          "help": "How quickly it follows."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "How far it turns a knob; below 0 it turns it back."
        }
      }
    },
    "meter.pitch": {
      "title": "Pitch meter",
      "family": "meters",
      "help": "Lets a single line through, and gives its pitch as a control signal that an oscillator at 20 Hz follows.",
      "example": "A sine that plays along, two octaves below.",
      "inputs": {
        "in": "audio",
        "depth": "control"
      },
      "outputs": {
        "out": "audio",
        "level": "control"
      },
      "cost": 18,
      "parameters": {
        "time": {
          "title": "Time",
          "unit": "s",
          "minimum": 0.002,
          "maximum": 1,
          "default": 0.02,
          "curve": "log",
          "help": "How quickly it follows."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "How far it turns a knob; below 0 it turns it back."
        }
      }
    },
    "meter.brightness": {
      "title": "Brightness meter",
      "family": "meters",
      "help": "Lets a sound through, and gives the middle of its spectrum as a control signal, along an oscillator's slider.",
      "example": "A reverb that opens when the sound is bright.",
      "inputs": {
        "in": "audio",
        "depth": "control"
      },
      "outputs": {
        "out": "audio",
        "level": "control"
      },
      "cost": 6.3,
      "parameters": {
        "time": {
          "title": "Time",
          "unit": "s",
          "minimum": 0.005,
          "maximum": 2,
          "default": 0.1,
          "curve": "log",
          "help": "How quickly it follows."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "How far it turns a knob; below 0 it turns it back."
        }
      }
    },
    "meter.onset": {
      "title": "Onset meter",
      "family": "meters",
      "help": "Lets a sound through, and gives a gate at each beginning in it.",
      "example": "Strokes of a drum that start an envelope.",
      "inputs": {
        "in": "audio",
        "depth": "control"
      },
      "outputs": {
        "out": "audio",
        "level": "control"
      },
      "cost": 3.4,
      "parameters": {
        "sense": {
          "title": "Sense",
          "unit": "",
          "minimum": 1.2,
          "maximum": 8,
          "default": 2,
          "curve": "log",
          "help": "How sudden a beginning must be; low hears more."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "How far it turns a knob; below 0 it turns it back."
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
      "cost": 2.5,
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
      "cost": 0.35,
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
      "cost": 1.3,
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
      "cost": 0.69,
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
      "cost": 0.66,
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
      "cost": 3.3,
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
      "cost": 1.7,
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
      "cost": 0.15,
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
      "cost": 0.3,
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
      "cost": 1.3,
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
      "cost": 0.3,
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
    },
    "control.envelope": {
      "title": "Envelope",
      "family": "control",
      "help": "Attack, decay, sustain and release, started by a gate or by a sound that is loud enough.",
      "example": "Plugged into a filter's Cutoff: each note opens it.",
      "inputs": {
        "in": "audio",
        "gate": "control",
        "depth": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 7.2,
      "parameters": {
        "attack": {
          "title": "Attack",
          "unit": "s",
          "minimum": 0.001,
          "maximum": 4,
          "default": 0.01,
          "curve": "log",
          "help": "Time to the peak."
        },
        "decay": {
          "title": "Decay",
          "unit": "s",
          "minimum": 0.005,
          "maximum": 8,
          "default": 0.3,
          "curve": "log",
          "help": "Time from the peak to the level at which it stays."
        },
        "sustain": {
          "title": "Sustain",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "Level at which it stays while the gate is on."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.005,
          "maximum": 8,
          "default": 0.4,
          "curve": "log",
          "help": "Time to nothing, once the gate is off."
        },
        "threshold": {
          "title": "Threshold",
          "unit": "dB",
          "minimum": -70,
          "maximum": 0,
          "default": -40,
          "curve": "linear",
          "help": "Level above which a sound counts as on."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "How far it turns a knob; below 0 it turns it back."
        }
      }
    },
    "control.strike": {
      "title": "Strike",
      "family": "control",
      "help": "Jumps up at each stroke and dies away, whatever happens meanwhile.",
      "example": "On Gain, for plucked pads; on Frequency, for the fall of a drum.",
      "inputs": {
        "in": "audio",
        "gate": "control",
        "time": "control",
        "depth": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 4.5,
      "parameters": {
        "time": {
          "title": "Time",
          "unit": "s",
          "minimum": 0.01,
          "maximum": 8,
          "default": 0.4,
          "curve": "log",
          "help": "Time to nothing."
        },
        "curve": {
          "title": "Curve",
          "unit": "",
          "minimum": 0.3,
          "maximum": 12,
          "default": 3,
          "curve": "log",
          "help": "1 falls evenly, higher values fall fast and linger."
        },
        "threshold": {
          "title": "Threshold",
          "unit": "dB",
          "minimum": -70,
          "maximum": 0,
          "default": -40,
          "curve": "linear",
          "help": "Level above which a sound counts as on."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "How far it turns a knob; below 0 it turns it back."
        }
      }
    },
    "control.gate": {
      "title": "Gate from sound",
      "family": "control",
      "help": "On while a sound is loud enough.",
      "example": "Drums that open the envelope of a pad.",
      "inputs": {
        "in": "audio",
        "depth": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 3,
      "parameters": {
        "threshold": {
          "title": "Threshold",
          "unit": "dB",
          "minimum": -70,
          "maximum": 0,
          "default": -35,
          "curve": "linear",
          "help": "Level above which a sound counts as on."
        },
        "release": {
          "title": "Release",
          "unit": "s",
          "minimum": 0.005,
          "maximum": 2,
          "default": 0.08,
          "curve": "log",
          "help": "How long it waits before it is off."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "How far it turns a knob; below 0 it turns it back."
        }
      }
    },
    "control.clock": {
      "title": "Clock",
      "family": "control",
      "help": "A gate that goes on and off evenly.",
      "example": "Starts envelopes, one-shots and counters.",
      "inputs": {
        "rate": "control",
        "width": "control",
        "depth": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 1.6,
      "parameters": {
        "rate": {
          "title": "Rate",
          "unit": "Hz",
          "minimum": 0.05,
          "maximum": 20,
          "default": 2,
          "curve": "log",
          "help": "Gates a second."
        },
        "width": {
          "title": "Width",
          "unit": "",
          "minimum": 0.05,
          "maximum": 0.95,
          "default": 0.5,
          "curve": "linear",
          "help": "How much of the time it is on."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "How far it turns a knob; below 0 it turns it back."
        }
      }
    },
    "control.euclid": {
      "title": "Euclidean rhythm",
      "family": "control",
      "help": "Spreads so many strokes as evenly as can be over so many steps.",
      "example": "3 in 8, 5 in 8 or 5 in 16 into the Trigger of a one-shot.",
      "inputs": {
        "rate": "control",
        "strokes": "control",
        "depth": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 5.2,
      "parameters": {
        "rate": {
          "title": "Rate",
          "unit": "Hz",
          "minimum": 0.1,
          "maximum": 30,
          "default": 8,
          "curve": "log",
          "help": "Steps a second."
        },
        "steps": {
          "title": "Steps",
          "unit": "",
          "minimum": 2,
          "maximum": 32,
          "default": 8,
          "curve": "linear",
          "help": "Steps of a round; to the nearest."
        },
        "strokes": {
          "title": "Strokes",
          "unit": "",
          "minimum": 1,
          "maximum": 32,
          "default": 3,
          "curve": "linear",
          "help": "Strokes of a round; to the nearest."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "How far it turns a knob; below 0 it turns it back."
        }
      }
    },
    "control.chance": {
      "title": "Chance",
      "family": "control",
      "help": "Lets a gate through, or not, by chance.",
      "example": "A clock that skips some of its beats.",
      "inputs": {
        "trigger": "control",
        "chance": "control",
        "depth": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 2.3,
      "parameters": {
        "chance": {
          "title": "Chance",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "Share of the gates that pass."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "How far it turns a knob; below 0 it turns it back."
        }
      }
    },
    "control.divide": {
      "title": "Divide",
      "family": "control",
      "help": "Lets each so many-th gate through.",
      "example": "A bell on every fourth beat of a clock.",
      "inputs": {
        "trigger": "control",
        "depth": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 4.1,
      "parameters": {
        "count": {
          "title": "Count",
          "unit": "",
          "minimum": 1,
          "maximum": 16,
          "default": 2,
          "curve": "linear",
          "help": "Each how many-th; to the nearest."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "How far it turns a knob; below 0 it turns it back."
        }
      }
    },
    "control.stairs": {
      "title": "Stairs",
      "family": "control",
      "help": "Goes up by a step at each gate, and begins anew after so many.",
      "example": "On a filter or a Switch, one step a beat.",
      "inputs": {
        "trigger": "control",
        "depth": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 4.2,
      "parameters": {
        "count": {
          "title": "Count",
          "unit": "",
          "minimum": 2,
          "maximum": 16,
          "default": 4,
          "curve": "linear",
          "help": "Steps of a round; to the nearest."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "How far it turns a knob; below 0 it turns it back."
        }
      }
    },
    "control.toggle": {
      "title": "Toggle",
      "family": "control",
      "help": "On at one gate, off at the next.",
      "example": "An effect that is on for every other beat.",
      "inputs": {
        "trigger": "control",
        "depth": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 1.3,
      "parameters": {
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "How far it turns a knob; below 0 it turns it back."
        }
      }
    },
    "control.hold": {
      "title": "Sample and hold",
      "family": "control",
      "help": "Keeps what comes in as it is at a gate, until the next one.",
      "example": "A slow LFO in steps.",
      "inputs": {
        "in": "control",
        "trigger": "control",
        "rate": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 2,
      "parameters": {
        "rate": {
          "title": "Rate by itself",
          "unit": "Hz",
          "minimum": 0,
          "maximum": 20,
          "default": 4,
          "curve": "linear",
          "help": "How often it takes a value without being told; 0: only at Trigger."
        }
      }
    },
    "control.melody": {
      "title": "In tune",
      "family": "control",
      "help": "Turns a control signal from 0 to 1 into notes of a scale, for the Frequency of an oscillator.",
      "example": "Random steps into this, and this into a saw at 110 Hz: a tune.",
      "inputs": {
        "in": "control",
        "octaves": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 2.7,
      "parameters": {
        "scale": {
          "title": "Scale",
          "unit": "",
          "minimum": 0,
          "maximum": 5,
          "default": 3,
          "curve": "linear",
          "help": "0 all semitones, 1 major, 2 minor, 3 and 4 pentatonic, 5 whole tones; to the nearest."
        },
        "octaves": {
          "title": "Octaves",
          "unit": "",
          "minimum": 0.5,
          "maximum": 4,
          "default": 2,
          "curve": "linear",
          "help": "How many octaves a signal of 1 is."
        }
      }
    },
    "control.difference": {
      "title": "Difference",
      "family": "control",
      "help": "What comes in less the other one.",
      "example": "How far two drifts are apart.",
      "inputs": {
        "in": "control",
        "other": "control",
        "amount": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 0.31,
      "parameters": {
        "amount": {
          "title": "Amount",
          "unit": "",
          "minimum": -2,
          "maximum": 2,
          "default": 1,
          "curve": "linear",
          "help": "What the result is multiplied by."
        }
      }
    },
    "control.invert": {
      "title": "Upside down",
      "family": "control",
      "help": "A value less what comes in; of a gate, the opposite.",
      "example": "One LFO that opens a filter and closes another one.",
      "inputs": {
        "in": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 0.26,
      "parameters": {
        "top": {
          "title": "Value",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "From which it is taken."
        }
      }
    },
    "control.absolute": {
      "title": "Absolute",
      "family": "control",
      "help": "What comes in, without its sign.",
      "example": "Two bumps for each turn of an LFO.",
      "inputs": {
        "in": "control",
        "amount": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 0.17,
      "parameters": {
        "amount": {
          "title": "Amount",
          "unit": "",
          "minimum": -2,
          "maximum": 2,
          "default": 1,
          "curve": "linear",
          "help": "What the result is multiplied by."
        }
      }
    },
    "control.minimum": {
      "title": "Minimum",
      "family": "control",
      "help": "The smaller of two; of gates, on where both are on.",
      "example": "Two rhythms, and only where they meet.",
      "inputs": {
        "in": "control",
        "other": "control",
        "amount": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 0.21,
      "parameters": {
        "amount": {
          "title": "Amount",
          "unit": "",
          "minimum": -2,
          "maximum": 2,
          "default": 1,
          "curve": "linear",
          "help": "What the result is multiplied by."
        }
      }
    },
    "control.maximum": {
      "title": "Maximum",
      "family": "control",
      "help": "The greater of two; of gates, on where one of them is on.",
      "example": "Two rhythms in one.",
      "inputs": {
        "in": "control",
        "other": "control",
        "amount": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 0.26,
      "parameters": {
        "amount": {
          "title": "Amount",
          "unit": "",
          "minimum": -2,
          "maximum": 2,
          "default": 1,
          "curve": "linear",
          "help": "What the result is multiplied by."
        }
      }
    },
    "control.compare": {
      "title": "Compare",
      "family": "control",
      "help": "A gate that is on while what comes in is greater than the other one.",
      "example": "A drift that now and then opens a gate.",
      "inputs": {
        "in": "control",
        "other": "control",
        "threshold": "control",
        "depth": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 1.5,
      "parameters": {
        "threshold": {
          "title": "Threshold",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0,
          "curve": "linear",
          "help": "By how much it must be greater."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "How far it turns a knob; below 0 it turns it back."
        }
      }
    },
    "control.quantise": {
      "title": "Quantise",
      "family": "control",
      "help": "What comes in, in even steps.",
      "example": "A ramp as a staircase.",
      "inputs": {
        "in": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 2.8,
      "parameters": {
        "steps": {
          "title": "Steps",
          "unit": "",
          "minimum": 1,
          "maximum": 48,
          "default": 8,
          "curve": "linear",
          "help": "Steps between 0 and 1; to the nearest."
        }
      }
    },
    "control.curve": {
      "title": "Curve",
      "family": "control",
      "help": "Bends what comes in: slow at first, or fast at first.",
      "example": "After an envelope, for a sharper fall.",
      "inputs": {
        "in": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 1.1,
      "parameters": {
        "curve": {
          "title": "Curve",
          "unit": "",
          "minimum": 0.2,
          "maximum": 8,
          "default": 2,
          "curve": "log",
          "help": "Its power; 1 changes nothing."
        }
      }
    },
    "control.fold": {
      "title": "Fold",
      "family": "control",
      "help": "What goes beyond the ends is turned back.",
      "example": "An LFO turned up into a wild one.",
      "inputs": {
        "in": "control",
        "amount": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 0.36,
      "parameters": {
        "amount": {
          "title": "Amount",
          "unit": "",
          "minimum": 0,
          "maximum": 8,
          "default": 2,
          "curve": "linear",
          "help": "What comes in is multiplied by this first."
        }
      }
    },
    "control.limit": {
      "title": "Limits",
      "family": "control",
      "help": "Keeps what comes in between two values.",
      "example": "The tops of an LFO cut flat.",
      "inputs": {
        "in": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 0.46,
      "parameters": {
        "bottom": {
          "title": "Lowest",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0,
          "curve": "linear",
          "help": "Lowest value that passes."
        },
        "top": {
          "title": "Highest",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 1,
          "curve": "linear",
          "help": "Highest value that passes."
        }
      }
    },
    "control.blend": {
      "title": "Blend",
      "family": "control",
      "help": "Between two control signals.",
      "example": "From a calm LFO to a wild one by hand.",
      "inputs": {
        "in": "control",
        "other": "control",
        "position": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 0.36,
      "parameters": {
        "position": {
          "title": "Position",
          "unit": "",
          "minimum": 0,
          "maximum": 1,
          "default": 0.5,
          "curve": "linear",
          "help": "0 what comes in, 1 the other one."
        }
      }
    },
    "control.delay": {
      "title": "Later",
      "family": "control",
      "help": "What comes in, some time later.",
      "example": "The same gesture on three filters, one after another.",
      "inputs": {
        "in": "control",
        "time": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 0.67,
      "parameters": {
        "time": {
          "title": "Time",
          "unit": "s",
          "minimum": 0.001,
          "maximum": 4,
          "default": 0.5,
          "curve": "log",
          "help": "How much later."
        }
      }
    },
    "control.walk": {
      "title": "Walk",
      "family": "control",
      "help": "Goes up or down by chance, a stride at a time.",
      "example": "A pan that wanders.",
      "inputs": {
        "rate": "control",
        "depth": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 1.7,
      "parameters": {
        "rate": {
          "title": "Rate",
          "unit": "Hz",
          "minimum": 0.1,
          "maximum": 20,
          "default": 4,
          "curve": "log",
          "help": "Strides a second."
        },
        "stride": {
          "title": "Stride",
          "unit": "",
          "minimum": 0.02,
          "maximum": 0.5,
          "default": 0.15,
          "curve": "linear",
          "help": "Longest stride."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.4,
          "curve": "linear",
          "help": "How far it turns a knob; below 0 it turns it back."
        }
      }
    },
    "control.chaos": {
      "title": "Logistic map",
      "family": "control",
      "help": "Numbers that look like chance and are not: from two values by turns to chaos.",
      "example": "Into In tune, for a tune that nearly repeats.",
      "inputs": {
        "rate": "control",
        "chaos": "control",
        "depth": "control"
      },
      "outputs": {
        "out": "control"
      },
      "cost": 1.6,
      "parameters": {
        "rate": {
          "title": "Rate",
          "unit": "Hz",
          "minimum": 0.1,
          "maximum": 20,
          "default": 4,
          "curve": "log",
          "help": "Values a second."
        },
        "chaos": {
          "title": "Chaos",
          "unit": "",
          "minimum": 0.05,
          "maximum": 0.99,
          "default": 0.8,
          "curve": "linear",
          "help": "How wild it is."
        },
        "depth": {
          "title": "Depth",
          "unit": "",
          "minimum": -1,
          "maximum": 1,
          "default": 0.4,
          "curve": "linear",
          "help": "How far it turns a knob; below 0 it turns it back."
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
