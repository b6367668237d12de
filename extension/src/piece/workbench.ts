import { MessageLoop } from '@lumino/messaging';
import { type ISignal, Signal } from '@lumino/signaling';
import { SplitPanel, Widget } from '@lumino/widgets';

import { trans } from '../translation';
import { BARS, moveByKeys } from './bars';

/** What can be worked on, in the order in which it stands. */
export const PANES = ['score', 'graph', 'code', 'mixer'] as const;

export type Pane = (typeof PANES)[number];

/** What the panes are called. */
export const paneNames = (): Readonly<Record<Pane, string>> => ({
  score: trans.__('Score'),
  graph: trans.__('Graph'),
  code: trans.__('Code'),
  mixer: trans.__('Mixer'),
});

/** Narrower than this (CSS pixels), one pane is shown at a time. */
const ROOMY = 760;
/** Where this browser keeps what is shown, and how the room is shared. */
const KEY = 'antiphon:workbench';
/** Least width and height of a pane, in CSS pixels. */
const LEAST = 120;

/** How somebody's workbench is arranged: theirs alone, never in the document. */
export interface Arrangement {
  /** At least one. */
  readonly shown: readonly Pane[];
  /** The share that each pane in the row takes of its width, and the mixer of the height: by pane, 0 to 1. */
  readonly shares: Readonly<Partial<Record<Pane, number>>>;
}

export const USUAL: Arrangement = { shown: ['score'], shares: {} };

/** What of anything is an arrangement; the usual for what is not. */
export function readArrangement(of: unknown): Arrangement {
  const { shown, shares } = (of ?? {}) as Record<string, unknown>;
  const panes = PANES.filter((pane) => Array.isArray(shown) && shown.includes(pane));
  const known = (shares ?? {}) as Record<string, unknown>;
  return {
    shown: panes.length > 0 ? panes : USUAL.shown,
    shares: Object.fromEntries(
      PANES.flatMap((pane) => {
        const share = known[pane];
        return typeof share === 'number' && share > 0 && share < 1 ? [[pane, share]] : [];
      }),
    ),
  };
}

/**
 * The panes of a piece: the score, the graph and its code side by side, the mixer below. Each can be shown and hidden, but one
 * is always there; on a narrow page only the one that was shown last is.
 */
export class Workbench extends SplitPanel {
  /** @param score - the pane that is there from the beginning. */
  constructor(score: Widget) {
    super({ orientation: 'vertical', spacing: 5, renderer: BARS });
    this.addClass('antiphon-Workbench');
    this._row.addClass('antiphon-Workbench-row');
    this.addWidget(this._row);
    this._put('score', score);
    this._row.handleMoved.connect(this._onHandle, this);
    this.handleMoved.connect(this._onHandle, this);
    const nameOf = (widget: Widget): string =>
      widget === this._row ? trans.__('what is above') : paneNames()[this._nameOf(widget)];
    moveByKeys(this._row, nameOf, () => this._onHandle());
    moveByKeys(this, nameOf, () => this._onHandle());
    this._sizes.observe(this.node);
  }

  /** A pane came or went. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Say how a pane is made: when it is first shown. */
  offer(pane: Exclude<Pane, 'score'>, make: () => Widget): void {
    this._makers.set(pane, make);
    this._arrange();
  }

  /** Whether there is such a pane to show. */
  has(pane: Pane): boolean {
    return this._panes.has(pane) || this._makers.has(pane);
  }

  /** The pane's widget; null until it was shown for the first time. */
  pane(pane: Pane): Widget | null {
    return this._panes.get(pane) ?? null;
  }

  /** Whether a pane is seen now. */
  isShown(pane: Pane): boolean {
    return this.has(pane) && this._seen().includes(pane);
  }

  /** Show a pane, and give it the keyboard. */
  present(pane: Pane): void {
    this._front = pane;
    this._keep([...this._arrangement.shown, pane]);
    this.pane(pane)?.activate();
  }

  /** Show a pane, or hide it where it is shown; the score comes back where nothing would be left. */
  toggle(pane: Pane): void {
    if (!this.isShown(pane)) {
      this.present(pane);
      return;
    }
    const rest = this._arrangement.shown.filter((other) => other !== pane);
    const next = this._narrow || rest.length === 0 ? (pane === 'score' ? 'graph' : 'score') : null;
    if (next && this.has(next)) {
      this._front = next;
      rest.push(next);
    }
    this._keep(rest);
    this.pane(this._seen()[0])?.activate();
  }

