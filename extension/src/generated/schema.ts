// Generated from schema.json by scripts/generate_types.py: change that, and run it again.

export interface Meta {
  title?: string;
  subtitle?: string;
  composer?: string;
  lyricist?: string;
  copyright?: string;
  arranger?: string;
  dedication?: string;
  /**
   * Where the second eighth of a beat sounds, as a share of the beat: 0.5 is straight, 0.667 is
   * triplet swing. Default 0.5.
   */
  swing?: number;
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
  /**
   * Sharps (positive) or flats (negative) that its key signature has beyond the piece's, such as
   * -1 for one flat where the others have none. Default 0.
   */
  fifths?: number;
  /** Adjacent parts of one group are bracketed together under this name. */
  group?: string;
  /** How its group is bracketed. */
  bracket?: "brace" | "bracket" | "line";
  /** Lines of each staff. Default 5. */
  lines?: number;
  /** The open strings of a tablature, lowest first, such as "E2 A2 D3 G3 B3 E4". */
  tuning?: string;
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
  /** Goes with meter: how it is drawn; "none": not at all. */
  meter_symbol?: "common" | "cut" | "none";
  /** A repeat begins here. Default false. */
  repeat_start?: boolean;
  /** A repeat ends here; how often it is played in all. */
  repeat_end?: number;
  /**
   * Adjacent measures with the same value are an ending of the repeat, for these times, such as
   * "1,2"; "0": for times that nobody says.
   */
  ending?: string;
  /** The bar line at its end, where it is no common one and no repeat ends. */
  barline?: "double" | "final" | "dashed" | "dotted" | "heavy" | "none";
  /** A segno at its beginning. Default false. */
  segno?: boolean;
  /** A coda sign at its beginning. Default false. */
  coda?: boolean;
  /** From its end to the coda, after a jump "al coda". Default false. */
  to_coda?: boolean;
  /** The piece ends at its end, after a jump "al fine". Default false. */
  fine?: boolean;
  /** At its end. */
  jump?: "da_capo" | "da_capo_al_fine" | "da_capo_al_coda" | "dal_segno" | "dal_segno_al_fine" | "dal_segno_al_coda";
  /** A rehearsal mark, such as "A". */
  rehearsal?: string;
  /** What begins after it when the score is laid out in pages. */
  layout_break?: "system" | "page";
}

export interface Event {
  kind: "note" | "rest" | "clef" | "tempo" | "dynamic" | "harmony" | "figures" | "text";
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
  /** clef. A staff without one starts with G2 (the second of two staves: F4). */
  clef?: "G2" | "G1" | "F4" | "F3" | "F5" | "C1" | "C2" | "C3" | "C4" | "C5" | "G2-8" | "G2+8" | "G2-15" | "G2+15" | "F4-8" | "F4+8" | "percussion" | "TAB" | "none";
  /** tempo: quarter notes a minute. */
  bpm?: number;
  /**
   * tempo: such as "Allegro"; text: the words; harmony: a chord symbol, such as "Cm7/G"; figures:
   * top to bottom, with spaces, such as "6 4+".
   */
  text?: string;
  /**
   * note: it takes no time, and its duration is the one written; "after" goes before the next note
   * rather than before its own onset's.
   */
  grace?: "acciaccatura" | "appoggiatura" | "after";
  /** grace notes: their order at one onset; those of one index are a chord. */
  index?: string;
  /**
   * note: the syllable of verse 1; a trailing hyphen says that the word goes on, a trailing
   * underscore that the syllable is held (of two, one is the syllable's own).
   */
  lyric1?: string;
  lyric2?: string;
  lyric3?: string;
  lyric4?: string;
  lyric5?: string;
  lyric6?: string;
  lyric7?: string;
  lyric8?: string;
  /** note: tied to nothing. Default false. */
  let_ring?: boolean;
  /**
   * note: a tie ends at it that no note of its pitch begins, as in a second ending; kept from
   * files, not drawn. Default false.
   */
  tie_end?: boolean;
  /** note */
  notehead?: "normal" | "x" | "diamond" | "triangle" | "square" | "slash" | "circle-x" | "cross" | "none";
  /** note: where it is not the engraver's choice. */
  stem?: "up" | "down" | "none";
  /** note: where it is not the engraver's choice. */
  accidental?: "shown" | "parenthesis" | "hidden";
  /** note, rest: small, and not played. Default false. */
  cue?: boolean;
  /** note, rest: played, not drawn. Default false. */
  hidden?: boolean;
  /** note: what of the part's percussion map is struck; pitch is then where it is drawn. */
  drum?: string;
  /** note */
  fingering?: string;
  /** note: the string it is played on, 1 the highest. */
  string?: number;
  /** note: the fret on its string. */
  fret?: number;
  /** note: articulation; one note's is its chord's. Default false. */
  accent?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  strong_accent?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  staccato?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  staccatissimo?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  spiccato?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  tenuto?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  detached_legato?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  stress?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  unstress?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  scoop?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  plop?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  doit?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  falloff?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  breath_mark?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  caesura?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  up_bow?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  down_bow?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  harmonic?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  open_string?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  stopped?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  snap_pizzicato?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  double_tongue?: boolean;
  /** note: articulation; one note's is its chord's. Default false. */
  triple_tongue?: boolean;
  /** note: ornament; one note's is its chord's. Default false. */
  trill?: boolean;
  /** note: ornament; one note's is its chord's. Default false. */
  turn?: boolean;
  /** note: ornament; one note's is its chord's. Default false. */
  inverted_turn?: boolean;
  /** note: ornament; one note's is its chord's. Default false. */
  mordent?: boolean;
  /** note: ornament; one note's is its chord's. Default false. */
  inverted_mordent?: boolean;
  /** note: ornament; one note's is its chord's. Default false. */
  schleifer?: boolean;
  /** note: strokes through its stem. */
  tremolo?: number;
  /** note: its chord is rolled, or (bracket) not. */
  arpeggio?: "up" | "down" | "plain" | "bracket";
  /** note, rest */
  fermata?: "normal" | "angled" | "square";
  /**
   * tempo: the note value that the mark counts, such as "3/2"; bpm counts quarter notes all the
   * same.
   */
  beat?: string;
  /** tempo: from here on the tempo moves evenly to the next mark's. Default false. */
  gradual?: boolean;
  /** dynamic */
  dynamic?: "n" | "pppp" | "ppp" | "pp" | "p" | "mp" | "mf" | "f" | "ff" | "fff" | "ffff" | "fp" | "pf" | "sf" | "sfz" | "sffz" | "sfp" | "sfpp" | "fz" | "rf" | "rfz";
  /** dynamic, harmony, figures, text */
  placement?: "above" | "below";
  /** text */
  style?: "plain" | "italic" | "bold";
}

