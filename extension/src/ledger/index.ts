export { Contributions } from './contributions';
export { LedgerLine } from './report';
