/** A piece's history in the browser: the slider, its versions, what was different, and restoring. */
export type { Difference, Moment } from './answers';
export { PastBanner } from './banner';
export { noteOf } from './drawn';
export { HistoryDesk, type PastScore } from './desk';
export { HistoryPanel, type HistoryPanelProps } from './panel';
export { PastServer } from './server';
export { nameVersion } from './versions';
export { called, places } from './words';
