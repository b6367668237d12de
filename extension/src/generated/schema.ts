// Generated from schema.json by scripts/generate_types.py: change that, and run it again.

export interface Meta {
  title?: string;
  subtitle?: string;
  composer?: string;
  lyricist?: string;
  copyright?: string;
}

export interface Part {
  /** A fractional index (base 62): order by this, then by id. */
  index: string;
  name: string;
  abbreviation?: string;
  /**
   * Instrument name as music21 knows it, such as "Flute"; picks the default sound and the General
   * MIDI program on export.
   */
  instrument?: string;
  /** Default 1. */
  staves?: number;
  /** Diatonic steps from written to sounding pitch. Default 0. */
  diatonic?: number;
  /** Semitones from written to sounding pitch. Default 0. */
  chromatic?: number;
}

export interface Measure {
  /** A fractional index (base 62): order by this, then by id. */
  index: string;
  /** Actual length where it differs from the meter's: a pick-up, a cadenza. */
  duration?: string;
  /** Meter from this measure on; the first measure's default is 4/4. */
  meter?: string;
  /**
   * Sharps (positive) or flats (negative) of the concert key from this measure on; the first
   * measure's default is 0.
   */
  key?: number;
  /** Goes with key. */
  mode?: "major" | "minor" | "dorian" | "phrygian" | "lydian" | "mixolydian" | "locrian";
}

export interface Event {
  kind: "note" | "rest" | "clef" | "tempo";
  /** Every kind but tempo. */
  part?: string;
  /** Default 1. */
  staff?: number;
  /** Default 1. */
  voice?: number;
  /** A letter, then letters, digits, _ or -: also a valid XML id. */
  measure: string;
  /** From the start of the measure. */
  onset: string;
  /**
   * note, rest: what sounds, tuplet included (an eighth of a 3:2 triplet is "1/3"); greater than
   * 0.
   */
  duration?: string;
  /** note. Notes of one voice with one onset and duration are a chord. */
  pitch?: string;
  /** note: tied to the next note of the same pitch in this part. Default false. */
  tie?: boolean;
  /**
   * note, rest: actual:normal, outermost first, such as "3:2"; absent where the duration needs
   * none.
   */
  tuplet?: string;
  /** note: the syllable of verse 1; a trailing hyphen says that the word goes on. */
  lyric1?: string;
  lyric2?: string;
  lyric3?: string;
  lyric4?: string;
  /** clef. A staff without one starts with G2 (the second of two staves: F4). */
  clef?: "G2" | "G1" | "F4" | "F3" | "C1" | "C2" | "C3" | "C4" | "C5" | "G2-8" | "G2+8" | "F4-8" | "percussion";
  /** tempo: quarter notes a minute. */
  bpm?: number;
  /** tempo: such as "Allegro". */
  text?: string;
}

export interface Span {
  kind: "slur" | "crescendo" | "diminuendo";
  /** A letter, then letters, digits, _ or -: also a valid XML id. */
  start: string;
  /** A letter, then letters, digits, _ or -: also a valid XML id. */
  end: string;
}

export interface Node {
  /** A kind of the catalogue, such as "instrument.pluck". */
  kind: string;
  name?: string;
  /** The part whose notes an instrument plays. */
  part?: string;
  x?: number;
  y?: number;
  /** A parameter's value in its unit; the catalogue's default where absent. */
  [parameter: `p_${string}`]: number | undefined;
}

export interface Edge {
  /** A letter, then letters, digits, _ or -: also a valid XML id. */
  source: string;
  /** Default "out". */
  output?: string;
  /** A letter, then letters, digits, _ or -: also a valid XML id. */
  target: string;
  /** Default "in". */
  input?: string;
}

/** A mixer strip; its id is the part's. */
export interface Strip {
  /** dB Default 0. */
  gain?: number;
  /** -1 left to 1 right Default 0. */
  pan?: number;
  /** Default false. */
  mute?: boolean;
  /** Default false. */
  solo?: boolean;
}

