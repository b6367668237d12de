export { MixerPane } from './pane';