export interface Span {
  kind: "slur" | "crescendo" | "diminuendo" | "ottava" | "pedal" | "glissando" | "trill" | "tremolo" | "line";
  /** The note or rest it begins at; an ottava and a line may begin and end at the same one. */
  start: string;
  /** The note or rest it ends at, its whole duration included. */
  end: string;
  /** ottava: where notes are drawn; pitches stay what they are. */
  shift?: "8va" | "8vb" | "15ma" | "15mb" | "22ma" | "22mb";
  /** tremolo between two notes. */
  strokes?: number;
  /** Such as "cresc.", in place of a hairpin or on a line. */
  text?: string;
  style?: "solid" | "dashed" | "dotted" | "wavy";
  placement?: "above" | "below";
}

/** An instrument of a part's percussion map. */
export interface Drum {
  /** A letter, then letters, digits, _ or -: also a valid XML id. */
  part: string;
  name: string;
  /** Where it is drawn, as if in a G2 clef. */
  pitch: string;
  /** Its key in General MIDI's percussion map, such as 38 for a snare drum. */
  key: number;
  notehead?: "normal" | "x" | "diamond" | "triangle" | "square" | "slash" | "circle-x" | "cross" | "none";
  stem?: "up" | "down";
}

export interface Node {
  /** A kind of the catalogue, such as "instrument.pluck". */
  kind: string;
  name?: string;
  /** The part whose notes an instrument plays. */
  part?: string;
  x?: number;
  y?: number;
  /** A letter, then letters, digits, _ or -: also a valid XML id. */
  group?: string;
  /** Its inputs go to its outputs as they are. Default false. */
  bypass?: boolean;
  /** Nothing leaves it. Default false. */
  mute?: boolean;
  /** Where a node is soloed, only sound that goes through a soloed one is heard. Default false. */
  solo?: boolean;
  /** The preset its parameters began with. */
  preset?: string;
  /** A parameter's value in its unit; the catalogue's default where absent. */
  [parameter: `p_${string}`]: number | undefined;
}

export interface Edge {
  /** A node, or a group. */
  source: string;
  /** Default "out". */
  output?: string;
  /** A node, or a group. */
  target: string;
  /** Default "in". */
  input?: string;
}

/** Nodes that are one thing: a sub-graph. */
export interface Group {
  name: string;
  /** The group it is in. */
  group?: string;
  x?: number;
  y?: number;
  /** Drawn as one box. Default false. */
  collapsed?: boolean;
  /** Of JupyterLab's collaborators' colours. */
  colour?: number;
}

/** A port of a group: a port of a node in it, seen from outside. */
export interface Port {
  /** A letter, then letters, digits, _ or -: also a valid XML id. */
  group: string;
  direction: "in" | "out";
  /** A name of a port: lower-case letters, digits and _. */
  name: string;
  /** A letter, then letters, digits, _ or -: also a valid XML id. */
  node: string;
  /** A name of a port: lower-case letters, digits and _. */
  port: string;
}

/** Words on the graph. */
export interface Label {
  text: string;
  x: number;
  y: number;
  width?: number;
  /** A letter, then letters, digits, _ or -: also a valid XML id. */
  group?: string;
}

/** Values of the parameters of one kind of node. */
export interface Preset {
  /** A kind of the catalogue, such as "instrument.pluck". */
  kind: string;
  name: string;
  /** A parameter's value in its unit; the catalogue's default where absent. */
  [parameter: `p_${string}`]: number | undefined;
}

/** A part of the graph that is kept for reuse, such as a group of nodes that plays notes. */
export interface Instrument {
  name: string;
  /** What it is and how to use it. */
  help?: string;
  /** Its nodes, cables, groups, ports and labels, as JSON text. */
  clip: string;
}

/** A mixer strip. Its id is the part's; "master" is the last one; any other id is a bus. */
export interface Strip {
  /** dB. Default 0. */
  gain?: number;
  /** -1 left to 1 right. Default 0. */
  pan?: number;
  /** Default false. */
  mute?: boolean;
  /** Default false. */
  solo?: boolean;
  /** Whether its sound goes through the equaliser. Default false. */
  eq?: boolean;
  /** Equaliser, low shelf: dB. Default 0. */
  low_gain?: number;
  /** Hz. Default 100. */
  low_freq?: number;
  /** Equaliser, lower bell: dB. Default 0. */
  low_mid_gain?: number;
  /** Hz. Default 400. */
  low_mid_freq?: number;
  /** How narrow the bell is. Default 1. */
  low_mid_q?: number;
  /** Equaliser, upper bell: dB. Default 0. */
  high_mid_gain?: number;
  /** Hz. Default 2500. */
  high_mid_freq?: number;
  /** How narrow the bell is. Default 1. */
  high_mid_q?: number;
  /** Equaliser, high shelf: dB. Default 0. */
  high_gain?: number;
  /** Hz. Default 8000. */
  high_freq?: number;
  /**
   * Whether its sound goes through the compressor, which is behind the equaliser. Default false.
   */
  compressor?: boolean;
  /** Compressor: dBFS from which on it makes softer. Default -18. */
  threshold?: number;
  /** Compressor: how many dB more come in for one more that goes out. Default 3. */
  ratio?: number;
  /** Compressor: s. Default 0.01. */
  attack?: number;
  /** Compressor: s. Default 0.15. */
  release?: number;
  /** Compressor: dB added behind it. Default 0. */
  makeup?: number;
  /**
   * The master's: whether the mix stays below the ceiling. Without it, 0 dBFS is the ceiling.
   * Default true.
   */
  limiter?: boolean;
  /** The master's limiter: dBFS. Default -1. */
  ceiling?: number;
  /** A bus's name. */
  name?: string;
  /** A bus's place. */
  index?: string;
  /** The bus it goes to; the master where absent. */
  bus?: string;
  /** The master's: the snapshot that was recalled last. */
  snapshot?: string;
  /**
   * The master's: another one at each recall. What changes of the mix along with it is crossfaded
   * in the snapshot's time.
   */
  recall?: string;
}

