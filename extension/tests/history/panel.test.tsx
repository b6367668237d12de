// @vitest-environment jsdom
import { ServerConnection } from '@jupyterlab/services';
import * as React from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { HistoryDesk, HistoryPanel, PastBanner, PastServer } from '../../src/history';
import type { Timeline } from '../../src/history/answers';
import type { ScoreDifference } from '../../src/score';
import { GUEST, PLAYER, Stage, TEACHER } from '../panels/stage';

const NOTE = { kind: 'note', part: 'p1', measure: 'm1', onset: '0', duration: '1' } as const;
const NAMED = {
  ...{ id: 'v1', step: 2, at: 1_700_000_000, kind: 'named', person: 'b2' },
  ...{ name: 'Bo', title: 'The idea' },
} as const;

let stage: Stage;
let desk: HistoryDesk;
/** What the server has, and what it was asked. */
let timeline: Timeline;
let requests: { method: string; url: URL; body: unknown }[];
let answers: (request: { method: string; url: URL }) => Promise<Response> | Response;
let drawn: (readonly ScoreDifference[])[];
let hands: (string | null)[];
/** How often somebody went back to now by the banner. */
let backs: number;

function json(body: object, status = 200): Response {
  return new Response(JSON.stringify(body), { status });
}

/** The piece after a step: the title tells which. */
function moment(step: number): object {
  const document = JSON.parse(JSON.stringify(stage.doc.shared)) as { meta: object };
  document.meta = { title: `Step ${step}` };
  return { ...{ document, step, at: 1_700_000_000 + step, person: 'a1', people: {} }, hands: {} };
}

function usual({ method, url }: { method: string; url: URL }): Response {
  switch (`${method} ${url.pathname.replace('/antiphon/history', '')}`) {
    case 'GET ':
      return json(timeline);
    case 'GET /document':
      return json(moment(Number(url.searchParams.get('step'))));
    case 'GET /difference': {
      const at = { step: 2, at: 1_700_000_000, person: '' };
      const before = { ...NOTE, pitch: 'C5' };
      const alteration = {
        ...{ change: 'removed', root: 'events', what: 'note', ids: ['n', null], part: 'p1' },
        ...{ measure: 'm1', numbers: [1, null], before, after: null, fields: [], who: 'b2' },
      };
      return json({
        ...{ a: at, b: at, total: 1, alterations: [alteration], parts: { p1: 'Flute' } },
        ...{ meters: {}, people: { b2: 'Bo' } },
      });
    }
    case 'POST /versions':
      timeline = { ...timeline, versions: [NAMED, { ...NAMED, id: 'v2', title: 'Now', step: 4 }] };
      return json({ ...NAMED, title: 'Now' }, 201);
    case 'POST /restorations':
      return json({
        version: { ...NAMED, kind: 'before', title: '' },
        changes: [
          ['meta', '', stage.doc.shared.meta, { title: 'Then' }],
          ['events', 'n', null, { ...NOTE, pitch: 'C5' }],
          ['parts', 'p1', stage.doc.shared.parts.p1, { index: 'a0', name: 'Piccolo' }],
        ],
      });
  }
  return json({ message: 'This is not there.' }, 404);
}

beforeEach(() => {
  vi.useFakeTimers();
  stage = new Stage();
  stage.doc.change('meta', '', { title: 'Today' });
  stage.doc.clearUndoHistory();
  requests = [];
  drawn = [];
  hands = [];
  backs = 0;
  answers = usual;
  timeline = {
    ...{ last: 4, at: 1_700_000_004, people: { a1: 'Ada', b2: 'Bo' } },
    spans: [
      { first: 1, last: 2, began: 1_700_000_000, ended: 1_700_000_002, edits: { a1: 2 } },
      { first: 3, last: 4, began: 1_700_000_003, ended: 1_700_000_004, edits: { b2: 2 } },
    ],
    versions: [NAMED],
  };
  const settings = ServerConnection.makeSettings({
    baseUrl: 'http://lab/',
    fetch: async (input, init) => {
      const asked = input as Request;
      const { method } = asked;
      const url = new URL(asked.url);
      const text = method === 'GET' ? '' : await asked.text();
      requests.push({ method, url, body: text ? JSON.parse(text) : null });
      const signal = init?.signal ?? asked.signal;
      const answer = await answers({ method, url });
      if (signal.aborted) {
        throw new DOMException('Aborted', 'AbortError');
      }
      return answer;
    },
  });
  desk = new HistoryDesk(stage.doc, new PastServer(settings, 'a.antiphon'), {
    showHands: (of) => hands.push(of && String(of.step)),
    showDifferences: (of) => drawn.push(of),
  });
});

