/** Everything that can be done with the mixer: one table for its keys, its menu, its help and its commands. */
import { keyOf } from '../graph/view/keystroke';
import type { KeyRow } from '../panels/ask';
import { levelWords } from '../panels/level';
import { trans } from '../translation';
import { askBusName, askSnapshot, askSnapshotName, newBus, recall } from './asking';
import type { MixerDesk } from './desk';
import { clearSolo, moveBus, removeBus, resetStrip } from './editing';
import { stepped } from './fader';
import { FIELDS } from './fields';
import {
  changedSince,
  currentSnapshot,
  overwriteSnapshot,
  removeSnapshot,
  type SnapshotOf,
  snapshotsOf,
} from './snapshots';
import type { Section } from './sight';
import { anySolo, MASTER } from './strips';

/** Something that can be done with the mixer. */
export interface MixerAction {
  /** Its command is `antiphon:mixer-` and this. */
  readonly id: string;
  readonly label: () => string;
  /** Such as `Shift+S`, as `keyOf` writes it; they count on a strip, those with Alt everywhere in the mixer. */
  readonly keys?: readonly string[];
  readonly run: (desk: MixerDesk) => unknown;
  /** Why it cannot be done now; empty where it can. */
  readonly why?: (desk: MixerDesk) => string;
  readonly isOn?: (desk: MixerDesk) => boolean;
  /** Whether it is in the menu of a strip. */
  readonly inMenu?: boolean;
}

const locked = (desk: MixerDesk): string => desk.props.permissions.strip(desk.current.id);

const notMaster = (desk: MixerDesk): string =>
  desk.current.id === MASTER
    ? trans.__('The master is the last strip: this is for the others.')
    : locked(desk);

const ofBus = (desk: MixerDesk): string =>
  desk.current.kind === 'bus' ? locked(desk) : trans.__('Select a bus first: this is for buses.');

const flip = (
  field: 'mute' | 'solo' | 'eq' | 'compressor' | 'limiter',
  label: () => string,
  { keys, why = locked }: Pick<MixerAction, 'keys' | 'why'> = {},
): MixerAction => ({
  id: field,
  label,
  keys,
  run: (desk) => desk.flip(desk.current.id, field, !desk.current.values[field]),
  why,
  isOn: (desk) => desk.current.values[field],
  inMenu: field !== 'limiter',
});

const level = (id: string, label: () => string, key: string, by: number): MixerAction => ({
  id,
  label,
  keys: [key],
  run: (desk) => {
    const { id: strip, values } = desk.current;
    const next = by ? stepped(values.gain, by, false) : FIELDS.gain.default;
    desk.set({ root: 'mix', id: strip, field: 'gain' }, values.gain, next);
    desk.murmur(levelWords(next));
  },
  why: locked,
});

const pan = (id: string, label: () => string, by: number): MixerAction => ({
  id,
  label,
  run: (desk) => {
    const { id: strip, values } = desk.current;
    const next = by ? Math.round(10 * Math.min(1, Math.max(-1, values.pan + by))) / 10 : 0;
    desk.set({ root: 'mix', id: strip, field: 'pan' }, values.pan, next);
  },
  why: locked,
});

const reach = (
  section: Section,
  label: () => string,
  key: string,
  why?: MixerAction['why'],
): MixerAction => ({
  id: `show-${section}`,
  label,
  keys: [key],
  run: (desk) => desk.sight.show(desk.current.id, section),
  why,
});

const snapshot = (desk: MixerDesk): SnapshotOf | undefined => {
  const document = desk.props.doc.document();
  return snapshotsOf(document).find(({ id }) => id === currentSnapshot(document));
};

const ofSnapshot = (desk: MixerDesk): string =>
  snapshot(desk)
    ? desk.props.permissions.piece()
    : trans.__('No snapshot was taken or recalled yet: recall one first.');

const recalls = Array.from({ length: 9 }, (_, at): MixerAction => {
  const of = (desk: MixerDesk): SnapshotOf | undefined =>
    snapshotsOf(desk.props.doc.document())[at];
  return {
    id: `recall-${at + 1}`,
    label: () => trans.__('Recall Snapshot %1', at + 1),
    keys: [`Alt+${at + 1}`],
    run: (desk) => recall(desk, of(desk)!),
    why: (desk) =>
      of(desk) ? desk.props.permissions.piece() : trans.__('There is no snapshot %1.', at + 1),
  };
});

