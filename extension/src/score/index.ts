export { ScoreEditor } from './editing/editor';
export { INSTRUMENTS, type Instrument } from './music/instruments';
export { MarksPalette } from './palette/palette';
export { EditBar, type EditBarProps } from './view/toolbar';
export { Tone } from './view/tone';
export { ScoreView } from './view/view';
export { Company } from './view/company';
export { Follower } from './view/follow';
