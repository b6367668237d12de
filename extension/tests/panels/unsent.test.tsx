// @vitest-environment jsdom
import * as React from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { AntiphonDoc } from '../../src/document';
import { Drafting, propose, UnsentOffer } from '../../src/panels';
import { Unsent, UnsentStore } from '../../src/proposals/unsent';
import { PLAYER, Stage, TEACHER } from './stage';

const NOTE = {
  kind: 'note',
  part: 'p1',
  measure: 'm1',
  onset: '0',
  duration: '1',
  pitch: 'C5',
} as const;

let stage: Stage;
let unsent: Unsent;

/** A page of the piece is opened, by whoever. */
async function open(from?: AntiphonDoc, you = PLAYER): Promise<void> {
  stage = new Stage();
  stage.doc.put('events', 'n', NOTE);
  stage.doc.put('events', 'o', { ...NOTE, onset: '1' });
  if (from) {
    stage.doc.setSource(from.getSource());
  }
  const { doc, session, permissions, ask } = stage;
  unsent = new Unsent(doc, session, new UnsentStore('a.antiphon'));
  await stage.draw(
    <>
      <UnsentOffer {...{ doc, unsent, permissions }} />
      <Drafting {...{ doc, ask, unsent }} />
    </>,
  );
  await stage.state(you);
  await React.act(async () => unsent.look());
}

/** The page goes away, whatever is done there; what was written into the piece stays, as others have it. */
async function crash(): Promise<AntiphonDoc> {
  const others = new AntiphonDoc();
  others.setSource(stage.doc.getSource());
  unsent.dispose();
  await stage.dispose();
  return others;
}

const draft = (change: (doc: AntiphonDoc) => void): Promise<void> =>
  React.act(async () => {
    stage.doc.beginDraft();
    change(stage.doc);
    vi.advanceTimersByTime(500);
  });

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  localStorage.clear();
  await open();
});
afterEach(async () => {
  unsent.dispose();
  await stage.dispose();
  vi.useRealTimers();
});

it('is offered when the piece is opened again, with its title, and goes on', async () => {
  expect(stage.text).toBe('');
  await draft((doc) => doc.change('events', 'n', { pitch: 'E5' }));
  await stage.enter('input', 'What your proposal is about', 'Higher');
  await React.act(async () => void vi.advanceTimersByTime(500));
  const before = await crash();
  await open(before);
  expect(stage.doc.document().events.n.pitch).toBe('C5');
  expect(stage.text).toContain('You have not sent a proposal.');
  expect(stage.text).toContain('“Higher”, 1 change, today');
  await stage.click('button', 'Go on');
  expect(stage.doc.isDraft).toBe(true);
  expect(stage.doc.document().events.n.pitch).toBe('E5');
  expect(stage.get<HTMLInputElement>('input', 'What your proposal is about').value).toBe('Higher');
  expect(stage.text).not.toContain('not sent');

  // It is kept until it is sent, and not beyond.
  expect(localStorage).toHaveLength(1);
  await stage.click('button', 'Send');
  expect(stage.doc.isDraft).toBe(false);
  expect(Object.values(stage.doc.document().proposals).map(({ title }) => title)).toEqual([
    'Higher',
  ]);
  expect(localStorage).toHaveLength(0);
  await open(await crash());
  expect(stage.text).toBe('');
});

it('asks where others have changed the same meanwhile', async () => {
  await draft((doc) => {
    doc.change('events', 'n', { pitch: 'E5' });
    doc.change('events', 'o', { pitch: 'F5' });
  });
  let piece = await crash();
  piece.change('events', 'n', { pitch: 'G5' });
  await open(piece);
  expect(stage.text).toContain('2 changes');
  expect(stage.text).toContain('1 of them meets what others have changed since:');
  expect(stage.text).toContain('somebody has changed the same since');
  await stage.click('button', 'Go on, keep theirs');
  const pitches = (): string[] => ['n', 'o'].map((id) => stage.doc.document().events[id].pitch!);
  expect(pitches()).toEqual(['G5', 'F5']);

  localStorage.clear();
  await React.act(async () => {
    stage.doc.endDraft();
    unsent.done();
  });
  await draft((doc) => doc.change('events', 'n', { pitch: 'A5' }));
  piece = await crash();
  piece.change('events', 'n', { pitch: 'B5' });
  await open(piece);
  await stage.click('button', 'Go on with mine');
  expect(pitches()).toEqual(['A5', 'C5']);
});

it('is gone when it is discarded, here or while it is worked on', async () => {
  await draft((doc) => doc.remove('events', ['n']));
  await open(await crash());
  await stage.click('button', 'Discard');
  expect(stage.text).toBe('');
  expect(localStorage).toHaveLength(0);
  await draft((doc) => doc.change('events', 'n', { pitch: 'E5' }));
  expect(localStorage).toHaveLength(1);
  stage.answers.push(true);
  await React.act(() => propose(stage.doc, stage.ask, unsent));
  expect(localStorage).toHaveLength(0);
});

it('is kept as the page goes, and only for who drafted it', async () => {
  await React.act(async () => {
    stage.doc.beginDraft();
    stage.doc.change('events', 'n', { pitch: 'E5' });
  });
  expect(localStorage).toHaveLength(0);
  window.dispatchEvent(new Event('pagehide'));
  expect(localStorage).toHaveLength(1);
  await open(await crash(), TEACHER);
  expect(stage.text).toBe('');
  await open(await crash());
  expect(stage.text).toContain('You have not sent a proposal.');
});

it('says where the browser keeps nothing, and where a draft cannot be read', async () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await draft((doc) => doc.change('events', 'n', { pitch: 'E5' }));
  expect(stage.text).toContain('This browser cannot keep it');
  vi.restoreAllMocks();
  const torn = { person: PLAYER.id, title: 'Torn', at: 1, patch: '{"version": 9}' };
  localStorage.setItem('antiphon:unsent:a.antiphon:d1', JSON.stringify(torn));
  await open(await crash());
  expect(stage.text).toContain('It cannot be read (not of version 1 or 2).');
  expect(stage.get<HTMLButtonElement>('button', 'Go on').disabled).toBe(true);
});

it('passes over what is no draft, and offers the others', async () => {
  await draft((doc) => doc.change('events', 'n', { pitch: 'E5' }));
  const [[key, text]] = Object.entries(localStorage) as [string, string][];
  const kept = JSON.parse(text) as Record<string, unknown>;
  const prefix = 'antiphon:unsent:a.antiphon:';
  localStorage.setItem(`${prefix}a1`, '{"person": ');
  localStorage.setItem(`${prefix}a2`, 'null');
  localStorage.setItem(`${prefix}other.antiphon:a3`, text);
  localStorage.setItem(`${prefix}z1`, JSON.stringify({ ...kept, at: 'soon', title: { a: 1 } }));
  localStorage.setItem(`${prefix}z2`, JSON.stringify({ ...kept, at: 1e99, title: undefined }));
  await open(await crash());
  expect(unsent.left.map(({ id }) => prefix + id)).toEqual([key, `${prefix}z1`, `${prefix}z2`]);
  for (const name of ['Discard', 'Discard', 'Discard']) {
    expect(stage.text).toContain('1 change, ');
    expect(stage.text).not.toMatch(/undefined|object|Invalid/u);
    await stage.click('button', name);
  }
  expect(stage.text).toBe('');
});
