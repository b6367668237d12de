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
        "brightness": 0.6,
        "decay": 9,
        "release": 2.5,
        "room": 0.35
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
    "delay-slap": {
      "kind": "effect.delay",
      "name": "Slap",
      "tags": [
        "short",
        "echo",
        "vintage"
      ],
      "help": "One quick repeat, as in old rock and roll.",
      "values": {
        "time": 0.11,
        "feedback": 0.05,
        "mix": 0.35
      }
    }
  },
  "instruments": {
    "warm-pad": {
      "name": "Warm pad",
      "family": "synthesisers",
      "help": "Slow, wide chords for the background; turn the filter’s Cutoff to bring it nearer.",
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
            "p_release": 2.2,
            "p_brightness": 0.45,
            "p_room": 0.2
          },
          "filter": {
            "kind": "filter.lowpass",
            "x": 260,
            "y": 0,
            "group": "instrument",
            "p_cutoff": 1800,
            "p_resonance": 0.8
          },
          "chorus": {
            "kind": "effect.chorus",
            "x": 520,
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
          "echo": {
            "kind": "delay.pingpong",
            "x": 260,
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
    }
  },
  "demos": {
    "a-filter-shapes-the-tone": {
      "title": "A filter shapes the tone",
      "text": "A saw wave has every harmonic in it. The low-pass filter takes the high ones away, as a sculptor takes stone away: that is subtractive synthesis. Turn Cutoff slowly from left to right and hear the tone open like an “ah” after an “oo”. Then turn Resonance up and do it again: it whistles where it cuts.",
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
            "x": 260,
            "y": 0,
            "p_cutoff": 700,
            "p_resonance": 2
          },
          "lfo": {
            "kind": "control.lfo",
            "x": 0,
            "y": 160,
            "p_rate": 0.4,
            "p_depth": 0.25
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
            "text": "1. The saw gives all harmonics.",
            "x": 0,
            "y": -72,
            "width": 220
          },
          "label-2": {
            "text": "2. The filter takes the high ones away. Turn Cutoff.",
            "x": 260,
            "y": -72,
            "width": 220
          },
          "label-3": {
            "text": "3. The LFO turns Cutoff for you, slowly.",
            "x": 0,
            "y": 280,
            "width": 220
          }
        }
      }
    }
  }
};