const moveTo = (id: string, label: () => string, key: string, by: number): MixerAction => {
  const buses = (desk: MixerDesk): string[] =>
    desk.strips.filter(({ kind }) => kind === 'bus').map((bus) => bus.id);
  const place = (desk: MixerDesk): number => buses(desk).indexOf(desk.current.id) + by;
  return {
    id,
    label,
    keys: [key],
    run: (desk) => {
      const { doc } = desk.props;
      desk.perform(moveBus(doc.document(), doc.piece.parts, desk.current.id, place(desk)));
    },
    why: (desk) =>
      ofBus(desk) ||
      (place(desk) >= 0 && place(desk) < buses(desk).length
        ? ''
        : trans.__('There is no bus beside it to change places with.')),
  };
};

export const ACTIONS: readonly MixerAction[] = [
  flip('mute', () => trans.__('Mute the Strip'), { keys: ['M'] }),
  flip('solo', () => trans.__('Solo the Strip'), { keys: ['S'], why: notMaster }),
  {
    id: 'clear-solo',
    label: () => trans.__('Clear Every Solo'),
    keys: ['Shift+S'],
    run: (desk) => desk.perform(clearSolo(desk.props.doc.document())),
    why: (desk) => (anySolo(desk.strips) ? '' : trans.__('Nothing is soloed.')),
  },
  {
    id: 'write',
    label: () => trans.__('Record the Automation of the Strip'),
    keys: ['W'],
    run: (desk) => desk.arm(desk.current.id),
    why: locked,
    isOn: (desk) => desk.armed.has(desk.current.id),
    inMenu: true,
  },
  level('level-up', () => trans.__('Level Up by 1 dB'), '+', 1),
  level('level-down', () => trans.__('Level Down by 1 dB'), '-', -1),
  level('level-zero', () => trans.__('Level to 0 dB'), '0', 0),
  pan('pan-left', () => trans.__('Pan to the Left'), -0.1),
  pan('pan-right', () => trans.__('Pan to the Right'), 0.1),
  pan('pan-centre', () => trans.__('Pan to the Centre'), 0),
  {
    id: 'tell',
    label: () => trans.__('Say How Loud the Strip Is'),
    keys: ['V'],
    run: (desk) => desk.say(desk.meters.inWords(desk.current)),
    inMenu: true,
  },
  flip('eq', () => trans.__('Equaliser of the Strip On'), { keys: ['Shift+E'] }),
  flip('compressor', () => trans.__('Compressor of the Strip On'), { keys: ['Shift+C'] }),
  flip('limiter', () => trans.__('Limiter of the Master On'), {
    why: (desk) =>
      desk.current.id === MASTER ? locked(desk) : trans.__('Select the master first.'),
  }),
  {
    id: 'open',
    label: () => trans.__('Show All of the Strip'),
    keys: ['O'],
    run: ({ sight, current }) =>
      sight.open === current.id ? sight.close() : sight.show(current.id),
    isOn: ({ sight, current }) => sight.open === current.id,
    inMenu: true,
  },
  reach('eq', () => trans.__('Go to the Equaliser'), 'E'),
  reach('compressor', () => trans.__('Go to the Compressor'), 'C'),
  reach('inserts', () => trans.__('Put an Effect In…'), 'I'),
  reach('sends', () => trans.__('Send to a Bus…'), 'B', notMaster),
  {
    id: 'reset',
    label: () => trans.__('Reset the Strip'),
    keys: ['Shift+R'],
    run: (desk) => desk.perform(resetStrip(desk.current.id)),
    why: locked,
    inMenu: true,
  },
  {
    id: 'add-bus',
    label: () => trans.__('Add a Bus'),
    keys: ['Shift+B'],
    run: newBus,
    why: (desk) => desk.props.permissions.newBus(),
  },
  {
    id: 'rename-bus',
    label: () => trans.__('Rename the Bus…'),
    keys: ['F2'],
    run: (desk) => askBusName(desk, desk.current),
    why: ofBus,
    inMenu: true,
  },
  moveTo('bus-earlier', () => trans.__('Move the Bus One Place Earlier'), 'Shift+ArrowLeft', -1),
  moveTo('bus-later', () => trans.__('Move the Bus One Place Later'), 'Shift+ArrowRight', 1),
  {
    id: 'remove-bus',
    label: () => trans.__('Remove the Bus'),
    keys: ['Delete'],
    run: (desk) => desk.perform(removeBus(desk.props.doc.document(), desk.current.id)),
    why: ofBus,
    inMenu: true,
  },
  {
    id: 'lanes',
    label: () => trans.__('Show the Automation'),
    keys: ['L'],
    run: ({ sight }) => sight.showLanes(!sight.lanes),
    isOn: ({ sight }) => sight.lanes,
  },
  {
    id: 'take-snapshot',
    label: () => trans.__('Take a Snapshot…'),
    keys: ['T'],
    run: askSnapshot,
    why: (desk) => desk.props.permissions.piece(),
  },
  ...recalls,
  {
    id: 'overwrite-snapshot',
    label: () => trans.__('Overwrite the Snapshot with the Mix'),
    run: (desk) => {
      const of = snapshot(desk)!;
      desk.perform(overwriteSnapshot(desk.props.doc.document(), desk.strips, of.id));
    },
    why: (desk) =>
      ofSnapshot(desk) ||
      (changedSince(desk.props.doc.document(), desk.strips, snapshot(desk)!.id).length > 0
        ? ''
        : trans.__('The mix is as the snapshot is.')),
  },
  {
    id: 'rename-snapshot',
    label: () => trans.__('Rename the Snapshot…'),
    run: (desk) => askSnapshotName(desk, snapshot(desk)!.id),
    why: ofSnapshot,
  },
  {
    id: 'remove-snapshot',
    label: () => trans.__('Remove the Snapshot'),
    run: (desk) => desk.perform(removeSnapshot(desk.props.doc.document(), snapshot(desk)!.id)),
    why: ofSnapshot,
  },
  {
    id: 'keys',
    label: () => trans.__('Show the Keys of the Mixer'),
    keys: ['?'],
    run: (desk) => desk.props.ask.keys(trans.__('Keys of the mixer'), keyRows()),
  },
  {
    id: 'clear-peaks',
    label: () => trans.__('Clear the Peaks'),
    keys: ['P'],
    run: (desk) => desk.meters.resetAll(),
  },
  {
    id: 'measure',
    label: () => trans.__('Measure Loudness Anew, for Everybody'),
    keys: ['Shift+P'],
    run: (desk) => desk.props.session.resetMeters(),
    why: (desk) =>
      desk.props.session.may('play')
        ? ''
        : trans.__('Whoever may play the piece may do this: ask the teacher.'),
  },
];

