import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { IWidgetTracker } from '@jupyterlab/apputils';
import type { ReadonlyJSONObject } from '@lumino/coreutils';

import { changeSpeed, panic, toggleLoop, toggleMetronome, togglePlay } from '../panels';
import { boundTo, type ScoreEditor } from '../score';
import { trans } from '../translation';
import { audienceCommands } from './audience-commands';
import { saveCopy } from './copy';
import { addPart, changeKey, changeMeter, changeTempo } from './dialogs';
import { graphCommands } from './graph-commands';
import { keysOf, showKeys } from './keys';
import { mixerCommands } from './mixer-commands';
import { lockMeasures, lockPart, lockPiece, locksMeasures, locksPart, locksPiece } from './locks';
import { partCommands } from './part-commands';
import { playingCommands } from './playing';
import { viewCommands } from './viewing';
import type { PieceView, PieceWidget } from './widget';
import { paneNames, PANES } from './workbench';
import { scoreCommands } from './score-commands';
import * as dialogs from './score-dialogs';

/**
 * Add the commands that work on the piece in front.
 *
 * @returns Their ids, for the palette.
 */
export function addCommands(app: JupyterFrontEnd, tracker: IWidgetTracker<PieceWidget>): string[] {
  const { commands } = app;
  const view = (): PieceView | null => {
    const widget = tracker.currentWidget;
    return widget && widget === app.shell.currentWidget ? widget.content : null;
  };
  const editor = (): ScoreEditor | null => view()?.editor ?? null;
  const always = (): boolean => true;
  const forEditor = (
    label: string,
    run: (of: ScoreEditor) => unknown,
    isEnabled: (of: ScoreEditor) => boolean,
  ) => ({
    label,
    describedBy: { args: { type: 'object', properties: {} } },
    isEnabled: () => {
      const current = editor();
      return current !== null && isEnabled(current);
    },
    execute: () => {
      const current = editor();
      return current && run(current);
    },
  });
  const inFrame = ({ permissions }: ScoreEditor): boolean => !permissions.frame();
  const addsMeasures = ({ permissions }: ScoreEditor): boolean => !permissions.newMeasure();
  const table: Record<string, ReturnType<typeof forEditor>> = {
    'antiphon:add-part': forEditor(
      trans.__('Add a Part…'),
      addPart,
      ({ permissions }) => !permissions.newPart(),
    ),
    'antiphon:add-measure': forEditor(
      trans.__('Add a Measure'),
      (of) => of.perform({ kind: 'measures', count: 1 }),
      addsMeasures,
    ),
    'antiphon:add-measures': forEditor(
      trans.__('Add Eight Measures'),
      (of) => of.perform({ kind: 'measures', count: 8 }),
      addsMeasures,
    ),
    'antiphon:meter': forEditor(trans.__('Change the Meter…'), changeMeter, inFrame),
    'antiphon:key': forEditor(trans.__('Change the Key…'), changeKey, inFrame),
    'antiphon:tempo': forEditor(trans.__('Change the Tempo…'), changeTempo, inFrame),
    'antiphon:enter-notes': forEditor(
      trans.__('Enter Notes by Clicking'),
      (of) => of.toggleEntering(),
      ({ closed }) => !closed,
    ),
    'antiphon:lock-measures': forEditor(
      trans.__('Lock or Unlock the Selected Measures…'),
      lockMeasures,
      locksMeasures,
    ),
    'antiphon:lock-part': forEditor(
      trans.__('Lock or Unlock the Selected Part…'),
      lockPart,
      locksPart,
    ),
    'antiphon:lock-piece': forEditor(
      trans.__('Lock or Unlock the Whole Piece…'),
      lockPiece,
      locksPiece,
    ),
    'antiphon:save-copy': forEditor(
      trans.__('Save a Copy of the Piece'),
      (of) => saveCopy(of.doc, tracker.currentWidget?.context.path ?? ''),
      always,
    ),
    'antiphon:keys': forEditor(
      trans.__('Show the Keys of the Score'),
      () => showKeys(commands),
      always,
    ),
  };
  const forView = (
    label: string,
    run: (of: PieceView) => unknown,
    isEnabled: (of: PieceView) => boolean,
    isToggled?: (of: PieceView) => boolean,
    /** Why it is not enabled. */
    why?: (of: PieceView) => string,
  ) => ({
    label,
    ...(why && {
      caption: () => {
        const current = view();
        return current ? why(current) : '';
      },
    }),
    describedBy: { args: { type: 'object', properties: {} } },
    isEnabled: () => {
      const current = view();
      return current !== null && isEnabled(current);
    },
    ...(isToggled && {
      isToggled: () => {
        const current = view();
        return current !== null && isToggled(current);
      },
    }),
    execute: () => {
      const current = view();
      return current && run(current);
    },
  });
  const plays = ({ session }: PieceView): boolean => session.may('play');
  const transport: Record<string, ReturnType<typeof forView>> = {
    'antiphon:play': forView(trans.__('Play or Stop'), ({ session }) => togglePlay(session), plays),
    'antiphon:panic': forView(
      trans.__('Panic: Stop All Sound at Once'),
      ({ session }) => panic(session),
      ({ session }) => session.may('panic'),
    ),
    'antiphon:loop': forView(
      trans.__('Loop the Selection, or This Measure'),
      ({ editor: of, session }) =>
        toggleLoop({ doc: of.doc, session, selection: () => of.stretch }),
      plays,
      ({ session }) => Boolean(session.transport?.loop),
    ),
    'antiphon:metronome': forView(
      trans.__('Metronome for Everybody'),
      ({ session }) => toggleMetronome(session),
      plays,
      ({ session }) => session.transport?.metronome.on ?? false,
    ),
    'antiphon:comment': forView(
      trans.__('Comment on the Selection'),
      (of) => of.comment(),
      ({ editor: of }) => !of.permissions.comment(),
    ),
    'antiphon:propose': forView(
      trans.__('Propose Instead of Change'),
      (of) => of.propose(),
      ({ editor: of }) => !of.permissions.newProposal(),
      ({ editor: of }) => of.doc.isDraft,
    ),
    'antiphon:contributions': forView(
      trans.__('Show Who Contributed What'),
      (of) => of.showContributions(),
      () => true,
    ),
    'antiphon:history': forView(
      trans.__('Show the History of the Piece'),
      (of) => of.showHistory(),
      () => true,
    ),
    'antiphon:name-version': forView(
      trans.__('Name This Version…'),
      (of) => of.nameVersion(),
      ({ session }) => ['teacher', 'player'].includes(session.state?.you.role ?? ''),
    ),
    'antiphon:back-to-now': forView(
      trans.__('Back to Now'),
      ({ history }) => history.back(),
      ({ editor: of }) => of.doc.isPast,
    ),
    'antiphon:follow': forView(
      trans.__('Follow the Next Person, or Nobody'),
      ({ score }) => score.follower.next(),
      ({ score }) => score.company.others.length > 0,
      ({ score }) => score.follower.person !== '',
    ),
    'antiphon:colour-by-author': forView(
      trans.__('Colour the Notes by Author'),
      ({ score: { authors } }) => (authors.on = !authors.on),
      () => true,
      ({ score }) => score.authors.on,
    ),
    'antiphon:show-proposals': forView(
      trans.__('Show Proposals in Score and Graph'),
      ({ score }) => (score.proposalsShown = !score.proposalsShown),
      () => true,
      ({ score }) => score.proposalsShown,
    ),
    'antiphon:local-click': forView(
      trans.__('Click in This Browser Only'),
      ({ click }) => (click.on = !click.on),
      () => true,
      ({ click }) => click.on,
    ),
    'antiphon:next-region': forView(
      trans.__('To the Next Region: Score, Panel, Transport, Tools'),
      (of) => of.moveRegion(1),
      () => true,
    ),
    'antiphon:previous-region': forView(
      trans.__('To the Region Before'),
      (of) => of.moveRegion(-1),
      () => true,
    ),
    'antiphon:slower': forView(
      trans.__('Practise Slower'),
      ({ session }) => changeSpeed(session, -1),
      plays,
    ),
    'antiphon:faster': forView(
      trans.__('Practise Faster'),
      ({ session }) => changeSpeed(session, 1),
      plays,
    ),
    'antiphon:full-speed': forView(
      trans.__('Practise at Full Speed'),
      ({ session }) => changeSpeed(session, 0),
      plays,
    ),
  };
  Object.assign(
    table,
    transport,
    playingCommands(forView),
    audienceCommands(forView),
    partCommands(forView),
    graphCommands(forView),
    mixerCommands(forView),
  );
  for (const [id, { label, run, isOn }] of Object.entries(viewCommands())) {
    table[id] = forView(
      label,
      ({ score }) => run(score),
      () => true,
      isOn && (({ score }) => isOn(score)),
    );
  }
  const names = paneNames();
  for (const pane of PANES) {
    table[`antiphon:toggle-${pane}`] = forView(
      trans.__('Show or Hide: %1', names[pane]),
      ({ workbench }) => workbench.toggle(pane),
      ({ workbench }) => workbench.has(pane),
      ({ workbench }) => workbench.isShown(pane),
    );
  }
  for (const [id, options] of Object.entries(table)) {
    commands.addCommand(id, options);
  }
  return Object.keys(table);
}

