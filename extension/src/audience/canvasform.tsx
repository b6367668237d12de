import * as React from 'react';

import type { AntiphonDoc } from '../document';
import { useBegun } from '../panels/begun';
import { NumberField } from '../panels/number';
import { useSignal } from '../panels/subscribe';
import * as panelWords from '../panels/words';
import {
  CANVAS_MODES,
  type CanvasKind,
  type CanvasKnob,
  type CanvasMode,
  type CanvasOpening,
  type SessionConnection,
} from '../session';
import { trans } from '../translation';
import type { Selected } from './canvas';
import { knobName, knobsOf, MOST_KNOBS } from './knobs';

export interface CanvasFormProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  selected?: Selected;
}

/** What is to be opened, as far as it is chosen; null where the selection says it. */
interface Draft {
  readonly kind: CanvasKind;
  readonly part: string | null;
  readonly from: string | null;
  readonly until: string | null;
  /** Knobs that were left out of the selected nodes', as `node parameter`. */
  readonly without: readonly string[];
  readonly mode: CanvasMode;
  readonly quota: number;
  readonly name: string;
}

const BLANK: Draft = {
  kind: 'notes',
  part: null,
  from: null,
  until: null,
  without: [],
  mode: 'direct',
  quota: 30,
  name: '',
};

/** Measures that a canvas takes where nothing is selected. */
const USUAL = 4;

