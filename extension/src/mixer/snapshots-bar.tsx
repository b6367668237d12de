import * as React from 'react';

import { closeByEscape } from '../panels/escape';
import { NumberField } from '../panels/number';
import { names } from '../panels/words';
import { trans } from '../translation';
import { askSnapshot, askSnapshotName, recall } from './asking';
import { useDesk } from './desk';
import {
  changedSince,
  currentSnapshot,
  overwriteSnapshot,
  removeSnapshot,
  snapshotsOf,
} from './snapshots';
import type { MixerStrip } from './strips';

/** The snapshots of the mix: to take, to come back to, and to keep in order. */
export function SnapshotsBar({ strips }: { strips: readonly MixerStrip[] }): React.JSX.Element {
  const desk = useDesk();
  const { doc, permissions } = desk.props;
  const document = doc.document();
  const all = snapshotsOf(document);
  const current = currentSnapshot(document);
  const marked = all.find(({ id }) => id === current) ?? null;
  const changed = current ? changedSince(document, strips, current) : [];
  const closed = permissions.piece() !== '';

  return (
    <div
      className="antiphon-Snapshots antiphon-row antiphon-wrap"
      role="group"
      aria-label={trans.__('Snapshots of the mix')}
    >
      <button
        type="button"
        className="antiphon-button"
        disabled={closed}
        onClick={() => void askSnapshot(desk)}
      >
        {trans.__('Take a snapshot…')}
      </button>
      {all.map(({ id, name, seconds }, at) => (
        <button
          key={id}
          type="button"
          className="antiphon-button antiphon-toggle"
          aria-pressed={id === current}
          title={trans.__('Bring the mix back to %1 (Alt+%2)', name, at + 1)}
          disabled={closed}
          onClick={() => recall(desk, { id, name, seconds })}
        >
          {name}
          {id === current && changed.length > 0 && (
            <small title={trans.__('Changed since: %1', names(changed.map((strip) => strip.name)))}>
              {' '}
              {trans.__('(changed since)')}
            </small>
          )}
        </button>
      ))}
      {marked && (
        <>
          <NumberField
            label={trans.__('Crossfade')}
            unit="s"
            value={marked.seconds}
            minimum={0}
            maximum={60}
            step={0.5}
            disabled={closed}
            onChange={(seconds) =>
              void desk.perform([{ root: 'snapshots', id: marked.id, fields: { seconds } }])
            }
          />
          <details onKeyDown={closeByEscape}>
            <summary
              className="antiphon-button"
              aria-label={trans.__('What can be done with %1', marked.name)}
            >
              …
            </summary>
            <div>
              <button
                type="button"
                className="antiphon-button"
                disabled={closed || changed.length === 0}
                aria-label={trans.__('Overwrite %1 with the mix as it is', marked.name)}
                onClick={() => desk.perform(overwriteSnapshot(doc.document(), strips, marked.id))}
              >
                {trans.__('Overwrite')}
              </button>
              <button
                type="button"
                className="antiphon-button"
                disabled={closed}
                aria-label={trans.__('Rename the snapshot %1', marked.name)}
                onClick={() => void askSnapshotName(desk, marked.id)}
              >
                {trans.__('Rename…')}
              </button>
              <button
                type="button"
                className="antiphon-button"
                disabled={closed}
                aria-label={trans.__('Remove the snapshot %1', marked.name)}
                onClick={() => desk.perform(removeSnapshot(doc.document(), marked.id))}
              >
                {trans.__('Remove')}
              </button>
            </div>
          </details>
        </>
      )}
    </div>
  );
}
