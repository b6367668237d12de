import { metronomeOf } from '../panels';
import { trans } from '../translation';
import { lastPart, playFrom, toggleStrip } from '../score';
import type { PieceView } from './widget';

/** Makes a command that works on the piece in front. */
export type ForView<C> = (
  label: string,
  run: (of: PieceView) => unknown,
  isEnabled: (of: PieceView) => boolean,
  isToggled?: (of: PieceView) => boolean,
) => C;

/** The commands of playing: instruments, and playback in the score. */
export function playingCommands<C>(forView: ForView<C>): Record<string, C> {
  const plays = ({ session }: PieceView): boolean => session.may('play');
  const always = (): boolean => true;
  const mixes = ({ editor }: PieceView): boolean => lastPart(editor) !== null;
  const mix = ({ editor }: PieceView) => lastPart(editor)?.mix;
  return {
    'antiphon:play-from-here': forView(
      trans.__('Play from Here'),
      ({ editor, session }) => playFrom(session, editor.stretch?.start),
      plays,
    ),
    'antiphon:count-in': forView(
      trans.__('Count In: None, One or Two Measures'),
      ({ session }) => {
        const metronome = metronomeOf(session.transport);
        return session.setMetronome({ ...metronome, countIn: (metronome.countIn + 1) % 3 });
      },
      plays,
      ({ session }) => metronomeOf(session.transport).countIn > 0,
    ),
    'antiphon:mute-part': forView(
      trans.__('Mute the Selected Part'),
      ({ editor }) => toggleStrip(editor, lastPart(editor), 'mute'),
      mixes,
      (of) => mix(of)?.mute ?? false,
    ),
    'antiphon:solo-part': forView(
      trans.__('Hear the Selected Part Alone'),
      ({ editor }) => toggleStrip(editor, lastPart(editor), 'solo'),
      mixes,
      (of) => mix(of)?.solo ?? false,
    ),
    'antiphon:piano': forView(
      trans.__('Piano Below the Score'),
      ({ instruments }) => instruments.toggle('piano'),
      always,
      ({ instruments }) => instruments.shown === 'piano',
    ),
    'antiphon:fretboard': forView(
      trans.__('Fretboard Below the Score'),
      ({ instruments }) => instruments.toggle('fretboard'),
      always,
      ({ instruments }) => instruments.shown === 'fretboard',
    ),
    'antiphon:midi-keyboard': forView(
      trans.__('Use a MIDI Keyboard'),
      ({ instruments }) => instruments.turnMidi(),
      always,
      ({ instruments }) => instruments.midi.status === 'on',
    ),
    'antiphon:record-keys': forView(
      trans.__('Record What Is Played into the Score'),
      ({ instruments: { preferences } }) =>
        preferences.set({ mode: preferences.value.mode === 'record' ? 'step' : 'record' }),
      ({ editor }) => !editor.closed,
      ({ instruments }) => instruments.preferences.value.mode === 'record',
    ),
    'antiphon:hear-entered': forView(
      trans.__('Hear What Is Entered'),
      ({ instruments: { preferences } }) =>
        preferences.set({ audible: !preferences.value.audible }),
      always,
      ({ instruments }) => instruments.preferences.value.audible,
    ),
  };
}
