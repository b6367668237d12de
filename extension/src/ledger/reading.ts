import * as React from 'react';

import type { AntiphonDoc } from '../document';
import type { LedgerLine, Report } from './report';

/** Stretches of time that a side panel has room for. */
const SPANS = 40;

/** Milliseconds after a change in which others gather, at least. */
export const PAUSE = 5000;

/** How many times as long as reading took to wait before it is read again: long ledgers are read less often. */
const REST = 10;

/** The report as it was last read. */
export interface Reading {
  report: Report | null;
  /** Why it could not be read; empty where it could. */
  problem: string;
  /** Read it now. */
  again: () => void;
}

/** Read a piece's ledger while it is looked at: at once, and some seconds after the piece was changed. */
export function useReport(line: LedgerLine, doc: AntiphonDoc): Reading {
  const [report, setReport] = React.useState<Report | null>(null);
  const [problem, setProblem] = React.useState('');
  const [turn, again] = React.useReducer((count: number) => count + 1, 0);
  React.useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let pause = PAUSE;
    let gone = false;
    const read = async (): Promise<void> => {
      timer = undefined;
      const began = performance.now();
      try {
        const told = await line.report(SPANS);
        if (!gone) {
          setReport(told);
          setProblem('');
          if (told.head.behind > 0) {
            soon();
          }
        }
      } catch (error) {
        if (!gone) {
          setProblem(error instanceof Error ? error.message : String(error));
          soon();
        }
      }
      pause = Math.max(PAUSE, REST * (performance.now() - began));
    };
    const soon = (): void => {
      timer ??= setTimeout(() => void read(), pause);
    };
    void read();
    doc.changed.connect(soon);
    return () => {
      gone = true;
      clearTimeout(timer);
      doc.changed.disconnect(soon);
    };
  }, [line, doc, turn]);
  return { report, problem, again };
}
