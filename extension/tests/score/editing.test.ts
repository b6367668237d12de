import Fraction from 'fraction.js';
import { describe, expect, it } from 'vitest';

import { inWords } from '../../src/score/music/words';
import { Bench } from './bench';

describe('entering', () => {
  it('writes one note after another, from the beginning', () => {
    const bench = new Bench().enter('CEG');
    expect(bench.read()).toEqual(['m1: C5/1 E5/1 G5/1 -/1']);
    expect(inWords(bench.index, bench.selection[0])).toBe('Flute, measure 1, beat 3, G 5, quarter');
  });

  it('goes on over the bar line, and adds a measure at the end', () => {
    const bench = new Bench({}, [{}]).enter('CDEFG');
    expect(bench.read()).toEqual(['m1: C5/1 D5/1 E5/1 F5/1', 'mx5: G5/1 -/3']);
    expect(Object.keys(bench.document.measures)).toHaveLength(2);
  });

  it('ties a note that is too long for its measure into the next', () => {
    const bench = new Bench().enter('C');
    bench.length = '4';
    bench.enter('D');
    expect(bench.read()).toEqual(['m1: C5/1 D5~/3', 'm2: D5/1 -/3']);
  });

  it('writes over what is there, and keeps what reaches out of it', () => {
    const bench = new Bench();
    bench.length = '2';
    bench.enter('CD');
    bench.length = '1';
    bench.selection = [bench.index.first()!.key];
    bench.enter('E');
    expect(bench.read()).toEqual(['m1: C5/2 E5/1 D5/1']);
  });

  it('puts a note in place of a selected rest, and of a gap', () => {
    const bench = new Bench().enter('C').do({ kind: 'rest' });
    expect(bench.read()).toEqual(['m1: C5/1 rest/1 -/2']);
    bench.enter('D');
    expect(bench.read()).toEqual(['m1: C5/1 D5/1 -/2']);
    bench.selection = ['_p.m1.1.1.2'];
    bench.enter('E');
    expect(bench.read()).toEqual(['m1: C5/1 D5/1 E5/1 -/1']);
  });

  it('adds to the chord, a pitch once', () => {
    const bench = new Bench().enter('C').enter('EG', true);
    expect(bench.read()).toEqual(['m1: C5+E5+G5/1 -/3']);
    expect(bench.enter('G', true).operations).toEqual([]);
  });

  it('follows the key, as the part reads it', () => {
    expect(new Bench({}, [{ key: 2 }]).enter('FC').read()).toEqual(['m1: F#4/1 C#4/1 -/2']);
    const clarinet = new Bench({ diatonic: -1, chromatic: -2 }, [{}]);
    expect(clarinet.enter('F').read()[0]).toMatch(/^m1: F#/);
  });

  it('writes a second voice beside the first', () => {
    const bench = new Bench().enter('C');
    bench.voice = 2;
    bench.enter('AB');
    expect(bench.read()).toEqual(['m1: C5/1 -/3', 'm1v2: A4/1 B4/1 -/2']);
  });

  it('stays in a tuplet, and in its room', () => {
    const bench = new Bench().enter('C').do({ kind: 'tuplet', actual: 3 });
    expect(bench.read()).toEqual(['m1: C5/1/3t rest/1/3t rest/1/3t -/3']);
    bench.length = '1/2';
    bench.enter('DE');
    expect(bench.read()).toEqual(['m1: C5/1/3t D5/1/3t E5/1/3t -/3']);
    bench.selection = [bench.index.piece.parts[0].voices[0].items[0].notes[0].id];
    bench.length = '4';
    bench.enter('G');
    expect(bench.read()).toEqual(['m1: C5/1/3t G4/2/3t -/3']);
  });
});

describe('a tuplet across a new bar line', () => {
  /** The notes of a bench as measure, onset, length and tuplet. */
  const notes = (bench: Bench): string[] =>
    Object.values(bench.document.events)
      .map((of) => [of.measure, of.onset, of.duration, of.tuplet ?? '-'].join(' '))
      .sort();
  const triplet = (actual: number, normal: number, length: number): Bench => {
    const bench = new Bench();
    for (let note = 0; note < actual; note++) {
      const duration = new Fraction(length).div(actual);
      bench.document.events[`n${note}`] = {
        kind: 'note',
        part: 'p',
        measure: 'm1',
        onset: duration.mul(note).toFraction(),
        duration: duration.toFraction(),
        pitch: 'C5',
        tuplet: `${actual}:${normal}`,
      };
    }
    bench.selection = ['n0'];
    return bench;
  };

  it('is two of its kind, and what plain values can say is plain', () => {
    const bench = triplet(3, 2, 2).do({ kind: 'meter', meter: '1/4' });
    expect(notes(bench)).toEqual([
      'm1 0 2/3 3:2',
      'm1 2/3 1/3 3:2',
      'm2 0 1/3 3:2',
      'm2 1/3 2/3 3:2',
    ]);
    bench.do({ kind: 'meter', meter: '4/4' });
    expect(notes(bench)).toEqual(['m1 0 2/3 3:2', 'm1 2/3 2/3 3:2', 'm1 4/3 2/3 3:2']);
    bench.do({ kind: 'meter', meter: '3/8' });
    expect(notes(bench)).toEqual([
      ...['m1 0 2/3 3:2', 'm1 2/3 2/3 3:2', 'm1 4/3 1/6 3:2', 'm2 0 1/2 -'],
    ]);
  });

  it('is plain where it was no more than another way to write dotted notes', () => {
    const bench = triplet(2, 3, 3).do({ kind: 'meter', meter: '2/4' });
    expect(notes(bench)).toEqual(['m1 0 3/2 -', 'm1 3/2 1/2 -', 'm2 0 1 -']);
  });

  it('is refused where no notes could say it, and nothing is changed', () => {
    const bench = triplet(5, 3, 3);
    const before = JSON.stringify(bench.document);
    bench.do({ kind: 'meter', meter: '2/4' });
    expect(bench.refused).toContain('A tuplet of Flute in measure 1 would lie across');
    expect(JSON.stringify(bench.document)).toBe(before);
    bench.do({ kind: 'meter', meter: '3/4' });
    expect([bench.refused, JSON.stringify(bench.document.events)]).toEqual([
      '',
      JSON.stringify(JSON.parse(before).events),
    ]);
  });
});

describe('a tuplet', () => {
  const triplet = (): Bench => {
    const bench = new Bench().enter('C').do({ kind: 'tuplet', actual: 3 });
    bench.length = '1/2';
    return bench.enter('DEFG');
  };

  const second = ({ index }: Bench): string => index.neighbour(index.first()!, 1)!.key;

  it('is not left by a longer value', () => {
    const bench = triplet();
    expect(bench.read()).toEqual(['m1: C5/1/3t D5/1/3t E5/1/3t F5/1/2 G5/1/2 -/2']);
    bench.selection = [second(bench)];
    bench.do({ kind: 'length', length: new Fraction(2) });
    expect(bench.read()).toEqual(['m1: C5/1/3t D5/2/3t F5/1/2 G5/1/2 -/2']);
    bench.do({ kind: 'length', length: new Fraction(1, 2) });
    expect(bench.read()).toEqual(['m1: C5/1/3t D5/1/3t rest/1/3t F5/1/2 G5/1/2 -/2']);
  });

  it('is one no more where a single note fills it', () => {
    const bench = triplet();
    bench.selection = [bench.index.first()!.key];
    bench.do({ kind: 'length', length: new Fraction(4) });
    expect(bench.read()).toEqual(['m1: C5/1 F5/1/2 G5/1/2 -/2']);
  });

  it('goes as a whole where something else reaches into it', () => {
    const bench = new Bench().enter('BC').do({ kind: 'tuplet', actual: 3 });
    bench.selection = [bench.index.first()!.key];
    bench.do({ kind: 'length', length: new Fraction(3, 2) });
    expect(bench.read()).toEqual(['m1: B4/3/2 -/5/2']);
  });

  it('goes to another voice as a whole', () => {
    const bench = triplet();
    bench.selection = [bench.index.first()!.key];
    bench.do({ kind: 'voice', voice: 2 });
    expect(bench.read()).toEqual([
      'm1: -/1 F5/1/2 G5/1/2 -/2',
      'm1v2: C5/1/3t D5/1/3t E5/1/3t -/3',
    ]);
  });

  it('is one with a note of its pitch that sounds in the other voice', () => {
    const bench = new Bench().enter('CD');
    bench.voice = 2;
    bench.selection = [bench.index.first()!.key];
    bench.enter('C').do({ kind: 'voice', voice: 1 });
    expect(bench.read()).toEqual(['m1: C5/1 D5/1 -/2']);
    expect(bench.index.piece.problems).toEqual([]);
  });

  it('is entered from its beginning in another voice', () => {
    const bench = triplet();
    bench.selection = [second(bench)];
    bench.voice = 2;
    bench.length = '1';
    expect(bench.enter('A').read()[1]).toBe('m1v2: A4/1 -/3');
  });
});

describe('changing', () => {
  it('keeps the notes of a chord apart, whatever they are moved by', () => {
    const bench = new Bench().enter('E').do({ kind: 'bend', by: -1 });
    bench.do({ kind: 'keys', keys: [{ key: 76 }], chord: true });
    bench.selection = bench.index.first()!.notes.map(({ id }) => id);
    expect(bench.do({ kind: 'steps', by: 1 }).read()).toEqual(['m1: F5+F#5/1 -/3']);
  });

  it('ends a tie where the note it led to is gone', () => {
    const bench = new Bench().enter('C').do({ kind: 'tie' }).enter('C').do({ kind: 'delete' });
    expect(bench.read()).toEqual(['m1: C5/1 -/3']);
  });

  it('moves by steps, octaves and semitones', () => {
    const bench = new Bench({}, [{ key: 1 }]).enter('E');
    expect(bench.do({ kind: 'steps', by: 1 }).read()).toEqual(['m1: F#5/1 -/3']);
    expect(bench.do({ kind: 'octaves', by: 1 }).read()).toEqual(['m1: F#6/1 -/3']);
    expect(bench.do({ kind: 'semitones', by: -1 }).read()).toEqual(['m1: F6/1 -/3']);
    expect(bench.do({ kind: 'bend', by: -1 }).read()).toEqual(['m1: Fb6/1 -/3']);
  });

  it('lengthens over what follows, and shortens leaving a gap', () => {
    const bench = new Bench().enter('CDEF');
    bench.selection = [bench.index.first()!.key];
    bench.do({ kind: 'length', length: new Fraction(3, 2) });
    expect(bench.read()).toEqual(['m1: C5/3/2 D5/1/2 E5/1 F5/1']);
    bench.do({ kind: 'length', length: new Fraction(1, 2) });
    expect(bench.read()).toEqual(['m1: C5/1/2 -/1 D5/1/2 E5/1 F5/1']);
  });

  it('lengthens several selected notes without bringing back one that had to go', () => {
    const bench = new Bench().enter('CDEF');
    bench.selection = bench.index.piece.parts[0].voices[0].items.map((item) => item.notes[0].id);
    bench.do({ kind: 'length', length: new Fraction(2) });
    expect(bench.read()).toEqual(['m1: C5/2 E5/2']);
  });

  it('deletes a note, one of a chord, and the rests of a tuplet once it is silent', () => {
    const bench = new Bench().enter('CD').do({ kind: 'delete' });
    expect(bench.read()).toEqual(['m1: C5/1 -/3']);
    bench.enter('E', true).do({ kind: 'delete' });
    expect(bench.read()).toEqual(['m1: C5/1 -/3']);
    bench.do({ kind: 'tuplet', actual: 3 }).do({ kind: 'delete' });
    expect(bench.read()).toEqual(['m1: rest/1/3t rest/1/3t rest/1/3t -/3']);
    bench.do({ kind: 'delete' });
    expect(bench.read()).toEqual([]);
  });

  it('ties and unties', () => {
    const bench = new Bench().enter('C').do({ kind: 'tie' });
    expect(bench.read()).toEqual(['m1: C5~/1 -/3']);
    expect(bench.do({ kind: 'tie' }).read()).toEqual(['m1: C5/1 -/3']);
  });

  it('does nothing where nothing can be done', () => {
    const bench = new Bench();
    expect(bench.do({ kind: 'steps', by: 1 }).operations).toEqual([]);
    expect(bench.do({ kind: 'delete' }).operations).toEqual([]);
    const bare = new Bench({}, []);
    expect(bare.enter('C').operations).toEqual([]);
    expect(bare.do({ kind: 'tempo', bpm: 90, text: '' }).operations).toEqual([]);
  });
});

describe('the piece', () => {
  it('gets measures and parts at the end', () => {
    const bench = new Bench();
    bench.do({ kind: 'measures', count: 2 });
    bench.do({ kind: 'part', name: 'Cello', instrument: { name: 'Violoncello', clef: 'F4' } });
    const { measures, parts } = bench.index.piece;
    expect(measures.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(measures.slice(0, 2).map(({ id }) => id)).toEqual(['m1', 'm2']);
    expect(parts.map(({ name }) => name)).toEqual(['Flute', 'Cello']);
    expect(parts[1].clefs.map(({ clef }) => clef)).toContain('F4');
  });

  it('changes meter, key and tempo from the selected measure on', () => {
    const bench = new Bench();
    bench.selection = ['_p.m2.1.1.0'];
    bench.do({ kind: 'meter', meter: '3/4' }).do({ kind: 'key', fifths: -3, mode: 'minor' });
    bench.do({ kind: 'tempo', bpm: 90, text: 'Adagio' }).do({ kind: 'tempo', bpm: 60, text: '' });
    const { measures, tempi } = bench.index.piece;
    expect(measures.map(({ meter, key }) => [meter, key])).toEqual([
      ['4/4', 0],
      ['3/4', -3],
    ]);
    expect(tempi.map(({ position, bpm, text }) => [position.valueOf(), bpm, text])).toEqual([
      [0, 120, ''],
      [4, 60, ''],
    ]);
  });
});
