import { catalogue } from '../generated/catalogue';

/** A parameter of a kind of node, as the engine's catalogue describes it. */
export interface Parameter {
  title: string;
  /** Such as `Hz`, `s`, `dB`; empty for a plain number. */
  unit: string;
  minimum: number;
  maximum: number;
  default: number;
  curve: 'linear' | 'log';
  help: string;
}

export interface Kind {
  title: string;
  family: string;
  help: string;
  inputs: Readonly<Record<string, string>>;
  outputs: Readonly<Record<string, string>>;
  parameters: Readonly<Record<string, Parameter>>;
}

export type Kinds = Readonly<Record<string, Kind>>;

/** Every kind of the engine's catalogue, by name. */
export const KINDS = catalogue.kinds as Kinds;

/** Whether a kind plays the notes of a part. */
export function plays(kind: string): boolean {
  return kind.startsWith('instrument.');
}

/** Whether a kind can be put behind an instrument: sound goes in, sound comes out. */
export function isEffect(kind: Kind): boolean {
  return kind.inputs.in === 'audio' && kind.outputs.out === 'audio';
}

/** As `antiphon.engine.catalogue` has it: what plays a part that has no instrument, by the instrument's name. */
export const DEFAULTS: readonly (readonly [RegExp, string])[] = [
  [/organ|accordion|bagpipe|harmonica/, 'instrument.organ'],
  [
    /bell|celesta|glock|vibra|marimba|xylo|kalimba|steel drum|triangle|gong|chime/,
    'instrument.bells',
  ],
  [/soprano sax|alto sax|tenor sax|baritone sax|saxophone/, 'instrument.reed'],
  [/clarinet|oboe|bassoon|english horn|shehnai|reed|woodwind/, 'instrument.reed'],
  [/flute|piccolo|recorder|ocarina|whistle|shakuhachi/, 'instrument.flute'],
  [/trumpet|trombone|tuba|horn|cornet|brass|euphonium/, 'instrument.brass'],
  [/contrabass|violoncello|cello|viola|violin|string/, 'instrument.strings'],
  [/acoustic bass|electric bass|fretless bass|bass guitar/, 'instrument.bass'],
  [
    /guitar|harp\b|lute|banjo|mandolin|ukulele|koto|shamisen|sitar|dulcimer|pluck/,
    'instrument.pluck',
  ],
  [/piano|harpsichord|clavichord|keyboard/, 'instrument.keys'],
  [/soprano|alto\b|tenor|baritone|\bbass\b|voice|choir|vocal|sing/, 'instrument.voice'],
  [/\bpad\b|synth|sampler/, 'instrument.pad'],
];

/** The kind that plays a part whose document says nothing else. */
export function defaultKind(instrument: string): string {
  const name = instrument.toLowerCase();
  return DEFAULTS.find(([pattern]) => pattern.test(name))?.[1] ?? 'instrument.keys';
}
