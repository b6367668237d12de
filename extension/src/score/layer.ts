import type Fraction from 'fraction.js';

import { accidentalName } from './accidental';
import type { Link } from './duration';
import { group, type Group } from './group';
import type { Range } from './mei';
import { parsePitch, STEPS, type Pitch } from './pitch';
import { isGap, linksOf, type Line, type Slot, type SlotIndex } from './slot';
import type { Ties } from './tie';

/** A clef of a staff, with its place as a position. */
export interface PlacedClef {
  readonly measure: number;
  readonly onset: Fraction;
  readonly clef: string;
}

/** A syllable that waits for the next one of its word, by verse. */
export type Open = boolean[];

/** One layer of one measure as it is written. */
export class Layer {
  constructor(
    private readonly _index: SlotIndex,
    private readonly _ties: Ties,
    private readonly _printed: ReadonlySet<string>,
    private readonly _clefs: PlacedClef[],
    private readonly _open: Open,
    private readonly _range: Range,
  ) {}

  /** The `<tie>` elements of the measure that the notes written so far ask for. */
  readonly ties: string[] = [];

  write(line: Line, measure: number): string {
    const { meter } = this._index.piece.measures[measure];
    return group(this._index.slots(line, measure), meter)
      .map((of) => this._group(of))
      .join('');
  }

  private _group(of: Group): string {
    switch (of.kind) {
      case 'slot':
        return this._slot(of.slot);
      case 'beam':
        return `<beam>${of.members.map((slot) => this._slot(slot)).join('')}</beam>`;
      case 'tuplet':
        return (
          `<tuplet num="${of.actual}" numbase="${of.normal}">` +
          `${of.members.map((member) => this._group(member)).join('')}</tuplet>`
        );
    }
  }

  private _slot(slot: Slot): string {
    let before = '';
    while (this._clefs.length > 0 && this._clefs[0].onset.lte(slot.onset)) {
      before += clefElement(this._clefs.shift()!.clef);
    }
    return before + (slot.notes.length > 0 ? this._notes(slot) : this._rest(slot));
  }

  private _rest(slot: Slot): string {
    const hidden = isGap(slot) && slot.voice > 1;
    if (slot.onset.equals(0) && slot.duration.equals(this._index.measure(slot).duration)) {
      return hidden ? '<mSpace/>' : `<mRest xml:id="${slot.key}"/>`;
    }
    return linksOf(slot)
      .map((link, order) =>
        hidden
          ? `<space${valueAttributes(link)}/>`
          : `<rest xml:id="${linkId(slot.key, order)}"${valueAttributes(link)}/>`,
      )
      .join('');
  }

  private _notes(slot: Slot): string {
    const chain = linksOf(slot);
    const verses = this._verses(slot);
    for (const { id, pitch } of slot.notes) {
      for (let order = 1; order < chain.length; order++) {
        this.ties.push(tieElement(linkId(id, order - 1), linkId(id, order)));
      }
      this._tie(slot, id, linkId(id, chain.length - 1), pitch);
    }
    return chain
      .map((link, order) => {
        const value = valueAttributes(link);
        const words = order === 0 ? verses : '';
        if (slot.notes.length === 1) {
          return this._note(slot, 0, order, value, words);
        }
        const notes = slot.notes.map((_, which) => this._note(slot, which, order, '', ''));
        return `<chord${value}>${notes.join('')}${words}</chord>`;
      })
      .join('');
  }

  private _note(slot: Slot, which: number, order: number, value: string, words: string): string {
    const { id, pitch: text } = slot.notes[which];
    const pitch = parsePitch(text);
    const accidental = this._accidental(id, pitch, order);
    const before = this._ties.before(id);
    const tied = order === 0 && before !== undefined && this._outside(before);
    return (
      `<note xml:id="${linkId(id, order)}"${value} pname="${STEPS[pitch.step].toLowerCase()}"` +
      ` oct="${pitch.octave}"${accidental}${tied ? ' type="tied"' : ''}>${words}</note>`
    );
  }

  private _accidental(id: string, pitch: Pitch, order: number): string {
    if (order === 0 && this._printed.has(id)) {
      return ` accid="${accidentalName(pitch.alter)}"`;
    }
    return pitch.alter === 0 ? '' : ` accid.ges="${accidentalName(pitch.alter)}"`;
  }

  private _tie(slot: Slot, id: string, from: string, pitch: string): void {
    const after = this._ties.after(id);
    if (after === undefined) {
      return;
    }
    if (this._outside(after)) {
      const [count] = this._index.measure(slot).meter.split('/').map(Number);
      this.ties.push(`<tie startid="#${from}" tstamp2="0m+${count + 1}"/>`);
    } else if (pitch) {
      this.ties.push(tieElement(from, after));
    }
  }

  private _outside(id: string): boolean {
    const measure = this._index.find(id)?.measure ?? -1;
    return measure < this._range.start || measure >= this._range.end;
  }

  private _verses(slot: Slot): string {
    return lyricsOf(slot)
      .map((text, verse) => {
        if (!text) {
          return '';
        }
        const goesOn = text.endsWith('-');
        const begun = this._open[verse] ?? false;
        this._open[verse] = goesOn;
        const position = goesOn ? (begun ? 'm' : 'i') : begun ? 't' : 's';
        const syllable = escape(goesOn ? text.slice(0, -1) : text);
        return (
          `<verse n="${verse + 1}"><syl wordpos="${position}"${goesOn ? ' con="d"' : ''}>` +
          `${syllable}</syl></verse>`
        );
      })
      .join('');
  }
}

function linkId(id: string, order: number): string {
  return order === 0 ? id : `${id}.${order + 1}`;
}

function tieElement(from: string, to: string): string {
  return `<tie startid="#${from}" endid="#${to}"/>`;
}

/** The syllables of a slot by verse; of a chord, the first note's that has one. */
export function lyricsOf(slot: Slot): string[] {
  const verses: string[] = [];
  for (const note of slot.notes) {
    note.lyrics.forEach((text, verse) => {
      verses[verse] ||= text;
    });
  }
  return verses;
}

export function clefElement(clef: string): string {
  return `<clef ${clefAttributes(clef)}/>`;
}

export function clefAttributes(clef: string): string {
  if (clef === 'percussion') {
    return 'shape="perc" line="3"';
  }
  const [, shape, line, displacement] = /^([GFC])(\d)([+-]8)?$/.exec(clef) ?? ['', 'G', '2'];
  const place = displacement === '-8' ? 'below' : 'above';
  return `shape="${shape}" line="${line}"${displacement ? ` dis="8" dis.place="${place}"` : ''}`;
}

function valueAttributes({ value }: Link): string {
  return ` dur="${value.name}"${value.dots ? ` dots="${value.dots}"` : ''}`;
}

export function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
