import { type ISignal, Signal } from '@lumino/signaling';

import { trans } from '../../translation';
import type { System } from '../engraving/system';
import type { SlotIndex } from '../music/slot';
import type { Company } from './company';
import type { Presence } from './presence';

/** What is needed of the view that follows. */
export interface Follows {
  readonly node: HTMLElement;
  readonly index: SlotIndex;
  /** The system that has a measure, by its position. */
  systemOf(measure: number): System | undefined;
}

/** Keys with which one looks elsewhere on one's own. */
const LEAVING = new Set(['Escape', 'PageUp', 'PageDown', 'Home', 'End']);

/** Keeps in sight what another person works on, until this person looks elsewhere. */
export class Follower {
  constructor(
    private readonly _company: Company,
    private readonly _view: Follows,
  ) {
    this.banner.className = 'antiphon-Follow';
    this.banner.hidden = true;
    this._words.setAttribute('role', 'status');
    this._stop.type = 'button';
    this._stop.className = 'antiphon-button';
    this._stop.addEventListener('click', () => this.follow(''));
    this.banner.append(this._words, this._stop);
    _company.changed.connect(this._onCompany, this);
  }

  /** Says who is followed, with a button to stop. */
  readonly banner = document.createElement('div');

  /** The id of who is followed; empty where nobody is. */
  get person(): string {
    return this._person;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Follow somebody who is here; nobody, where it is empty. */
  follow(person: string): void {
    const found = this._company.find(person);
    const next = found ? person : '';
    if (next === this._person) {
      return;
    }
    this._person = next;
    this._seen = '';
    const hadFocus = this.banner.contains(document.activeElement);
    this.banner.hidden = !found;
    this._words.textContent = found ? trans.__('You follow %1.', found.name) : '';
    this._stop.textContent = trans.__('Stop following');
    this._listen(next !== '');
    if (found) {
      this._keepUp(found);
    } else if (hadFocus) {
      this._view.node.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
    }
    this._changed.emit();
  }

  /** Follow the person after the one who is followed; after the last, nobody. */
  next(): void {
    const people = [...new Set(this._company.others.map(({ person }) => person))].sort();
    this.follow(people[people.indexOf(this._person) + 1] ?? '');
  }

  /** Bring the place where somebody works, or else looks, into sight. */
  goTo(person: string): void {
    const found = this._company.find(person);
    if (found) {
      this._show(found, true);
    }
  }

  dispose(): void {
    this._listen(false);
    this._company.changed.disconnect(this._onCompany, this);
    Signal.clearData(this);
  }

  private _onCompany(): void {
    if (this._person !== '') {
      const found = this._company.find(this._person);
      if (found) {
        this._keepUp(found);
      } else {
        this.follow('');
      }
    }
  }

  private _keepUp(other: Presence): void {
    const working = JSON.stringify([other.selection, other.caret]);
    const seen = `${working} ${other.view}`;
    if (seen !== this._seen) {
      const moved = !this._seen.startsWith(`${working} `);
      this._seen = seen;
      this._show(other, moved);
    }
  }

  /** Show somebody's cursor; where they have none, or only scrolled, what they look at. */
  private _show(other: Presence, working: boolean): void {
    const position = working ? this._company.position(other) : null;
    const looked = this._view.index.measureIndex(other.view);
    const node = this._view.systemOf(position?.measure ?? looked ?? -1)?.node;
    if (!node) {
      return;
    }
    const { node: view } = this._view;
    const window = view.getBoundingClientRect();
    const { top, bottom } = node.getBoundingClientRect();
    if (!position || top < window.top || bottom > window.bottom) {
      view.scrollTop += top - window.top - Math.min(60, window.height / 8);
    }
  }

  private _listen(on: boolean): void {
    const { node } = this._view;
    const act = on ? 'addEventListener' : 'removeEventListener';
    node[act]('wheel', this._leave, { passive: true });
    node[act]('touchmove', this._leave, { passive: true });
    node[act]('pointerdown', this._onPointer);
    document[act]('keydown', this._onKey, true);
  }

  private readonly _leave = (): void => this.follow('');

  private readonly _onPointer = (event: Event): void => {
    // The scroll bar is the view's own; what lies in it is not.
    if (event.target === this._view.node) {
      this.follow('');
    }
  };

  private readonly _onKey = (event: Event): void => {
    const { key } = event as KeyboardEvent;
    const inScore = this._view.node.contains(event.target as Node | null);
    if (key === 'Escape' || (inScore && LEAVING.has(key))) {
      this.follow('');
    }
  };

  private readonly _words = document.createElement('span');
  private readonly _stop = document.createElement('button');
  private readonly _changed = new Signal<this, void>(this);
  private _person = '';
  private _seen = '';
}
