import * as React from 'react';

import { same } from '../document/equal';
import { useDocument, useSignal } from '../panels/subscribe';
import { trans } from '../translation';
import { keyRows } from './actions';
import { newBus } from './asking';
import { Desk, type MixerDesk, type Telling, useDesk } from './desk';
import { Detail } from './detail';
import { clearSolo } from './editing';
import { onKey, onMenu } from './keys';
import { Lanes } from './lanes-view';
import { mixOf } from './roster';
import type { Section } from './sight';
import { SnapshotsBar } from './snapshots-bar';
import { StripView } from './strip-view';
import { anySolo } from './strips';

/** The mixer of a piece. */
export function Mixer({ desk }: { desk: MixerDesk }): React.JSX.Element {
  return (
    <Desk.Provider value={desk}>
      <Console />
    </Desk.Provider>
  );
}

function Console(): React.JSX.Element {
  const desk = useDesk();
  const { sight, strips } = desk;
  useDocument(desk.props.doc, mixOf);
  useSignal(desk.props.permissions.changed);
  useSignal(sight.changed);
  const root = React.useRef<HTMLDivElement>(null);
  const buses = useSame(strips.filter(({ kind }) => kind === 'bus'));
  const soloed = anySolo(strips);
  const shown = strips.find(({ id }) => id === sight.open) ?? null;
  const { current } = desk;
  // Who closes a detail is back at its strip; on a phone it was not there until now.
  const before = React.useRef('');
  React.useEffect(() => {
    if (before.current && !sight.open && !document.activeElement?.closest('[data-strip]')) {
      root.current?.querySelector<HTMLElement>(`[data-strip="${before.current}"]`)?.focus();
    }
    before.current = sight.open;
  }, [sight, sight.open]);
  const open = React.useCallback(
    (id: string, section?: Section) => (id ? sight.show(id, section) : sight.close()),
    [sight],
  );

  if (strips.length === 1) {
    return (
      <p className="antiphon-empty">
        {trans.__(
          'The piece has no parts yet. Each part that is added to the score gets its strip here.',
        )}
      </p>
    );
  }
  return (
    <div
      ref={root}
      className="antiphon-Mixer"
      onKeyDown={(event) => onKey(event, root.current!, desk)}
      onContextMenu={(event) => onMenu(event, desk)}
    >
      <Bar soloed={soloed} />
      <Told />
      {sight.lanes ? (
        <Lanes strips={strips} />
      ) : (
        <div className={`antiphon-Mixer-desk ${shown ? 'antiphon-mod-open' : ''}`}>
          <div className="antiphon-Channels" role="group" aria-label={trans.__('Strips')}>
            {strips.map((strip) => (
              <div
                key={strip.id}
                className="antiphon-Channels-place"
                onFocus={() => sight.choose(strip.id)}
              >
                <StripView
                  strip={strip}
                  buses={buses}
                  open={strip.id === sight.open}
                  silenced={soloed && strip.kind === 'part' && !strip.values.solo}
                  current={strip === current}
                  onOpen={open}
                />
              </div>
            ))}
          </div>
          {shown && (
            <Detail key={shown.id} strip={shown} strips={strips} onClose={() => sight.close()} />
          )}
        </div>
      )}
    </div>
  );
}

/** What is done with the mixer as a whole. */
function Bar({ soloed }: { soloed: boolean }): React.JSX.Element {
  const desk = useDesk();
  const { sight, props } = desk;
  const closed = props.permissions.newBus();
  return (
    <div
      className="antiphon-Mixer-bar antiphon-row antiphon-wrap"
      role="toolbar"
      aria-label={trans.__('Mixer')}
    >
      <button
        type="button"
        className="antiphon-button"
        disabled={closed !== ''}
        title={closed || undefined}
        onClick={() => newBus(desk)}
      >
        {trans.__('Add a bus')}
      </button>
      <button
        type="button"
        className="antiphon-button"
        disabled={!soloed}
        onClick={() => desk.perform(clearSolo(props.doc.document()))}
      >
        {trans.__('Clear solo')}
      </button>
      <button
        type="button"
        className="antiphon-button"
        title={trans.__('Forget the highest peaks of all strips')}
        onClick={() => desk.meters.resetAll()}
      >
        {trans.__('Clear peaks')}
      </button>
      <button
        type="button"
        className="antiphon-button antiphon-toggle"
        aria-pressed={sight.lanes}
        onClick={() => sight.showLanes(!sight.lanes)}
      >
        {trans.__('Automation')}
      </button>
      <SnapshotsBar strips={desk.strips} />
      <button
        type="button"
        className="antiphon-button"
        aria-label={trans.__('Keys of the mixer')}
        title={trans.__('Keys of the mixer')}
        onClick={() => void props.ask.keys(trans.__('Keys of the mixer'), keyRows())}
      >
        ?
      </button>
    </div>
  );
}

/** The same array until its items change. */
function useSame<T>(items: readonly T[]): readonly T[] {
  const before = React.useRef<readonly T[]>(items);
  before.current = same(items, before.current);
  return before.current;
}

/** What was told last: why something was not done, or what was, for those who do not see it. */
function Told(): React.JSX.Element {
  const desk = useDesk();
  const [{ sentence, seen }, setTold] = React.useState<Telling>({ sentence: '', seen: false });
  React.useEffect(() => {
    const hear = (_: MixerDesk, of: Telling): void => setTold(of);
    desk.told.connect(hear);
    return () => void desk.told.disconnect(hear);
  }, [desk]);
  return (
    <p role="status" className={seen ? 'antiphon-Mixer-told' : 'antiphon-hidden'}>
      {sentence}
      {sentence && seen && (
        <button
          type="button"
          className="antiphon-button"
          aria-label={trans.__('Close the message')}
          onClick={() => setTold({ sentence: '', seen: false })}
        >
          ✕
        </button>
      )}
    </p>
  );
}
