export { SidePanel, type SidePanelProps } from './side';
export { TransportBar, togglePlay, type TransportBarProps } from './transport';
