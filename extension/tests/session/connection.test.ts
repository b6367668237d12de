// @vitest-environment jsdom
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { ServerConnection } from '@jupyterlab/services';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WebSocketServer, type WebSocket as Socket } from 'ws';

import { SessionConnection } from '../../src/session';

let server: Server;
let sockets: WebSocketServer;
let asked: string[];
let heard: object[];
let open: Socket[];
let clocks: Socket[];
let connection: SessionConnection;
let settings: ServerConnection.ISettings;

function state(may: string[]): object {
  return { type: 'state', you: { name: 'Ada', role: 'player', may } };
}

beforeEach(async () => {
  asked = [];
  heard = [];
  open = [];
  clocks = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const invite = JSON.parse(body) as { role: string };
      asked.push(`${request.method} ${request.url?.split('?')[0]} ${body}`);
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Content-Type', 'application/json');
      response.statusCode = invite.role === 'player' ? 200 : 403;
      response.end(
        invite.role === 'player'
          ? '{"role":"player","link":"http://h/join","qr":"<svg/>"}'
          : '{"message":"Only the teacher invites."}',
      );
    });
  });
  sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, request) => {
    asked.push(`${request.url}`);
    open.push(socket);
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { type: string };
      if (message.type === 'clock') {
        clocks.push(socket);
      } else {
        heard.push(message);
      }
    });
    socket.send(JSON.stringify(state(['play', 'listen'])));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  settings = ServerConnection.makeSettings({
    baseUrl: `http://127.0.0.1:${port}/`,
    wsUrl: `ws://127.0.0.1:${port}/`,
    token: 'secret',
    appendToken: false,
    fetch: (...request) => globalThis.fetch(...request),
    Request,
    Headers,
    WebSocket,
  });
  connection = new SessionConnection(settings, 'lessons/a piece.antiphon');
  await vi.waitFor(() => expect(connection.state).not.toBeNull());
});

afterEach(async () => {
  connection.dispose();
  sockets.clients.forEach((client) => client.terminate());
  sockets.close();
  await new Promise((resolve) => server.close(resolve));
});

it('names the piece, and leaves the token out where cookies do', () => {
  expect(asked).toEqual(['/antiphon/session?path=lessons%2Fa+piece.antiphon']);
  expect(connection.connected).toBe(true);
});

it('carries the token where it is configured to', async () => {
  const other = new SessionConnection({ ...settings, appendToken: true }, 'b.antiphon');
  await vi.waitFor(() => expect(other.connected).toBe(true));
  other.dispose();
  expect(asked.at(-1)).toBe('/antiphon/session?path=b.antiphon&token=secret');
});

it('says what this person may', () => {
  expect(connection.may('play')).toBe(true);
  expect(connection.may('poll')).toBe(false);
});

it('sends what is asked', async () => {
  connection.play(8);
  connection.audience.setEnvelope('tempo', { minimum: 0.8 });
  await vi.waitFor(() => expect(heard).toHaveLength(2));
  expect(heard).toEqual([
    { type: 'play', position: 8 },
    { type: 'envelope', target: 'tempo', minimum: 0.8 },
  ]);
});

it("knows the server's clock, and where the music is by it", async () => {
  await vi.waitFor(() => expect(clocks.length).toBeGreaterThan(0));
  const answer = (data: unknown): void => {
    const { type, t0 } = JSON.parse(String(data)) as { type: string; t0: number };
    if (type === 'clock') {
      const now = performance.now() / 1000 + 5000;
      open[0].send(JSON.stringify({ type: 'clock', t0, t1: now, t2: now }));
    }
  };
  open[0].on('message', answer);
  connection.clock.begin();
  await vi.waitFor(() => expect(connection.clock.bound).toBeLessThan(0.02));
  const moving = { type: 'transport', playing: true, bpm: 120, rate: 2, duration: 100 };
  const at = performance.now() / 1000 + 5000 - 1.5;
  open[0].send(JSON.stringify({ ...moving, position: 10, at }));
  await vi.waitFor(() => expect(connection.transport).not.toBeNull());
  const position = connection.positionNow();
  const { since = 0 } = connection.heard() ?? {};
  expect(Math.abs(position - 10 - (2 * (performance.now() - since)) / 1000)).toBeLessThan(0.05);
  expect(position).toBeGreaterThan(12.9);
});

