// @vitest-environment jsdom
import { ServerConnection } from '@jupyterlab/services';
import * as React from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { Contributions } from '../../src/ledger';
import { PAUSE } from '../../src/ledger/reading';
import { LedgerLine, type Report } from '../../src/ledger/report';
import { GUEST, PLAYER, Stage, TEACHER } from '../panels/stage';
import { NOTHING, reportOf } from './report';

const REPORT = reportOf(
  [
    { start: 1_700_000_000, work: { aa: { ...NOTHING, notes: [2, 1, 0] } } },
    {
      start: 1_700_000_100,
      work: { bb: { ...NOTHING, nodes: [1, 0, 0] }, audience: { ...NOTHING, steered: 1 } },
    },
  ],
  {
    head: { count: 1234, hash: 'h', verified: true, behind: 0 },
    people: {
      aa: { person: 'a1', name: 'Ada' },
      bb: { person: 'b2', name: 'Bo' },
    },
    shares: [
      { who: 'aa', notes: 2, nodes: 0, share: 6667 },
      { who: 'bb', notes: 0, nodes: 1, share: 3333 },
    ],
    totals: { accepted: 1, polls: 1, votes: 3 },
  },
);

interface Request {
  method: string;
  url: URL;
  tag: string | null;
}

let stage: Stage;
let answer: { status: number; body: unknown; tag?: string };
let requests: Request[];

async function draw(you: object, report: unknown = REPORT, status = 200): Promise<void> {
  answer = { status, body: report, tag: '"one"' };
  const settings = ServerConnection.makeSettings({
    baseUrl: 'http://lab/',
    fetch: (input: RequestInfo | URL) => {
      const request = input as globalThis.Request;
      requests.push({
        method: request.method,
        url: new URL(request.url),
        tag: request.headers.get('If-None-Match'),
      });
      const { status, body, tag } = answer;
      const empty = status === 204 || status === 304;
      return Promise.resolve(
        new Response(empty ? null : JSON.stringify(body), {
          status,
          headers: tag ? { ETag: tag } : {},
        }),
      );
    },
  });
  const { doc, session, ask } = stage;
  const ledger = new LedgerLine(settings, 'a b.antiphon');
  await stage.state(you, { people: [TEACHER, PLAYER, GUEST] });
  await stage.draw(<Contributions {...{ doc, session, ask, ledger }} awareness={doc.awareness} />);
  await React.act(async () => {
    await vi.waitFor(() => expect(requests.length).toBeGreaterThan(0));
  });
}

beforeEach(() => {
  stage = new Stage();
  requests = [];
});
afterEach(() => {
  vi.useRealTimers();
  return stage.dispose();
});

it('shows whose the piece is, that the record is whole, and what else was done', async () => {
  await draw(GUEST);
  expect(stage.text).toContain('The record is whole: 1,234 rows.');
  expect(stage.text).toContain('Ada 66.67 %');
  expect(stage.text).toContain('Bo 33.33 %');
  expect(stage.text).toContain('Took part, too: The audience');
  expect(stage.text).toContain('1 proposal was accepted. The audience steered once, with 3 votes.');
  expect(document.querySelectorAll('rect')).toHaveLength(3);
  const cells = [...document.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.textContent),
  );
  expect(cells).toEqual([
    ['3', '0', '0'],
    ['0', '1', '1'],
  ]);
  expect(stage.find('summary', 'Forget')).toBeNull();
  const files = [...document.querySelectorAll<HTMLAnchorElement>('a[download]')];
  expect(files.map(({ href }) => href)).toContain(
    'http://lab/antiphon/ledger/export?path=a%20b.antiphon&format=split',
  );
});

it('has the colours that the score has for who wrote', async () => {
  await draw(PLAYER);
  const bars = [...document.querySelectorAll<HTMLElement>('[data-who] [style]')];
  const colours = bars.map(({ style }) => style.backgroundColor);
  expect(colours.length).toBeGreaterThan(1);
  expect(new Set(colours).size).toBe(colours.length);
  expect(colours[0]).toMatch(/^rgb/);
});

it('sounds the alarm where the record was changed, and shows nothing that it says', async () => {
  const damaged: Report = { ...REPORT, head: { ...REPORT.head, verified: 'Row 3 was changed.' } };
  await draw(PLAYER, damaged);
  expect(document.querySelector('[role=alert]')?.textContent).toContain('Row 3 was changed.');
  expect(stage.text).not.toContain('66.67');
  expect(document.querySelector('a[download]')).toBeNull();
});

it('says what to do where nothing is recorded, and where it cannot be read', async () => {
  await draw(PLAYER, reportOf([], { head: { count: 0, hash: '', verified: true, behind: 0 } }));
  expect(stage.text).toContain('Nothing is recorded yet. Write a note');
  expect(document.querySelector('svg')).toBeNull();
  await stage.dispose();

  stage = new Stage();
  requests = [];
  await draw(PLAYER, { message: 'It took too long.' }, 422);
  expect(stage.text).toContain('The record could not be read: It took too long.');
  answer = { status: 200, body: REPORT };
  await stage.click('button', 'Try again');
  await React.act(async () => {
    await vi.waitFor(() => expect(stage.text).toContain('Ada 66.67 %'));
  });
});

it('reads again some seconds after a change, once for many, and draws nothing where it is the same', async () => {
  await draw(PLAYER);
  expect(requests).toHaveLength(1);
  vi.useFakeTimers();
  for (const pitch of ['C4', 'D4', 'E4']) {
    stage.doc.put('events', pitch, {
      kind: 'note',
      part: 'p1',
      measure: 'm1',
      onset: '0',
      duration: '1',
      pitch,
    });
  }
  expect(requests).toHaveLength(1);
  answer = { status: 304, body: null };
  await React.act(async () => {
    await vi.advanceTimersByTimeAsync(PAUSE + 1);
  });
  expect(requests).toHaveLength(2);
  expect(requests[1].tag).toBe('"one"');
  expect(stage.text).toContain('Ada 66.67 %');
  await React.act(async () => {
    await vi.advanceTimersByTimeAsync(10 * PAUSE);
  });
  expect(requests).toHaveLength(2);
});

it('lets the teacher forget somebody else, once that is meant', async () => {
  await draw(TEACHER);
  const options = [...document.querySelectorAll('option')].map((each) => each.textContent);
  expect(options).toEqual(['Choose a person', 'Bo', 'Cy']);
  await stage.enter('select', 'Whose name', 'b2');
  stage.answers.push(false, true);
  await stage.click('button', 'Forget this name');
  expect(requests).toHaveLength(1);
  answer = { status: 403, body: { message: 'Only the teacher may.' } };
  await stage.click('button', 'Forget this name');
  await React.act(async () => {
    await vi.waitFor(() =>
      expect(stage.text).toContain('Nothing was deleted: Only the teacher may.'),
    );
  });
  expect(stage.asked).toEqual(['Forget the name of Bo?', 'Forget the name of Bo?']);
  stage.answers.push(true);
  answer = { status: 204, body: null };
  const forgotten = stage.click('button', 'Forget this name');
  await forgotten;
  answer = { status: 200, body: { ...REPORT, people: { aa: REPORT.people.aa } } };
  await React.act(async () => {
    await vi.waitFor(() => expect(stage.text).toContain('Bo is forgotten.'));
  });
  const [asked] = requests.filter(({ method }) => method === 'DELETE').slice(-1);
  expect(asked.url.pathname).toBe('/antiphon/ledger/people');
  expect(asked.url.searchParams.get('person')).toBe('b2');
});
