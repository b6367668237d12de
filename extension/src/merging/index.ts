/** Branches of a piece in the browser: making them, and merging with the conflicts in the score. */
export { Branches, type BranchesProps } from './branches';
export { MergeDesk, type MergeScore } from './desk';
export { BranchServer } from './server';
