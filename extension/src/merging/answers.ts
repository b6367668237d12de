/** What the server answers about a piece's branches (docs/architecture.md, "The history"). */
import type { Root } from '../document';
import type { Entry } from '../document/codec';
import type { Difference } from '../history';
import type { Change } from '../panels/edit';

/** A piece that began as another was. Times are seconds since the epoch. */
export interface Branch {
  /** Where the piece at its other end is; empty where its file is gone. */
  readonly path: string;
  readonly title: string;
  /** The step after which the piece that it was branched from was so. */
  readonly step: number;
  readonly at: number;
  /** The id and the name of who made it. */
  readonly person: string;
  readonly name: string;
  /** When that piece was last merged into this one; null where it never was. */
  readonly merged: number | null;
}

/** What a piece is a branch of, and its branches, the newest first. */
export interface Branches {
  readonly of: Branch | null;
  readonly branches: readonly Branch[];
}

/** The piece that is open, or the other one that is merged into it. */
export type Side = 'ours' | 'theirs';

/** Something that both did and that cannot be both: `antiphon.document.conflict`. */
export interface Conflict {
  /** The same at each merge. */
  readonly key: string;
  readonly kind: 'changed' | 'removed' | 'order' | 'overlap' | 'double' | 'circle' | 'problem';
  /** Whose way it goes now. */
  readonly choice: Side;
  /** Whose way it may go; none where nothing can be chosen. */
  readonly choices: readonly Side[];
  readonly root: Root;
  readonly id: string;
  readonly fields: readonly string[];
  readonly part: string;
  readonly measure: string;
  /** The number of that measure in what came of both. */
  readonly number: number | null;
  readonly base: Entry | null;
  readonly ours: Entry | null;
  readonly theirs: Entry | null;
  /** All entries it is about. */
  readonly places: readonly (readonly [Root, string])[];
}

/** What merging does. */
export interface Union {
  readonly changes: readonly Change[];
  readonly conflicts: readonly Conflict[];
  /** What it does musically. */
  readonly difference: Omit<Difference, 'a' | 'b'>;
}
