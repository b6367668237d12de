// @vitest-environment jsdom
import { ServerConnection } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';
import * as React from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { HistoryDesk } from '../../src/history';
import { Branches, BranchServer, MergeDesk } from '../../src/merging';
import type { Branch, Conflict, Union } from '../../src/merging/answers';
import type { ScoreConflict } from '../../src/score';
import { PLAYER, Stage, TEACHER } from '../panels/stage';

const NOTE = { kind: 'note', part: 'p1', measure: 'm1', onset: '0', duration: '1' } as const;
const IDEA: Branch = {
  ...{ path: 'song – Idea.antiphon', title: 'Idea', step: 3, at: 1_700_000_000 },
  ...{ person: 'a1', name: 'Ada', merged: null },
};
const CHANGED: Conflict = {
  ...{ key: 'changed:events.n:pitch', kind: 'changed', choice: 'ours' },
  choices: ['ours', 'theirs'],
  ...{ root: 'events', id: 'n', fields: ['pitch'], part: 'p1', measure: 'm1', number: 1 },
  base: { ...NOTE, pitch: 'C5' },
  ours: { ...NOTE, pitch: 'D5' },
  theirs: { ...NOTE, pitch: 'E5' },
  places: [['events', 'n']],
};

let stage: Stage;
let desk: MergeDesk;
let requests: { what: string; body: Record<string, unknown> | null }[];
let branches: { of: Branch | null; branches: Branch[] };
/** What is in conflict at each merge asked for. */
let conflicts: Conflict[];
let drawn: (readonly ScoreConflict[])[];
let opened: string[];
let answers: (what: string, body: Record<string, unknown>) => Response;

function json(body: object, status = 200): Response {
  return new Response(JSON.stringify(body), { status });
}

function union(choices: Readonly<Record<string, unknown>>): Union {
  const before = stage.doc.document().events.n as unknown as Conflict['ours'];
  const added = { ...NOTE, onset: '1', pitch: 'G5' };
  const after = { ...before, pitch: 'E5' } as Conflict['ours'];
  const taken = conflicts.some(({ key }) => choices[key] === 'theirs');
  const alteration = {
    ...{ change: 'added', root: 'events', what: 'note', ids: [null, 'g'], part: 'p1' },
    ...{ measure: 'm1', numbers: [null, 1], before: null, after: added, fields: [], who: 'b2' },
  } as const;
  return {
    changes: [
      ['events', 'g', null, added],
      ...(taken ? [['events', 'n', before, after] as const] : []),
    ],
    conflicts,
    difference: {
      ...{ total: 1, alterations: [alteration], parts: { p1: 'Flute' }, meters: {} },
      people: { b2: 'Bo' },
    },
  };
}

function usual(what: string, body: Record<string, unknown>): Response {
  if (what === 'branches') {
    branches = body.title
      ? { ...branches, branches: [{ ...IDEA, title: 'A coda', path: 'coda' }, IDEA] }
      : branches;
    return json(body.title ? branches.branches[0] : branches);
  }
  return json(union(body.choices as Record<string, unknown>), body.preview ? 200 : 201);
}

beforeEach(() => {
  vi.useFakeTimers();
  stage = new Stage();
  stage.doc.put('measures', 'm1', { index: 'a0' });
  stage.doc.put('events', 'n', { ...NOTE, pitch: 'D5' });
  stage.doc.clearUndoHistory();
  requests = [];
  branches = { of: null, branches: [IDEA] };
  conflicts = [];
  drawn = [];
  opened = [];
  answers = usual;
  const settings = ServerConnection.makeSettings({
    baseUrl: 'http://lab/',
    fetch: async (input, init) => {
      const asked = input as Request;
      const text = asked.method === 'GET' ? '' : await asked.text();
      const what = new URL(asked.url).pathname.replace('/antiphon/history/', '');
      const body = text ? (JSON.parse(text) as Record<string, unknown>) : null;
      requests.push({ what, body });
      const answer = answers(what, body ?? {});
      if ((init?.signal ?? asked.signal).aborted) {
        throw new DOMException('Aborted', 'AbortError');
      }
      return Promise.resolve(answer);
    },
  });
  desk = new MergeDesk(stage.doc, new BranchServer(settings, 'song.antiphon'), {
    showConflicts: (of) => drawn.push(of),
  });
});

afterEach(async () => {
  await stage.dispose();
  desk.dispose();
  vi.useRealTimers();
});

async function settle(ms = 200): Promise<void> {
  await React.act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });
}

/** The side panel is closed, or opened. */
async function hide(hidden: boolean): Promise<void> {
  await React.act(() => Promise.resolve((desk.hidden = hidden)));
}