export interface Section {
  /** A fractional index (base 62): order by this, then by id. */
  index: string;
  name: string;
  /** Its first measure. */
  measure: string;
}

export interface Annotation {
  /** An event, measure, part or node. */
  target: string;
  text: string;
  /** A letter, then letters, digits, _ or -: also a valid XML id. */
  reply_to?: string;
  /** Default false. */
  resolved?: boolean;
}

export interface Proposal {
  title: string;
  /** The operations and their base values, as JSON text. */
  patch: string;
  confidence?: number;
  status?: "open" | "accepted" | "rejected";
}

/**
 * The content of an .antiphon file, format version 1. Every root is a map; every entry of a root
 * is flat. Ids are minted by the editing client.
 */
export interface Document {
  antiphon: 1;
  meta: Meta;
  parts: Record<string, Part>;
  measures: Record<string, Measure>;
  events: Record<string, Event>;
  spans: Record<string, Span>;
  nodes: Record<string, Node>;
  edges: Record<string, Edge>;
  mix: Record<string, Strip>;
  form: Record<string, Section>;
  annotations: Record<string, Annotation>;
  proposals: Record<string, Proposal>;
}

/** The kind of each root's entries. */
export interface Kinds {
  meta: Meta;
  parts: Part;
  measures: Measure;
  events: Event;
  spans: Span;
  nodes: Node;
  edges: Edge;
  mix: Strip;
  form: Section;
  annotations: Annotation;
  proposals: Proposal;
}

/** A root's name. */
export type Root = keyof Kinds;

