export { readGraph, type Reading } from './changing';
export { printGraph, type Printed } from './printing';
export type { Problem } from './syntax';
