import { describe, expect, it } from 'vitest';

import { FIELDS, hasField, STRIP_FIELDS, targetField } from '../../src/mixer/fields';

import { anySolo, freeEffects } from '../../src/mixer/strips';
import { KINDS } from '../../src/panels/catalogue';
import { desk, stripOf, stripsOf } from './desk';

describe('the strips of a mixer', () => {
  it('are the parts in the order of the score, the buses by their place, and the master', () => {
    const doc = desk((of) => {
      of.put('mix', 'strings', { name: 'Strings', index: 'a1' });
      of.put('mix', 'hall', { name: 'Hall', index: 'a0' });
    });
    expect(stripsOf(doc).map(({ id, kind, name }) => [id, kind, name])).toEqual([
      ['p1', 'part', 'Flute'],
      ['p2', 'part', 'Violin'],
      ['hall', 'bus', 'Hall'],
      ['strings', 'bus', 'Strings'],
      ['master', 'master', 'Master'],
    ]);
  });

  it('have every value, at its default where nobody said another', () => {
    const doc = desk((of) => of.put('mix', 'p1', { gain: -6, mute: true, low_freq: 200 }));
    const { values } = stripOf(doc, 'p1');
    expect(values).toMatchObject({ gain: -6, mute: true, low_freq: 200, ratio: 3, limiter: true });
    expect(Object.keys(values).sort()).toEqual([...STRIP_FIELDS].sort());
  });

  it('go to their bus, and to the master where that is gone or themselves', () => {
    const doc = desk((of) => {
      of.put('mix', 'p1', { bus: 'hall' });
      of.put('mix', 'p2', { bus: 'nowhere' });
      of.put('mix', 'hall', { name: 'Hall', bus: 'hall' });
    });
    expect(stripsOf(doc).map(({ output }) => output)).toEqual(['hall', 'master', 'master', '']);
  });

  it('say what they send, and what they go through in order', () => {
    const doc = desk((of) => {
      of.put('nodes', 'echo', { kind: 'effect.delay', name: 'Echo' });
      of.put('nodes', 'verb', { kind: 'effect.reverb' });
      of.put('mix', 'hall', { name: 'Hall' });
      of.put('sends', 's1', { source: 'p1', target: 'hall', gain: -12, before_fader: true });
      of.put('sends', 's2', { source: 'p1', target: 'gone' });
      of.put('inserts', 'i1', { strip: 'p1', index: 'a1', node: 'echo' });
      of.put('inserts', 'i0', { strip: 'p1', index: 'a2', node: 'verb', bypass: true });
    });
    const { sends, inserts } = stripOf(doc, 'p1');
    expect(sends).toEqual([
      { id: 's1', target: 'hall', name: 'Hall', gain: -12, before_fader: true },
      { id: 's2', target: 'gone', name: 'a node that is gone', gain: 0, before_fader: false },
    ]);
    expect(inserts.map(({ name, bypass }) => [name, bypass])).toEqual([
      ['Echo', false],
      ['Reverb', true],
    ]);
  });

  it('know whether any is soloed, and which effects are free to take in', () => {
    const doc = desk((of) => {
      of.put('mix', 'p2', { solo: true });
      of.put('nodes', 'free', { kind: 'effect.reverb' });
      of.put('nodes', 'wired', { kind: 'effect.reverb' });
      of.put('nodes', 'tone', { kind: 'osc.sine' });
      of.put('edges', 'e1', { source: 'tone', target: 'wired' });
    });
    expect(anySolo(stripsOf(doc))).toBe(true);
    expect(freeEffects(doc.document())).toEqual(['free']);
  });
});

describe('the fields of a strip', () => {
  it('run as the schema says, evenly to the ear where that is by ratio', () => {
    expect(FIELDS.gain).toMatchObject({
      minimum: -60,
      maximum: 12,
      default: 0,
      curve: 'linear',
      unit: 'dB',
    });
    expect(FIELDS.high_mid_q).toMatchObject({ minimum: 0.3, maximum: 10, curve: 'log', unit: '' });
    expect(FIELDS.attack).toMatchObject({ unit: 's', curve: 'log' });
    expect(FIELDS.limiter).toMatchObject({ isSwitch: true, default: 1 });
  });

  it('are those of a node where the target is one, and the limiter only the master’s', () => {
    const document = desk((of) => of.put('nodes', 'n1', { kind: 'effect.reverb' })).document();
    const [name] = Object.keys(KINDS['effect.reverb'].parameters);
    expect(targetField(document, 'n1', `p_${name}`)).toMatchObject({ isSwitch: false });
    expect(targetField(document, 'n1', 'gain')).toBeNull();
    expect(targetField(document, 'p1', 'gain')).toBe(FIELDS.gain);
    expect(targetField(document, 'gone', 'gain')).toBeNull();
    expect(targetField(document, 'p1', 'constructor')).toBeNull();
    expect(hasField('p1', 'ceiling')).toBe(false);
    expect(hasField('master', 'ceiling')).toBe(true);
    expect(targetField(document, 'p1', 'nonsense')).toBeNull();
  });
});
