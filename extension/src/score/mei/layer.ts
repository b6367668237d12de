import { articulations, drawnMarks, ornaments } from './articulation';
import { clefElement, type Clefs, type PlacedClef } from '../music/clef';
import { valueOf, type Link } from '../music/duration';
import { group, type Group } from './group';
import { escape, stamp } from './markup';
import { verses, type Open } from '../music/lyric';
import type { Range } from './mei';
import { noteElement } from './note';
import { gracesOf, isGap, linksOf, type Line, type Slot, type SlotIndex } from '../music/slot';
import type { Spans } from './span';
import { positions } from './tablature';
import type { Grace, Note, Part } from '../../document';
import type { Ties } from '../music/tie';

/** What every layer is written from. */
export interface Score {
  readonly index: SlotIndex;
  readonly ties: Ties;
  readonly clefs: Clefs;
  readonly spans: Spans;
}

/** One layer of one measure as it is written. */
export class Layer {
  /**
   * @param _printed - ids of the notes whose accidental is printed.
   * @param clefs - changes of clef within the measure, in order.
   * @param _open - verses that stand in the middle of a word.
   * @param _tablature - whether frets are written rather than notes.
   */
  constructor(
    private readonly _score: Score,
    private readonly _printed: ReadonlySet<string>,
    clefs: readonly PlacedClef[],
    private readonly _open: Open,
    private readonly _range: Range,
    private readonly _tablature: boolean,
  ) {
    this._clefs = [...clefs];
  }

  /** Elements of the measure that the slots written so far ask for: ties, ornaments, fermatas … */
  readonly controls: string[] = [];

  write(line: Line, measure: number): string {
    const { index, spans } = this._score;
    const { meter } = index.piece.measures[measure];
    return group(index.slots(line, measure), meter, (slot) => spans.tremoloAt(slot))
      .map((of) => this._group(of))
      .join('');
  }

  private _group(of: Group): string {
    switch (of.kind) {
      case 'slot':
        return this._slot(of.slot);
      case 'beam':
        return `<beam>${of.members.map((slot) => this._slot(slot)).join('')}</beam>`;
      case 'tremolo':
        return (
          `<fTrem beams="${of.strokes}">` +
          `${of.members.map((slot) => this._slot(slot, true)).join('')}</fTrem>`
        );
      case 'tuplet': {
        this._depth++;
        const members = of.members.map((member) => this._group(member)).join('');
        this._depth--;
        return `<tuplet num="${of.actual}" numbase="${of.normal}">${members}</tuplet>`;
      }
    }
  }

  /** @param doubled - written as twice as long, in a tremolo between two. */
  private _slot(slot: Slot, doubled = false): string {
    const { lines } = this._part(slot);
    let before = '';
    while (this._clefs.length > 0 && this._clefs[0].onset.lte(slot.onset)) {
      before += clefElement(this._clefs.shift()!, lines);
    }
    const graces = this._tablature ? [] : gracesOf(slot);
    const written = slot.notes.length > 0 ? this._notes(slot, doubled) : this._rest(slot);
    return (
      before +
      this._graces(
        slot,
        graces.filter(({ kind }) => kind !== 'after'),
      ) +
      written +
      this._graces(
        slot,
        graces.filter(({ kind }) => kind === 'after'),
      )
    );
  }

  private _rest(slot: Slot): string {
    const hidden = isGap(slot) && slot.voice > 1;
    const { item } = slot;
    if (!isGap(slot)) {
      this.controls.push(ornaments(slot.key, item.marks, item.fermata));
    }
    const look = `${item.cue ? ' cue="true"' : ''}${item.hidden ? ' type="hidden"' : ''}`;
    if (slot.onset.equals(0) && slot.duration.equals(this._score.index.measure(slot).duration)) {
      return hidden ? '<mSpace/>' : `<mRest xml:id="${slot.key}"${look}/>`;
    }
    return linksOf(slot)
      .map((link, order) => {
        const value = valueAttributes(link);
        if (hidden) {
          return `<space${value}/>`;
        }
        const id = linkId(slot.key, order);
        return this._tablature
          ? `<tabGrp${value}><rest xml:id="${id}"${look}/></tabGrp>`
          : `<rest xml:id="${id}"${value}${look}/>`;
      })
      .join('');
  }

