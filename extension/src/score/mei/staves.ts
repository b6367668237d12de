import type { Part, Piece } from '../../document';
import { clefAttributes, type Clefs } from '../music/clef';
import { escape } from './markup';
import type { SlotIndex } from '../music/slot';
import { openStrings, tuningElement } from './tablature';

/** Whether a staff is a tablature in a system that begins with a measure. */
export function isTablature(clefs: Clefs, part: number, staff: number, start: number): boolean {
  return clefs.at(part, staff, start, 0) === 'TAB';
}

/** What is otherwise where systems stand side by side as one. */
export interface Joint {
  /** For each staff but the first, its least distance from the one above, in half staff spaces. */
  readonly gaps: readonly number[];
}

/**
 * The `<scoreDef>` that a system begins with: names, brackets, clefs, keys and meter.
 *
 * @param joint - given where the system goes on beside another: then only what changes is shown.
 */
export function systemDefinition(
  index: SlotIndex,
  clefs: Clefs,
  start: number,
  joint: Joint | null = null,
): string {
  const { piece } = index;
  const shown = start === 0 || !sameMeter(piece, start);
  const meter = meterAttributes(piece, start, shown);
  let number = 0;
  const bare = joint !== null && start > 0;
  const sameKey = bare && piece.measures[start - 1].key === piece.measures[start].key;
  const parts = piece.parts.map((part, position) => {
    const label = start === 0 ? part.name : part.abbreviation || abbreviate(part.name);
    const name = bare ? '' : `<label>${escape(label)}</label>`;
    const staves: string[] = [];
    for (let staff = 1; staff <= part.staves; staff++) {
      const tablature = isTablature(clefs, position, staff, start);
      const clef = clefAttributes(clefs.at(position, staff, start, 0), part.lines);
      const key = hasKey(part, clefs.at(position, staff, start, 0))
        ? index.keyAt(position, start)
        : 0;
      const changed = clefs.of(position, staff).some((of) => of.measure === start);
      const hidden =
        (bare && !changed ? ' clef.visible="false"' : '') +
        (sameKey ? ' keysig.visible="false"' : '');
      const gap = joint?.gaps[number];
      staves.push(
        `<staffDef n="${++number}"${tablature ? ' notationtype="tab.guitar"' : ''}` +
          `${gap ? ` spacing="${gap}vu"` : ''}${hidden}` +
          ` ${linesAttributes(tablature ? openStrings(part.tuning).length : part.lines)}` +
          ` ${clef.replace(/(\S+)="/g, 'clef.$1="')} keysig="${signature(key)}"${meter}>` +
          `${part.staves === 1 ? name : ''}${tablature ? tuningElement(part.tuning) : ''}</staffDef>`,
      );
    }
    return part.staves === 1
      ? staves[0]
      : `<staffGrp${bare ? '' : ' symbol="brace"'} bar.thru="true">${name}${staves.join('')}</staffGrp>`;
  });
  if (bare) {
    return `<scoreDef system.leftline="false"><staffGrp>${bracketed(piece, parts, false)}</staffGrp></scoreDef>`;
  }
  return `<scoreDef><staffGrp>${bracketed(piece, parts)}</staffGrp></scoreDef>`;
}

/** The `<scoreDef>` of a change of key or meter before a measure; empty where there is none. */
export function changeDefinition(index: SlotIndex, clefs: Clefs, measure: number): string {
  const { piece } = index;
  const meter = sameMeter(piece, measure) ? '' : meterAttributes(piece, measure, true);
  const key = piece.measures[measure - 1].key !== piece.measures[measure].key;
  if (!meter && !key) {
    return '';
  }
  let number = 0;
  const staves = piece.parts.flatMap((part, position) =>
    Array.from({ length: part.staves }, (_, staff) => {
      const keyed = key && hasKey(part, clefs.at(position, staff + 1, measure, 0));
      const signed = keyed ? ` keysig="${signature(index.keyAt(position, measure))}"` : '';
      return `<staffDef n="${++number}"${signed}${meter}/>`;
    }),
  );
  return `<scoreDef${meter}><staffGrp>${staves.join('')}</staffGrp></scoreDef>`;
}

/** Put adjacent parts of one group under a bracket. */
function bracketed(piece: Piece, parts: readonly string[], shown = true): string {
  let text = '';
  for (let start = 0; start < parts.length;) {
    const { group, bracket } = piece.parts[start];
    let end = start + 1;
    while (group && end < parts.length && piece.parts[end].group === group) {
      end++;
    }
    const inside = parts.slice(start, end).join('');
    text +=
      end - start > 1
        ? `<staffGrp${shown ? ` symbol="${bracket}"` : ''} bar.thru="true">${inside}</staffGrp>`
        : inside;
    start = end;
  }
  return text;
}

/** Percussion and tablature have no key signature. */
function hasKey(part: Part, clef: string): boolean {
  return clef !== 'percussion' && clef !== 'TAB' && part.drums.length === 0;
}

function linesAttributes(lines: number): string {
  return lines === 0 ? 'lines="5" lines.visible="false"' : `lines="${lines}"`;
}

function signature(fifths: number): string {
  return fifths === 0 ? '0' : `${Math.abs(fifths)}${fifths > 0 ? 's' : 'f'}`;
}

/** Whether a measure goes on in the meter of the one before it. */
function sameMeter({ measures }: Piece, measure: number): boolean {
  const [before, here] = [measures[measure - 1], measures[measure]];
  return before.meter === here.meter && before.meter_symbol === here.meter_symbol;
}

function meterAttributes({ measures }: Piece, measure: number, shown: boolean): string {
  const { meter, meter_symbol } = measures[measure];
  const [count, unit] = meter.split('/');
  const symbol = meter_symbol ? ` meter.sym="${meter_symbol}"` : '';
  const drawn = shown && meter_symbol !== 'none' ? symbol : ' meter.form="invis"';
  return ` meter.count="${count}" meter.unit="${unit}"${drawn}`;
}

/** A name short enough to stand before every system: "Violoncello" as "Violo.". */
function abbreviate(name: string): string {
  return name.length <= 7 ? name : `${name.slice(0, 5).trim()}.`;
}
