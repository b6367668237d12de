import * as React from 'react';

import { RECORDING_FORMATS, type RecordingFormat, type SessionConnection } from '../session';
import { useNow, useSession } from './subscribe';
import * as words from './words';
import { trans } from '../translation';

/** Seconds that the recording has run; 0 where nothing is recorded. */
function useRecorded(session: SessionConnection): number {
  const { state, connected } = useSession(session);
  const running = connected && state?.recording.status === 'on';
  const now = useNow(running, 500);
  return state && running
    ? state.recording.seconds + Math.max(0, now - session.arrival) / 1000
    : (state?.recording.seconds ?? 0);
}

/** That everything is being recorded, for everybody to see. */
export function RecordingSign({
  session,
}: {
  session: SessionConnection;
}): React.JSX.Element | null {
  const { state } = useSession(session);
  const seconds = useRecorded(session);
  return state?.recording.status === 'on' ? (
    <span className="antiphon-RecordingSign">
      <span className="antiphon-dot" aria-hidden="true" />
      {trans._p('now', 'Recording')} <span role="timer">{words.clock(seconds)}</span>
    </span>
  ) : null;
}

function titleOf(format: RecordingFormat): string {
  return format === 'flac' ? trans.__('FLAC (smaller)') : 'WAV';
}

/** Recording the stems: the teacher starts and ends it, everybody sees that it runs. */
export function Recording({ session }: { session: SessionConnection }): React.JSX.Element {
  const { state, may } = useSession(session);
  const seconds = useRecorded(session);
  const [format, setFormat] = React.useState<RecordingFormat>('flac');
  const id = React.useId();
  const recording = state?.recording;
  const running = recording?.status === 'on';
  return (
    <section aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{trans.__('Recording')}</h3>
      {recording?.status === 'failed' && (
        <p className="antiphon-fault" role="alert">
          {recording.message || trans.__('The recording failed; the server gave no reason.')}
        </p>
      )}
      {running ? (
        <p>
          <RecordingSign session={session} />
        </p>
      ) : (
        <p className="antiphon-note">
          {recording && recording.seconds > 0
            ? trans.__('The last recording ran for %1.', words.clock(seconds))
            : trans.__('Each stem and the mix can be recorded, as they sound.')}
        </p>
      )}
      {recording?.folder && (
        <p className="antiphon-note">
          {trans.__('In the folder')} <code>{recording.folder}</code>
        </p>
      )}
      {may('record') && (
        <div className="antiphon-row">
          <label htmlFor={id} className="antiphon-hidden">
            {trans.__('Format of the recording')}
          </label>
          <select
            id={id}
            className="antiphon-field"
            value={format}
            disabled={running}
            onChange={(event) => setFormat(event.target.value as RecordingFormat)}
          >
            {RECORDING_FORMATS.map((each) => (
              <option key={each} value={each}>
                {titleOf(each)}
              </option>
            ))}
          </select>
          <button
            type="button"
            className="antiphon-button"
            onClick={() => session.record(!running, format)}
          >
            {!running && <span className="antiphon-dot" aria-hidden="true" />}
            {running ? trans.__('Stop recording') : trans.__('Record')}
          </button>
        </div>
      )}
    </section>
  );
}
