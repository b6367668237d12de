import { UseSignal } from '@jupyterlab/ui-components';
import * as React from 'react';

import { trans } from '../../translation';
import type { Layout } from '../engraving/placement';
import type { ScoreView } from './view';

/** The ways of laying a score out, and what they are called. */
export function layouts(): readonly [Layout, string][] {
  return [
    ['scroll', trans.__('Down the screen')],
    ['page', trans.__('Pages')],
    ['continuous', trans.__('One long line')],
  ];
}

/** How the piece is looked at: layout, parts, pitch and size. Opens under its button. */
export function ViewMenu({ score }: { score: ScoreView }): React.JSX.Element {
  const menu = React.useRef<HTMLDetailsElement>(null);
  const name = React.useId();
  const close = (): void => {
    if (menu.current?.open) {
      menu.current.open = false;
      menu.current.querySelector('summary')?.focus();
    }
  };
  return (
    <details
      ref={menu}
      className="antiphon-ViewMenu"
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          close();
        }
      }}
      onBlur={(event) => {
        if (menu.current && event.relatedTarget && !menu.current.contains(event.relatedTarget)) {
          menu.current.open = false;
        }
      }}
    >
      <summary className="antiphon-EditBar-button">{trans.__('View')}</summary>
      <UseSignal signal={score.viewingChanged}>
        {() => (
          <UseSignal signal={score.editor.doc.changed}>
            {() => <Choices score={score} name={name} />}
          </UseSignal>
        )}
      </UseSignal>
    </details>
  );
}

function Choices({ score, name }: { score: ScoreView; name: string }): React.JSX.Element {
  const { layout, parts, concert, zoom, rests } = score.viewing;
  const all = score.editor.doc.piece.parts;
  const shown = new Set(score.shown.piece.parts.map(({ id }) => id));
  const toggle = (id: string): void => {
    const next = parts.length === 0 ? new Set(all.map((part) => part.id)) : new Set(parts);
    if (!next.delete(id)) {
      next.add(id);
    }
    score.look({ parts: next.size === 0 || next.size === all.length ? [] : [...next] });
  };
  return (
    <div className="antiphon-ViewMenu-choices">
      <fieldset>
        <legend>{trans.__('Layout')}</legend>
        {layouts().map(([value, label]) => (
          <label key={value}>
            <input
              type="radio"
              name={name}
              checked={layout === value}
              onChange={() => score.look({ layout: value })}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{trans.__('Pitch')}</legend>
        <label>
          <input
            type="checkbox"
            checked={concert}
            onChange={() => score.look({ concert: !concert })}
          />
          {trans.__('As it sounds (concert pitch)')}
        </label>
      </fieldset>
      <fieldset>
        <legend>{trans.__('Size')}</legend>
        <label>
          <select
            aria-label={trans.__('Size of the music')}
            value={zoom}
            onChange={(event) => score.look({ zoom: Number(event.target.value) })}
          >
            {Array.from({ length: 16 }, (_, step) => (5 + step) / 10).map((of) => (
              <option key={of} value={of}>
                {trans.__('%1 %', Math.round(of * 100))}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => score.fitWidth()}>
          {trans.__('Fit the width')}
        </button>
      </fieldset>
      <fieldset>
        <legend>{trans.__('Together')}</legend>
        <label>
          <input
            type="checkbox"
            checked={score.proposalsShown}
            onChange={() => (score.proposalsShown = !score.proposalsShown)}
          />
          {trans.__('Proposals')}
        </label>
        <label>
          <UseSignal signal={score.authors.switched}>
            {() => (
              <input
                type="checkbox"
                checked={score.authors.on}
                onChange={() => (score.authors.on = !score.authors.on)}
              />
            )}
          </UseSignal>
          {trans.__('Colours by author')}
        </label>
      </fieldset>
      <fieldset>
        <legend>{trans.__('Parts')}</legend>
        <button
          type="button"
          disabled={parts.length === 0}
          onClick={() => score.look({ parts: [] })}
        >
          {trans.__('All parts')}
        </button>
        <label>
          <input type="checkbox" checked={rests} onChange={() => score.look({ rests: !rests })} />
          {trans.__('Measures of rest as one, in a part alone')}
        </label>
        {all.map((part) => (
          <span key={part.id} className="antiphon-ViewMenu-part">
            <label>
              <input
                type="checkbox"
                checked={shown.has(part.id)}
                onChange={() => toggle(part.id)}
              />
              {part.name}
            </label>
            <button
              type="button"
              aria-label={trans.__('Show only %1', part.name)}
              onClick={() => score.look({ parts: [part.id] })}
            >
              {trans.__('Only')}
            </button>
          </span>
        ))}
      </fieldset>
    </div>
  );
}