/** What a key does at a strip; undefined where it does nothing. */
export function actionOf(event: Parameters<typeof keyOf>[0]): MixerAction | undefined {
  const key = keyOf(event);
  return ACTIONS.find(({ keys }) => keys?.includes(key));
}

/** Do something, or say why not; what is on or off now is said for those who do not see it. */
export function act(desk: MixerDesk, { label, run, why, isOn }: MixerAction): unknown {
  const reason = why?.(desk);
  if (reason) {
    desk.say(reason);
    return undefined;
  }
  const done = run(desk);
  if (isOn) {
    const now = isOn(desk) ? trans.__('on') : trans.__('off');
    desk.murmur(trans.__('%1: %2', label(), now));
  }
  return done;
}

/** The keys of the mixer, and what they do. */
export function keyRows(): KeyRow[] {
  const own = ACTIONS.filter(({ keys }) => keys).map(({ keys, label }): KeyRow => [
    keys!.join(', '),
    label(),
  ]);
  return [
    ['← →', trans.__('To the next strip')],
    ['Enter, ↓', trans.__('Into the controls of a strip')],
    ['Esc', trans.__('Back to the strip')],
    ['Alt+← →', trans.__('To the same control of the next strip')],
    ...own,
    ['Page Up, Page Down', trans.__('At a band of the equaliser: Q; in a lane: to the next point')],
    ['Insert', trans.__('In a lane: a new point beside this one')],
    ['Home, End', trans.__('In a lane: to the first or last point')],
    ['H', trans.__('In a lane: the point holds, or goes on to the next')],
    ['Delete', trans.__('In a lane: take the point away')],
  ];
}
