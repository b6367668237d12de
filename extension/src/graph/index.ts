export { GraphPane, type GraphProps } from './view/pane';
export { GraphCompany, type Colleague, type GraphPresence } from './presence';
export { BindingStore, MidiLearning } from './midi';
export { Auditions } from './audition';
export { ownPresets } from './own';
export { type GraphTools, GraphToolsContext } from './tools';
export { ACTIONS, type GraphAction } from './view/actions';
export { PaneSelection } from './code/selection';
export { CodeView } from './code/view';
