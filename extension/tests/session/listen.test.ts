// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest';

import { blocked, Listener, type Reply, type Signalling } from '../../src/session/listen';

/** A stand-in for the browser's peer connection, which jsdom has not: it goes where a test pushes it. */
class Peer extends EventTarget {
  iceGatheringState = 'new';
  connectionState = 'new';
  localDescription: { sdp: string } | null = null;
  remote = '';
  closed = false;
  ontrack: ((event: object) => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  directions: string[] = [];
  addTransceiver(_: string, init: { direction: string }): void {
    this.directions.push(init.direction);
  }
  createOffer(): Promise<object> {
    return Promise.resolve({ sdp: 'a=rtpmap:111 opus/48000/2\r\n' });
  }
  setLocalDescription(description: { sdp: string }): Promise<void> {
    this.localDescription = description;
    return Promise.resolve();
  }
  setRemoteDescription(description: { sdp: string }): Promise<void> {
    this.remote = description.sdp;
    return Promise.resolve();
  }
  close(): void {
    this.closed = true;
  }
  gather(): void {
    this.iceGatheringState = 'complete';
    this.dispatchEvent(new Event('icegatheringstatechange'));
  }
  become(state: string): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }
}

let peers: Peer[];
let sent: { type: string; id: string; sdp?: string }[];
let reply: (reply: Reply) => void;
let connected: (connected: boolean) => void;
let blocks: boolean;
let listener: Listener;

beforeEach(() => {
  peers = [];
  sent = [];
  blocks = false;
  const signalling: Signalling = {
    send: (message) => sent.push(message as (typeof sent)[number]) > 0,
    onReply: (to) => ((reply = to), () => undefined),
    onConnected: (to) => ((connected = to), () => undefined),
  };
  const element = document.createElement('audio');
  element.play = () =>
    blocks ? Promise.reject(new DOMException('no', 'NotAllowedError')) : Promise.resolve();
  element.pause = () => undefined;
  listener = new Listener(signalling, {
    element,
    connect: () => peers[peers.push(new Peer()) - 1] as unknown as RTCPeerConnection,
  });
  return () => {
    vi.useRealTimers();
    listener.dispose();
  };
});

async function call(): Promise<Peer> {
  void listener.listen();
  const peer = peers[0];
  await vi.waitFor(() => expect(peer.localDescription).not.toBeNull());
  peer.gather();
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  return peer;
}

async function hear(): Promise<Peer> {
  const peer = await call();
  reply({ type: 'answer', id: sent[0].id, sdp: 'answer' });
  await vi.waitFor(() => expect(peer.remote).toBe('answer'));
  peer.become('connected');
  peer.ontrack?.({ streams: [{}] });
  return peer;
}

it('offers to receive, in stereo, once every candidate is known', async () => {
  void listener.listen();
  expect(listener.state.status).toBe('connecting');
  await vi.waitFor(() => expect(peers[0].localDescription).not.toBeNull());
  expect(sent).toEqual([]);
  peers[0].gather();
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0].type).toBe('offer');
  expect(sent[0].sdp).toContain('a=fmtp:111 stereo=1');
  expect(peers[0].directions).toEqual(['recvonly']);
});

it('offers with the candidates there are when gathering does not end', async () => {
  vi.useFakeTimers();
  void listener.listen();
  await vi.advanceTimersByTimeAsync(1900);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(sent).toHaveLength(1);
});

it('listens when the answer brings a track', async () => {
  await hear();
  await vi.waitFor(() => expect(listener.state.status).toBe('listening'));
});

it('says so when the browser holds back sound, and plays at the next press', async () => {
  blocks = true;
  await hear();
  await vi.waitFor(() => expect(listener.state).toEqual({ status: 'blocked', message: blocked() }));
  blocks = false;
  await listener.listen();
  expect(listener.state.status).toBe('listening');
  expect(peers).toHaveLength(1);
});

it('gives the reason of a refusal', async () => {
  await call();
  reply({ type: 'refused', id: sent[0].id, message: 'Forty people listen already.' });
  expect(listener.state).toEqual({ status: 'failed', message: 'Forty people listen already.' });
});

it('calls again when the stream that was heard breaks off', async () => {
  const peer = await hear();
  await vi.waitFor(() => expect(listener.state.status).toBe('listening'));
  vi.useFakeTimers();
  reply({ type: 'refused', id: sent[0].id, message: 'The sound was interrupted.' });
  expect(listener.state.status).toBe('connecting');
  await vi.advanceTimersByTimeAsync(2000);
  expect(peers).toHaveLength(2);
  expect(peer.closed).toBe(true);
});

it("passes over another call's answer", async () => {
  const peer = await call();
  reply({ type: 'refused', id: 'other', message: 'no' });
  expect(listener.state.status).toBe('connecting');
  expect(peer.closed).toBe(false);
});

it('hangs up when stopped', async () => {
  const peer = await hear();
  listener.stop();
  expect(peer.closed).toBe(true);
  expect(sent.at(-1)).toEqual({ type: 'hangup', id: sent[0].id });
  expect(listener.state.status).toBe('off');
});

it('calls again when the path fails, and when the session comes back', async () => {
  const peer = await hear();
  vi.useFakeTimers();
  peer.become('failed');
  expect(listener.state.status).toBe('connecting');
  await vi.advanceTimersByTimeAsync(2000);
  expect(peers).toHaveLength(2);
  connected(false);
  connected(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(peers).toHaveLength(3);
  expect(peers[1].closed).toBe(true);
});

it('gives up in words after some tries', async () => {
  vi.useFakeTimers();
  void listener.listen();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(listener.state).toEqual({
    status: 'failed',
    message: 'The server did not answer. Press Listen to try again.',
  });
  expect(peers).toHaveLength(4);
  expect(peers.every((peer) => peer.closed)).toBe(true);
});

it('keeps the volume within bounds', () => {
  listener.volume = 1.5;
  expect(listener.volume).toBe(1);
  listener.volume = -1;
  expect(listener.volume).toBe(0);
});