export interface Send {
  /** A strip. */
  source: string;
  /** A bus, or a node. */
  target: string;
  /** dB. Default 0. */
  gain?: number;
  /** Taken before the strip's gain and pan. Default false. */
  before_fader?: boolean;
}

export interface Insert {
  /** A letter, then letters, digits, _ or -: also a valid XML id. */
  strip: string;
  /** A fractional index (base 62): order by this, then by id. */
  index: string;
  /** An effect; the strip's sound goes through it. */
  node: string;
  /** Left out for now. Default false. */
  bypass?: boolean;
}

/** The whole mix, kept under a name; its settings say how each strip was. */
export interface Snapshot {
  name: string;
  /** A fractional index (base 62): order by this, then by id. */
  index: string;
  /** How long it takes to cross over to it, s. Default 2. */
  seconds?: number;
}

/** How a strip is in a snapshot. */
export interface Setting {
  /** A letter, then letters, digits, _ or -: also a valid XML id. */
  snapshot: string;
  /** A letter, then letters, digits, _ or -: also a valid XML id. */
  strip: string;
  /** dB. Default 0. */
  gain?: number;
  /** -1 left to 1 right. Default 0. */
  pan?: number;
  /** Default false. */
  mute?: boolean;
  /** Default false. */
  solo?: boolean;
  /** Whether its sound goes through the equaliser. Default false. */
  eq?: boolean;
  /** Equaliser, low shelf: dB. Default 0. */
  low_gain?: number;
  /** Hz. Default 100. */
  low_freq?: number;
  /** Equaliser, lower bell: dB. Default 0. */
  low_mid_gain?: number;
  /** Hz. Default 400. */
  low_mid_freq?: number;
  /** How narrow the bell is. Default 1. */
  low_mid_q?: number;
  /** Equaliser, upper bell: dB. Default 0. */
  high_mid_gain?: number;
  /** Hz. Default 2500. */
  high_mid_freq?: number;
  /** How narrow the bell is. Default 1. */
  high_mid_q?: number;
  /** Equaliser, high shelf: dB. Default 0. */
  high_gain?: number;
  /** Hz. Default 8000. */
  high_freq?: number;
  /**
   * Whether its sound goes through the compressor, which is behind the equaliser. Default false.
   */
  compressor?: boolean;
  /** Compressor: dBFS from which on it makes softer. Default -18. */
  threshold?: number;
  /** Compressor: how many dB more come in for one more that goes out. Default 3. */
  ratio?: number;
  /** Compressor: s. Default 0.01. */
  attack?: number;
  /** Compressor: s. Default 0.15. */
  release?: number;
  /** Compressor: dB added behind it. Default 0. */
  makeup?: number;
  /**
   * The master's: whether the mix stays below the ceiling. Without it, 0 dBFS is the ceiling.
   * Default true.
   */
  limiter?: boolean;
  /** The master's limiter: dBFS. Default -1. */
  ceiling?: number;
}

/** What is automated: a field of a strip or of a node, along the score's time. */
export interface Lane {
  /** A strip, or a node. */
  target: string;
  /** Such as "gain", or "p_cutoff". */
  field: string;
  /** Left out for now: the field keeps its own value. Default false. */
  bypass?: boolean;
}

/**
 * A value of a lane at a place of the score. Before its first point a lane has that one's value,
 * behind its last one that one's.
 */
export interface Point {
  /** A letter, then letters, digits, _ or -: also a valid XML id. */
  lane: string;
  /** A letter, then letters, digits, _ or -: also a valid XML id. */
  measure: string;
  /** From the start of the measure. */
  onset: string;
  /** In the field's unit; switches are off below one half. */
  value: number;
  /** How it goes on to the next point: along the field's slider, or staying until there. */
  curve?: "linear" | "hold";
}

/** A stretch of measures with a name. */
export interface Section {
  name: string;
  /** Its first measure. */
  measure: string;
  /** Its last measure; absent: up to the next section, or the end. */
  until?: string;
  /** Of JupyterLab's collaborators' colours. */
  colour?: number;
}

/**
 * A place in the form: a section, played once or more. A piece without one is played as it is
 * written.
 */
export interface Passage {
  /** A fractional index (base 62): order by this, then by id. */
  index: string;
  /** A letter, then letters, digits, _ or -: also a valid XML id. */
  section: string;
  /** How often. Default 1. */
  times?: number;
}

/**
 * Nobody but the teacher changes what is locked (a node locked by its maker: nobody but the two).
 * Its id is the id of what it locks, or "piece".
 */
export interface Lock {
  kind: "piece" | "part" | "measure" | "node";
  /** Said to whoever tries. */
  reason?: string;
}

export interface Annotation {
  /** An event, measure, part, node or group. */
  target: string;
  text: string;
  /** A letter, then letters, digits, _ or -: also a valid XML id. */
  reply_to?: string;
  /** Default false. */
  resolved?: boolean;
}

export interface Proposal {
  title: string;
  /** Whose idea it is, where it is not its maker's own: an AI partner's, or the audience's. */
  source?: "assistant" | "audience";
  /** The operations and their base values, as JSON text. */
  patch: string;
  confidence?: number;
  /** withdrawn: by who made it. */
  status?: "open" | "accepted" | "rejected" | "withdrawn";
  /** Why it was rejected, said to who made it. */
  reason?: string;
  /**
   * The operations that were accepted, by their places from 0, such as "0 2 3"; those of an open
   * one wait for who may write them.
   */
  taken?: string;
}

/**
 * The content of an .antiphon file, format version 3. Every root is a map; every entry of a root
 * is flat. Ids are minted by the editing client.
 */
