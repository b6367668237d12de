import { type ISignal, Signal } from '@lumino/signaling';

import { trans } from '../../translation';
import type { System } from '../engraving/system';
import { formatColour, parseColour, readableOn, resolveColour, type Rgb, WHITE } from './colour';
import { titled } from '../engraving/drawn';
import { initials } from './initials';

/** Colours that are told apart, also by most of those who see few; whoever comes later begins again with the first. */
const COLOURS = [
  '#0060a8',
  '#b34700',
  '#00764a',
  '#a3307a',
  '#6447c0',
  '#7a5c00',
  '#c0001f',
  '#006d77',
].map((colour) => parseColour(colour)!);

/** Somebody who wrote something. */
export interface Author {
  /** The person's id. */
  readonly id: string;
  readonly name: string;
}

/** Colours notes by who wrote them, with a legend; initials and name are said of each note, as colour alone says nothing to some. */
export class AuthorColours {
  /** @param _redraw - Draws the score's marks again. */
  constructor(private readonly _redraw: () => void) {
    this.legend.className = 'antiphon-Legend';
    this.legend.hidden = true;
    this.legend.setAttribute('aria-label', trans.__('Who wrote what'));
  }

  /** Who has which colour. */
  readonly legend = document.createElement('ul');

  /** They were switched on or off. */
  get switched(): ISignal<this, void> {
    return this._switched;
  }

  /** Whether notes are coloured. */
  get on(): boolean {
    return this._on;
  }

  set on(on: boolean) {
    if (on !== this._on) {
      this._on = on;
      this._switched.emit();
      this._show();
    }
  }

  /**
   * Say who wrote what.
   *
   * @param people - In the order of their colours.
   * @param authors - A note's author, as a position in `people`, by the note's id.
   */
  set(people: readonly Author[], authors: ReadonlyMap<string, number>): void {
    this._people = people;
    this._authors = authors;
    this._show();
  }

  /** Colour the systems that are not coloured yet as things are now. */
  draw(systems: readonly System[]): void {
    for (const system of systems) {
      const { overlay } = system;
      const drawn = overlay && (this._drawn.get(overlay) ?? 0);
      if (overlay && drawn !== this._revision && (this._on || drawn !== 0)) {
        this._drawn.set(overlay, this._on ? this._revision : 0);
        this._colour(system);
      }
    }
  }

  private _show(): void {
    this._revision += 1;
    const paper = this._paper();
    const wrote = new Set(this._authors.values());
    const shown = this._people.flatMap((person, order) =>
      wrote.has(order) ? [entry(person, colourOf(order, paper))] : [],
    );
    this.legend.hidden = !this._on || shown.length === 0;
    this.legend.style.setProperty('--antiphon-legend-paper', formatColour(paper));
    this.legend.replaceChildren(...shown);
    this._redraw();
  }

  private _colour(system: System): void {
    const paper = this._paper();
    for (const { key, element } of system.spots) {
      const order = this._on ? this._authors.get(key) : undefined;
      const person = order === undefined ? undefined : this._people[order];
      element.classList.toggle('antiphon-mod-authored', person !== undefined);
      element.querySelector(':scope > title.antiphon-Author')?.remove();
      if (person && order !== undefined) {
        const title = titled(trans.__('%1: written by %2', initials(person.name), person.name));
        title.setAttribute('class', 'antiphon-Author');
        element.prepend(title);
        element.style.setProperty('--antiphon-author', formatColour(colourOf(order, paper)));
      }
    }
  }

  /** The colour of the paper: white, or a little darker in a dark theme. */
  private _paper(): Rgb {
    const sheet = this.legend.parentElement?.querySelector('.antiphon-Paper');
    return (sheet && resolveColour(sheet, getComputedStyle(sheet).backgroundColor)) ?? WHITE;
  }

  private _on = false;
  private _people: readonly Author[] = [];
  private _authors: ReadonlyMap<string, number> = new Map();
  private _revision = 1;
  private _drawn = new WeakMap<SVGGElement, number>();
  private readonly _switched = new Signal<this, void>(this);
}

/** The colour of an author on a paper, by their place in the order of people. */
export function colourOf(order: number, paper: Rgb): Rgb {
  return readableOn(COLOURS[order % COLOURS.length], paper);
}

function entry({ name }: Author, colour: Rgb): HTMLLIElement {
  const item = document.createElement('li');
  const letters = document.createElement('span');
  letters.className = 'antiphon-Legend-initials';
  letters.style.setProperty('--antiphon-author', formatColour(colour));
  letters.textContent = initials(name);
  const words = document.createElement('bdi');
  words.textContent = name;
  item.append(letters, words);
  return item;
}
