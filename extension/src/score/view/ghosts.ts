import type { Document, Piece } from '../../document';
import {
  decodeOperations,
  type Preview,
  preview,
  type ProposedNote,
  type ProposedOperation,
} from '../../document/proposal';
import { trans } from '../../translation';
import type { System } from '../engraving/system';
import { Clefs } from '../music/clef';
import { parsePitch, pitchInWords } from '../music/pitch';
import type { SlotIndex } from '../music/slot';
import { drawn, titled } from '../engraving/drawn';
import { asShown, headAt, headShapes, SPACE } from './heads';

/** Most open proposals that are drawn. */
const MOST = 50;

/** A note of a proposal and where it belongs. */
interface Ghost {
  readonly kind: 'added' | 'changed' | 'removed';
  /** The note's id. */
  readonly id: string;
  readonly measure: string;
  /** As it would be; null where it would go. */
  readonly note: ProposedNote | null;
  /** The proposal's id. */
  readonly proposal: string;
  /** What is said of it. */
  readonly words: string;
}

/** Of what the ghosts were found. */
type Source = Pick<Document, 'proposals' | 'events' | 'spans' | 'parts' | 'measures'>;

/** Draws what open proposals would do to the notes: pale, dashed heads for those that come, a stroke through those that go. */
export class ProposalGhosts {
  /** @param _authorOf - Names who made a proposal; empty where it is not known. */
  constructor(private readonly _authorOf: (id: string) => string) {}

  /** Whether they are shown. */
  shown = true;

  draw(systems: readonly System[], index: SlotIndex, document: Document): void {
    this._find(document, index);
    let clefs: Clefs | null = null;
    for (const system of systems) {
      const { overlay, measures } = system;
      const here = this.shown
        ? measures.flatMap(({ ids }) => ids.flatMap((id) => this._ghosts.get(id) ?? []))
        : [];
      const said = here.length > 0 ? JSON.stringify(here) : '';
      if (overlay && (overlay.dataset.proposals ?? '') !== said) {
        overlay.dataset.proposals = said;
        overlay.querySelectorAll('.antiphon-Proposed').forEach((mark) => mark.remove());
        for (const ghost of here) {
          clefs ??= new Clefs(index);
          const mark = this._draw(system, index, clefs, ghost);
          if (mark) {
            overlay.append(mark);
          }
        }
      }
    }
  }

  /** What is proposed for a measure, in words: "2 proposals here"; empty where nothing is, or it is not shown. */
  inWords(measure: string): string {
    const count = new Set(this._ghosts.get(measure)?.map(({ proposal }) => proposal)).size;
    return this.shown && count > 0
      ? trans._n('%1 proposal here', '%1 proposals here', count, count)
      : '';
  }

  /** Find the ghosts by measure, where anything that they are of has changed. */
  private _find({ proposals, events, spans, parts, measures }: Source, { piece }: SlotIndex): void {
    const open = Object.keys(proposals)
      .filter((id) => (proposals[id].status ?? 'open') === 'open')
      .sort()
      .slice(0, MOST);
    const authors = open.map((id) => this._authorOf(id));
    const from = [
      proposals,
      authors.join('\n'),
      ...(open.length > 0 ? [events, spans, piece, parts, measures] : []),
    ];
    if (from.length === this._from.length && from.every((of, at) => of === this._from[at])) {
      return;
    }
    this._from = from;
    this._ghosts = new Map();
    for (const [order, id] of open.entries()) {
      const { title, patch } = proposals[id];
      const would = shownAs(
        piece,
        parts,
        preview({ events, spans, parts, measures }, this._read(patch)),
      );
      const head = headline(title, authors[order], would);
      for (const ghost of ghostsOf(id, head, would, events)) {
        this._ghosts.set(ghost.measure, [...(this._ghosts.get(ghost.measure) ?? []), ghost]);
      }
    }
    const texts = new Set(open.map((id) => proposals[id].patch));
    [...this._texts.keys()]
      .filter((text) => !texts.has(text))
      .forEach((text) => this._texts.delete(text));
  }

  /** The operations of a text; none, where it is not understood. */
  private _read(text: string): readonly ProposedOperation[] {
    let operations = this._texts.get(text);
    if (!operations) {
      operations = decodeOperations(text).operations ?? [];
      this._texts.set(text, operations);
    }
    return operations;
  }

  private _draw(system: System, index: SlotIndex, clefs: Clefs, ghost: Ghost): SVGElement | null {
    const now = system.spots.find(({ key }) => key === ghost.id);
    const mark = drawn('g', { class: `antiphon-Proposed antiphon-mod-${ghost.kind}` });
    mark.dataset.proposal = ghost.proposal;
    mark.append(titled(ghost.words));
    if (!ghost.note) {
      const slash = now && { x1: now.x - 220, y1: now.y + 130, x2: now.x + 220, y2: now.y - 130 };
      return slash ? appended(mark, drawn('line', slash)) : null;
    }
    const place = headAt(system, index, clefs, ghost.note);
    if (!place) {
      return null;
    }
    const { x, y } = place;
    if (now && Math.hypot(now.x - x, now.y - y) > 3 * SPACE) {
      mark.append(drawn('line', { x1: now.x, y1: now.y, x2: x, y2: y }));
    }
    mark.append(...headShapes(place));
    return mark;
  }

  private _ghosts = new Map<string, Ghost[]>();
  private _from: readonly unknown[] = [];
  private readonly _texts = new Map<string, readonly ProposedOperation[]>();
}

/** A preview with the pitches of a piece that is shown as it sounds, where it is. */
function shownAs(piece: Piece, parts: Document['parts'], would: Preview): Preview {
  const move = (note: ProposedNote): ProposedNote => asShown(piece, parts, note);
  return { ...would, added: would.added.map(move), changed: would.changed.map(move) };
}

function headline(title: string, author: string, { stale }: Preview): string {
  const head = author
    ? trans.__('Proposal “%1” by %2', title, author)
    : trans.__('Proposal “%1”', title);
  return stale > 0 ? trans.__('%1 (the notes have changed since)', head) : head;
}

function ghostsOf(
  proposal: string,
  head: string,
  { added, changed, removed }: Preview,
  events: Document['events'],
): Ghost[] {
  const name = ({ pitch }: ProposedNote): string => pitchInWords(parsePitch(pitch));
  const ghost = (kind: Ghost['kind'], note: ProposedNote, words: string): Ghost => {
    const { id, measure } = note;
    return { kind, id, measure, note, proposal, words };
  };
  return [
    ...added.map((note) => ghost('added', note, trans.__('%1: add %2', head, name(note)))),
    ...changed.map((note) =>
      ghost('changed', note, trans.__('%1: change to %2', head, name(note))),
    ),
    ...removed.map((id): Ghost => {
      const words = trans.__('%1: take this note away', head);
      return { kind: 'removed', id, measure: events[id].measure, note: null, proposal, words };
    }),
  ];
}

function appended(mark: SVGElement, shape: SVGElement): SVGElement {
  mark.append(shape);
  return mark;
}
