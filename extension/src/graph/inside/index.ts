export { Fallen } from './fallen';
export { NodeLoad } from './load';
export { Looks, portsOf } from './look';
export { Mend, MendButtons } from './mend';
export { type Mend as MendWay, mends } from './mends';
export { ProbeView, type ProbeViewProps, tooMany } from './probe';
