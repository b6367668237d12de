import type { Draft } from './draft';

/** Works out a command in a draft; gives what is selected afterwards, null where that stays. */
type Handler<C> = (draft: Draft, command: C) => readonly string[] | null;

/** A handler for each of some commands, by kind. */
export type Handlers<C extends { kind: string }> = {
  readonly [K in C['kind']]: Handler<Extract<C, { kind: K }>>;
};