/** The JSON Schema that the checks of `document/schema.ts` are compiled from. */
export const schema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "antiphon-1",
  "title": "Document",
  "description": "The content of an .antiphon file, format version 1. Every root is a map; every entry of a root is flat. Ids are minted by the editing client.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "antiphon",
    "meta",
    "parts",
    "measures",
    "events",
    "spans",
    "nodes",
    "edges",
    "mix",
    "form",
    "annotations",
    "proposals"
  ],
  "properties": {
    "antiphon": {
      "const": 1,
      "description": "Format version."
    },
    "meta": {
      "$ref": "#/$defs/Meta"
    },
    "parts": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Part"
      }
    },
    "measures": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Measure"
      }
    },
    "events": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Event"
      }
    },
    "spans": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Span"
      }
    },
    "nodes": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Node"
      }
    },
    "edges": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Edge"
      }
    },
    "mix": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Strip"
      }
    },
    "form": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Section"
      }
    },
    "annotations": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Annotation"
      }
    },
    "proposals": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Proposal"
      }
    }
  },
  "$defs": {
    "Id": {
      "type": "string",
      "pattern": "^[A-Za-z][A-Za-z0-9_-]{0,63}$",
      "description": "A letter, then letters, digits, _ or -: also a valid XML id."
    },
    "Rational": {
      "type": "string",
      "pattern": "^(0|[1-9][0-9]{0,8})(/[1-9][0-9]{0,8})?$",
      "description": "A non-negative rational number of quarter lengths, in lowest terms, such as \"3/2\"."
    },
    "Index": {
      "type": "string",
      "pattern": "^[0-9A-Za-z]{1,128}$",
      "description": "A fractional index (base 62): order by this, then by id."
    },
    "Pitch": {
      "type": "string",
      "pattern": "^[A-G](#{1,2}|b{1,2})?[0-9]$",
      "description": "Written pitch in scientific notation, such as \"F#4\"."
    },
    "Text": {
      "type": "string",
      "maxLength": 2000
    },
    "Meta": {
      "title": "Meta",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "title": {
          "$ref": "#/$defs/Text"
        },
        "subtitle": {
          "$ref": "#/$defs/Text"
        },
        "composer": {
          "$ref": "#/$defs/Text"
        },
        "lyricist": {
          "$ref": "#/$defs/Text"
        },
        "copyright": {
          "$ref": "#/$defs/Text"
        }
      }
    },
    "Part": {
      "title": "Part",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "index",
        "name"
      ],
      "properties": {
        "index": {
          "$ref": "#/$defs/Index"
        },
        "name": {
          "$ref": "#/$defs/Text"
        },
        "abbreviation": {
          "$ref": "#/$defs/Text"
        },
        "instrument": {
          "type": "string",
          "maxLength": 200,
          "description": "Instrument name as music21 knows it, such as \"Flute\"; picks the default sound and the General MIDI program on export."
        },
        "staves": {
          "type": "integer",
          "minimum": 1,
          "maximum": 4,
          "default": 1
        },
        "diatonic": {
          "type": "integer",
          "minimum": -35,
          "maximum": 35,
          "default": 0,
          "description": "Diatonic steps from written to sounding pitch."
        },
        "chromatic": {
          "type": "integer",
          "minimum": -60,
          "maximum": 60,
          "default": 0,
          "description": "Semitones from written to sounding pitch."
        }
      }
    },
    "Measure": {
      "title": "Measure",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "index"
      ],
      "properties": {
        "index": {
          "$ref": "#/$defs/Index"
        },
        "duration": {
          "$ref": "#/$defs/Rational",
          "description": "Actual length where it differs from the meter's: a pick-up, a cadenza."
        },
        "meter": {
          "type": "string",
          "pattern": "^[1-9][0-9]?/(1|2|4|8|16|32|64)$",
          "description": "Meter from this measure on; the first measure's default is 4/4."
        },
        "key": {
          "type": "integer",
          "minimum": -7,
          "maximum": 7,
          "description": "Sharps (positive) or flats (negative) of the concert key from this measure on; the first measure's default is 0."
        },
        "mode": {
          "type": "string",
          "enum": [
            "major",
            "minor",
            "dorian",
            "phrygian",
            "lydian",
            "mixolydian",
            "locrian"
          ],
          "description": "Goes with key."
        }
      }
    },
    "Event": {
      "title": "Event",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "kind",
        "measure",
        "onset"
      ],
      "properties": {
        "kind": {
          "type": "string",
          "enum": [
            "note",
            "rest",
            "clef",
            "tempo"
          ]
        },
        "part": {
          "$ref": "#/$defs/Id",
          "description": "Every kind but tempo."
        },
        "staff": {
          "type": "integer",
          "minimum": 1,
          "maximum": 4,
          "default": 1
        },
        "voice": {
          "type": "integer",
          "minimum": 1,
          "maximum": 8,
          "default": 1
        },
        "measure": {
          "$ref": "#/$defs/Id"
        },
        "onset": {
          "$ref": "#/$defs/Rational",
          "description": "From the start of the measure."
        },
        "duration": {
          "$ref": "#/$defs/Rational",
          "description": "note, rest: what sounds, tuplet included (an eighth of a 3:2 triplet is \"1/3\"); greater than 0."
        },
        "pitch": {
          "$ref": "#/$defs/Pitch",
          "description": "note. Notes of one voice with one onset and duration are a chord."
        },
        "tie": {
          "type": "boolean",
          "description": "note: tied to the next note of the same pitch in this part.",
          "default": false
        },
        "tuplet": {
          "type": "string",
          "pattern": "^[1-9][0-9]?:[1-9][0-9]?( [1-9][0-9]?:[1-9][0-9]?){0,2}$",
          "description": "note, rest: actual:normal, outermost first, such as \"3:2\"; absent where the duration needs none."
        },
        "lyric1": {
          "$ref": "#/$defs/Text",
          "description": "note: the syllable of verse 1; a trailing hyphen says that the word goes on."
        },
        "lyric2": {
          "$ref": "#/$defs/Text"
        },
        "lyric3": {
          "$ref": "#/$defs/Text"
        },
        "lyric4": {
          "$ref": "#/$defs/Text"
        },
        "clef": {
          "type": "string",
          "enum": [
            "G2",
            "G1",
            "F4",
            "F3",
            "C1",
            "C2",
            "C3",
            "C4",
            "C5",
            "G2-8",
            "G2+8",
            "F4-8",
            "percussion"
          ],
          "description": "clef. A staff without one starts with G2 (the second of two staves: F4)."
        },
        "bpm": {
          "type": "number",
          "minimum": 10,
          "maximum": 400,
          "description": "tempo: quarter notes a minute."
        },
        "text": {
          "$ref": "#/$defs/Text",
          "description": "tempo: such as \"Allegro\"."
        }
      }
    },
    "Span": {
      "title": "Span",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "kind",
        "start",
        "end"
      ],
      "properties": {
        "kind": {
          "type": "string",
          "enum": [
            "slur",
            "crescendo",
            "diminuendo"
          ]
        },
        "start": {
          "$ref": "#/$defs/Id"
        },
        "end": {
          "$ref": "#/$defs/Id"
        }
      }
    },
    "Node": {
      "title": "Node",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "kind"
      ],
      "properties": {
        "kind": {
          "type": "string",
          "pattern": "^[a-z]+\\.[a-z0-9_]+$",
          "description": "A kind of the catalogue, such as \"instrument.pluck\"."
        },
        "name": {
          "$ref": "#/$defs/Text"
        },
        "part": {
          "$ref": "#/$defs/Id",
          "description": "The part whose notes an instrument plays."
        },
        "x": {
          "type": "number"
        },
        "y": {
          "type": "number"
        }
      },
      "patternProperties": {
        "^p_[a-z][a-z0-9_]*$": {
          "type": "number",
          "description": "A parameter's value in its unit; the catalogue's default where absent."
        }
      }
    },
    "Edge": {
      "title": "Edge",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "source",
        "target"
      ],
      "properties": {
        "source": {
          "$ref": "#/$defs/Id"
        },
        "output": {
          "type": "string",
          "pattern": "^[a-z][a-z0-9_]*$",
          "default": "out"
        },
        "target": {
          "$ref": "#/$defs/Id"
        },
        "input": {
          "type": "string",
          "pattern": "^[a-z][a-z0-9_]*$",
          "default": "in"
        }
      }
    },
    "Strip": {
      "title": "Strip",
      "description": "A mixer strip; its id is the part's.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "gain": {
          "type": "number",
          "minimum": -60,
          "maximum": 12,
          "default": 0,
          "description": "dB"
        },
        "pan": {
          "type": "number",
          "minimum": -1,
          "maximum": 1,
          "default": 0,
          "description": "-1 left to 1 right"
        },
        "mute": {
          "type": "boolean",
          "default": false
        },
        "solo": {
          "type": "boolean",
          "default": false
        }
      }
    },
    "Section": {
      "title": "Section",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "index",
        "name",
        "measure"
      ],
      "properties": {
        "index": {
          "$ref": "#/$defs/Index"
        },
        "name": {
          "$ref": "#/$defs/Text"
        },
        "measure": {
          "$ref": "#/$defs/Id",
          "description": "Its first measure."
        }
      }
    },
    "Annotation": {
      "title": "Annotation",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "target",
        "text"
      ],
      "properties": {
        "target": {
          "$ref": "#/$defs/Id",
          "description": "An event, measure, part or node."
        },
        "text": {
          "$ref": "#/$defs/Text"
        },
        "reply_to": {
          "$ref": "#/$defs/Id"
        },
        "resolved": {
          "type": "boolean",
          "default": false
        }
      }
    },
    "Proposal": {
      "title": "Proposal",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "title",
        "patch"
      ],
      "properties": {
        "title": {
          "$ref": "#/$defs/Text"
        },
        "patch": {
          "type": "string",
          "maxLength": 200000,
          "description": "The operations and their base values, as JSON text."
        },
        "confidence": {
          "type": "number",
          "minimum": 0,
          "maximum": 1
        },
        "status": {
          "type": "string",
          "enum": [
            "open",
            "accepted",
            "rejected"
          ],
          "default": "open"
        }
      }
    }
  }
} as const;
