// @vitest-environment jsdom
import createModule from 'verovio/wasm';
import { VerovioToolkit } from 'verovio/esm';
import { beforeAll, describe, expect, it } from 'vitest';

import { empty, project, type Document } from '../../src/document';
import { encodeOperations, type ProposedOperation } from '../../src/document/proposal';
import { System } from '../../src/score/engraving/system';
import { MeiWriter } from '../../src/score/mei/mei';
import { asSounding } from '../../src/score/music/concert';
import { SlotIndex } from '../../src/score/music/slot';
import { ProposalGhosts } from '../../src/score/view/ghosts';

let verovio: VerovioToolkit;

beforeAll(async () => {
  verovio = new VerovioToolkit((await createModule()) as object);
  verovio.setOptions({ breaks: 'encoded', header: 'none', svgRemoveXlink: true, svgViewBox: true });
});

const NOTE = { kind: 'note', part: 'p', measure: 'm1', duration: '1' } as const;

/** Two notes, C5 and E5, and proposals for them. */
function piece(...patches: string[]): Document {
  const document = empty();
  document.parts.p = { index: 'a0', name: 'Flute' };
  document.measures.m1 = { index: 'a0' };
  document.events.a = { ...NOTE, onset: '0', pitch: 'C5' };
  document.events.b = { ...NOTE, onset: '1', pitch: 'E5' };
  patches.forEach((patch, order) => {
    document.proposals[`p${order}`] = { title: `Idea ${order}`, patch };
  });
  return document;
}

const RAISE: ProposedOperation = {
  ...{ op: 'change', root: 'events', id: 'a' },
  ...{ fields: { pitch: 'F#5' }, base: { pitch: 'C5' } },
} as ProposedOperation;
const ADD: ProposedOperation = {
  ...{ op: 'put', root: 'events', id: 'n' },
  fields: { ...NOTE, onset: '2', pitch: 'A5' },
} as ProposedOperation;
const REMOVE: ProposedOperation = {
  ...{ op: 'remove', root: 'events', id: 'b' },
  base: { ...NOTE, onset: '1', pitch: 'E5' },
} as ProposedOperation;

function stage(document: Document) {
  const index = new SlotIndex(project(document));
  verovio.loadData(new MeiWriter(index).write({ start: 0, end: 1 }));
  const system = new System({ start: 0, end: 1 }, 'x-');
  system.show(verovio.renderToSVG(1), index);
  const ghosts = new ProposalGhosts((id) => (id === 'p0' ? 'Bo' : ''));
  const draw = (of = document): SVGElement[] => {
    ghosts.draw([system], index, of);
    return [...system.node.querySelectorAll<SVGElement>('.antiphon-Proposed')];
  };
  const spot = (key: string) => system.spots.find((of) => of.key === key)!;
  return { ghosts, draw, spot };
}

const place = (mark: SVGElement): number[] =>
  /translate\(([\d.]+), ([\d.]+)\)/
    .exec(mark.querySelector('ellipse')?.getAttribute('transform') ?? '')!
    .slice(1)
    .map(Number);
const title = (mark: SVGElement): string => mark.querySelector('title')?.textContent ?? '';

describe('the notes of open proposals', () => {
  it('stand where they would be, and say what is proposed by whom', () => {
    const { draw, spot } = stage(piece(encodeOperations([ADD, RAISE, REMOVE])));
    const [added, changed, removed] = draw();
    expect([added, changed, removed].map(title)).toEqual([
      'Proposal “Idea 0” by Bo: add A 5',
      'Proposal “Idea 0” by Bo: change to F sharp 5',
      'Proposal “Idea 0” by Bo: take this note away',
    ]);
    const [c, e] = [spot('a'), spot('b')];
    expect(place(changed)[0]).toBeCloseTo(c.x, 0);
    expect(place(changed)[1]).toBeCloseTo(c.y - 3 * 90, 0);
    expect(changed.querySelector('text')?.textContent).toBe('♯');
    expect(place(added)[0]).toBeGreaterThan(e.x);
    expect(place(added)[1]).toBeCloseTo(e.y - 3 * 90, 0);
    expect(added.querySelectorAll('line')).toHaveLength(1);
    expect(removed.querySelector('ellipse')).toBeNull();
    expect(Number(removed.querySelector('line')?.getAttribute('x1'))).toBeCloseTo(e.x - 220, 0);
  });

  it('are drawn once, can be hidden, and go when the proposal is decided', () => {
    const document = piece(encodeOperations([ADD]));
    const { draw, ghosts } = stage(document);
    const [mark] = draw();
    expect(draw()).toEqual([mark]);
    expect(draw()[0]).toBe(mark);
    ghosts.shown = false;
    expect(draw()).toEqual([]);
    expect(ghosts.inWords('m1')).toBe('');
    ghosts.shown = true;
    expect(draw()).toHaveLength(1);
    const { title: name, patch } = document.proposals.p0;
    const decided = { ...document, proposals: { p0: { title: name, patch, status: 'accepted' } } };
    expect(draw(decided as Document)).toEqual([]);
  });

  it('are counted by proposal, and what is not understood is not drawn', () => {
    const document = piece(encodeOperations([ADD, RAISE]), encodeOperations([REMOVE]), '{"oops"');
    const { draw, ghosts } = stage(document);
    expect(draw()).toHaveLength(3);
    expect(ghosts.inWords('m1')).toBe('2 proposals here');
    expect(ghosts.inWords('m2')).toBe('');
  });

  it('sound where the score is shown as it sounds', () => {
    const document = piece(encodeOperations([ADD]));
    Object.assign(document.parts.p, { diatonic: -1, chromatic: -2 });
    const { ghosts } = stage(document);
    const { draw } = stage(document);
    expect(title(draw()[0])).toContain('add A 5');
    const index = new SlotIndex(asSounding(project(document)));
    const system = new System({ start: 0, end: 1 }, 'y-');
    verovio.loadData(new MeiWriter(index).write({ start: 0, end: 1 }));
    system.show(verovio.renderToSVG(1), index);
    ghosts.draw([system], index, document);
    expect(title(system.node.querySelector('.antiphon-Proposed')!)).toContain('add G 5');
  });

  it('say that the notes have changed since', () => {
    const document = piece(encodeOperations([RAISE]));
    document.events.a.pitch = 'D5';
    const { draw } = stage(document);
    expect(title(draw()[0])).toContain('(the notes have changed since)');
  });
});
