import * as React from 'react';

import type { AntiphonDoc } from '../document';
import { kept, same } from '../document/equal';
import { useDocument, useSignal } from '../panels/subscribe';
import { trans } from '../translation';
import { Desk, type MixerDesk, type MixerProps, useDesk } from './desk';
import { Detail } from './detail';
import { addBus, clearSolo } from './editing';
import { Lanes } from './lanes-view';
import { recallAt, SnapshotsBar } from './snapshots-bar';
import { StripView } from './strip-view';
import { anySolo, mixerStrips, type MixerStrip } from './strips';

/** The mixer of a piece. */
export function Mixer({ desk }: { desk: MixerDesk }): React.JSX.Element {
  return (
    <Desk.Provider value={desk}>
      <Console />
    </Desk.Provider>
  );
}

/** What is shown of a document here. */
function mixOf(doc: AntiphonDoc): readonly unknown[] {
  const { parts, mix, sends, inserts, nodes, edges, snapshots, settings, lanes } = doc.document();
  return [parts, mix, sends, inserts, nodes, edges, snapshots, settings, lanes];
}

/** The strips of a document, the same objects until they change. */
function useStrips(): readonly MixerStrip[] {
  const { doc } = useDesk().props;
  useDocument(doc, mixOf);
  const before = React.useRef<readonly MixerStrip[]>([]);
  const old = new Map(before.current.map((strip) => [strip.id, strip]));
  const now = mixerStrips(doc.document(), doc.piece.parts);
  before.current = same(
    now.map((strip) => kept(strip, old.get(strip.id))),
    before.current,
  );
  return before.current;
}

function Console(): React.JSX.Element {
  const desk = useDesk();
  const { doc, permissions } = desk.props;
  useSignal(permissions.changed);
  const strips = useStrips();
  const [open, setOpen] = React.useState('');
  const [current, setCurrent] = React.useState('');
  const [showsLanes, showLanes] = React.useState(false);
  const root = React.useRef<HTMLDivElement>(null);
  const buses = useSame(strips.filter(({ kind }) => kind === 'bus'));
  const soloed = anySolo(strips);
  const shown = strips.find(({ id }) => id === open) ?? null;
  const first = strips.find(({ id }) => id === current) ?? strips[0];
  const closed = permissions.newBus();

  const close = (): void => {
    setOpen('');
    root.current?.querySelector<HTMLElement>(`[data-strip="${open}"]`)?.focus();
  };
  const add = (): void => {
    const { id, edits } = addBus(doc.document(), doc.piece.parts);
    if (desk.perform(edits)) {
      setOpen(id);
    }
  };
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
      onKeyDown={(event) => onKey(event, root.current, desk, strips)}
    >
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
          onClick={add}
        >
          {trans.__('Add a bus')}
        </button>
        <button
          type="button"
          className="antiphon-button"
          disabled={!soloed}
          onClick={() => desk.perform(clearSolo(doc.document()))}
        >
          {trans.__('Clear solo')}
        </button>
        <button
          type="button"
          className="antiphon-button antiphon-toggle"
          aria-pressed={showsLanes}
          onClick={() => showLanes(!showsLanes)}
        >
          {trans.__('Automation')}
        </button>
        <SnapshotsBar strips={strips} />
      </div>
      <Told />
      {showsLanes ? (
        <Lanes strips={strips} />
      ) : (
        <div className={`antiphon-Mixer-desk ${shown ? 'antiphon-mod-open' : ''}`}>
          <div className="antiphon-Channels" role="group" aria-label={trans.__('Strips')}>
            {strips.map((strip) => (
              <div
                key={strip.id}
                className="antiphon-Channels-place"
                onFocus={() => setCurrent(strip.id)}
              >
                <StripView
                  strip={strip}
                  buses={buses}
                  open={strip.id === open}
                  silenced={soloed && strip.kind === 'part' && !strip.values.solo}
                  current={strip === first}
                  onOpen={setOpen}
                />
              </div>
            ))}
          </div>
          {shown && <Detail key={shown.id} strip={shown} strips={strips} onClose={close} />}
        </div>
      )}
    </div>
  );
}

/** The same array until its items change. */
function useSame<T>(items: readonly T[]): readonly T[] {
  const before = React.useRef<readonly T[]>(items);
  before.current = same(items, before.current);
  return before.current;
}

/** What was told last: why something was not done. */
function Told(): React.JSX.Element {
  const desk = useDesk();
  const [sentence, setSentence] = React.useState('');
  React.useEffect(() => {
    const hear = (_: MixerDesk, of: string): void => setSentence(of);
    desk.told.connect(hear);
    return () => void desk.told.disconnect(hear);
  }, [desk]);
  return (
    <p role="status" className="antiphon-Mixer-told">
      {sentence}
      {sentence && (
        <button
          type="button"
          className="antiphon-button"
          aria-label={trans.__('Close the message')}
          onClick={() => setSentence('')}
        >
          ✕
        </button>
      )}
    </p>
  );
}

/**
 * Keys: on a strip, left and right go to the next strip, down and Enter to its controls, M mutes and S solos; within its
 * controls, Alt with left or right goes to the same control of the next strip, and Escape back to the strip. Alt with a
 * digit brings a snapshot back.
 */
function onKey(
  event: React.KeyboardEvent,
  root: HTMLElement | null,
  desk: MixerDesk,
  strips: readonly MixerStrip[],
): void {
  const target = event.target as HTMLElement;
  const digit = /^Digit([1-9])$/.exec(event.code);
  if (event.altKey && digit && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    recallAt(root, Number(digit[1]));
    return;
  }
  const strip = target.closest<HTMLElement>('[data-strip]');
  if (!strip || event.ctrlKey || event.metaKey) {
    return;
  }
  const isStrip = target === strip;
  const all = [...(root?.querySelectorAll<HTMLElement>('[data-strip]') ?? [])];
  const goTo = (by: number): void => {
    const next = all[all.indexOf(strip) + by];
    const field = isStrip ? null : target.dataset.field;
    const control =
      field &&
      next?.querySelector<HTMLElement>(
        `input[data-field="${field}"], button[data-field="${field}"], [data-field="${field}"] input`,
      );
    (control || next)?.focus();
    next?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  };
  const along = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
  const letter = event.altKey ? '' : event.key.toLowerCase();
  if (along && (isStrip || event.altKey)) {
    event.preventDefault();
    goTo(document.dir === 'rtl' ? -along : along);
  } else if (isStrip && (event.key === 'Enter' || event.key === 'ArrowDown')) {
    event.preventDefault();
    strip.querySelector<HTMLElement>('button, input')?.focus();
  } else if (!isStrip && event.key === 'Escape') {
    event.stopPropagation();
    strip.focus();
  } else if ((letter === 'm' || letter === 's') && target.tagName !== 'SELECT') {
    const field = letter === 'm' ? 'mute' : 'solo';
    const of = strips.find(({ id }) => id === strip.dataset.strip);
    if (of && !(field === 'solo' && of.kind === 'master')) {
      event.preventDefault();
      event.stopPropagation();
      desk.flip(of.id, field, !of.values[field]);
    }
  }
}

export type { MixerProps };
