import { describe, expect, it } from 'vitest';

import { AntiphonDoc } from '../../src/document';
import { CodeDraft } from '../../src/graph/code/draft';
import { changed, differences, rebase } from '../../src/graph/code/merge';

/** Mulberry32, by T. Ettinger. */
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

describe('differences', () => {
  it('lead from one text to another', () => {
    const next = random(6);
    const text = (): string =>
      Array.from(
        { length: Math.floor(next() * 12) },
        () => 'ab (=\n0.5,'[Math.floor(next() * 10)],
      ).join('');
    for (let turn = 0; turn < 500; turn++) {
      const [a, b] = [text(), text()];
      expect(changed(a, differences(a, b))).toBe(b);
    }
  });

  it('are of words', () => {
    expect(differences('a = LFO(rate=0.5)\nb\n', 'a = LFO(rate=0.75)\nb\n')).toEqual([
      { from: 13, to: 16, insert: '0.75' },
    ]);
  });
});

describe('rebase', () => {
  const merged = (base: string, mine: string, theirs: string): string =>
    changed(mine, rebase(base, mine, theirs));

  it('keeps what both changed', () => {
    expect(merged('a(x=1, y=2)\nb\n', 'a(x=1, y=3)\nb\n', 'a(x=5, y=2)\nb\nc\n')).toBe(
      'a(x=5, y=3)\nb\nc\n',
    );
  });

  it('keeps mine where both changed the same', () => {
    expect(merged('a(x=1)\n', 'a(x=2)\n', 'a(x=3)\n')).toBe('a(x=2)\n');
    expect(merged('a(x=1)\n', 'a(x=2)\n', 'a(x=2)\n')).toBe('a(x=2)\n');
  });

  it('does nothing but theirs where I did nothing, and nothing where they did nothing', () => {
    const next = random(7);
    const text = (): string =>
      Array.from({ length: Math.floor(next() * 9) }, () => 'ab\n1,'[Math.floor(next() * 5)]).join(
        '',
      );
    for (let turn = 0; turn < 1000; turn++) {
      const [base, other] = [text(), text()];
      expect(merged(base, base, other)).toBe(other);
      expect(merged(base, other, base)).toBe(other);
    }
  });
});

describe('a draft', () => {
  function opened(): { doc: AntiphonDoc; draft: CodeDraft } {
    const doc = AntiphonDoc.create();
    doc.put('parts', 'p1', { index: 'a0', name: 'Flute' });
    doc.put('nodes', 'n1', { kind: 'control.lfo', p_rate: 2 });
    doc.put('nodes', 'n2', { kind: 'filter.lowpass', x: 5, y: 6 });
    return { doc, draft: new CodeDraft(doc) };
  }

  it('writes one field for one number', () => {
    const { doc, draft } = opened();
    draft.type(draft.text.replace('rate=2', 'rate=3'));
    expect(draft.apply()).toEqual([]);
    expect(doc.document().nodes.n1).toEqual({ kind: 'control.lfo', p_rate: 3 });
    expect(draft.isOpen).toBe(false);
    doc.undo();
    expect(doc.document().nodes.n1.p_rate).toBe(2);
    expect(changed(draft.text, draft.hear())).not.toBe('');
    expect(draft.text).toContain('rate=2');
  });

  it('lays a cable, and keeps comments and the order of lines', () => {
    const { doc, draft } = opened();
    const text = `# a wave\nlfo = LFO(rate=2)\n\nlowpass = LowPassFilter(cutoff=lfo)  # opens\n`;
    draft.type(text);
    expect(draft.apply()).toEqual([]);
    expect(Object.values(doc.document().edges)).toEqual([
      { source: 'n1', target: 'n2', input: 'cutoff' },
    ]);
    doc.change('nodes', 'n1', { p_rate: 4 });
    draft.hear();
    expect(draft.text).toBe(text.replace('rate=2', 'rate=4'));
  });

  it('never writes over what somebody else changed meanwhile', () => {
    const { doc, draft } = opened();
    draft.type(draft.text.replace('lowpass = LowPassFilter()', 'warm = LowPassFilter(cutoff=500'));
    expect(draft.reading.problems).toHaveLength(1);
    doc.change('nodes', 'n1', { p_rate: 7, p_depth: 0.1 });
    doc.put('nodes', 'n3', { kind: 'effect.delay' });
    draft.hear();
    expect(draft.text).toContain('warm = LowPassFilter(cutoff=500\n');
    expect(draft.text).toContain('LFO(rate=7, depth=0.1)');
    draft.type(draft.text.replace('cutoff=500', 'cutoff=500)'));
    expect(draft.apply()).toEqual([]);
    expect(doc.document().nodes).toEqual({
      n1: { kind: 'control.lfo', p_rate: 7, p_depth: 0.1 },
      n2: { kind: 'filter.lowpass', name: 'warm', p_cutoff: 500, x: 5, y: 6 },
      n3: { kind: 'effect.delay' },
    });
  });

  it('merges two people who write at once: each keeps every field that the other did not touch', () => {
    const next = random(8);
    for (let turn = 0; turn < 50; turn++) {
      const { doc, draft } = opened();
      const wanted = {
        n1: { p_rate: 2, p_depth: 0.5 } as Record<string, number>,
        n2: { p_cutoff: 1000, p_resonance: 1 } as Record<string, number>,
      };
      for (const [id, field] of [
        ['n1', 'p_rate'],
        ['n1', 'p_depth'],
        ['n2', 'p_cutoff'],
        ['n2', 'p_resonance'],
      ] as const) {
        doc.change('nodes', id, { [field]: wanted[id][field] + 0.25 });
        wanted[id][field] += 0.25;
      }
      draft.hear();
      for (let step = 0; step < 6; step++) {
        const value = 1 + Math.floor(next() * 4) + 0.125;
        if (next() < 0.5) {
          // Mine: the resonance, by text; left open now and then.
          draft.type(draft.text.replace(/resonance=[0-9.]+/, `resonance=${value}`));
          wanted.n2.p_resonance = value;
        } else {
          doc.change('nodes', 'n1', { p_rate: value });
          doc.change('nodes', 'n2', { p_cutoff: 100 * value });
          wanted.n1.p_rate = value;
          wanted.n2.p_cutoff = 100 * value;
        }
        if (next() < 0.6) {
          draft.hear();
          expect(draft.apply()).toEqual([]);
        }
      }
      draft.hear();
      expect(draft.apply()).toEqual([]);
      expect(doc.document().nodes.n1).toMatchObject(wanted.n1);
      expect(doc.document().nodes.n2).toMatchObject(wanted.n2);
    }
  });

  it('says at which line it may not be', () => {
    const { doc, draft } = opened();
    doc.mayWrite = (changes) => (changes.some(({ id }) => id === 'n2') ? 'It is locked.' : '');
    draft.type(draft.text.replace('LowPassFilter()', 'LowPassFilter(cutoff=500)'));
    const [problem] = draft.apply();
    expect(problem.message).toBe('It is locked.');
    expect(draft.text.slice(problem.at.from, problem.at.to)).toContain('lowpass');
    expect(doc.document().nodes.n2.p_cutoff).toBeUndefined();
  });
});
