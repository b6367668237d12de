/** A piece on a stage: a real document, a session whose server is the test, and panels drawn in jsdom. */
import { ServerConnection } from '@jupyterlab/services';
import * as React from 'react';
import { createRoot, type Root } from 'react-dom/client';

import { AntiphonDoc } from '../../src/document';
import type { Ask } from '../../src/panels/ask';
import { Permissions } from '../../src/rights';
import { LocalClick, SessionConnection } from '../../src/session';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

/** The browser's end of a socket, in the hands of the test. */
class Socket {
  readyState = 1;
  sent: object[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: () => void;
  send(text: string): void {
    this.sent.push(JSON.parse(text) as object);
  }
  close(): void {
    this.readyState = 3;
  }
}

export const TEACHER = {
  id: 'a1',
  name: 'Ada',
  role: 'teacher',
  may: [
    'play',
    'stop',
    'seek',
    'listen',
    'invite',
    'poll',
    'envelope',
    'people',
    'panic',
    'record',
  ],
};
export const PLAYER = {
  id: 'b2',
  name: 'Bo',
  role: 'player',
  may: ['play', 'stop', 'seek', 'listen', 'panic'],
};
export const GUEST = { id: 'c3', name: 'Cy', role: 'guest', may: ['listen'] };

export const POLL = {
  id: 'p',
  question: 'How shall it go on?',
  options: [
    { id: 'slower', label: 'Slower' },
    { id: 'faster', label: 'Faster' },
  ],
  remaining: 12,
  counts: { slower: 1, faster: 3 },
  total: 4,
};

/** The tempo as the session tells it: open to the audience, as written. */
export const TEMPO = {
  target: 'tempo',
  name: 'Tempo',
  unit: '×',
  written: 1,
  value: 1,
  hand: null,
  envelope: {
    minimum: 0.7,
    maximum: 1.4,
    step: 0.1,
    slew: 0,
    cooldown: 0,
    quantise: 'bar',
    weight: 1,
    veto: 0,
    choices: [],
  },
  frozen: false,
  cooling: 0,
  pending: null,
  waiting: null,
  reason: '',
};

export class Stage {
  readonly doc = new AntiphonDoc();
  readonly session: SessionConnection;
  readonly permissions: Permissions;
  readonly localClick: LocalClick;
  /** What is clicked here, in ms. */
  readonly clicks: number[] = [];
  /** What is answered to each question, and what was asked. */
  readonly answers: (string | boolean | null)[] = [];
  readonly asked: string[] = [];
  readonly ask: Ask = {
    text: (title) => Promise.resolve(this.reply(title) as string | null),
    confirm: (title) => Promise.resolve(this.reply(title) as boolean),
    keys: (title) => {
      this.asked.push(title);
      return Promise.resolve();
    },
    explain: (sentence) => {
      this.asked.push(sentence);
      return Promise.resolve();
    },
  };
  /** What the next request to the server is answered. */
  answer = { status: 200, body: {} as object };
  private readonly socket = new Socket();
  private readonly root: Root;
  private readonly host = document.createElement('div');

  constructor() {
    this.doc.put('parts', 'p1', { index: 'a0', name: 'Flute', instrument: 'Flute' });
    this.doc.put('measures', 'm1', { index: 'a0' });
    this.doc.put('measures', 'm2', { index: 'a1' });
    this.doc.clearUndoHistory();
    const stage = this;
    const settings = ServerConnection.makeSettings({
      baseUrl: 'http://lab/',
      wsUrl: 'ws://lab/',
      WebSocket: function () {
        return stage.socket;
      } as unknown as typeof WebSocket,
      fetch: () =>
        Promise.resolve(
          new Response(JSON.stringify(this.answer.body), { status: this.answer.status }),
        ),
    });
    this.session = new SessionConnection(settings, 'a.antiphon');
    this.localClick = new LocalClick(
      () => null,
      () => ({ click: (at) => (this.clicks.push(at), () => undefined), dispose: () => undefined }),
    );
    this.permissions = new Permissions(this.doc, this.session);
    document.body.append(this.host);
    this.root = createRoot(this.host);
  }

  private reply(title: string): string | boolean | null | undefined {
    this.asked.push(title);
    return this.answers.shift();
  }

  async draw(element: React.JSX.Element): Promise<void> {
    await React.act(async () => this.root.render(element));
  }

  /** The server says something; connects first. */
  async say(message: object): Promise<void> {
    await React.act(async () => {
      this.socket.readyState = 1;
      this.socket.onopen?.();
      this.socket.onmessage?.({ data: JSON.stringify(message) });
    });
  }

  /** The server says who this person is, with anything else of the state. */
  state(you: object, rest: object = {}): Promise<void> {
    return this.say({ type: 'state', you, ...rest });
  }

  /** The line breaks. */
  async lose(): Promise<void> {
    await React.act(async () => {
      this.socket.readyState = 3;
      this.socket.onclose?.();
    });
  }

  /** What was asked of the server, but for its time and what there is to steer. */
  get sent(): object[] {
    return this.socket.sent.filter(
      (message) => !['clock', 'steerable'].includes((message as { type: string }).type),
    );
  }

  /** How often it was asked what there is to steer. */
  get asksSteerable(): number {
    return this.socket.sent.filter((message) => (message as { type: string }).type === 'steerable')
      .length;
  }

  /** All that can be read. */
  get text(): string {
    return this.host.textContent ?? '';
  }

  /** The control of a role whose accessible name holds some words; null where there is none. */
  find<T extends HTMLElement>(selector: string, name: string): T | null {
    const named = (element: T): string => {
      const labels = [...((element as unknown as HTMLInputElement).labels ?? [])];
      const label = labels.map((each) => each.textContent).join(' ');
      return element.getAttribute('aria-label') ?? (label || (element.textContent ?? ''));
    };
    return (
      [...this.host.querySelectorAll<T>(selector)].find((e) => named(e).includes(name)) ?? null
    );
  }

  get<T extends HTMLElement>(selector: string, name: string): T {
    const found = this.find<T>(selector, name);
    if (!found) {
      throw new Error(`No ${selector} is called ${name}: ${this.host.innerHTML}`);
    }
    return found;
  }

  async click(selector: string, name: string): Promise<void> {
    await React.act(async () => this.get(selector, name).click());
  }

  /** Put a control at a value, as a browser does. */
  async enter(selector: string, name: string, value: string): Promise<void> {
    const control = this.get<HTMLInputElement>(selector, name);
    await React.act(async () => {
      const prototype = Object.getPrototypeOf(control) as object;
      Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(control, value);
      control.dispatchEvent(new Event('input', { bubbles: true }));
      control.dispatchEvent(new Event('change', { bubbles: true }));
    });
  }

  async fire(selector: string, name: string, event: Event): Promise<void> {
    await React.act(async () => {
      this.get(selector, name).dispatchEvent(event);
    });
  }

  async dispose(): Promise<void> {
    await React.act(async () => this.root.unmount());
    this.host.remove();
    this.localClick.dispose();
    this.permissions.dispose();
    this.session.dispose();
    this.doc.dispose();
  }
}