it('asks for practice and silence', async () => {
  connection.loop({ start: 1, end: 2 });
  connection.loop(null);
  connection.setSpeed(0.5);
  connection.setMetronome({ on: true, countIn: 1 });
  connection.panic();
  connection.record(true, 'wav');
  await vi.waitFor(() => expect(heard).toHaveLength(6));
  expect(heard).toEqual([
    { type: 'loop', start: 1, end: 2 },
    { type: 'loop' },
    { type: 'speed', factor: 0.5 },
    { type: 'metronome', on: true, count_in: 1 },
    { type: 'panic' },
    { type: 'record', on: true, format: 'wav' },
  ]);
});

it('sends what the teacher says of people, and hears who made something', async () => {
  const told: object[] = [];
  connection.authorsTold.connect((_, authors) => told.push(authors));
  connection.assign('p1', ['b2']);
  connection.setRole('b2', 'guest');
  connection.dismiss('b2');
  connection.who('events', 'n1');
  await vi.waitFor(() => expect(heard).toHaveLength(4));
  expect(heard).toEqual([
    { type: 'assign', part: 'p1', people: ['b2'] },
    { type: 'role', person: 'b2', role: 'guest' },
    { type: 'dismiss', person: 'b2' },
    { type: 'who', root: 'events', id: 'n1' },
  ]);
  const made = { person: 'b2', name: 'Bo', at: 1764000000 };
  open[0].send(JSON.stringify({ type: 'who', root: 'events', id: 'n1', made, changed: null }));
  await vi.waitFor(() => expect(told).toHaveLength(1));
  expect(told[0]).toEqual({
    root: 'events',
    id: 'n1',
    made: { ...made, at: 1764000000000 },
    changed: null,
  });
});

it('follows the transport and tells of it', async () => {
  const told: (number | undefined)[] = [];
  connection.transportChanged.connect((_, transport) => told.push(transport?.position));
  open[0].send('{"type":"transport","playing":false,"position":6,"rate":2,"duration":8}');
  await vi.waitFor(() => expect(told).toEqual([6]));
  expect(connection.positionNow()).toBe(6);
});

it('does not fall back to the old transport that a state repeats', async () => {
  const transport = { playing: true, position: 4, bpm: 60, factor: 1, rate: 1, duration: 900 };
  open[0].send(JSON.stringify({ type: 'transport', ...transport }));
  await vi.waitFor(() => expect(connection.positionNow()).toBeGreaterThan(4.1));
  const [before, position, since] = [
    connection.arrival,
    connection.positionNow(),
    performance.now(),
  ];
  open[0].send(JSON.stringify({ ...state([]), transport }));
  await vi.waitFor(() => expect(connection.arrival).toBeGreaterThan(before));
  const elapsed = (performance.now() - since) / 1000;
  expect(connection.positionNow()).toBeCloseTo(position + elapsed, 2);
});

it('passes over what it cannot read', async () => {
  const notices: string[] = [];
  connection.noticed.connect((_, notice) => notices.push(notice.message));
  open[0].send('}{');
  open[0].send('{"type":"error","message":"No engine."}');
  await vi.waitFor(() => expect(notices).toEqual(['No engine.']));
});

it('comes back by itself after the server went away', async () => {
  const told: boolean[] = [];
  connection.connectedChanged.connect((_, connected) => told.push(connected));
  open[0].terminate();
  await vi.waitFor(() => expect(told).toEqual([false, true]), { timeout: 3000 });
  expect(open).toHaveLength(2);
});

it('says no rather than keep a wish for later while the line is down', async () => {
  open[0].terminate();
  await vi.waitFor(() => expect(connection.connected).toBe(false));
  expect(connection.play()).toBe(false);
});

it('stays away once disposed', async () => {
  const gone = new Promise((resolve) => open[0].once('close', resolve));
  connection.dispose();
  await gone;
  expect(connection.play()).toBe(false);
  expect(open).toHaveLength(1);
});

it('invites, and gives the reason in words where it may not', async () => {
  await expect(connection.invite('player', 'Bo')).resolves.toEqual({
    role: 'player',
    link: 'http://h/join',
    qr: '<svg/>',
  });
  expect(asked.at(-1)).toBe(
    'POST /antiphon/invites {"role":"player","path":"lessons/a piece.antiphon","name":"Bo"}',
  );
  await expect(connection.invite('guest')).rejects.toThrow('Only the teacher invites.');
});