export interface Document {
  antiphon: 3;
  meta: Meta;
  parts: Record<string, Part>;
  measures: Record<string, Measure>;
  events: Record<string, Event>;
  spans: Record<string, Span>;
  percussion: Record<string, Drum>;
  nodes: Record<string, Node>;
  edges: Record<string, Edge>;
  groups: Record<string, Group>;
  ports: Record<string, Port>;
  labels: Record<string, Label>;
  presets: Record<string, Preset>;
  instruments: Record<string, Instrument>;
  mix: Record<string, Strip>;
  sends: Record<string, Send>;
  inserts: Record<string, Insert>;
  snapshots: Record<string, Snapshot>;
  settings: Record<string, Setting>;
  lanes: Record<string, Lane>;
  points: Record<string, Point>;
  sections: Record<string, Section>;
  form: Record<string, Passage>;
  locks: Record<string, Lock>;
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
  percussion: Drum;
  nodes: Node;
  edges: Edge;
  groups: Group;
  ports: Port;
  labels: Label;
  presets: Preset;
  instruments: Instrument;
  mix: Strip;
  sends: Send;
  inserts: Insert;
  snapshots: Snapshot;
  settings: Setting;
  lanes: Lane;
  points: Point;
  sections: Section;
  form: Passage;
  locks: Lock;
  annotations: Annotation;
  proposals: Proposal;
}

/** A root's name. */
export type Root = keyof Kinds;

