import type { Scalar } from '../../document';
import type { Kind } from '../../panels/catalogue';
import { KINDS } from '../../panels/catalogue';
import { trans } from '../../translation';
import { partWords } from './printing';
import { inOrder, type Made, type Program } from './program';
import type { Entries, Entry, Sketch } from './sketch';
import type { At, Problem } from './syntax';
import { className, FIELDS, kindOf, near, nearest, own } from './words';

/** Collects why what a program says anew cannot be; what was there before is not asked. */
export class Checker {
  constructor(
    private readonly _parts: Entries,
    private readonly _old: Sketch,
    private readonly _ids: ReadonlyMap<string, string>,
    private readonly _program: Program,
  ) {}

  /** What there is, in the order of the text. */
  problems(): Problem[] {
    const { presets, groups, nodes, labels, ports, edges } = this._program;
    for (const [variable, made] of presets) {
      const old = this._old.presets.get(this._id(variable)) ?? {};
      this._length(made, old, 'name', 100);
      this._kind(made, old);
      this._parameters(made, old);
    }
    for (const [variable, made] of groups) {
      this._length(made, this._old.groups.get(this._id(variable)) ?? {}, 'name', 2000);
    }
    for (const [variable, made] of nodes) {
      this._node(made, this._old.nodes.get(this._id(variable)) ?? {});
    }
    labels.forEach((made) => this._length(made, {}, 'text', 2000));
    const known = new Set([...this._old.ports.values()].map(portKey));
    for (const made of ports) {
      if (!known.has(portKey(this._resolved(made)))) {
        this._port(made);
      }
    }
    const left = new Map<string, number>();
    for (const edge of this._old.edges.values()) {
      left.set(edgeKey(edge), (left.get(edgeKey(edge)) ?? 0) + 1);
    }
    const seen = new Map<string, number>();
    for (const made of edges) {
      const key = edgeKey(this._resolved(made));
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      if (count > (left.get(key) ?? 0)) {
        this._edge(made, count > 1);
      }
    }
    return inOrder(this._problems);
  }

  private _id(variable: Scalar): string {
    return this._ids.get(variable as string)!;
  }

  private _resolved({ fields }: Made): Entry {
    return resolved(fields, this._ids);
  }

  private _say(at: At, message: string): void {
    this._problems.push({ at, message });
  }

  private _length(made: Made, old: Entry, field: string, most: number): void {
    const words = (made.fields[field] ?? '') as string;
    if (words.length > most && words !== old[field]) {
      const sentence =
        field === 'name'
          ? trans.__('A name has at most %1 characters.', most)
          : trans.__('A text has at most %1 characters.', most);
      this._say(place(made, field), sentence);
    }
  }

  private _kind(made: Made, old: Entry): void {
    const kind = made.fields.kind as string;
    if (!kindOf(kind) && kind !== old.kind) {
      const known = nearest(kind, Object.keys(KINDS));
      this._say(place(made, 'kind'), trans.__('There is no kind of node %1: %2', kind, known));
    }
  }

  private _parameters(made: Made, old: Entry): void {
    const kind = made.fields.kind as string;
    const known = kindOf(kind);
    for (const [field, value] of Object.entries(made.fields)) {
      if (!known || !field.startsWith('p_') || (old.kind === kind && own(old, field) === value)) {
        continue;
      }
      const word = field.slice(2);
      const parameter = own(known.parameters, word);
      if (!parameter) {
        this._say(place(made, field), this._noWord(known, kind, word));
      } else if ((value as number) < parameter.minimum || (value as number) > parameter.maximum) {
        const { minimum, maximum, unit } = parameter;
        this._say(
          place(made, field),
          trans.__(
            '%1 of %2 goes from %3 to %4, and %5 is not within.',
            word,
            className(kind),
            String(minimum),
            unit ? `${maximum} ${unit}` : String(maximum),
            String(value),
          ),
        );
      }
    }
  }

  private _noWord(known: Kind, kind: string, word: string, cable = false): string {
    const words = [
      ...Object.keys(known.parameters),
      ...Object.keys(known.inputs).filter((each) => each !== 'in'),
    ];
    // Of what any node has only what is near is said; else what a node of this kind has of its own.
    const all = cable ? words : [...words, ...FIELDS];
    const said = nearest(word, near(word, all).length > 0 ? all : words);
    return trans.__('%1 has no %2: %3', className(kind), word, said);
  }

  private _node(made: Made, old: Entry): void {
    const { fields } = made;
    const kind = fields.kind as string;
    this._kind(made, old);
    this._length(made, old, 'name', 2000);
    this._parameters(made, old);
    const known = kindOf(kind);
    if ('part' in fields && fields.part !== old.part) {
      const part = fields.part as string;
      if (!this._parts.has(part)) {
        const near = nearest(part, partWords(this._parts).values());
        this._say(place(made, 'part'), trans.__('There is no part %1: %2', part, near));
      } else if (known && !namesPart(kind, known)) {
        this._say(
          place(made, 'part'),
          trans.__('%1 has no part: connect an instrument to it.', className(kind)),
        );
      }
    }
    if ('preset' in fields && this._id(fields.preset) !== old.preset) {
      const of = this._program.presets.get(fields.preset as string)!.fields.kind as string;
      if (of !== kind) {
        this._say(
          place(made, 'preset'),
          trans.__(
            '%1 is a preset of %2, and not of %3.',
            fields.preset,
            className(of),
            className(kind),
          ),
        );
      }
    }
  }

