/** The problems of a piece, by what has them, so that each can be told anew on its own. */
import { refusalText, type Refusal } from './codec';
import { equal } from './equal';
import { byCodePoint } from './order';
import type { Problem, ProblemCode } from './piece';

/** The codes of problems, in the order of the rules. */
const CODES: readonly ProblemCode[] = [
  'invalid',
  'orphan',
  'outside',
  'overfull',
  'double',
  'overlap',
];

export class Problems {
  /** Say what the problems of a source are now, in place of those that it had. */
  tell(source: string, problems: readonly Problem[]): void {
    if (equal(problems, this.of.get(source) ?? [])) {
      return;
    }
    this.sorted = null;
    if (problems.length) {
      this.of.set(source, problems);
    } else {
      this.of.delete(source);
    }
  }

  /** Whether a source has problems. */
  has(source: string): boolean {
    return this.of.has(source);
  }

  /** All of them in the order of the rules, then by id. */
  ordered(): readonly Problem[] {
    const order = ({ code }: Problem) => CODES.indexOf(code);
    return (this.sorted ??= [...this.of.values()]
      .flat()
      .sort(
        (a, b) =>
          order(a) - order(b) || byCodePoint(a.id, b.id) || byCodePoint(a.message, b.message),
      ));
  }

  private readonly of = new Map<string, readonly Problem[]>();
  private sorted: readonly Problem[] | null = [];
}

/** What the schema refuses, as a problem of the piece. */
export function asProblem(refusal: Refusal): Problem {
  return { code: 'invalid', id: refusal.id || refusal.root, message: refusalText(refusal) };
}
