import type { Command } from './command';

/** What a key or button asks for: a command on the document, or something about the selection or the next note. */
export type Action =
  | Exclude<Command, { kind: 'length' | 'voice' | 'paste' | 'repeat' }>
  /** To the note, measure, staff or end beside; `extend`: with all between. */
  | { kind: 'go'; by: -1 | 1; unit?: 'note' | 'measure' | 'staff' | 'end'; extend?: boolean }
  /** All of the piece, or of the measures (on their staves) that anything selected is in. */
  | { kind: 'select'; what: 'all' | 'measure' }
  /** 0 (128th) to 8 (double whole), as the number keys. */
  | { kind: 'value'; value: number }
  | { kind: 'dots'; dots: 1 | 2 }
  /** The voice that notes are entered in; what is selected moves there, unless notes are being entered. */
  | { kind: 'voice'; voice: number }
  | { kind: 'repeat' }
  | { kind: 'toggle-entry' }
  | { kind: 'escape' }
  | { kind: 'undo' }
  | { kind: 'redo' };
