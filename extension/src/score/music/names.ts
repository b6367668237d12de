import { trans } from '../../translation';

/** What marks of a note, spans and clefs are called, by the schema's names; evaluated when they are shown. */
const NAMES: Readonly<Record<string, () => string>> = {
  accent: () => trans.__('accent'),
  strong_accent: () => trans.__('marcato'),
  staccato: () => trans.__('staccato'),
  staccatissimo: () => trans.__('staccatissimo'),
  spiccato: () => trans.__('spiccato'),
  tenuto: () => trans.__('tenuto'),
  detached_legato: () => trans.__('portato'),
  stress: () => trans.__('stress'),
  unstress: () => trans.__('unstress'),
  scoop: () => trans.__('scoop'),
  plop: () => trans.__('plop'),
  doit: () => trans.__('doit'),
  falloff: () => trans.__('fall'),
  breath_mark: () => trans.__('breath mark'),
  caesura: () => trans.__('caesura'),
  up_bow: () => trans.__('up-bow'),
  down_bow: () => trans.__('down-bow'),
  harmonic: () => trans.__('harmonic'),
  open_string: () => trans.__('open string'),
  stopped: () => trans.__('stopped'),
  snap_pizzicato: () => trans.__('snap pizzicato'),
  double_tongue: () => trans.__('double tonguing'),
  triple_tongue: () => trans.__('triple tonguing'),
  trill: () => trans.__('trill'),
  turn: () => trans.__('turn'),
  inverted_turn: () => trans.__('inverted turn'),
  mordent: () => trans.__('mordent'),
  inverted_mordent: () => trans.__('inverted mordent'),
  schleifer: () => trans.__('slide'),
  // Spans
  slur: () => trans.__('slur'),
  crescendo: () => trans.__('crescendo'),
  diminuendo: () => trans.__('diminuendo'),
  ottava: () => trans.__('ottava'),
  pedal: () => trans.__('pedal'),
  glissando: () => trans.__('glissando'),
  trill_line: () => trans.__('trill line'),
  tremolo: () => trans.__('tremolo'),
  line: () => trans.__('line'),
  // Grace notes
  acciaccatura: () => trans.__('acciaccatura'),
  appoggiatura: () => trans.__('appoggiatura'),
  after: () => trans.__('grace note after'),
  // Clefs
  G2: () => trans.__('treble clef'),
  G1: () => trans.__('French violin clef'),
  F4: () => trans.__('bass clef'),
  F3: () => trans.__('baritone clef (F)'),
  F5: () => trans.__('sub-bass clef'),
  C1: () => trans.__('soprano clef'),
  C2: () => trans.__('mezzo-soprano clef'),
  C3: () => trans.__('alto clef'),
  C4: () => trans.__('tenor clef'),
  C5: () => trans.__('baritone clef (C)'),
  'G2-8': () => trans.__('treble clef, an octave lower'),
  'G2+8': () => trans.__('treble clef, an octave higher'),
  'G2-15': () => trans.__('treble clef, two octaves lower'),
  'G2+15': () => trans.__('treble clef, two octaves higher'),
  'F4-8': () => trans.__('bass clef, an octave lower'),
  'F4+8': () => trans.__('bass clef, an octave higher'),
  percussion: () => trans.__('percussion clef'),
  TAB: () => trans.__('tablature clef'),
  none: () => trans.__('no clef'),
  // Bar lines
  double: () => trans.__('double bar line'),
  final: () => trans.__('final bar line'),
  dashed: () => trans.__('dashed bar line'),
  dotted: () => trans.__('dotted bar line'),
  heavy: () => trans.__('heavy bar line'),
  invisible: () => trans.__('no bar line'),
  repeat_start: () => trans.__('repeat begins'),
  repeat_end: () => trans.__('repeat ends'),
  segno: () => trans.__('segno'),
  coda: () => trans.__('coda'),
  to_coda: () => trans.__('to coda'),
  fine: () => trans.__('fine'),
  da_capo: () => trans.__('da capo'),
  da_capo_al_fine: () => trans.__('da capo al fine'),
  da_capo_al_coda: () => trans.__('da capo al coda'),
  dal_segno: () => trans.__('dal segno'),
  dal_segno_al_fine: () => trans.__('dal segno al fine'),
  dal_segno_al_coda: () => trans.__('dal segno al coda'),
  system: () => trans.__('system break'),
  page: () => trans.__('page break'),
};

/** The name of a mark, span, clef, bar line or jump, in the language of the person. */
export function nameOf(name: string): string {
  return Object.hasOwn(NAMES, name) ? NAMES[name]() : name;
}

const NOTEHEADS: Readonly<Record<string, () => string>> = {
  x: () => trans._p('notehead', 'x'),
  diamond: () => trans._p('notehead', 'diamond'),
  triangle: () => trans._p('notehead', 'triangle'),
  square: () => trans._p('notehead', 'square'),
  slash: () => trans._p('notehead', 'slash'),
  'circle-x': () => trans._p('notehead', 'circled x'),
  cross: () => trans._p('notehead', 'cross'),
  none: () => trans._p('notehead', 'none'),
};

/** The shape of a notehead, in the language of the person. */
export function noteheadInWords(head: string): string {
  return Object.hasOwn(NOTEHEADS, head) ? NOTEHEADS[head]() : head;
}

const DYNAMICS: Readonly<Record<string, string>> = {
  n: 'niente',
  pppp: 'pianissississimo',
  ppp: 'pianississimo',
  pp: 'pianissimo',
  p: 'piano',
  mp: 'mezzo piano',
  mf: 'mezzo forte',
  f: 'forte',
  ff: 'fortissimo',
  fff: 'fortississimo',
  ffff: 'fortissississimo',
  fp: 'forte piano',
  pf: 'poco forte',
  sf: 'sforzando',
  sfz: 'sforzato',
  sffz: 'sforzatissimo',
  sfp: 'sforzando piano',
  sfpp: 'sforzando pianissimo',
  fz: 'forzando',
  rf: 'rinforzando',
  rfz: 'rinforzato',
};

/** A dynamic as it is said: Italian in every language, as the sign is. */
export function dynamicInWords(dynamic: string): string {
  return DYNAMICS[dynamic] ?? dynamic;
}
