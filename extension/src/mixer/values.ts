/** How the value of a field reads, and what can be automated. */
import type { Measure } from '../document';
import { beatAt, measureAt } from '../panels/position';
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
  const measure = measureAt(measures, position);
  if (!measure) {
    return '';
  }
  const unit = 4 / Number(measure.meter.split('/')[1]);
  const beat = beatAt(measure, position);
  const rest = (position - Number(measure.start)) / unit + 1 - beat;
  return trans.__('measure %1, beat %2', measure.number, decimal(beat + rest, 0, 2));
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