/** The JSON Schema that the checks of `document/schema.ts` are compiled from. */
export const schema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "antiphon-3",
  "title": "Document",
  "description": "The content of an .antiphon file, format version 3. Every root is a map; every entry of a root is flat. Ids are minted by the editing client.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "antiphon",
    "meta",
    "parts",
    "measures",
    "events",
    "spans",
    "percussion",
    "nodes",
    "edges",
    "groups",
    "ports",
    "labels",
    "presets",
    "instruments",
    "mix",
    "sends",
    "inserts",
    "snapshots",
    "settings",
    "lanes",
    "points",
    "sections",
    "form",
    "locks",
    "annotations",
    "proposals"
  ],
  "properties": {
    "antiphon": {
      "const": 3,
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
    "percussion": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Drum"
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
    "groups": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Group"
      }
    },
    "ports": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Port"
      }
    },
    "labels": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Label"
      }
    },
    "presets": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Preset"
      }
    },
    "instruments": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Instrument"
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
    "sends": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Send"
      }
    },
    "inserts": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Insert"
      }
    },
    "snapshots": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Snapshot"
      }
    },
    "settings": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Setting"
      }
    },
    "lanes": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Lane"
      }
    },
    "points": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Point"
      }
    },
    "sections": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Section"
      }
    },
    "form": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Passage"
      }
    },
    "locks": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/Id"
      },
      "additionalProperties": {
        "$ref": "#/$defs/Lock"
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
    "Meter": {
      "type": "string",
      "pattern": "^[1-9][0-9]?(\\+[1-9][0-9]?){0,7}/(1|2|4|8|16|32|64)$",
      "description": "A meter, such as \"3/4\" or \"2+2+3/8\"."
    },
    "Text": {
      "type": "string",
      "maxLength": 2000
    },
    "Word": {
      "type": "string",
      "maxLength": 100
    },
    "Name": {
      "type": "string",
      "pattern": "^[a-z][a-z0-9_]{0,63}$",
      "description": "A name of a port: lower-case letters, digits and _."
    },
    "Placement": {
      "type": "string",
      "enum": [
        "above",
        "below"
      ]
    },
    "Notehead": {
      "type": "string",
      "enum": [
        "normal",
        "x",
        "diamond",
        "triangle",
        "square",
        "slash",
        "circle-x",
        "cross",
        "none"
      ]
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
        },
        "arranger": {
          "$ref": "#/$defs/Text"
        },
        "dedication": {
          "$ref": "#/$defs/Text"
        },
        "swing": {
          "type": "number",
          "minimum": 0.5,
          "maximum": 0.75,
          "default": 0.5,
          "description": "Where the second eighth of a beat sounds, as a share of the beat: 0.5 is straight, 0.667 is triplet swing."
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
        },
        "fifths": {
          "type": "integer",
          "minimum": -14,
          "maximum": 14,
          "default": 0,
          "description": "Sharps (positive) or flats (negative) that its key signature has beyond the piece's, such as -1 for one flat where the others have none."
        },
        "group": {
          "$ref": "#/$defs/Word",
          "description": "Adjacent parts of one group are bracketed together under this name."
        },
        "bracket": {
          "type": "string",
          "enum": [
            "brace",
            "bracket",
            "line"
          ],
          "default": "bracket",
          "description": "How its group is bracketed."
        },
        "lines": {
          "type": "integer",
          "minimum": 0,
          "maximum": 6,
          "default": 5,
          "description": "Lines of each staff."
        },
        "tuning": {
          "type": "string",
          "pattern": "^[A-G](#|b)?[0-9]( [A-G](#|b)?[0-9]){0,11}$",
          "description": "The open strings of a tablature, lowest first, such as \"E2 A2 D3 G3 B3 E4\"."
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
          "$ref": "#/$defs/Meter",
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
        },
        "meter_symbol": {
          "type": "string",
          "enum": [
            "common",
            "cut",
            "none"
          ],
          "description": "Goes with meter: how it is drawn; \"none\": not at all."
        },
        "repeat_start": {
          "type": "boolean",
          "default": false,
          "description": "A repeat begins here."
        },
        "repeat_end": {
          "type": "integer",
          "minimum": 2,
          "maximum": 9,
          "description": "A repeat ends here; how often it is played in all."
        },
        "ending": {
          "type": "string",
          "pattern": "^(0|[1-9](,[1-9]){0,8})$",
          "description": "Adjacent measures with the same value are an ending of the repeat, for these times, such as \"1,2\"; \"0\": for times that nobody says."
        },
        "barline": {
          "type": "string",
          "enum": [
            "double",
            "final",
            "dashed",
            "dotted",
            "heavy",
            "none"
          ],
          "description": "The bar line at its end, where it is no common one and no repeat ends."
        },
        "segno": {
          "type": "boolean",
          "default": false,
          "description": "A segno at its beginning."
        },
        "coda": {
          "type": "boolean",
          "default": false,
          "description": "A coda sign at its beginning."
        },
        "to_coda": {
          "type": "boolean",
          "default": false,
          "description": "From its end to the coda, after a jump \"al coda\"."
        },
        "fine": {
          "type": "boolean",
          "default": false,
          "description": "The piece ends at its end, after a jump \"al fine\"."
        },
        "jump": {
          "type": "string",
          "enum": [
            "da_capo",
            "da_capo_al_fine",
            "da_capo_al_coda",
            "dal_segno",
            "dal_segno_al_fine",
            "dal_segno_al_coda"
          ],
          "description": "At its end."
        },
        "rehearsal": {
          "$ref": "#/$defs/Word",
          "description": "A rehearsal mark, such as \"A\"."
        },
        "layout_break": {
          "type": "string",
          "enum": [
            "system",
            "page"
          ],
          "description": "What begins after it when the score is laid out in pages."
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
            "tempo",
            "dynamic",
            "harmony",
            "figures",
            "text"
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
        "clef": {
          "type": "string",
          "enum": [
            "G2",
            "G1",
            "F4",
            "F3",
            "F5",
            "C1",
            "C2",
            "C3",
            "C4",
            "C5",
            "G2-8",
            "G2+8",
            "G2-15",
            "G2+15",
            "F4-8",
            "F4+8",
            "percussion",
            "TAB",
            "none"
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
          "description": "tempo: such as \"Allegro\"; text: the words; harmony: a chord symbol, such as \"Cm7/G\"; figures: top to bottom, with spaces, such as \"6 4+\"."
        },
        "grace": {
          "type": "string",
          "enum": [
            "acciaccatura",
            "appoggiatura",
            "after"
          ],
          "description": "note: it takes no time, and its duration is the one written; \"after\" goes before the next note rather than before its own onset's."
        },
        "index": {
          "$ref": "#/$defs/Index",
          "description": "grace notes: their order at one onset; those of one index are a chord."
        },
        "lyric1": {
          "$ref": "#/$defs/Text",
          "description": "note: the syllable of verse 1; a trailing hyphen says that the word goes on, a trailing underscore that the syllable is held (of two, one is the syllable's own)."
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
        "lyric5": {
          "$ref": "#/$defs/Text"
        },
        "lyric6": {
          "$ref": "#/$defs/Text"
        },
        "lyric7": {
          "$ref": "#/$defs/Text"
        },
        "lyric8": {
          "$ref": "#/$defs/Text"
        },
        "let_ring": {
          "type": "boolean",
          "default": false,
          "description": "note: tied to nothing."
        },
        "tie_end": {
          "type": "boolean",
          "default": false,
          "description": "note: a tie ends at it that no note of its pitch begins, as in a second ending; kept from files, not drawn."
        },
        "notehead": {
          "$ref": "#/$defs/Notehead",
          "description": "note"
        },
        "stem": {
          "type": "string",
          "enum": [
            "up",
            "down",
            "none"
          ],
          "description": "note: where it is not the engraver's choice."
        },
        "accidental": {
          "type": "string",
          "enum": [
            "shown",
            "parenthesis",
            "hidden"
          ],
          "description": "note: where it is not the engraver's choice."
        },
        "cue": {
          "type": "boolean",
          "default": false,
          "description": "note, rest: small, and not played."
        },
        "hidden": {
          "type": "boolean",
          "default": false,
          "description": "note, rest: played, not drawn."
        },
        "drum": {
          "$ref": "#/$defs/Id",
          "description": "note: what of the part's percussion map is struck; pitch is then where it is drawn."
        },
        "fingering": {
          "$ref": "#/$defs/Word",
          "description": "note"
        },
        "string": {
          "type": "integer",
          "minimum": 1,
          "maximum": 12,
          "description": "note: the string it is played on, 1 the highest."
        },
        "fret": {
          "type": "integer",
          "minimum": 0,
          "maximum": 36,
          "description": "note: the fret on its string."
        },
        "accent": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "strong_accent": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "staccato": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "staccatissimo": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "spiccato": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "tenuto": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "detached_legato": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "stress": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "unstress": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "scoop": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "plop": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "doit": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "falloff": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "breath_mark": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "caesura": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "up_bow": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "down_bow": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "harmonic": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "open_string": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "stopped": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "snap_pizzicato": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "double_tongue": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "triple_tongue": {
          "type": "boolean",
          "default": false,
          "description": "note: articulation; one note's is its chord's."
        },
        "trill": {
          "type": "boolean",
          "default": false,
          "description": "note: ornament; one note's is its chord's."
        },
        "turn": {
          "type": "boolean",
          "default": false,
          "description": "note: ornament; one note's is its chord's."
        },
        "inverted_turn": {
          "type": "boolean",
          "default": false,
          "description": "note: ornament; one note's is its chord's."
        },
        "mordent": {
          "type": "boolean",
          "default": false,
          "description": "note: ornament; one note's is its chord's."
        },
        "inverted_mordent": {
          "type": "boolean",
          "default": false,
          "description": "note: ornament; one note's is its chord's."
        },
        "schleifer": {
          "type": "boolean",
          "default": false,
          "description": "note: ornament; one note's is its chord's."
        },
        "tremolo": {
          "type": "integer",
          "minimum": 1,
          "maximum": 5,
          "description": "note: strokes through its stem."
        },
        "arpeggio": {
          "type": "string",
          "enum": [
            "up",
            "down",
            "plain",
            "bracket"
          ],
          "description": "note: its chord is rolled, or (bracket) not."
        },
        "fermata": {
          "type": "string",
          "enum": [
            "normal",
            "angled",
            "square"
          ],
          "description": "note, rest"
        },
        "beat": {
          "$ref": "#/$defs/Rational",
          "description": "tempo: the note value that the mark counts, such as \"3/2\"; bpm counts quarter notes all the same."
        },
        "gradual": {
          "type": "boolean",
          "default": false,
          "description": "tempo: from here on the tempo moves evenly to the next mark's."
        },
        "dynamic": {
          "type": "string",
          "enum": [
            "n",
            "pppp",
            "ppp",
            "pp",
            "p",
            "mp",
            "mf",
            "f",
            "ff",
            "fff",
            "ffff",
            "fp",
            "pf",
            "sf",
            "sfz",
            "sffz",
            "sfp",
            "sfpp",
            "fz",
            "rf",
            "rfz"
          ],
          "description": "dynamic"
        },
        "placement": {
          "$ref": "#/$defs/Placement",
          "description": "dynamic, harmony, figures, text"
        },
        "style": {
          "type": "string",
          "enum": [
            "plain",
            "italic",
            "bold"
          ],
          "default": "plain",
          "description": "text"
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
            "diminuendo",
            "ottava",
            "pedal",
            "glissando",
            "trill",
            "tremolo",
            "line"
          ]
        },
        "start": {
          "$ref": "#/$defs/Id",
          "description": "The note or rest it begins at; an ottava and a line may begin and end at the same one."
        },
        "end": {
          "$ref": "#/$defs/Id",
          "description": "The note or rest it ends at, its whole duration included."
        },
        "shift": {
          "type": "string",
          "enum": [
            "8va",
            "8vb",
            "15ma",
            "15mb",
            "22ma",
            "22mb"
          ],
          "description": "ottava: where notes are drawn; pitches stay what they are."
        },
        "strokes": {
          "type": "integer",
          "minimum": 1,
          "maximum": 5,
          "description": "tremolo between two notes."
        },
        "text": {
          "$ref": "#/$defs/Word",
          "description": "Such as \"cresc.\", in place of a hairpin or on a line."
        },
        "style": {
          "type": "string",
          "enum": [
            "solid",
            "dashed",
            "dotted",
            "wavy"
          ],
          "default": "solid"
        },
        "placement": {
          "$ref": "#/$defs/Placement"
        }
      }
    },
    "Drum": {
      "title": "Drum",
      "description": "An instrument of a part's percussion map.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "part",
        "name",
        "pitch",
        "key"
      ],
      "properties": {
        "part": {
          "$ref": "#/$defs/Id"
        },
        "name": {
          "$ref": "#/$defs/Word"
        },
        "pitch": {
          "$ref": "#/$defs/Pitch",
          "description": "Where it is drawn, as if in a G2 clef."
        },
        "key": {
          "type": "integer",
          "minimum": 0,
          "maximum": 127,
          "description": "Its key in General MIDI's percussion map, such as 38 for a snare drum."
        },
        "notehead": {
          "$ref": "#/$defs/Notehead"
        },
        "stem": {
          "type": "string",
          "enum": [
            "up",
            "down"
          ]
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
        },
        "group": {
          "$ref": "#/$defs/Id"
        },
        "bypass": {
          "type": "boolean",
          "default": false,
          "description": "Its inputs go to its outputs as they are."
        },
        "mute": {
          "type": "boolean",
          "default": false,
          "description": "Nothing leaves it."
        },
        "solo": {
          "type": "boolean",
          "default": false,
          "description": "Where a node is soloed, only sound that goes through a soloed one is heard."
        },
        "preset": {
          "$ref": "#/$defs/Id",
          "description": "The preset its parameters began with."
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
          "$ref": "#/$defs/Id",
          "description": "A node, or a group."
        },
        "output": {
          "type": "string",
          "pattern": "^[a-z][a-z0-9_]*$",
          "default": "out"
        },
        "target": {
          "$ref": "#/$defs/Id",
          "description": "A node, or a group."
        },
        "input": {
          "type": "string",
          "pattern": "^[a-z][a-z0-9_]*$",
          "default": "in"
        }
      }
    },
    "Group": {
      "title": "Group",
      "description": "Nodes that are one thing: a sub-graph.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "name"
      ],
      "properties": {
        "name": {
          "$ref": "#/$defs/Text"
        },
        "group": {
          "$ref": "#/$defs/Id",
          "description": "The group it is in."
        },
        "x": {
          "type": "number"
        },
        "y": {
          "type": "number"
        },
        "collapsed": {
          "type": "boolean",
          "default": false,
          "description": "Drawn as one box."
        },
        "colour": {
          "type": "integer",
          "minimum": 1,
          "maximum": 8,
          "description": "Of JupyterLab's collaborators' colours."
        }
      }
    },
    "Port": {
      "title": "Port",
      "description": "A port of a group: a port of a node in it, seen from outside.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "group",
        "direction",
        "name",
        "node",
        "port"
      ],
      "properties": {
        "group": {
          "$ref": "#/$defs/Id"
        },
        "direction": {
          "type": "string",
          "enum": [
            "in",
            "out"
          ]
        },
        "name": {
          "$ref": "#/$defs/Name"
        },
        "node": {
          "$ref": "#/$defs/Id"
        },
        "port": {
          "$ref": "#/$defs/Name"
        }
      }
    },
    "Label": {
      "title": "Label",
      "description": "Words on the graph.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "text",
        "x",
        "y"
      ],
      "properties": {
        "text": {
          "$ref": "#/$defs/Text"
        },
        "x": {
          "type": "number"
        },
        "y": {
          "type": "number"
        },
        "width": {
          "type": "number",
          "minimum": 10,
          "maximum": 4000
        },
        "group": {
          "$ref": "#/$defs/Id"
        }
      }
    },
    "Preset": {
      "title": "Preset",
      "description": "Values of the parameters of one kind of node.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "kind",
        "name"
      ],
      "properties": {
        "kind": {
          "type": "string",
          "pattern": "^[a-z]+\\.[a-z0-9_]+$",
          "description": "A kind of the catalogue, such as \"instrument.pluck\"."
        },
        "name": {
          "$ref": "#/$defs/Word"
        }
      },
      "patternProperties": {
        "^p_[a-z][a-z0-9_]*$": {
          "type": "number",
          "description": "A parameter's value in its unit; the catalogue's default where absent."
        }
      }
    },
    "Instrument": {
      "title": "Instrument",
      "description": "A part of the graph that is kept for reuse, such as a group of nodes that plays notes.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "name",
        "clip"
      ],
      "properties": {
        "name": {
          "$ref": "#/$defs/Word"
        },
        "help": {
          "$ref": "#/$defs/Text",
          "description": "What it is and how to use it."
        },
        "clip": {
          "type": "string",
          "maxLength": 200000,
          "description": "Its nodes, cables, groups, ports and labels, as JSON text."
        }
      }
    },
    "Strip": {
      "title": "Strip",
      "description": "A mixer strip. Its id is the part's; \"master\" is the last one; any other id is a bus.",
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
        },
        "eq": {
          "type": "boolean",
          "default": false,
          "description": "Whether its sound goes through the equaliser."
        },
        "low_gain": {
          "type": "number",
          "minimum": -18,
          "maximum": 18,
          "default": 0,
          "description": "Equaliser, low shelf: dB"
        },
        "low_freq": {
          "type": "number",
          "minimum": 20,
          "maximum": 1000,
          "default": 100,
          "description": "Hz"
        },
        "low_mid_gain": {
          "type": "number",
          "minimum": -18,
          "maximum": 18,
          "default": 0,
          "description": "Equaliser, lower bell: dB"
        },
        "low_mid_freq": {
          "type": "number",
          "minimum": 60,
          "maximum": 4000,
          "default": 400,
          "description": "Hz"
        },
        "low_mid_q": {
          "type": "number",
          "minimum": 0.3,
          "maximum": 10,
          "default": 1,
          "description": "How narrow the bell is."
        },
        "high_mid_gain": {
          "type": "number",
          "minimum": -18,
          "maximum": 18,
          "default": 0,
          "description": "Equaliser, upper bell: dB"
        },
        "high_mid_freq": {
          "type": "number",
          "minimum": 300,
          "maximum": 12000,
          "default": 2500,
          "description": "Hz"
        },
        "high_mid_q": {
          "type": "number",
          "minimum": 0.3,
          "maximum": 10,
          "default": 1,
          "description": "How narrow the bell is."
        },
        "high_gain": {
          "type": "number",
          "minimum": -18,
          "maximum": 18,
          "default": 0,
          "description": "Equaliser, high shelf: dB"
        },
        "high_freq": {
          "type": "number",
          "minimum": 1000,
          "maximum": 18000,
          "default": 8000,
          "description": "Hz"
        },
        "compressor": {
          "type": "boolean",
          "default": false,
          "description": "Whether its sound goes through the compressor, which is behind the equaliser."
        },
        "threshold": {
          "type": "number",
          "minimum": -60,
          "maximum": 0,
          "default": -18,
          "description": "Compressor: dBFS from which on it makes softer."
        },
        "ratio": {
          "type": "number",
          "minimum": 1,
          "maximum": 20,
          "default": 3,
          "description": "Compressor: how many dB more come in for one more that goes out."
        },
        "attack": {
          "type": "number",
          "minimum": 0.0005,
          "maximum": 0.2,
          "default": 0.01,
          "description": "Compressor: s"
        },
        "release": {
          "type": "number",
          "minimum": 0.02,
          "maximum": 2,
          "default": 0.15,
          "description": "Compressor: s"
        },
        "makeup": {
          "type": "number",
          "minimum": 0,
          "maximum": 24,
          "default": 0,
          "description": "Compressor: dB added behind it."
        },
        "limiter": {
          "type": "boolean",
          "default": true,
          "description": "The master's: whether the mix stays below the ceiling. Without it, 0 dBFS is the ceiling."
        },
        "ceiling": {
          "type": "number",
          "minimum": -12,
          "maximum": 0,
          "default": -1,
          "description": "The master's limiter: dBFS"
        },
        "name": {
          "$ref": "#/$defs/Word",
          "description": "A bus's name."
        },
        "index": {
          "$ref": "#/$defs/Index",
          "description": "A bus's place."
        },
        "bus": {
          "$ref": "#/$defs/Id",
          "description": "The bus it goes to; the master where absent."
        },
        "snapshot": {
          "$ref": "#/$defs/Id",
          "description": "The master's: the snapshot that was recalled last."
        },
        "recall": {
          "$ref": "#/$defs/Id",
          "description": "The master's: another one at each recall. What changes of the mix along with it is crossfaded in the snapshot's time."
        }
      }
    },
    "Send": {
      "title": "Send",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "source",
        "target"
      ],
      "properties": {
        "source": {
          "$ref": "#/$defs/Id",
          "description": "A strip."
        },
        "target": {
          "$ref": "#/$defs/Id",
          "description": "A bus, or a node."
        },
        "gain": {
          "type": "number",
          "minimum": -60,
          "maximum": 12,
          "default": 0,
          "description": "dB"
        },
        "before_fader": {
          "type": "boolean",
          "default": false,
          "description": "Taken before the strip's gain and pan."
        }
      }
    },
    "Insert": {
      "title": "Insert",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "strip",
        "index",
        "node"
      ],
      "properties": {
        "strip": {
          "$ref": "#/$defs/Id"
        },
        "index": {
          "$ref": "#/$defs/Index"
        },
        "node": {
          "$ref": "#/$defs/Id",
          "description": "An effect; the strip's sound goes through it."
        },
        "bypass": {
          "type": "boolean",
          "default": false,
          "description": "Left out for now."
        }
      }
    },
    "Snapshot": {
      "title": "Snapshot",
      "description": "The whole mix, kept under a name; its settings say how each strip was.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "name",
        "index"
      ],
      "properties": {
        "name": {
          "$ref": "#/$defs/Word"
        },
        "index": {
          "$ref": "#/$defs/Index"
        },
        "seconds": {
          "type": "number",
          "minimum": 0,
          "maximum": 60,
          "default": 2,
          "description": "How long it takes to cross over to it, s."
        }
      }
    },
    "Setting": {
      "title": "Setting",
      "description": "How a strip is in a snapshot.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "snapshot",
        "strip"
      ],
      "properties": {
        "snapshot": {
          "$ref": "#/$defs/Id"
        },
        "strip": {
          "$ref": "#/$defs/Id"
        },
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
        },
        "eq": {
          "type": "boolean",
          "default": false,
          "description": "Whether its sound goes through the equaliser."
        },
        "low_gain": {
          "type": "number",
          "minimum": -18,
          "maximum": 18,
          "default": 0,
          "description": "Equaliser, low shelf: dB"
        },
        "low_freq": {
          "type": "number",
          "minimum": 20,
          "maximum": 1000,
          "default": 100,
          "description": "Hz"
        },
        "low_mid_gain": {
          "type": "number",
          "minimum": -18,
          "maximum": 18,
          "default": 0,
          "description": "Equaliser, lower bell: dB"
        },
        "low_mid_freq": {
          "type": "number",
          "minimum": 60,
          "maximum": 4000,
          "default": 400,
          "description": "Hz"
        },
        "low_mid_q": {
          "type": "number",
          "minimum": 0.3,
          "maximum": 10,
          "default": 1,
          "description": "How narrow the bell is."
        },
        "high_mid_gain": {
          "type": "number",
          "minimum": -18,
          "maximum": 18,
          "default": 0,
          "description": "Equaliser, upper bell: dB"
        },
        "high_mid_freq": {
          "type": "number",
          "minimum": 300,
          "maximum": 12000,
          "default": 2500,
          "description": "Hz"
        },
        "high_mid_q": {
          "type": "number",
          "minimum": 0.3,
          "maximum": 10,
          "default": 1,
          "description": "How narrow the bell is."
        },
        "high_gain": {
          "type": "number",
          "minimum": -18,
          "maximum": 18,
          "default": 0,
          "description": "Equaliser, high shelf: dB"
        },
        "high_freq": {
          "type": "number",
          "minimum": 1000,
          "maximum": 18000,
          "default": 8000,
          "description": "Hz"
        },
        "compressor": {
          "type": "boolean",
          "default": false,
          "description": "Whether its sound goes through the compressor, which is behind the equaliser."
        },
        "threshold": {
          "type": "number",
          "minimum": -60,
          "maximum": 0,
          "default": -18,
          "description": "Compressor: dBFS from which on it makes softer."
        },
        "ratio": {
          "type": "number",
          "minimum": 1,
          "maximum": 20,
          "default": 3,
          "description": "Compressor: how many dB more come in for one more that goes out."
        },
        "attack": {
          "type": "number",
          "minimum": 0.0005,
          "maximum": 0.2,
          "default": 0.01,
          "description": "Compressor: s"
        },
        "release": {
          "type": "number",
          "minimum": 0.02,
          "maximum": 2,
          "default": 0.15,
          "description": "Compressor: s"
        },
        "makeup": {
          "type": "number",
          "minimum": 0,
          "maximum": 24,
          "default": 0,
          "description": "Compressor: dB added behind it."
        },
        "limiter": {
          "type": "boolean",
          "default": true,
          "description": "The master's: whether the mix stays below the ceiling. Without it, 0 dBFS is the ceiling."
        },
        "ceiling": {
          "type": "number",
          "minimum": -12,
          "maximum": 0,
          "default": -1,
          "description": "The master's limiter: dBFS"
        }
      }
    },
    "Lane": {
      "title": "Lane",
      "description": "What is automated: a field of a strip or of a node, along the score's time.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "target",
        "field"
      ],
      "properties": {
        "target": {
          "$ref": "#/$defs/Id",
          "description": "A strip, or a node."
        },
        "field": {
          "$ref": "#/$defs/Name",
          "description": "Such as \"gain\", or \"p_cutoff\"."
        },
        "bypass": {
          "type": "boolean",
          "default": false,
          "description": "Left out for now: the field keeps its own value."
        }
      }
    },
    "Point": {
      "title": "Point",
      "description": "A value of a lane at a place of the score. Before its first point a lane has that one's value, behind its last one that one's.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "lane",
        "measure",
        "onset",
        "value"
      ],
      "properties": {
        "lane": {
          "$ref": "#/$defs/Id"
        },
        "measure": {
          "$ref": "#/$defs/Id"
        },
        "onset": {
          "$ref": "#/$defs/Rational",
          "description": "From the start of the measure."
        },
        "value": {
          "type": "number",
          "description": "In the field's unit; switches are off below one half."
        },
        "curve": {
          "type": "string",
          "enum": [
            "linear",
            "hold"
          ],
          "default": "linear",
          "description": "How it goes on to the next point: along the field's slider, or staying until there."
        }
      }
    },
    "Section": {
      "title": "Section",
      "description": "A stretch of measures with a name.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "name",
        "measure"
      ],
      "properties": {
        "name": {
          "$ref": "#/$defs/Text"
        },
        "measure": {
          "$ref": "#/$defs/Id",
          "description": "Its first measure."
        },
        "until": {
          "$ref": "#/$defs/Id",
          "description": "Its last measure; absent: up to the next section, or the end."
        },
        "colour": {
          "type": "integer",
          "minimum": 1,
          "maximum": 8,
          "description": "Of JupyterLab's collaborators' colours."
        }
      }
    },
    "Passage": {
      "title": "Passage",
      "description": "A place in the form: a section, played once or more. A piece without one is played as it is written.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "index",
        "section"
      ],
      "properties": {
        "index": {
          "$ref": "#/$defs/Index"
        },
        "section": {
          "$ref": "#/$defs/Id"
        },
        "times": {
          "type": "integer",
          "minimum": 1,
          "maximum": 99,
          "default": 1,
          "description": "How often."
        }
      }
    },
    "Lock": {
      "title": "Lock",
      "description": "Nobody but the teacher changes what is locked (a node locked by its maker: nobody but the two). Its id is the id of what it locks, or \"piece\".",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "kind"
      ],
      "properties": {
        "kind": {
          "type": "string",
          "enum": [
            "piece",
            "part",
            "measure",
            "node"
          ]
        },
        "reason": {
          "$ref": "#/$defs/Word",
          "description": "Said to whoever tries."
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
          "description": "An event, measure, part, node or group."
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
        "source": {
          "type": "string",
          "enum": [
            "assistant",
            "audience"
          ],
          "description": "Whose idea it is, where it is not its maker's own: an AI partner's, or the audience's."
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
            "rejected",
            "withdrawn"
          ],
          "default": "open",
          "description": "withdrawn: by who made it."
        },
        "reason": {
          "$ref": "#/$defs/Text",
          "description": "Why it was rejected, said to who made it."
        },
        "taken": {
          "type": "string",
          "maxLength": 10000,
          "pattern": "^[0-9]{1,4}( [0-9]{1,4})*$",
          "description": "The operations that were accepted, by their places from 0, such as \"0 2 3\"; those of an open one wait for who may write them."
        }
      }
    }
  }
} as const;
