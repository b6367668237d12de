/** What a key does: the keys, and in words. */
export type KeyRow = readonly [keys: string, meaning: string];

/** Questions and words that come in a dialog, whoever draws it. */
export interface Ask {
  /**
   * Ask for a line of text, which may stay empty; null where the person thinks better of it.
   *
   * @param text - What it is now.
   */
  text(title: string, label: string, accept: string, text?: string): Promise<string | null>;
  /** Ask whether to do what cannot be taken back by undo. */
  confirm(title: string, body: string, accept: string): Promise<boolean>;
  /** Show what keys do, in a table. */
  keys(title: string, rows: readonly KeyRow[]): Promise<void>;
  /** Say why nothing was changed. */
  explain(sentence: string): Promise<void>;
}
