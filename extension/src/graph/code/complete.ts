import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';

import { type Kind, ofSound, type Parameter } from '../../panels/catalogue';
import { trans } from '../../translation';
import type { Program } from './program';
import { CLASSES, FIELDS, KIND_OF_CLASS, keyOf, kindOf } from './words';

/** What completion looks at beside the text. */
export interface Around {
  readonly program: Program;
  /** What parts are called. */
  readonly parts: readonly string[];
}

/** What could be written at a place: classes, keywords, ports, variables, parts. */
export function complete(
  context: Pick<CompletionContext, 'pos' | 'explicit'> & { before: string },
  around: Around,
): CompletionResult | null {
  const { before, pos, explicit } = context;
  const word = /[A-Za-z_][A-Za-z0-9_]*$/.exec(before)?.[0] ?? '';
  const from = pos - word.length;
  const head = before.slice(0, before.length - word.length);
  const options = optionsAt(head, around);
  if (options.length === 0 || (!word && !explicit && !/[.(]$|, $|= $/.test(head))) {
    return null;
  }
  return { from, options, validFor: /^[A-Za-z0-9_]*$/ };
}

function optionsAt(head: string, around: Around): Completion[] {
  const string = /(\w+)=("?)$/.exec(head);
  if (string?.[1] === 'part') {
    return around.parts.map((part) => ({
      label: string[2] ? part : JSON.stringify(part),
      type: 'text',
    }));
  }
  if ((head.match(/"/g)?.length ?? 0) % 2 === 1 || head.includes('#')) {
    return [];
  }
  const owner = /([A-Za-z_]\w*)\.$/.exec(head);
  if (owner) {
    return portsOf(owner[1], around, /\.connect\([^()]*$/.test(head));
  }
  if (/^\s*[A-Za-z_]\w*\s*=\s*$/.test(head)) {
    return classes();
  }
  const call = /([A-Za-z_]\w*)\(([^()]*)$/.exec(head);
  if (!call) {
    return /^\s*$/.test(head)
      ? [
          ...variables(around),
          { label: 'Label', type: 'class', info: trans.__('Words on the graph.') },
        ]
      : [];
  }
  const [, called, inside] = call;
  const value = /(?:^|[,(])\s*(\w+)=[^,]*$/.exec(inside)?.[1];
  if (value === 'group' || value === 'preset') {
    const root = value === 'group' ? around.program.groups : around.program.presets;
    return [...root.keys()].map((label) => ({ label, type: 'variable' }));
  }
  if (value && ['bypass', 'mute', 'solo', 'collapsed'].includes(value)) {
    return ['True', 'False'].map((label) => ({ label, type: 'keyword' }));
  }
  const known = kindOf(KIND_OF_CLASS.get(called) ?? '');
  if (value) {
    const choices = known?.parameters[value]?.choices ?? [];
    return [
      ...choices.map((choice) => ({
        label: JSON.stringify(choice),
        detail: ofSound(choice),
        type: 'enum',
      })),
      ...variables(around),
    ];
  }
  const used = new Set([...inside.matchAll(/(\w+)=/g)].map(([, name]) => name));
  const words = known
    ? keywords(known)
    : called === 'Group'
      ? plain(['name', 'group', 'collapsed', 'colour'])
      : called === 'Label'
        ? plain(['group'])
        : [];
  const first = /^\s*(?:[^,=]*\+\s*)?$/.test(inside) ? variables(around) : [];
  const kinds = called === 'Preset' && first.length >= 0 && !inside.includes(',') ? classes() : [];
  return [...kinds, ...first, ...words.filter(({ label }) => !used.has(label.slice(0, -1)))];
}

function classes(): Completion[] {
  const own: Completion[] = [
    { label: 'Group', type: 'class', info: trans.__('Nodes that are one thing.') },
    {
      label: 'Preset',
      type: 'class',
      info: trans.__('Values of the parameters of one kind of node.'),
    },
  ];
  return [
    ...[...CLASSES].map(([kind, label]): Completion => {
      const { title, help, family } = kindOf(kind)!;
      return {
        label,
        type: 'class',
        detail: ofSound(family),
        info: `${ofSound(title)}: ${ofSound(help)}`,
      };
    }),
    ...own,
  ];
}

function keywords(known: Kind): Completion[] {
  const inputs = Object.keys(known.inputs).filter(
    (port) => port !== 'in' && !Object.hasOwn(known.parameters, port),
  );
  return [
    ...Object.entries(known.parameters).map(([name, parameter]): Completion => ({
      label: `${keyOf(name)}=`,
      type: 'property',
      detail: range(parameter),
      info: ofSound(parameter.help),
      boost: 1,
    })),
    ...plain([...inputs, ...FIELDS]),
  ];
}

function plain(words: readonly string[]): Completion[] {
  return words.map((word) => ({ label: `${word}=`, type: 'property' }));
}

/** From where to where a parameter goes, with its unit. */
export function range({ minimum, maximum, unit }: Parameter): string {
  return unit
    ? trans.__('%1 to %2 %3', minimum, maximum, unit)
    : trans.__('%1 to %2', minimum, maximum);
}

function variables({ program }: Around): Completion[] {
  return [
    ...[...program.nodes].map(([label, { fields }]): Completion => ({
      label,
      type: 'variable',
      detail: ofSound(kindOf(fields.kind as string)?.title ?? ''),
    })),
    ...[...program.groups.keys()].map((label): Completion => ({ label, type: 'variable' })),
  ];
}

function portsOf(name: string, { program }: Around, isTarget: boolean): Completion[] {
  const known = kindOf((program.nodes.get(name)?.fields.kind ?? '') as string);
  const ports = Object.entries((isTarget ? known?.inputs : known?.outputs) ?? {})
    .filter(([port]) => port !== 'in' && port !== 'out')
    .map(([label, signal]): Completion => ({ label, type: 'property', detail: signal }));
  const methods = program.groups.has(name) ? ['connect', 'input', 'output'] : ['connect'];
  return isTarget
    ? ports
    : [
        ...ports,
        ...methods.map((label): Completion => ({ label, type: 'method', apply: `${label}(` })),
      ];
}

/** What a word of a line means, in words; empty where it means nothing. */
export function explain(line: string, from: number, to: number, { program }: Around): string {
  const word = line.slice(from, to);
  const kind = KIND_OF_CLASS.get(word);
  if (kind) {
    const { title, help } = kindOf(kind)!;
    return `${ofSound(title)}: ${ofSound(help)}`;
  }
  const called = /([A-Za-z_]\w*)\([^()]*$/.exec(line.slice(0, from))?.[1] ?? '';
  const parameters = kindOf(KIND_OF_CLASS.get(called) ?? '')?.parameters ?? {};
  if (line[to] === '=' && Object.hasOwn(parameters, word)) {
    const parameter = parameters[word];
    return `${ofSound(parameter.title)} (${range(parameter)}): ${ofSound(parameter.help)}`;
  }
  const node = program.nodes.get(word);
  const of = node && kindOf(node.fields.kind as string);
  return of ? `${ofSound(of.title)}: ${ofSound(of.help)}` : '';
}
