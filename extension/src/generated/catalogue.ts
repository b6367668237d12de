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
  /** The signal of each input port. */
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
      "family": "strings",
      "help": "A guitar or a harp: bright at first, mellow as it rings.",
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
      "family": "strings",
      "help": "A small section of violins to double basses.",
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
      "family": "wind",
      "help": "A breathy wind with few overtones.",
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
      "family": "wind",
      "help": "A clarinet or an oboe: hollow and steady.",
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
      "family": "wind",
      "help": "A trumpet or a horn: the louder, the brighter.",
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
      "family": "strings",
      "help": "A plucked bass, round and low.",
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
      "family": "keys",
      "help": "A struck bell or bar with partials of its own.",
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
      "family": "voice",
      "help": "A small choir on an open vowel.",
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
      "family": "voice",
      "help": "A wide, slow, soft cloud.",
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
    "osc.sine": {
      "title": "Sine",
      "family": "oscillator",
      "help": "A pure tone without overtones, for as long as it is there.",
      "inputs": {},
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
      "family": "oscillator",
      "help": "A bright, buzzing tone with every overtone: good to be filtered.",
      "inputs": {},
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
    "filter.lowpass": {
      "title": "Low-pass filter",
      "family": "effect",
      "help": "Takes away what is above the cutoff.",
      "inputs": {
        "in": "audio"
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
    "effect.chorus": {
      "title": "Chorus",
      "family": "effect",
      "help": "Several slightly detuned copies: one player becomes a group.",
      "inputs": {
        "in": "audio"
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
    "effect.delay": {
      "title": "Echo",
      "family": "effect",
      "help": "Repeats the sound after a while, softer each time.",
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
    "effect.reverb": {
      "title": "Reverb",
      "family": "effect",
      "help": "A hall around the sound.",
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
    "effect.gain": {
      "title": "Gain",
      "family": "effect",
      "help": "Louder or softer.",
      "inputs": {
        "in": "audio"
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
    }
  },
  "defaults": [
    {
      "instruments": "organ|accordion|bagpipe|harmonica",
      "kind": "instrument.organ"
    },
    {
      "instruments": "bell|celesta|glock|vibra|marimba|xylo|kalimba|steel drum|triangle|gong|chime",
      "kind": "instrument.bells"
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
      "instruments": "piano|harpsichord|clavichord|keyboard",
      "kind": "instrument.keys"
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
