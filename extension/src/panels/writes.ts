import type { SessionState } from '../session';

/**
 * Whether a person's edits of the document are accepted; the server decides by role. Before it has said a word, we
 * do not stand in the way.
 */
export function writes(state: SessionState | null): boolean {
  return state === null || state.you.role === 'teacher' || state.you.role === 'player';
}
