/** Who may change what of a piece. */
export { Permissions, type LockKind, type Player } from './permissions';
export { refusal, type Before, type Rights } from './rights';
