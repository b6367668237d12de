import { fields, list, number, oneOf, text } from './fields';

/** What a canvas is of: notes of a part, or knobs of the sound. */
export const CANVAS_KINDS = ['notes', 'knobs'] as const;
export type CanvasKind = (typeof CANVAS_KINDS)[number];

/** Whether what phones do on a canvas is in the piece at once, or is looked at before. */
export const CANVAS_MODES = ['direct', 'reviewed'] as const;
export type CanvasMode = (typeof CANVAS_MODES)[number];

/** One parameter of a node. */
export interface CanvasKnob {
  node: string;
  parameter: string;
}

/** What is opened to the audience. */
export interface CanvasOpening {
  kind: CanvasKind;
  /** Of notes: a part, and its measures from one to another, by their ids. */
  part?: string;
  from?: string;
  until?: string;
  knobs?: readonly CanvasKnob[];
  mode: CanvasMode;
  /** Most edits of one person. */
  quota: number;
  name?: string;
}

/** Somebody of the audience who edited the canvas. */
export interface CanvasAuthor {
  person: string;
  name: string;
  edits: number;
}

/** A canvas that is open. */
export interface CanvasState {
  id: string;
  name: string;
  kind: CanvasKind;
  part: string;
  from: string;
  until: string;
  knobs: readonly CanvasKnob[];
  mode: CanvasMode;
  quota: number;
  /** How many edited it. */
  people: number;
  edits: number;
  /** Edits that are still to be looked at. */
  waiting: number;
  authors: readonly CanvasAuthor[];
}

/** Read a canvas; null where none is open. */
export function parseCanvas(value: unknown): CanvasState | null {
  const of = fields(value);
  if (text(of.id) === '') {
    return null;
  }
  return {
    id: text(of.id),
    name: text(of.name),
    kind: oneOf(of.kind, CANVAS_KINDS, 'notes'),
    part: text(of.part),
    from: text(of.from),
    until: text(of.until),
    knobs: list(of.knobs).map((knob) => ({
      node: text(knob.node),
      parameter: text(knob.parameter),
    })),
    mode: oneOf(of.mode, CANVAS_MODES, 'direct'),
    quota: number(of.quota, 0, 0),
    people: number(of.people, 0, 0),
    edits: number(of.edits, 0, 0),
    waiting: number(of.waiting, 0, 0),
    authors: list(of.authors)
      .map((author) => ({
        person: text(author.person),
        name: text(author.name),
        edits: number(author.edits, 0, 0),
      }))
      .filter(({ person }) => person !== ''),
  };
}
