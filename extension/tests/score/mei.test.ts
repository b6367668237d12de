import { describe, expect, it } from 'vitest';

import { MeiWriter } from '../../src/score/mei/mei';
import { index, type Events } from './piece';

type Options = Parameters<typeof index>[1];

function mei(events: Events, options?: Options, start = 0, end?: number): string {
  const of = index(events, options);
  return new MeiWriter(of).write({ start, end: end ?? of.piece.measures.length });
}

/** The content of the first staff's layers. */
function layer(text: string): string {
  return /<staff n="1">(.*?)<\/staff>/.exec(text)?.[1] ?? '';
}

describe('MEI', () => {
  it('writes notes and rests with the ids of the document', () => {
    const text = layer(
      mei({ a: {}, r: { kind: 'rest', onset: '1' }, b: { onset: '2', duration: '2' } }),
    );
    expect(text).toContain('<note xml:id="a" dur="4" pname="c" oct="5"');
    expect(text).toContain('<rest xml:id="r" dur="4"/>');
    expect(text).toContain('<note xml:id="b" dur="2"');
  });

  it('fills gaps with rests whose ids say where they are, and hides those of other voices', () => {
    expect(layer(mei({}))).toBe('<layer n="1"><mRest xml:id="_p.m1.1.1.0"/></layer>');
    const text = layer(mei({ a: { voice: 2, onset: '1', duration: '1/2' } }));
    expect(text).toContain('<layer n="2"><space dur="4"/><note xml:id="a" dur="8"');
    expect(text).not.toMatch(/<layer n="2">.*<rest/);
    expect(layer(mei({ a: { duration: '1/2' } }))).toContain(
      '<rest xml:id="_p.m1.1.1.1-2" dur="8"/>',
    );
  });

  it('makes a chord of notes that sound together', () => {
    const text = layer(mei({ a: {}, b: { pitch: 'E5' } }));
    expect(text).toMatch(/<chord dur="4"><note xml:id="a"[^>]*><\/note><note xml:id="b"/);
  });

  it('gives a staff its own key signature, and accidentals where that does not say them', () => {
    const flat = { pitch: 'Bb4', duration: '4' };
    const text = mei(
      { a: flat, b: { ...flat, part: 'q' }, c: { ...flat, measure: 'm2', part: 'q' } },
      { parts: { q: { index: 'a1', name: 'Tenor', fifths: -1 } }, measures: [{}, { key: 1 }] },
    );
    const [first, second] = text.split('keysig="1s"');
    expect(first.match(/keysig="[^"]*"/g)).toEqual(['keysig="0"', 'keysig="1f"']);
    expect(second).toContain('keysig="0"');
    expect(text).toMatch(/xml:id="a"[^>]* accid="f"/);
    expect(text).toMatch(/xml:id="b"[^>]* accid.ges="f"/);
    expect(text).toMatch(/xml:id="c"[^>]* accid="f"/);
  });

  it('prints an accidental where the key and the measure do not say it already', () => {
    const sharps = { pitch: 'F#5', duration: '1' };
    const text = layer(
      mei(
        {
          a: sharps,
          b: { onset: '1', pitch: 'F5' },
          c: { onset: '2', pitch: 'F5' },
          d: { onset: '3', ...sharps },
        },
        { measures: [{ key: 1 }] },
      ),
    );
    expect(text).toMatch(/xml:id="a"[^>]* accid.ges="s"/);
    expect(text).toMatch(/xml:id="b"[^>]* accid="n"/);
    expect(text).not.toMatch(/xml:id="c"[^>]* accid=/);
    expect(text).toMatch(/xml:id="d"[^>]* accid="s"/);
  });

  it('does not repeat an accidental that is tied over the bar line', () => {
    const text = mei(
      { a: { onset: '3', pitch: 'F#5', tie: true }, b: { measure: 'm2', pitch: 'F#5' } },
      { measures: [{}, {}] },
    );
    expect(text).toMatch(/xml:id="a"[^>]* accid="s"/);
    expect(text).toMatch(/xml:id="b"[^>]* accid.ges="s"/);
    expect(text).toContain('<tie startid="#a" endid="#b"/>');
  });

  it('ties across the border of two systems: out of one, into the other', () => {
    const events = { a: { onset: '3', tie: true }, b: { measure: 'm2' } };
    const options = { measures: [{}, {}] };
    expect(mei(events, options, 0, 1)).toContain('<tie startid="#a" tstamp2="0m+5"/>');
    const second = mei(events, options, 1, 2);
    expect(second).toMatch(/xml:id="b"[^>]* type="tied"/);
    expect(second).not.toContain('startid');
  });

  it('draws no tie where nothing follows to be tied to', () => {
    expect(mei({ a: { tie: true }, b: { onset: '1', pitch: 'D5' } })).not.toContain('<tie');
  });

  it('ties the values of a length that no single value has', () => {
    const text = mei({ a: { duration: '5/4' } });
    expect(text).toContain('<note xml:id="a" dur="4"');
    expect(text).toContain('<note xml:id="a.2" dur="16"');
    expect(text).toContain('<tie startid="#a" endid="#a.2"/>');
  });

  it('brackets tuplets and beams the short notes of a beat', () => {
    const third = { duration: '1/3', tuplet: '3:2' };
    const text = layer(
      mei({
        a: third,
        b: { ...third, onset: '1/3' },
        c: { ...third, onset: '2/3' },
        d: { ...third, onset: '1' },
        e: { ...third, onset: '4/3' },
        f: { ...third, onset: '5/3' },
        g: { onset: '2', duration: '1/2' },
        h: { onset: '5/2', duration: '1/2' },
        i: { onset: '3', duration: '1/2' },
      }),
    );
    const shape = text.replace(/ xml:id="\w+"| pname="c" oct="5"|<\/note>/g, '');
    const triplet =
      '<tuplet num="3" numbase="2"><beam><note dur="8"><note dur="8"><note dur="8"></beam></tuplet>';
    expect(shape).toContain(
      `${triplet}${triplet}<beam><note dur="8"><note dur="8"></beam><note dur="8">`,
    );
  });

  it('writes syllables with their place in the word', () => {
    const text = mei({
      a: { lyric1: 'Glo-' },
      b: { onset: '1', lyric1: 'ri-' },
      c: { onset: '2', lyric1: 'a' },
      d: { onset: '3', lyric2: 'R&B' },
    });
    expect(text).toContain('<verse n="1"><syl wordpos="i" con="d">Glo</syl></verse>');
    expect(text).toContain('<syl wordpos="m" con="d">ri</syl>');
    expect(text).toContain('<syl wordpos="t">a</syl>');
    expect(text).toContain('<verse n="2"><syl wordpos="s">R&#38;B</syl></verse>');
  });

  it('begins a later system with the clef, key and name in force, and shows no meter again', () => {
    const text = mei(
      {
        clef: { kind: 'clef', clef: 'F4', measure: 'm1', onset: '2' },
        a: { measure: 'm2' },
      },
      { measures: [{ meter: '3/4', key: -3 }, {}], part: { name: 'Violoncello' } },
      1,
    );
    expect(text).toContain('clef.shape="F" clef.line="4" keysig="3f" meter.count="3"');
    expect(text).toContain('meter.form="invis"');
    expect(text).toContain('<label>Violo.</label>');
  });

  it('writes changes of clef, key and meter within a system', () => {
    const text = mei(
      { clef: { kind: 'clef', clef: 'G2-8', measure: 'm2' } },
      { measures: [{}, { key: 2, meter: '6/8' }] },
    );
    expect(text).toContain(
      '<mRest xml:id="_p.m1.1.1.0"/><clef xml:id="clef" shape="G" line="2" dis="8" dis.place="below"/>',
    );
    expect(text).toContain('keysig="2s" meter.count="6" meter.unit="8"/>');
  });

  it('braces the staves of a part and writes its key as it reads it', () => {
    const text = mei(
      { a: {}, b: { staff: 2, pitch: 'C3' } },
      { part: { staves: 2, diatonic: -1, chromatic: -2 }, measures: [{ key: 1 }] },
    );
    expect(text).toMatch(/<staffGrp symbol="brace" bar.thru="true"><label>Flute<\/label>/);
    expect(text.match(/keysig="3s"/g)).toHaveLength(2);
    expect(text).toContain('clef.shape="F"');
  });

  it('writes tempi where they are, in words and figures', () => {
    const text = mei(
      {
        t: {
          kind: 'tempo',
          part: undefined,
          bpm: 96.5,
          text: 'Andante',
          measure: 'm2',
          onset: '1',
        },
      },
      { measures: [{ meter: '6/8' }, {}] },
    );
    expect(text).toContain(
      '<tempo xml:id="t" tstamp="3" staff="1" place="above">Andante <rend fontfam="smufl" fontstyle="normal">&#60581;</rend> = 96.5</tempo>',
    );
  });

  it('ends the last measure, and only that, with a final bar line', () => {
    expect(mei({}, { measures: [{}, {}] }).match(/right="end"/g)).toHaveLength(1);
    expect(mei({}, { measures: [{}, {}] }, 0, 1)).not.toContain('right="end"');
  });
});