afterEach(async () => {
  await stage.dispose();
  desk.dispose();
  vi.useRealTimers();
});

/** Let what is on its way arrive. */
async function settle(ms = 200): Promise<void> {
  await React.act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });
}

/** The side panel is closed, or opened. */
async function hide(hidden: boolean): Promise<void> {
  await React.act(() => Promise.resolve((desk.hidden = hidden)));
}

async function open(you: object = TEACHER): Promise<void> {
  await stage.draw(
    <>
      <PastBanner desk={desk} onBack={() => (backs += 1)} />
      <HistoryPanel
        desk={desk}
        doc={stage.doc}
        session={stage.session}
        ask={stage.ask}
        selected={() => ({ first: 1, last: 1 })}
      />
    </>,
  );
  await stage.state(you);
  await settle();
}

const slider = (): HTMLInputElement => stage.get<HTMLInputElement>('input', 'Moment');
const title = (): string => stage.doc.piece.title;

describe('the history panel', () => {
  it('shows the piece at the moment of the slider, and goes back to now', async () => {
    await open();
    expect(slider().getAttribute('aria-valuetext')).toBe('Now');
    await stage.enter('input', 'Moment', '1');
    expect(slider().getAttribute('aria-valuetext')).toMatch(/by Ada: step 1 of 4$/);
    await settle();
    expect([title(), stage.doc.isPast]).toEqual(['Step 1', true]);
    expect(stage.text).toContain('This is the piece as it was');
    expect(hands).toEqual(['1']);
    await stage.click('button', 'Back to now');
    expect([title(), stage.doc.isPast, slider().value]).toEqual(['Today', false, '4']);
    expect(hands).toEqual(['1', null]);
    expect(backs).toBe(1);
    expect(stage.text).not.toContain('This is the piece as it was');
  });

  it('keeps the keyboard where what had it is gone', async () => {
    await open();
    const press = async (name: string, within = '.antiphon-History button'): Promise<void> => {
      stage.get(within, name).focus();
      await stage.click(within, name);
      await settle();
    };
    await stage.enter('input', 'Moment', '1');
    await settle();
    await press('Back to now');
    expect(document.activeElement).toBe(slider());
    await stage.enter('input', 'Moment', '1');
    await settle();
    await press('From then to now');
    expect(document.activeElement?.textContent).toBe('Since the version before');
    await press('Close');
    expect(document.activeElement?.textContent).toBe('Since the version before');
    await press('Restore…');
    expect(document.activeElement?.textContent).toBe('Restore what is shown');
    await press('Cancel');
    expect(document.activeElement).toBe(slider());
  });

  it('is no longer in the past once it is closed', async () => {
    await open();
    await stage.enter('input', 'Moment', '1');
    await settle();
    await stage.draw(<></>);
    desk.dispose();
    expect([stage.doc.isPast, title()]).toEqual([false, 'Today']);
  });

  it('shows what was asked for last, whatever comes when', async () => {
    await open();
    const late: (() => void)[] = [];
    answers = (request) =>
      request.url.searchParams.get('step') === '1'
        ? new Promise((done) => late.push(() => done(usual(request))))
        : usual(request);
    await stage.enter('input', 'Moment', '1');
    await settle();
    await stage.enter('input', 'Moment', '3');
    await stage.enter('input', 'Moment', '2');
    await settle();
    expect(title()).toBe('Step 2');
    late.forEach((done) => done());
    await settle();
    expect(title()).toBe('Step 2');
    const asked = requests.flatMap(({ url }) => url.searchParams.get('step') ?? []);
    expect(asked.at(0)).toBe('1');
    expect(asked.at(-1)).toBe('2');
  });

  it('says what cannot be shown, and stays where it is', async () => {
    await open();
    const message =
      'The history up to step 1 is damaged and cannot be shown; the piece itself is not.';
    answers = () => json({ message }, 422);
    await stage.enter('input', 'Moment', '1');
    await settle();
    expect(stage.get('[role="alert"]', 'damaged').textContent).toContain(message);
    expect([stage.doc.isPast, slider().value]).toEqual([false, '4']);
    answers = () => Promise.reject(new TypeError('Failed to fetch'));
    await stage.enter('input', 'Moment', '2');
    await settle();
    expect(stage.text).toContain('The server cannot be reached');
  });

  it('says why there is nothing, and tries again', async () => {
    answers = () => Promise.reject(new TypeError('Failed to fetch'));
    await open();
    expect(stage.text).toContain('The server cannot be reached');
    timeline = { ...timeline, last: 0, spans: [], versions: [] };
    answers = usual;
    await stage.click('button', 'Try again');
    await settle();
    expect(stage.text).toContain('Nothing was written yet');
    expect(stage.text).not.toContain('The server cannot be reached');
  });

  it('makes nothing of a server that is away for a moment while somebody writes', async () => {
    await open();
    answers = () => Promise.reject(new TypeError('Failed to fetch'));
    stage.doc.change('meta', '', { title: 'Tomorrow' });
    await settle(2000);
    expect(stage.find('[role="alert"]', 'server')).toBeNull();
    answers = usual;
    timeline = { ...timeline, last: 9 };
    stage.doc.change('meta', '', { title: 'Later' });
    await settle(2000);
    expect(slider().max).toBe('9');
  });

  it('says no more that the server is away once the line is back, and knows what was done meanwhile', async () => {
    await open();
    await stage.lose();
    answers = () => Promise.reject(new TypeError('Failed to fetch'));
    stage.answers.push('While it was away');
    await stage.click('button', 'Name this version');
    await settle();
    expect(stage.text).toContain('The server cannot be reached');
    answers = usual;
    timeline = { ...timeline, last: 9 };
    await stage.state(TEACHER);
    await settle();
    expect(stage.text).not.toContain('The server cannot be reached');
    expect(slider().max).toBe('9');
  });

  it('reads its list again where somebody comes to it', async () => {
    await open();
    timeline = { ...timeline, versions: [NAMED, { ...NAMED, id: 'v2', title: 'A new one' }] };
    await React.act(() => Promise.resolve(slider().focus()));
    await settle();
    expect(stage.find('li', 'A new one')).not.toBeNull();
    const before = requests.length;
    await React.act(() => Promise.resolve(stage.get('button', 'Show').focus()));
    expect(requests).toHaveLength(before);
  });

  it('reads its list again where a version is no longer there, which somebody else took away', async () => {
    await open();
    answers = (request) =>
      request.method === 'PUT'
        ? json({ message: 'There is no such version any more.' }, 404)
        : usual(request);
    timeline = { ...timeline, versions: [] };
    stage.answers.push('Another name');
    await stage.click('button', 'Rename…');
    await settle();
    expect(stage.get('[role="alert"]', 'no such version')).toBeTruthy();
    expect(stage.find('li', 'The idea')).toBeNull();
  });

  it('tells what changed, in words and in the score', async () => {
    await open();
    await stage.click('button', 'Compare with now');
    await settle();
    const asked = requests.find(({ url }) => url.pathname.endsWith('/difference'))!;
    expect([asked.url.searchParams.get('a'), asked.url.searchParams.get('b')]).toEqual([
      '2',
      'now',
    ]);
    expect(stage.text).toContain('Flute, measure 1');
    expect(stage.text).toContain('Removed C 5 (beat 1) Bo');
    expect(drawn.at(-1)).toEqual([
      {
        ...{ kind: 'removed', id: 'n', measure: 'm1', part: 'p1' },
        was: { part: 'p1', measure: 'm1', staff: 1, onset: '0', pitch: 'C5' },
        words: 'Removed C 5 (beat 1) (Bo)',
      },
    ]);
    await stage.click('button', 'Close');
    expect(drawn.at(-1)).toEqual([]);
    expect(stage.text).not.toContain('Removed C 5');
  });

  it('draws what changed only beside the list of it', async () => {
    await open();
    await stage.click('button', 'Compare with now');
    await settle();
    expect(drawn.at(-1)).toHaveLength(1);
    await stage.draw(<p>Another tab</p>);
    expect(drawn.at(-1)).toEqual([]);
    const before = requests.length;
    await open();
    expect(drawn.at(-1)).toHaveLength(1);
    expect(stage.text).toContain('Removed C 5');
    const again = requests.slice(before).map(({ url }) => url.pathname.split('/').at(-1));
    expect(again).toContain('difference');
    await hide(true);
    expect(drawn.at(-1)).toEqual([]);
    await hide(false);
    expect(drawn.at(-1)).toHaveLength(1);
    await stage.click('button', 'Close');
    await hide(true);
    await hide(false);
    expect(drawn.at(-1)).toEqual([]);
  });

  it('names versions, and offers to change what is one’s own', async () => {
    await open(PLAYER);
    stage.answers.push('Now');
    await stage.click('button', 'Name this version');
    await settle();
    expect(requests.find(({ method }) => method === 'POST')?.body).toEqual({ title: 'Now' });
    expect(stage.text).toContain('The version “Now” is kept.');
    expect(stage.find('li', 'The idea')).not.toBeNull();
    expect(stage.find('button', 'Rename')).not.toBeNull();
    await stage.state({ ...PLAYER, id: 'x' });
    expect(stage.find('button', 'Rename')).toBeNull();
    await stage.state(GUEST);
    expect(stage.find('button', 'Name this version')).toBeNull();
    expect(stage.find('button', 'Restore')).toBeNull();
    expect(stage.find('button', 'Show')).not.toBeNull();
  });

  it('restores a part in some measures as one step of undo', async () => {
    await open();
    await stage.click('button', 'Restore…');
    await settle();
    expect(stage.doc.isPast).toBe(true);
    await stage.enter('select', 'Which part', 'p1');
    await stage.enter('input', 'To measure', '9');
    await stage.click('button[type="submit"]', 'Restore');
    expect(stage.text).toContain('There are measures 1 to 2.');
    await stage.enter('input', 'To measure', '2');
    await stage.click('button[type="submit"]', 'Restore');
    await settle();
    expect(requests.find(({ method }) => method === 'POST')?.body).toEqual({
      ...{ step: 2, part: 'p1', measures: ['m1', 'm2'] },
    });
    expect([stage.doc.isPast, title()]).toEqual([false, 'Then']);
    expect(stage.doc.document().parts.p1).toEqual({ index: 'a0', name: 'Piccolo' });
    expect(stage.doc.document().events.n.pitch).toBe('C5');
    expect(stage.text).toContain('Restored. Undo takes it back');
    stage.doc.undo();
    expect(title()).toBe('Today');
    expect(stage.doc.document().parts.p1.instrument).toBe('Flute');
    expect(stage.doc.document().events).toEqual({});
  });

  it('restores nothing into a proposal that is being made', async () => {
    await open();
    stage.doc.beginDraft();
    await React.act(() => desk.restore({ step: 1 }));
    expect(stage.text).toContain('Send or discard your proposal first, then restore.');
    expect(requests.every(({ method }) => method === 'GET')).toBe(true);
    stage.doc.endDraft();
    answers = (request) => {
      if (request.method === 'POST') {
        stage.doc.beginDraft();
      }
      return usual(request);
    };
    await React.act(() => desk.restore({ step: 1 }));
    expect(stage.text).toContain('Send or discard your proposal first, then restore.');
    expect(title()).toBe('Today');
  });

  it('asks again what is to be restored where somebody wrote the same meanwhile', async () => {
    await open();
    let late = 1;
    answers = (request) => {
      const answer = usual(request);
      if (request.method === 'POST' && late-- > 0) {
        stage.doc.change('parts', 'p1', { name: 'Whistle' });
      }
      return answer;
    };
    await React.act(() => desk.restore({ step: 1 }));
    expect(stage.doc.document().parts.p1).toEqual({ index: 'a0', name: 'Piccolo' });
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
    late = 9;
    answers = (request) => {
      const answer = usual(request);
      if (request.method === 'POST') {
        stage.doc.change('parts', 'p1', { name: `Whistle ${late--}` });
      }
      return answer;
    };
    await React.act(() => desk.restore({ step: 1 }));
    expect(stage.text).toContain('so nothing was restored: try again in a moment.');
    expect(stage.doc.document().parts.p1.name).toMatch(/^Whistle/);
  });

  it('follows what others write while it is open', async () => {
    await open();
    timeline = { ...timeline, last: 9 };
    stage.doc.change('meta', '', { title: 'Tomorrow' });
    await settle(2000);
    expect(slider().max).toBe('9');
    await stage.draw(<></>);
    const asked = requests.length;
    stage.doc.change('meta', '', { title: 'Later' });
    await settle(5000);
    expect(requests).toHaveLength(asked);
  });

  it('leaves the past where a proposal is begun', async () => {
    await open();
    await stage.enter('input', 'Moment', '1');
    await settle();
    await React.act(async () => stage.doc.beginDraft());
    expect([stage.doc.isDraft, stage.doc.isPast, slider().value]).toEqual([true, false, '4']);
  });
});