async function open(you: object = TEACHER, step: number | null = null): Promise<void> {
  await stage.draw(
    <Branches
      desk={desk}
      doc={stage.doc}
      session={stage.session}
      ask={stage.ask}
      past={{ step, changed: new Signal<object, void>({}) } as unknown as HistoryDesk}
      onOpen={(path) => opened.push(path)}
    />,
  );
  await stage.state(you);
  await settle();
}

const pitches = (): (string | undefined)[] =>
  Object.values(stage.doc.document().events).map(({ pitch }) => pitch);

describe('the branches of a piece', () => {
  it('are made of the moment that is looked at, opened, and listed', async () => {
    await open(TEACHER, 3);
    stage.answers.push('A coda');
    await stage.click('button', 'Branch from here…');
    await settle();
    expect(requests.map(({ what, body }) => [what, body])).toContainEqual([
      'branches',
      { title: 'A coda', step: 3 },
    ]);
    expect(stage.get('[role="status"]', 'A coda').textContent).toContain('coda');
    expect(stage.text).toContain('A coda');
    await stage.click('button', 'Open');
    expect(opened).toEqual(['coda']);
  });

  it('are for the teacher to make and to merge: a player is told so', async () => {
    await open(PLAYER);
    expect(stage.text).toContain('The teacher makes and merges branches');
    expect(stage.text).toContain('Idea');
    expect(stage.text).not.toContain('Merge…');
  });

  it('say where there are none, and what a piece is a branch of', async () => {
    branches = { of: null, branches: [] };
    await open();
    expect(stage.text).toContain('No branches yet');
    branches = { of: { ...IDEA, path: 'songs/song.antiphon' }, branches: [{ ...IDEA, path: '' }] };
    await React.act(() => desk.load());
    expect(stage.text).toContain('This piece is the branch “Idea” of:');
    expect(stage.text).toContain('Merge what is new there…');
    expect(stage.text).toContain('Its file was taken away.');
  });
});

