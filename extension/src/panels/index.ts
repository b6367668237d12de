export type { Ask } from './ask';
export { AuthorsNote } from './authors';
export { Banner } from './banner';
export { toggleLocks } from './lock';
export { SidePanel, type SidePanelProps } from './side';
export { useSignal } from './subscribe';
export { togglePlay, TransportBar, type TransportBarProps } from './transport';