  override dispose(): void {
    if (!this.isDisposed) {
      this._sizes.disconnect();
      super.dispose();
    }
  }

  private _keep(shown: readonly Pane[]): void {
    this._arrangement = { ...this._arrangement, shown: PANES.filter((of) => shown.includes(of)) };
    write(this._arrangement);
    this._arrange();
    this._changed.emit();
  }

  /** The panes to be seen. */
  private _seen(): readonly Pane[] {
    const shown = this._arrangement.shown.filter((pane) => this.has(pane));
    const all = shown.length > 0 ? shown : USUAL.shown;
    return this._narrow ? [all.includes(this._front) ? this._front : all[0]] : all;
  }

  private _arrange(): void {
    const seen = this._seen();
    for (const pane of seen) {
      const make = this._makers.get(pane);
      if (make && !this._panes.has(pane)) {
        this._put(pane, make());
      }
    }
    this._panes.forEach((widget, pane) => widget.setHidden(!seen.includes(pane)));
    this._row.setHidden(this._row.widgets.every((widget) => widget.isHidden));
    const { shares } = this._arrangement;
    const row = this._row.widgets.map((widget) => shares[this._nameOf(widget)] ?? 0.5);
    this._row.setRelativeSizes(row);
    const mixer = shares.mixer ?? 0.5;
    this.setRelativeSizes([1 - mixer, mixer]);
  }

  private _put(pane: Pane, widget: Widget): void {
    widget.addClass('antiphon-Workbench-pane');
    widget.node.style.minWidth ||= `${LEAST}px`;
    widget.node.style.minHeight ||= `${LEAST}px`;
    this._panes.set(pane, widget);
    if (pane === 'mixer') {
      this.addWidget(widget);
      return;
    }
    const place = this._row.widgets.filter(
      (other) => PANES.indexOf(this._nameOf(other)) < PANES.indexOf(pane),
    ).length;
    this._row.insertWidget(place, widget);
  }

  private _nameOf(widget: Widget): Pane {
    return [...this._panes].find(([, of]) => of === widget)![0];
  }

  /** Somebody moved the bar between two panes: keep how the room is shared. */
  private _onHandle(): void {
    const shares: Partial<Record<Pane, number>> = { ...this._arrangement.shares };
    const note = (of: SplitPanel): void => {
      const sizes = of.relativeSizes();
      of.widgets.forEach((widget, place) => {
        if (widget !== this._row && !widget.isHidden && sizes[place] > 0 && sizes[place] < 1) {
          shares[this._nameOf(widget)] = sizes[place];
        }
      });
    };
    note(this._row);
    if (this.isShown('mixer') && !this._row.isHidden) {
      note(this);
    }
    this._arrangement = { ...this._arrangement, shares };
    write(this._arrangement);
  }

  /** The room changed, as it also does where a neighbour in the page comes or goes. */
  private _fit(): void {
    const { clientWidth } = this.node;
    if (clientWidth === 0) {
      return;
    }
    const narrow = clientWidth < ROOMY;
    if (narrow !== this._narrow) {
      this._narrow = narrow;
      this._arrange();
      this._changed.emit();
    }
    MessageLoop.sendMessage(this, Widget.ResizeMessage.UnknownSize);
  }

  private readonly _row = new SplitPanel({
    orientation: 'horizontal',
    spacing: 5,
    renderer: BARS,
  });
  private readonly _panes = new Map<Pane, Widget>();
  private readonly _makers = new Map<Pane, () => Widget>();
  private readonly _changed = new Signal<this, void>(this);
  private readonly _sizes = new ResizeObserver(() => this._fit());
  private _arrangement = read();
  private _front: Pane = 'score';
  private _narrow = false;
}

function read(): Arrangement {
  try {
    return readArrangement(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
  } catch {
    return USUAL;
  }
}

function write(arrangement: Arrangement): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(arrangement));
  } catch {
    // A browser that keeps nothing shows the score alone next time.
  }
}