  private _notes(slot: Slot, doubled: boolean): string {
    const chain = doubled ? doubledLinks(slot) : linksOf(slot);
    const words = verses(slot, this._open);
    for (const { id } of slot.notes) {
      for (let order = 1; order < chain.length; order++) {
        this.controls.push(tieElement(linkId(id, order - 1), linkId(id, order)));
      }
      this._tie(slot, id, linkId(id, chain.length - 1));
    }
    this._controls(slot);
    return chain
      .map((link, order) => {
        const value = valueAttributes(link);
        if (this._tablature) {
          return this._frets(slot, order, value);
        }
        const look = value + this._stem(slot, link);
        const inside = order === 0 ? articulations(slot.item.marks) + words : '';
        const written =
          slot.notes.length === 1
            ? this._note(slot, slot.notes[0], order, look, inside)
            : `<chord${look}>${slot.notes
                .map((note) => this._note(slot, note, order, '', ''))
                .join('')}${inside}</chord>`;
        return slot.item.tremolo > 0 && link.value.quarters >= 4
          ? `<bTrem unitdur="${4 * 2 ** slot.item.tremolo}">${written}</bTrem>`
          : written;
      })
      .join('');
  }

  private _frets(slot: Slot, order: number, value: string): string {
    const part = this._part(slot);
    const places = positions(slot.notes, part.tuning);
    const notes = slot.notes.map(
      ({ id, hidden }, which) =>
        `<note xml:id="${linkId(id, order)}" tab.course="${places[which].string}"` +
        ` tab.fret="${places[which].fret}"${hidden ? ' type="hidden"' : ''}/>`,
    );
    return `<tabGrp${value}><tabDurSym/>${notes.join('')}</tabGrp>`;
  }

  private _note(slot: Slot, note: Note, order: number, look: string, inside: string): string {
    const { ties, spans } = this._score;
    const before = ties.before(note.id);
    const tied = order === 0 && before !== undefined && this._outside(before);
    const style = {
      part: this._part(slot),
      printed: order === 0 && this._printed.has(note.id),
      unpitched: this._unpitched(slot),
      shift: spans.shiftAt(slot),
      classes: [
        ...(tied ? ['tied'] : []),
        ...(order === 0 && note === slot.notes[0] ? drawnMarks(slot.item.marks) : []),
      ],
    };
    return noteElement(linkId(note.id, order), note, style, look, inside);
  }

  /** Stem, and strokes through it. */
  private _stem(slot: Slot, link: Link): string {
    const drum = this._part(slot).drums.find(({ id }) => id === slot.notes[0].drum);
    const stem = slot.item.stem || drum?.stem || '';
    const direction = stem === 'none' ? ' stem.visible="false"' : stem && ` stem.dir="${stem}"`;
    const strokes =
      slot.item.tremolo > 0 && link.value.quarters < 4
        ? ` stem.mod="${slot.item.tremolo}slash"`
        : '';
    return direction + strokes;
  }

  private _graces(slot: Slot, graces: readonly Grace[]): string {
    if (graces.length === 0) {
      return '';
    }
    const short = graces.length > 1 && graces.every(({ duration }) => duration.lt(1));
    const notes = graces.map((grace) => this._grace(slot, grace, short)).join('');
    const inside = short ? `<beam>${notes}</beam>` : notes;
    if (this._depth > 0) {
      return inside;
    }
    const after = graces[0].kind === 'after' ? ' attach="pre"' : '';
    return `<graceGrp${after}>${inside}</graceGrp>`;
  }

