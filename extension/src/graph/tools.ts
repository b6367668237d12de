import type { ISignal } from '@lumino/signaling';
import * as React from 'react';

import type { AntiphonDoc } from '../document';
import type { Kinds } from '../panels/catalogue';
import type { Ask } from '../panels/ask';
import type { Permissions } from '../rights';
import type { SessionConnection } from '../session';
import type { Auditions } from './audition';
import type { Holds } from './holds';
import type { MidiLearning } from './midi';
import type { OwnPresets } from './own';

/** What all knobs, nodes and panels of one piece's graph work with. */
export interface GraphTools {
  readonly doc: AntiphonDoc;
  readonly kinds: Kinds;
  readonly session: SessionConnection;
  readonly permissions: Permissions;
  readonly ask: Ask;
  readonly holds: Holds;
  /** Null where MIDI controllers turn nothing. */
  readonly midi: MidiLearning | null;
  /** What lets sounds be heard before they are used; null where nothing does. */
  readonly auditions: Pick<
    Auditions,
    'play' | 'stop' | 'playing' | 'waiting' | 'changed' | 'warm'
  > | null;
  /** What shows proposals; null where none are. */
  readonly proposals: ShownProposals | null;
  /** What shows comments; absent where none are. */
  readonly comments?: ShownComments;
  /** The person's own presets. */
  readonly own: OwnPresets;
  /** Shows a node or a group in the graph, where there is one to be shown. */
  readonly show?: (id: string) => void;
}

/** Whether proposals are shown, as in the score, and what shows one in the queue. */
export interface ShownProposals {
  readonly shown: boolean;
  readonly changed: ISignal<unknown, unknown>;
  /** Show a proposal in the queue. */
  open(proposal: string): void;
}

/** What begins a comment on what is selected, and shows one in the list. */
export interface ShownComments {
  begin(): void;
  /** @param thread - The id of the first one. */
  open(thread: string): void;
}

export const GraphToolsContext = React.createContext<GraphTools | null>(null);

/** @throws Error Where no graph is around. */
export function useTools(): GraphTools {
  const tools = React.useContext(GraphToolsContext);
  if (!tools) {
    throw new Error('A part of the graph is drawn outside of one.');
  }
  return tools;
}