/** What is opened to the audience's fingers, and how; at first what is selected in the score or the graph. */
export function CanvasForm({ doc, session, selected }: CanvasFormProps): React.JSX.Element {
  useSignal(doc.changed);
  useSignal(selected?.changed ?? doc.changed);
  const [draft, setDraft] = useBegun<Draft>('canvas', BLANK);
  const id = React.useId();
  const set = (changes: Partial<Draft>): void => setDraft({ ...draft, ...changes });
  const { parts, measures } = doc.piece;
  const { kind, mode } = draft;
  const stretch = selected?.measures() ?? null;
  const part = known(parts, draft.part) ?? known(parts, selected?.part()) ?? parts[0]?.id ?? '';
  const from =
    known(measures, draft.from) ?? known(measures, stretch?.from) ?? measures[0]?.id ?? '';
  const begins = measures.findIndex((each) => each.id === from);
  const usual = measures[Math.min(measures.length - 1, begins + USUAL - 1)]?.id ?? '';
  const until = known(measures, draft.until) ?? known(measures, stretch?.until) ?? usual;
  const knobs = knobsOf(doc, selected?.nodes() ?? []);
  const chosen = knobs.filter((knob) => !draft.without.includes(keyOf(knob))).slice(0, MOST_KNOBS);
  const fault = faultOf(doc, draft, { part, from, until, knobs, chosen });

  function open(): void {
    const opening: CanvasOpening = {
      kind,
      ...(kind === 'notes' ? { part, from, until } : { knobs: chosen }),
      mode,
      quota: draft.quota,
      ...(draft.name.trim() && { name: draft.name.trim() }),
    };
    session.audience.openCanvas(opening);
  }

  const measure = (which: 'from' | 'until', label: string, value: string): React.JSX.Element => (
    <label className="antiphon-PollForm-line">
      {label}
      <select
        className="antiphon-field"
        value={value}
        onChange={(event) => set({ [which]: event.target.value })}
      >
        {measures.map((each) => (
          <option key={each.id} value={each.id}>
            {trans.__('measure %1', each.number)}
          </option>
        ))}
      </select>
    </label>
  );

  return (
    <div className="antiphon-PollForm">
      <label className="antiphon-PollForm-line">
        {trans.__('What the audience may edit')}
        <select
          className="antiphon-field"
          value={kind}
          onChange={(event) => set({ kind: event.target.value === 'knobs' ? 'knobs' : 'notes' })}
        >
          <option value="notes">{trans.__('Notes of a part')}</option>
          <option value="knobs">{trans.__('Knobs of the sound')}</option>
        </select>
      </label>
      {kind === 'notes' && (
        <>
          <label className="antiphon-PollForm-line">
            {trans.__('Part')}
            <select
              className="antiphon-field"
              value={part}
              onChange={(event) => set({ part: event.target.value })}
            >
              {parts.map((each) => (
                <option key={each.id} value={each.id}>
                  {panelWords.partName(each)}
                </option>
              ))}
            </select>
          </label>
          <div className="antiphon-row antiphon-OpenCanvas-measures">
            {measure('from', trans.__('From'), from)}
            {measure('until', trans.__('To the end of'), until)}
          </div>
          {(draft.part ?? draft.from ?? draft.until) !== null && stretch && (
            <button
              type="button"
              className="antiphon-button"
              onClick={() => set({ part: null, from: null, until: null })}
            >
              {trans.__('Take what is selected in the score')}
            </button>
          )}
        </>
      )}
      {kind === 'knobs' && knobs.length > 0 && (
        <fieldset className="antiphon-Choices">
          <legend>{trans.__('Knobs of what is selected (%1 at most)', MOST_KNOBS)}</legend>
          <div className="antiphon-Choices-list">
            {knobs.map((knob) => {
              const isChosen = chosen.includes(knob);
              return (
                <label key={keyOf(knob)} className="antiphon-row">
                  <input
                    type="checkbox"
                    checked={isChosen}
                    disabled={!isChosen && chosen.length >= MOST_KNOBS}
                    onChange={() =>
                      set({ without: toggled(draft.without, knobs, chosen, keyOf(knob)) })
                    }
                  />
                  {knobName(doc, knob)}
                </label>
              );
            })}
          </div>
        </fieldset>
      )}
      <label className="antiphon-PollForm-line">
        {trans.__('Name for the audience (it may stay empty)')}
        <input
          className="antiphon-field"
          maxLength={80}
          value={draft.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </label>
      <label className="antiphon-PollForm-line">
        {trans.__('What people do')}
        <select
          className="antiphon-field"
          value={mode}
          onChange={(event) =>
            set({ mode: CANVAS_MODES.find((each) => each === event.target.value) ?? 'direct' })
          }
        >
          <option value="direct">{trans.__('is heard at the next bar')}</option>
          <option value="reviewed">{trans.__('waits until you accept it')}</option>
        </select>
      </label>
      <NumberField
        label={trans.__('Places that one person may hold (0: any number)')}
        value={draft.quota}
        minimum={0}
        maximum={1000}
        step={1}
        onChange={(quota) => set({ quota: Math.round(quota) })}
      />
      <button
        type="button"
        className="antiphon-button antiphon-primary"
        disabled={!session.connected || fault !== ''}
        aria-describedby={fault ? id : undefined}
        onClick={open}
      >
        {trans.__('Open the canvas')}
      </button>
      <p id={id} className="antiphon-note">
        {fault}
      </p>
    </div>
  );
}

interface Chosen {
  part: string;
  from: string;
  until: string;
  knobs: readonly CanvasKnob[];
  chosen: readonly CanvasKnob[];
}

/** What is missing before the canvas can be opened; empty where nothing is. */
function faultOf({ piece }: AntiphonDoc, { kind }: Draft, of: Chosen): string {
  if (kind === 'knobs') {
    return of.knobs.length === 0
      ? trans.__('Select nodes in the graph first: their knobs are listed here.')
      : of.chosen.length === 0
        ? trans.__('Choose at least one knob.')
        : '';
  }
  if (of.part === '' || of.from === '') {
    return trans.__('The piece needs a part and a measure first.');
  }
  const place = (id: string): number => piece.measures.findIndex((each) => each.id === id);
  return place(of.until) < place(of.from)
    ? trans.__('The last measure must not be before the first.')
    : '';
}

function known(all: readonly { id: string }[], id: string | null | undefined): string | null {
  return all.some((each) => each.id === id) ? (id ?? null) : null;
}

function keyOf({ node, parameter }: CanvasKnob): string {
  return `${node} ${parameter}`;
}

/** The knobs that are left out once one more is, or is no more; those beyond the bound are said to be. */
function toggled(
  without: readonly string[],
  knobs: readonly CanvasKnob[],
  chosen: readonly CanvasKnob[],
  key: string,
): string[] {
  const elsewhere = without.filter((each) => !knobs.some((knob) => keyOf(knob) === each));
  const out = knobs.filter((knob) => !chosen.includes(knob)).map(keyOf);
  const next = out.includes(key) ? out.filter((each) => each !== key) : [...out, key];
  return [...elsewhere, ...next];
}