/**
 * Add the commands that the keys of the score are bound to.
 *
 * @returns Their ids and arguments for the palette.
 */
export function addScoreCommands(
  { commands, shell }: JupyterFrontEnd,
  tracker: IWidgetTracker<PieceWidget>,
): { command: string; args: ReadonlyJSONObject }[] {
  const view = (): PieceView | null => {
    const widget = tracker.currentWidget;
    return widget && widget === shell.currentWidget ? widget.content : null;
  };
  tracker.widgetAdded.connect((_, { content }) => {
    content.onHelp = () => void commands.execute('antiphon:keys');
    content.onOpen = (path) => commands.execute('docmanager:open', { path });
    content.onMark = (item) => {
      const { command, args } = boundTo(item);
      return commands.execute(command, args);
    };
    content.keysOf = (item) => {
      const { command, args } = boundTo(item);
      return keysOf(commands, command, args);
    };
  });
  return Object.entries(scoreCommands(dialogs)).flatMap(([name, of]) => {
    const command = `antiphon:${name}`;
    commands.addCommand(command, {
      label: (args) => of.label(args as ReadonlyJSONObject),
      describedBy: { args: { type: 'object', properties: of.args ?? {} } },
      isEnabled: () => view() !== null,
      ...(of.isToggled && {
        isToggled: (args) => {
          const current = view();
          return current !== null && of.isToggled!(current.editor, args as ReadonlyJSONObject);
        },
      }),
      execute: (args) => {
        const current = view();
        return current && of.run(current, args as ReadonlyJSONObject);
      },
    });
    return (of.palette ?? []).map((args) => ({ command, args }));
  });
}