  private _port(made: Made): void {
    const { name, node, direction, port } = made.fields as Record<string, string>;
    if (!/^[a-z][a-z0-9_]{0,63}$/.test(name)) {
      this._say(
        made.at,
        trans.__('%1 cannot be the name of a port: lower-case letters, digits and _ can.', name),
      );
      return;
    }
    this._carries(node, direction, port, made.at);
  }

  private _edge(made: Made, double: boolean): void {
    const { source, output, target, input } = made.fields as Record<string, string>;
    const gives = this._carries(source, 'out', output, made.at);
    const takes = this._carries(target, 'in', input, made.at);
    if (gives === null || takes === null) {
      return;
    }
    if (gives && takes && gives !== takes) {
      this._say(
        made.at,
        trans.__(
          '%1 gives %2, and %3 takes %4: connect what carries the same.',
          output === 'out' ? source : `${source}.${output}`,
          signal(gives),
          input === 'in' ? target : `${target}.${input}`,
          signal(takes),
        ),
      );
    } else if (double) {
      this._say(made.at, trans.__('%1 is connected there already.', source));
    }
  }

  /** What a port carries; empty where that is not known; null where there is none, which is said. */
  private _carries(variable: string, direction: string, port: string, at: At): string | null {
    const seen = new Set<string>();
    while (this._program.groups.has(variable) && !seen.has(`${variable} ${port}`)) {
      seen.add(`${variable} ${port}`);
      const doors = new Map(
        this._program.ports
          .map(({ fields }) => fields)
          .filter((fields) => fields.group === variable && fields.direction === direction)
          .map((fields) => [fields.name as string, fields]),
      );
      const door = doors.get(port);
      if (!door) {
        this._noPort(variable, direction, port, doors.keys(), at);
        return null;
      }
      [variable, port] = [door.node as string, door.port as string];
    }
    const kind = this._program.nodes.get(variable)?.fields.kind as string | undefined;
    const known = kind === undefined ? undefined : kindOf(kind);
    if (kind === undefined || !known) {
      return '';
    }
    const ports = direction === 'in' ? known.inputs : known.outputs;
    const carried = own(ports, port);
    if (carried !== undefined) {
      return carried;
    }
    if (direction === 'in' && port !== 'in' && !own(known.parameters, port)) {
      this._say(at, this._noWord(known, kind, port, true));
    } else if (direction === 'in' && port !== 'in') {
      const sentence = trans.__(
        '%1 of %2 takes no cable: it is set by hand alone.',
        port,
        className(kind),
      );
      this._say(at, sentence);
    } else if (Object.keys(ports).length === 0) {
      const sentence =
        direction === 'in'
          ? trans.__('%1 is a %2: nothing goes into it.', variable, className(kind))
          : trans.__('%1 is a %2: nothing comes out of it.', variable, className(kind));
      this._say(at, sentence);
    } else {
      this._noPort(className(kind), direction, port, Object.keys(ports), at);
    }
    return null;
  }

  private _noPort(of: string, direction: string, port: string, known: Iterable<string>, at: At) {
    const sentence =
      direction === 'in'
        ? trans.__('%1 has no input %2: %3', of, port, nearest(port, known))
        : trans.__('%1 has no output %2: %3', of, port, nearest(port, known));
    this._say(at, sentence);
  }

  private readonly _problems: Problem[] = [];
}

/** Fields with ids where they have variables. */
export function resolved(
  fields: Readonly<Record<string, Scalar>>,
  ids: ReadonlyMap<string, string>,
): Record<string, Scalar> {
  const names = ['group', 'preset', 'source', 'target', 'node'];
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      names.includes(name) ? ids.get(value as string)! : value,
    ]),
  );
}

/** What a cable is known by. */
export function edgeKey({ source, output, target, input }: Entry): string {
  return JSON.stringify([source, output, target, input]);
}

/** What a port is known by. */
export function portKey({ group, direction, name, node, port }: Entry): string {
  return JSON.stringify([group, direction, name, node, port]);
}

function place(made: Made, field: string): At {
  return made.places.get(field) ?? made.at;
}

/** Whether a kind may name a part: one that it plays, whose notes it takes, or to which it gives notes. */
function namesPart(kind: string, known: Kind): boolean {
  return (
    kind.startsWith('instrument.') ||
    kind === 'midi.keyboard' ||
    Object.values(known.outputs).includes('note')
  );
}

function signal(carried: string): string {
  return carried === 'audio'
    ? trans.__('audio')
    : carried === 'control'
      ? trans.__('control')
      : trans.__('notes');
}