describe('merging a branch', () => {
  it('without a conflict is one press and one step of undo', async () => {
    await open();
    await stage.click('button', 'Merge…');
    await settle();
    expect(stage.text).toContain('Flute, measure 1');
    expect(stage.text).toMatch(/Added .*G.*\(Bo\)/);
    await stage.click('.antiphon-primary', 'Merge');
    await settle();
    expect(pitches()).toEqual(['G5', 'D5']);
    expect(stage.text).toContain('Merged “Idea”');
    expect(document.activeElement?.textContent).toBe('Merge…');
    stage.doc.undo();
    expect(pitches()).toEqual(['D5']);
    expect(stage.doc.canUndo()).toBe(false);
  });

  it('shows conflicts by number, in the list and in the score, and goes the way that is chosen', async () => {
    conflicts = [CHANGED];
    await open();
    await stage.click('button', 'Merge…');
    await settle();
    expect(drawn.at(-1)).toMatchObject([
      { number: 1, measure: 'm1', ours: ['n'], choice: 'ours', theirs: [{ pitch: 'E5' }] },
    ]);
    expect(stage.text).toContain('was changed on both sides');
    await stage.click('label', 'Take theirs');
    await settle();
    expect(drawn.at(-1)).toMatchObject([{ choice: 'theirs' }]);
    await stage.click('.antiphon-primary', 'Merge');
    await settle();
    expect(requests.find(({ body }) => body?.seen)?.body).toEqual({
      branch: IDEA.path,
      choices: { [CHANGED.key]: 'theirs' },
      seen: [CHANGED.key],
    });
    expect(pitches()).toEqual(['G5', 'E5']);
    expect(drawn.at(-1)).toEqual([]);
  });

  it('draws conflicts only beside the list of them', async () => {
    conflicts = [CHANGED];
    await open();
    await stage.click('button', 'Merge…');
    await settle();
    await stage.click('label', 'Take theirs');
    await settle();
    await stage.draw(<p>Another tab</p>);
    expect(drawn.at(-1)).toEqual([]);
    await open();
    expect(drawn.at(-1)).toMatchObject([{ choice: 'theirs' }]);
    await hide(true);
    expect(drawn.at(-1)).toEqual([]);
    await hide(false);
    expect(drawn.at(-1)).toHaveLength(1);
  });

  it('says how long a note is on either side', async () => {
    const [ours, theirs] = ['3', '5/4'].map((duration) => ({ ...NOTE, pitch: 'D5', duration }));
    conflicts = [
      { ...CHANGED, fields: ['duration'], base: { ...NOTE, pitch: 'D5' }, ours, theirs },
    ];
    await open();
    await stage.click('button', 'Merge…');
    await settle();
    expect(stage.text).toContain('Keep ours: dotted half');
    expect(stage.text).toContain('Take theirs: another length');
  });

  it('asks again where somebody wrote meanwhile, and shows a new conflict before anything is written', async () => {
    await open();
    await stage.click('button', 'Merge…');
    await settle();
    answers = (what, body) => {
      if (body.seen && (body.seen as string[]).length === 0) {
        conflicts = [CHANGED];
        return json({ message: 'There are conflicts that you have not seen.', ...union({}) }, 409);
      }
      return usual(what, body);
    };
    await stage.click('.antiphon-primary', 'Merge');
    await settle();
    expect(stage.get('[role="alert"]', 'not seen')).toBeTruthy();
    expect(pitches()).toEqual(['D5']);
    expect(drawn.at(-1)).toMatchObject([{ number: 1 }]);

    let asked = 0;
    answers = (what, body) => {
      const answer = usual(what, body);
      if (body.seen && asked++ === 0) {
        stage.doc.change('events', 'n', { pitch: 'F5' });
        return json({
          ...union({}),
          changes: [['events', 'n', { ...NOTE, pitch: 'D5' }, { ...NOTE, pitch: 'E5' }]],
        });
      }
      return answer;
    };
    await stage.click('.antiphon-primary', 'Merge');
    await settle();
    expect(asked).toBe(2);
    expect(pitches()).toEqual(['G5', 'F5']);
  });

  it('tells anew what it would do after somebody wrote, and is left with Escape', async () => {
    await open();
    await stage.click('button', 'Merge…');
    await settle();
    const merges = (): number => requests.filter(({ what }) => what === 'merges').length;
    const before = merges();
    stage.doc.change('events', 'n', { pitch: 'F5' });
    await settle(1600);
    expect(merges()).toBe(before + 1);
    await React.act(async () => {
      stage
        .get('h5', 'Merge')
        .dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
      return Promise.resolve();
    });
    expect(stage.text).not.toContain('Merge “Idea”');
    expect(document.activeElement?.textContent).toBe('Merge…');
    stage.doc.change('events', 'n', { pitch: 'A5' });
    await settle(1600);
    expect(merges()).toBe(before + 1);

    // Who comes back to the list sees what others branched meanwhile.
    await React.act(() => Promise.resolve((document.activeElement as HTMLElement).blur()));
    branches = { of: null, branches: [IDEA, { ...IDEA, title: 'A coda', path: 'coda' }] };
    await React.act(() => Promise.resolve(stage.get('button', 'Open').focus()));
    await settle();
    expect(stage.text).toContain('A coda');
  });

  it('waits for a proposal to be sent, and says what cannot be', async () => {
    await open();
    await stage.click('button', 'Merge…');
    await settle();
    await React.act(() => Promise.resolve(stage.doc.beginDraft()));
    await stage.click('.antiphon-primary', 'Merge');
    expect(stage.get('[role="alert"]', 'your proposal').textContent).toContain('first');
    await React.act(() => Promise.resolve(stage.doc.endDraft()));
    answers = () => json({ message: 'The disk is full.' }, 507);
    await stage.click('.antiphon-primary', 'Merge');
    await settle();
    expect(stage.get('[role="alert"]', 'disk').textContent).toContain('The disk is full.');
    expect(pitches()).toEqual(['D5']);
  });

  it('writes once where it is pressed twice, and nothing where the past came to be shown meanwhile', async () => {
    await open();
    await stage.click('button', 'Merge…');
    await settle();
    answers = (what, body) => {
      stage.doc.showPast(stage.doc.shared);
      return usual(what, body);
    };
    await stage.click('.antiphon-primary', 'Merge');
    await settle();
    expect(stage.get('[role="alert"]', 'Go back to now first')).toBeTruthy();
    expect(drawn.at(-1)).toEqual([]);
    await React.act(() => Promise.resolve(stage.doc.endPast()));
    expect(pitches()).toEqual(['D5']);
    answers = usual;
    const before = requests.length;
    await React.act(() => Promise.all([desk.merge(), desk.merge()]));
    expect(requests.slice(before).filter(({ what }) => what === 'merges')).toHaveLength(1);
    expect(pitches()).toEqual(['G5', 'D5']);
  });

  it('shows no conflict in the piece as it was', async () => {
    conflicts = [CHANGED];
    await open();
    await stage.click('button', 'Merge…');
    await settle();
    expect(drawn.at(-1)).toHaveLength(1);
    await React.act(() => Promise.resolve(stage.doc.showPast(stage.doc.shared)));
    expect(drawn.at(-1)).toEqual([]);
    await React.act(() => Promise.resolve(stage.doc.endPast()));
    expect(drawn.at(-1)).toHaveLength(1);
  });
});
