/** What a widget of the audience's page knows: `session`, as the hub tells it (antiphon/apps/room.py). */
export interface Session {
  /** In a notebook, without a hub. */
  preview?: boolean;
  online: boolean;
  now: {
    title: string | null;
    composer: string | null;
    people: { name: string; role: string }[] | null;
    playing: boolean | null;
  } | null;
  transport: Transport | null;
  poll: Poll | null;
  vote: { poll: string; ballot: string; group: string | null } | null;
  steering: Steering | null;
  score: { version: string } | null;
}

/** Positions in quarter lengths, `rate` in quarter lengths a second; `at` as `performance.now()` when it was true. */
export interface Transport {
  playing: boolean;
  position: number;
  rate: number;
  factor: number;
  duration: number;
  /** Its number; 0 for a pick-up, or where there is none. */
  measure: number;
  at: number;
}

export interface Poll {
  id: string;
  question: string;
  options: { id: string; label: string }[];
  seconds: number;
  open: boolean;
  remaining: number;
  /** Not there in a preview. */
  at?: number;
  counts?: Record<string, number>;
  total?: number;
  winner?: string | null;
}

export interface Steering {
  factor: number;
  change: 'slower' | 'same' | 'faster';
  /** Its number; 0 for a pick-up, or where there is none. */
  measure: number;
  reason: string;
  seconds: number;
  sounding: boolean;
  at: number;
}

/** The part of anywidget's model that the widgets use. */
export interface Model {
  get(key: 'session'): Session;
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  save_changes(): void;
  on(event: string, listener: (message?: any) => void): void;
  off(event: string, listener: (message?: any) => void): void;
  send(message: object): void;
}

export interface Render {
  model: Model;
  el: HTMLElement;
}
