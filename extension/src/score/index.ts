export { ScoreEditor } from './editor';
export { INSTRUMENTS, type Instrument } from './instruments';
export { EditBar, type EditBarProps } from './toolbar';
export { Tone } from './tone';
export { ScoreView } from './view';
