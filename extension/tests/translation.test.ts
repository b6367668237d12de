// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Gettext, nullTranslator, type ITranslator } from '@jupyterlab/translation';
import { afterEach, describe, expect, it } from 'vitest';

import { INSTRUMENTS, findInstruments, instrumentInWords } from '../src/score/music/instruments';
import { keyName, noteLabel } from '../src/score/music/notename';
import { parsePitch, pitchInWords } from '../src/score/music/pitch';
import { direction, language, speak, trans } from '../src/translation';

/** JupyterLab's own reader of what its server sends of us. */
function translator(locale: string): ITranslator {
  const file = join(
    import.meta.dirname,
    '../antiphon/lab/locale',
    locale,
    'LC_MESSAGES/antiphon.json',
  );
  const words = JSON.parse(readFileSync(file, 'utf8'));
  words[''].pluralForms = words[''].plural_forms;
  const bundle = new Gettext({ domain: 'antiphon', locale: locale.replace('_', '-') });
  bundle.loadJSON(words, 'antiphon');
  return { languageCode: locale, load: () => bundle } as unknown as ITranslator;
}

const measures = (count: number): string => trans._n('%1 measure', '%1 measures', count);

afterEach(() => speak(nullTranslator));

describe.each([
  [
    'ar_SA',
    ['لا مازورات', 'مازورة واحدة', 'مازورتان', '3 مازورات', '11 مازورة', '100 مازورة'],
    'rtl',
  ],
  ['de_DE', ['0 Takte', '1 Takt', '2 Takte', '3 Takte', '11 Takte', '100 Takte'], 'ltr'],
  [
    'es_ES',
    ['0 compases', '1 compás', '2 compases', '3 compases', '11 compases', '100 compases'],
    'ltr',
  ],
  ['fr_FR', ['0 mesure', '1 mesure', '2 mesures', '3 mesures', '11 mesures', '100 mesures'], 'ltr'],
  ['zh_CN', ['0 小节', '1 小节', '2 小节', '3 小节', '11 小节', '100 小节'], 'ltr'],
])('%s', (locale, counted, read) => {
  it('counts as it is counted there, and is read that way', () => {
    speak(translator(locale));
    expect([0, 1, 2, 3, 11, 100].map(measures)).toEqual(counted);
    expect(language).toBe(locale.replace('_', '-'));
    expect(direction()).toBe(read);
  });

  it('finds every instrument by the name that is shown, and by its English one', () => {
    speak(translator(locale));
    for (const { name } of INSTRUMENTS) {
      const shown = instrumentInWords(name);
      expect(findInstruments(shown).map((each) => each.name)).toContain(name);
      expect(findInstruments(name).map((each) => each.name)).toContain(name);
    }
    expect(instrumentInWords('Violin')).not.toBe('Violin');
    expect(instrumentInWords('Theremin')).toBe('Theremin');
  });
});

it('names notes and keys as German musicians do', () => {
  speak(translator('de_DE'));
  const pitches = ['Bb3', 'B3', 'F#4', 'Eb4', 'Abb2'].map((text) => pitchInWords(parsePitch(text)));
  expect(pitches).toEqual(['B 3', 'H 3', 'Fis 4', 'Es 4', 'Asas 2']);
  expect(keyName(-2, 'major')).toBe('B-Dur');
  expect(['B', 'Bb', 'C#'].map(noteLabel)).toEqual(['H', 'B', 'Cis']);
  speak(translator('fr_FR'));
  expect(['B', 'Bb', 'C#'].map(noteLabel)).toEqual(['si', 'si♭', 'do♯']);
});
