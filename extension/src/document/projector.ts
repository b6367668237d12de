/**
 * The projection of a document that changes: what an edit does not touch is not read again. The piece is made of
 * bars, one for each part and measure. An edit of an event makes its bar anew; one of the frame makes those bars anew
 * whose measure has another length; the rest is taken from the piece before.
 */
import type { Root } from '../generated/schema';
import { Bars } from './bars';
import { Contents, type Ids, type ReadRaw } from './contents';
import { kept, same } from './equal';
import { formed, measured as inOrder, sectioned, timed } from './frame';
import type { Json } from './json';
import { ordered } from './order';
import type {
  Clef,
  Mark,
  Measure,
  Part,
  Passage,
  Piece,
  Problem,
  Section,
  Tempo,
  Voice,
} from './piece';
import { asProblem, Problems } from './problems';
import { ZERO } from './rational';
import { bySpan, resolve, type Placed } from './spans';

/** Keeps a document's piece up to date. */
export class Projector {
  /**
   * @param raw A document, or anything shaped like one, which is not kept; or contents, whose owner says with `update`
   *   what changed.
   */
  constructor(raw: object) {
    this.contents = raw instanceof Contents ? raw : new Contents(raw as Json);
    this.bars = new Bars(this.contents, this.problems);
    for (const [place, refusals] of this.contents.allRefusals) {
      this.problems.tell(place, refusals.map(asProblem));
    }
    this.piece = this.project(new Map(ROOTS_READ.map((root) => [root, this.ids(root)])), true);
  }

  /** The piece as it is now, the same as that of a new projector. What did not change is the same object as before. */
  piece: Piece;

  /**
   * Take changes over.
   *
   * @param ids The entries that changed.
   * @param read Reads these.
   */
  change(ids: Ids, read: ReadRaw): Piece {
    this.contents.change(ids, read);
    return this.update(ids);
  }

  /** Take changes of the contents over. */
  update(ids: Ids): Piece {
    for (const [root, changed] of ids) {
      for (const id of changed) {
        this.problems.tell(`${root} ${id}`, this.contents.refusals(root, id).map(asProblem));
      }
    }
    return (this.piece = this.project(ids, false));
  }

  private project(ids: Ids, first: boolean): Piece {
    const changed = (root: Root) => ids.get(root) ?? NOTHING;
    const reframed = first || changed('measures').size > 0;
    this.bars.takeEvents(changed('events'));
    this.bars.takeParts(changed('parts'));
    if (reframed) {
      this.takeMeasures(changed('measures'));
    }
    if (changed('percussion').size || changed('parts').size) {
      this.bars.takeDrums();
    }
    this.bars.update();
    if (this.bars.retimed) {
      this.takeTempi();
    }
    if (reframed || changed('sections').size || changed('form').size) {
      this.takeSections();
    }
    this.takeSpans(changed('spans'));
    for (const id of [...changed('mix'), ...changed('parts')]) {
      this.bars.touched.add(id);
    }
    this.takeParts(changed('parts').size > 0);
    return this.written();
  }

  private takeMeasures(ids: ReadonlySet<string>): void {
    const before = new Map(this.measures.map((measure) => [measure.id, measure]));
    const problems: Problem[] = [];
    const measured = inOrder(this.contents.of('measures'), before, problems);
    this.measures = same(measured, this.measures);
    this.problems.tell('measures', problems);
    const measures = new Map(this.measures.map((measure) => [measure.id, measure]));
    this.bars.takeMeasures(ids, measures);
  }

  private takeTempi(): void {
    const problems: Problem[] = [];
    const marks = this.measures.map(
      (measure) => [measure, this.bars.tempi.get(measure.id) ?? []] as const,
    );
    this.tempi = kept(timed(marks, problems), this.tempi);
    this.problems.tell('tempi', problems);
    this.bars.retimed = false;
  }

  private takeSections(): void {
    const problems: Problem[] = [];
    const sections = sectioned(this.contents.of('sections'), this.measures, problems);
    this.sections = kept(sections, this.sections);
    this.form = kept(formed(this.contents.of('form'), sections, problems), this.form);
    this.problems.tell('form', problems);
  }

  private takeSpans(ids: ReadonlySet<string>): void {
    const stale = new Set(ids);
    for (const id of this.bars.moved) {
      this.spansAt.get(id)?.forEach((span) => stale.add(span));
    }
    this.bars.moved.clear();
    for (const id of ids) {
      this.ends.get(id)?.forEach((end) => this.spansAt.get(end)?.delete(id));
      const entry = this.contents.of('spans').get(id);
      if (!entry) {
        this.ends.delete(id);
        continue;
      }
      this.ends.set(id, [entry.start, entry.end]);
      for (const end of [entry.start, entry.end]) {
        this.spansAt.set(end, (this.spansAt.get(end) ?? new Set<string>()).add(id));
      }
    }
    for (const id of stale) {
      this.takeSpan(id);
    }
  }