  private _grace(slot: Slot, grace: Grace, beamed: boolean): string {
    const value = valueOf(grace.duration);
    const crossed = grace.kind === 'acciaccatura';
    const look =
      ` dur="${value?.name ?? '8'}"${value?.dots ? ` dots="${value.dots}"` : ''}` +
      ` grace="${crossed ? 'unacc' : 'acc'}"${crossed && !beamed ? ' stem.mod="1slash"' : ''}`;
    this.controls.push(ornaments(grace.notes[0].id, grace.marks, ''));
    const inside = articulations(grace.marks);
    const written = grace.notes.map((note, which) => {
      const style = {
        part: this._part(slot),
        printed: this._printed.has(note.id),
        unpitched: this._unpitched(slot),
        shift: this._score.spans.shiftAt(slot),
        classes: which === 0 ? drawnMarks(grace.marks) : [],
      };
      const alone = grace.notes.length === 1;
      return noteElement(note.id, note, style, alone ? look : '', alone ? inside : '');
    });
    return written.length === 1 ? written[0] : `<chord${look}>${written.join('')}${inside}</chord>`;
  }

  /** Ornaments, arpeggio, fingering and open ties. */
  private _controls(slot: Slot): void {
    const { index, spans } = this._score;
    const { item, notes } = slot;
    const marks = spans.isTrilled(slot)
      ? item.marks.filter((mark) => mark !== 'trill')
      : item.marks;
    this.controls.push(ornaments(notes[0].id, marks, item.fermata));
    if (item.arpeggio && !this._tablature) {
      const order =
        {
          up: ' order="up" arrow="true"',
          down: ' order="down" arrow="true"',
          bracket: ' order="nonarp"',
        }[item.arpeggio] ?? '';
      const plist = notes.map(({ id }) => `#${id}`).join(' ');
      this.controls.push(`<arpeg plist="${plist}"${order}/>`);
    }
    const end = slot.onset.add(slot.duration);
    for (const { id, fingering, string, let_ring } of notes) {
      if (fingering) {
        this.controls.push(`<fing startid="#${id}">${escape(fingering)}</fing>`);
      }
      if (string > 0 && !this._tablature) {
        this.controls.push(
          `<fing startid="#${id}">${String.fromCodePoint(0x245f + string)}</fing>`,
        );
      }
      if (let_ring) {
        const after = slot.onset.add(1);
        const until = stamp(index.measure(slot), end.lt(after) ? end : after);
        this.controls.push(`<lv startid="#${id}" tstamp2="0m+${until}"/>`);
      }
    }
  }

  private _tie(slot: Slot, id: string, from: string): void {
    const after = this._score.ties.after(id);
    if (after === undefined) {
      return;
    }
    if (this._outside(after)) {
      const measure = this._score.index.measure(slot);
      const end = stamp(measure, measure.duration);
      this.controls.push(`<tie startid="#${from}" tstamp2="0m+${end}"/>`);
    } else {
      this.controls.push(tieElement(from, after));
    }
  }

  private _outside(id: string): boolean {
    const measure = this._score.index.find(id)?.measure ?? -1;
    return measure < this._range.start || measure >= this._range.end;
  }

  private _part(slot: Slot): Part {
    return this._score.index.piece.parts[slot.part];
  }

  private _unpitched({ part, staff, measure, onset }: Slot): boolean {
    return this._score.clefs.isUnpitched(part, staff, measure, onset);
  }

  private readonly _clefs: PlacedClef[];
  /** How many tuplets are open: Verovio takes no groups of grace notes in them. */
  private _depth = 0;
}

/** The id of one of the tied values that a note or rest is written with. */
export function linkId(id: string, order: number): string {
  return order === 0 ? id : `${id}.${order + 1}`;
}

function tieElement(from: string, to: string): string {
  return `<tie startid="#${from}" endid="#${to}"/>`;
}

function doubledLinks(slot: Slot): readonly Link[] {
  return linksOf(slot).map(({ onset, value }) => ({
    onset,
    value: valueOf(value.length.mul(2)) ?? value,
  }));
}

function valueAttributes({ value }: Link): string {
  return ` dur="${value.name}"${value.dots ? ` dots="${value.dots}"` : ''}`;
}
