// @vitest-environment jsdom
import * as React from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { empty } from '../../src/document';
import { SidePanel } from '../../src/panels';
import { GUEST, PLAYER, POLL, Stage, TEACHER } from './stage';

let stage: Stage;

beforeEach(async () => {
  stage = new Stage();
  const { doc, session, permissions, ask } = stage;
  await stage.draw(<SidePanel {...{ doc, session, permissions, ask }} awareness={doc.awareness} />);
});
afterEach(() => stage.dispose());

function open(tab: string): Promise<void> {
  return stage.click('[role=tab]', tab);
}

it('moves between tabs with the arrows, and only the open one is in the tab order', async () => {
  const key = (name: string): Event => new KeyboardEvent('keydown', { key: name, bubbles: true });
  await stage.fire('[role=tab]', 'Sounds', key('ArrowRight'));
  const engine = stage.get('[role=tab]', 'Engine');
  expect(engine.getAttribute('aria-selected')).toBe('true');
  expect(document.activeElement).toBe(engine);
  expect(stage.get('[role=tab]', 'Sounds').tabIndex).toBe(-1);
  await stage.fire('[role=tab]', 'Engine', key('End'));
  expect(document.activeElement?.textContent).toContain('Audience');
  await stage.fire('[role=tab]', 'Audience', key('ArrowRight'));
  expect(document.activeElement?.textContent).toContain('Sounds');
});

it('says where comments and proposals are while the piece is shown as it was', async () => {
  const { doc } = stage;
  await React.act(() => doc.put('proposals', 'idea', { title: 'Higher', patch: '[]' }));
  await open('Proposals');
  expect(stage.text).toContain('Higher');
  await React.act(() => doc.showPast(empty()));
  expect(stage.text).not.toContain('Higher');
  expect(stage.text).toContain('You are looking at the piece as it was.');
  expect(stage.get('[role=tab]', 'Proposals').textContent).toContain('1');
  await React.act(() => doc.endPast());
  expect(stage.text).toContain('Higher');
});

it('names who is here, in words and colour', async () => {
  stage.doc.awareness.setLocalStateField('user', { username: 'b2', color: 'rgb(1, 2, 3)' });
  await stage.state(PLAYER, { people: [TEACHER, PLAYER] });
  await open('People');
  expect(stage.text).toContain('Ada');
  expect(stage.text).toContain('Bo (you)');
  expect(stage.text).toContain('Teacher: leads the session');
  expect(document.body.innerHTML).toContain('rgb(1, 2, 3)');
  expect(stage.find('button', 'Make a link')).toBeNull();
});

it('invites for the teacher, with a link and its picture', async () => {
  await stage.state(TEACHER);
  await open('People');
  stage.answer.body = { role: 'player', link: 'http://lab/join?ticket=x', qr: '<svg id="q"/>' };
  await stage.click('button', 'Make a link');
  expect(stage.get<HTMLInputElement>('input', 'Link for a player').value).toContain('ticket=x');
  const svg = decodeURIComponent(document.querySelector('img')?.src ?? '');
  expect(svg).toBe('data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" id="q"/>');
});

it('gives the reason where an invitation is refused', async () => {
  await stage.state(TEACHER);
  await open('People');
  stage.answer = { status: 403, body: { message: 'Only the teacher invites.' } };
  await stage.click('button', 'Make a link');
  expect(stage.text).toContain('No invitation: Only the teacher invites.');
});

it('opens the page of the audience for the teacher, then shows its link', async () => {
  await stage.state(TEACHER);
  await open('Audience');
  expect(stage.text).toContain('page is closed');
  stage.answer = { status: 503, body: { message: 'The port is taken.' } };
  await stage.click('button', 'Open the audience');
  expect(stage.text).toContain('The port is taken.');
  const audience = { status: 'on', link: 'http://lab:8890/x', qr: '<svg/>', count: 2 };
  await stage.state(TEACHER, { audience });
  expect(stage.get<HTMLInputElement>('input', 'Link for the audience').value).toBe(audience.link);
  expect(stage.text).toContain('2 people watch');
  expect(document.querySelector('a[href*="antiphon/desk?path="]')?.textContent).toBe(
    'Open the desk',
  );
  stage.answer = { status: 200, body: { role: 'stage', link: 'http://lab:8890/stage?s=y' } };
  await stage.click('button', 'Stage…');
  expect(stage.get<HTMLInputElement>('input', 'Link for the stage').value).toContain('/stage?s=y');
  await stage.state(PLAYER, { audience });
  expect(stage.find('input', 'Link for the audience')).toBeNull();
});

it('opens a poll for the teacher, for as long as they say', async () => {
  await stage.state(TEACHER);
  await open('Audience');
  await stage.enter('input', 'Open for', '45');
  await stage.click('button', 'Slower or faster?');
  expect(stage.sent).toEqual([{ type: 'open_poll', seconds: 45 }]);
});

it.each([PLAYER, GUEST])('shows a $role no poll button, but what goes on', async (you) => {
  await stage.state(you);
  await open('Audience');
  expect(stage.find('button', 'poll')).toBeNull();
  expect(stage.find('button', 'Freeze')).toBeNull();
  expect(stage.text).toContain('No poll is open.');
  await stage.state(you, { polls: [{ ...POLL, counts: null }] });
  expect(stage.text).toContain('How shall it go on?');
  expect(stage.text).toContain('the result shows when the poll closes');
  expect(stage.find('button', 'Close')).toBeNull();
});

it('shows a running poll with its counts, and closes it', async () => {
  await stage.state(TEACHER, { polls: [POLL] });
  await open('Audience');
  expect(stage.text).toContain('12 s left');
  expect(stage.text).toContain('Faster leads with 3 of 4 votes.');
  await stage.click('button', 'Close the poll now');
  expect(stage.sent).toEqual([{ type: 'close_poll', id: 'p' }]);
});

it('holds everything back while the line is down', async () => {
  await stage.state(TEACHER);
  await open('Audience');
  await stage.lose();
  expect(stage.get<HTMLButtonElement>('button', 'Slower or faster?').disabled).toBe(true);
});
