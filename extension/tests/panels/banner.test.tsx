// @vitest-environment jsdom
import { Signal } from '@lumino/signaling';
import * as React from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { Banner } from '../../src/panels/banner';
import { PLAYER, Stage } from './stage';

class Room {
  connected = true;
  readonly connectedChanged = new Signal<this, boolean>(this);
}

let stage: Stage;
let room: Room;

beforeEach(async () => {
  stage = new Stage();
  room = new Room();
  await stage.draw(<Banner session={stage.session} room={room} />);
});
afterEach(() => stage.dispose());

it('says nothing while all is well', async () => {
  await stage.state(PLAYER, { storage: { status: 'kept', message: '' } });
  expect(stage.text).toBe('');
});

it('says that edits are not saved until they are', async () => {
  await stage.state(PLAYER, { storage: { status: 'failing', message: 'the disk is full' } });
  expect(stage.text).toContain('Edits are not being saved: the disk is full.');
  await stage.state(PLAYER, { storage: { status: 'kept', message: '' } });
  expect(stage.text).toBe('');
});

it('says that edits stay on the page until the line is back', async () => {
  const become = (connected: boolean): Promise<void> =>
    React.act(async () => {
      room.connected = connected;
      room.connectedChanged.emit(connected);
    });
  await become(false);
  expect(stage.text).toContain('your edits stay on this page');
  await become(true);
  expect(stage.text).toBe('');
});
