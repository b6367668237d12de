/** How the value of a field reads, and what can be automated. */
import type { Measure } from '../document';
import { measureAt } from '../panels/position';
import { format } from '../panels/curve';
import { levelWords, panWords } from '../panels/level';
import { decimal, trans } from '../translation';
import { type Field, hasField, STRIP_FIELDS, targetField, type Targets } from './fields';
import { KINDS } from '../panels/catalogue';

/** A field's value as people read it. */
export function valueWords(field: string, { unit, isSwitch }: Field, value: number): string {
  if (isSwitch) {
    return value < 0.5 ? trans.__('off') : trans.__('on');
  }
  if (field === 'gain') {
    return levelWords(value);
  }
  return field === 'pan' ? panWords(value) : format(value, unit);
}

/** A position as people read it: `measure 3, beat 2.5`. */
export function positionWords(measures: readonly Measure[], position: number): string {
  const place = barAndBeat(measures, position);
  return place ? trans.__('measure %1, beat %2', place.bar, decimal(place.beat, 0, 2)) : '';
}

/** Where a position is: the number of its measure, and the beat in the meter's unit, from 1, with its fraction. */
export function barAndBeat(
  measures: readonly Measure[],
  position: number,
): { bar: number; beat: number } | null {
  const measure = measureAt(measures, position);
  return (
    measure && {
      bar: measure.number,
      beat: 1 + (position - Number(measure.start)) / unitOf(measure),
    }
  );
}

/** The position of a beat in the measure of a number, within that measure; null where there is no such measure. */
export function positionOf(measures: readonly Measure[], bar: number, beat: number): number | null {
  const measure = measures.find(({ number }) => number === bar);
  if (!measure) {
    return null;
  }
  const within = Math.max(0, (beat - 1) * unitOf(measure));
  return Number(measure.start) + Math.min(within, Number(measure.duration));
}

/** Quarter lengths of a beat as the meter writes it. */
function unitOf({ meter }: Measure): number {
  return 4 / Number(meter.split('/')[1]);
}

/** The names of the fields of a strip or node that can be automated. */
export function automatable(document: Targets, target: string): string[] {
  const node = Object.hasOwn(document.nodes, target) ? document.nodes[target] : null;
  const names = node
    ? Object.keys((Object.hasOwn(KINDS, node.kind) && KINDS[node.kind].parameters) || {}).map(
        (name) => `p_${name}`,
      )
    : STRIP_FIELDS.filter((field) => hasField(target, field));
  return names.filter((name) => targetField(document, target, name) !== null);
}

/** The value that a field has of its own, without automation. */
export function ownValue(document: Targets, target: string, field: string): number | null {
  const range = targetField(document, target, field);
  const entry = Object.hasOwn(document.nodes, target)
    ? document.nodes[target]
    : document.mix[target];
  const value: unknown = (entry as Record<string, unknown> | undefined)?.[field];
  return (
    range &&
    (typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : range.default)
  );
}
