export type { Selected } from './canvas';
export { Countdowns } from './countdown';
export { Audience } from './panel';
export { tempoFactor } from './targets';
