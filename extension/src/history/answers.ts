/** What the server answers about a piece's history (docs/architecture.md, "The history"). */
import type { Document, Root } from '../document';
import type { Entry } from '../document/codec';
import type { Change } from '../panels/edit';

/** Steps that follow each other, and how many each person did, by their id. Times are seconds since the epoch. */
export interface Span {
  readonly first: number;
  readonly last: number;
  readonly began: number;
  readonly ended: number;
  readonly edits: Readonly<Record<string, number>>;
}

/** A moment that was named, or kept by itself: why, says its kind. */
export interface Version {
  readonly id: string;
  readonly step: number;
  readonly at: number;
  readonly kind: 'named' | 'pause' | 'while' | 'before';
  /** The id and the name of who named it; empty where nobody did. */
  readonly person: string;
  readonly name: string;
  readonly title: string;
}

/** All that was done, in spans, the oldest first. */
export interface Timeline {
  /** The number of the last step; 0 where there is none. */
  readonly last: number;
  readonly at: number;
  /** Names by id. */
  readonly people: Readonly<Record<string, string>>;
  readonly spans: readonly Span[];
  readonly versions: readonly Version[];
  /** What became of a damaged history, in the server's sentence; empty or absent where there was none. */
  readonly notice?: string;
}

/** The piece after a step. */
export interface Moment {
  readonly document: Document;
  readonly step: number;
  readonly at: number;
  /** Whose step it was; empty where it was nobody's. */
  readonly person: string;
  readonly people: Readonly<Record<string, string>>;
  /** Who changed each entry last: ids by person and root. */
  readonly hands: Readonly<Record<string, Readonly<Partial<Record<Root, readonly string[]>>>>>;
}

/** Something that is different: `antiphon.document.comparison`. */
export interface Alteration {
  readonly change: 'added' | 'removed' | 'changed';
  readonly root: Root;
  readonly what: string;
  readonly ids: readonly [string | null, string | null];
  readonly part: string;
  readonly measure: string;
  readonly numbers: readonly [number | null, number | null];
  readonly before: Entry | null;
  readonly after: Entry | null;
  readonly fields: readonly string[];
  /** The id of who did it; empty where that is not known. */
  readonly who: string;
}

/** What is different at `b` from what was at `a`. */
export interface Difference {
  readonly a: Pick<Moment, 'step' | 'at' | 'person'>;
  readonly b: Pick<Moment, 'step' | 'at' | 'person'>;
  /** How many alterations there are; the first of them are told. */
  readonly total: number;
  readonly alterations: readonly Alteration[];
  /** Names of parts, and meters in force by measure, by id. */
  readonly parts: Readonly<Record<string, string>>;
  readonly meters: Readonly<Record<string, string>>;
  readonly people: Readonly<Record<string, string>>;
}

/** What is to be written for something to be as it was. */
export interface Restoration {
  /** What was kept before; null where nothing is to be changed. */
  readonly version: Version | null;
  readonly changes: readonly Change[];
}