  private takeSpan(id: string): void {
    const entry = this.contents.of('spans').get(id);
    const found = entry && resolve(id, entry, this.bars.find);
    const placed = found && 'span' in found ? found : undefined;
    this.problems.tell(`span ${id}`, found && !placed ? [found as Problem] : []);
    const old = this.spans.get(id);
    const now = placed && kept(placed, old);
    if (now === old) {
      return;
    }
    if (old) {
      this.spansOf.get(old.where.part)!.delete(id);
      this.bars.touched.add(old.where.part);
      this.spans.delete(id);
    }
    if (now) {
      const { part } = now.where;
      this.spansOf.set(part, (this.spansOf.get(part) ?? new Map<string, Placed>()).set(id, now));
      this.bars.touched.add(part);
      this.spans.set(id, now);
    }
  }

  private takeParts(reordered: boolean): void {
    const entries = this.contents.of('parts');
    for (const id of this.bars.touched) {
      if (entries.has(id)) {
        this.parts.set(id, this.part(id));
      } else {
        this.parts.delete(id);
      }
    }
    this.bars.touched.clear();
    if (reordered) {
      this.order = ordered(entries);
    }
  }

  private part(id: string): Part {
    const part = this.contents.of('parts').get(id)!;
    const { gain = 0, pan = 0, mute = false, solo = false } = this.contents.of('mix').get(id) ?? {};
    const old = this.parts.get(id);
    const staves = this.bars.staves.get(id)!;
    const clefs: Clef[] = [];
    const voices: Voice[] = [];
    const marks: Mark[] = [];
    // This runs at each edit: no lists on the way.
    this.measures.forEach((measure, at) => {
      const bar = this.bars.bar(id, measure.id);
      for (const clef of at ? bar.clefs : this.firstClefs(measure, staves, bar.clefs)) {
        clefs.push(clef);
      }
      for (const voice of bar.voices) {
        voices.push(voice);
      }
      for (const mark of bar.marks) {
        marks.push(mark);
      }
    });
    const spans = [...(this.spansOf.get(id)?.values() ?? [])].sort(bySpan);
    return kept(
      {
        id,
        name: part.name,
        abbreviation: part.abbreviation ?? '',
        instrument: part.instrument ?? '',
        staves,
        diatonic: part.diatonic ?? 0,
        chromatic: part.chromatic ?? 0,
        fifths: part.fifths ?? 0,
        clefs: kept(clefs, old?.clefs),
        voices: same(voices, old?.voices),
        mix: kept({ gain, pan, mute, solo }, old?.mix),
        group: part.group ?? '',
        bracket: part.bracket ?? 'bracket',
        lines: part.lines ?? 5,
        tuning: kept(part.tuning?.split(' ') ?? [], old?.tuning),
        drums: kept([...(this.bars.drums.get(id)?.values() ?? [])], old?.drums),
        marks: same(marks, old?.marks),
        spans: same(
          spans.map(({ span }) => span),
          old?.spans,
        ),
      },
      old,
    );
  }

  /** The clefs of the first measure; a staff without one at its start has the default. */
  private firstClefs(measure: Measure, staves: number, clefs: readonly Clef[]): Clef[] {
    const result: Clef[] = [];
    for (let staff = 1; staff <= staves; staff++) {
      const own = clefs.filter((clef) => clef.staff === staff);
      if (!own.length || own[0].onset.n) {
        const clef = staff === 2 && staves === 2 ? 'F4' : 'G2';
        result.push({ id: null, measure: measure.id, staff, onset: ZERO, clef });
      }
      result.push(...own);
    }
    return result;
  }

  private written(): Piece {
    const { meta } = this.contents;
    const parts = this.order.map((id) => this.parts.get(id)!);
    return {
      title: meta.title ?? '',
      composer: meta.composer ?? '',
      measures: this.measures,
      tempi: this.tempi,
      parts,
      problems: this.problems.ordered(),
      subtitle: meta.subtitle ?? '',
      lyricist: meta.lyricist ?? '',
      arranger: meta.arranger ?? '',
      copyright: meta.copyright ?? '',
      dedication: meta.dedication ?? '',
      swing: meta.swing ?? 0.5,
      sections: this.sections,
      form: this.form,
    };
  }

  private ids(root: Root): ReadonlySet<string> {
    return new Set(this.contents.of(root).keys());
  }

  private readonly contents: Contents;
  private readonly problems = new Problems();
  private readonly bars: Bars;
  private measures: readonly Measure[] = [];
  private tempi: readonly Tempo[] = [];
  private sections: readonly Section[] = [];
  private form: readonly Passage[] = [];
  private readonly parts = new Map<string, Part>();
  private order: readonly string[] = [];
  /** The spans of the piece by id, and for each part its own. */
  private readonly spans = new Map<string, Placed>();
  private readonly spansOf = new Map<string, Map<string, Placed>>();
  /** The ends of each span of the document, and for each end its spans. */
  private readonly ends = new Map<string, readonly string[]>();
  private readonly spansAt = new Map<string, Set<string>>();
}

const NOTHING: ReadonlySet<string> = new Set();

/** The roots that a piece is made of. */
const ROOTS_READ: readonly Root[] = [
  'parts',
  'measures',
  'events',
  'spans',
  'percussion',
  'mix',
  'sections',
  'form',
];
