import type { ISignal } from '@lumino/signaling';
import * as React from 'react';

import { Audience, type Selected } from '../audience';
import type { AntiphonDoc } from '../document';
import { Contributions, type LedgerLine } from '../ledger';
import type { Shows } from '../proposals/words';
import type { Permissions } from '../rights';
import type { Company, Follower } from '../score';
import type { Problem, SessionConnection } from '../session';
import type { Ask } from './ask';
import type { Awareness } from './awareness';
import { BegunContext } from './begun';
import { KINDS } from './catalogue';
import { Comments, type CommentPlaces } from './comments';
import { EnginePanel } from './engine';
import { People } from './people';
import { Proposals } from './proposals';
import { type AskedSound, Sounds } from './sounds';
import { useDocument, useSession, useSignal } from './subscribe';
import { Tabs, type Tab } from './tabs';
import { trans } from '../translation';

export interface SidePanelProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  permissions: Permissions;
  awareness: Awareness;
  ask: Ask;
  /** Where in the score the others are, and the going there. */
  company?: Company;
  follower?: Follower;
  /** Show where a proposal is about. */
  onShowProposed?: (place: Shows) => void;
  /** The record of who contributed what. */
  ledger?: LedgerLine;
  /** Tabs of others, behind the sounds. */
  tabs?: readonly Tab[];
  /** What is selected in the score and the graph, for comments on it. */
  places?: CommentPlaces;
  /** What is selected in the score and the graph, for a canvas over it. */
  selected?: Selected;
  /** Something of the panel is asked for from outside. */
  wanted?: ISignal<unknown, Wanted>;
}

/** A tab, and what in it gets the keyboard. */
export interface Wanted {
  tab: string;
  /** A selector; the first in the tab where it is empty. */
  focus: string;
  /** The part whose sound is to be chosen. */
  part?: string;
}

/** Sounds, engine, people and audience of a piece, in tabs. */
export function SidePanel(props: SidePanelProps): React.JSX.Element {
  const { doc, session } = props;
  const { state } = useSession(session);
  const [open, setOpen] = React.useState('sounds');
  const panel = React.useRef<HTMLDivElement>(null);
  const [wanted, want] = React.useState<Pick<Problem, 'node' | 'part'> | null>(null);
  React.useEffect(() => {
    if (wanted) {
      reveal(panel.current, wanted);
      want(null);
    }
  }, [wanted]);
  const [focus, setFocus] = React.useState<Wanted | null>(null);
  const [asked, askFor] = React.useState<AskedSound | null>(null);
  React.useEffect(() => {
    const hear = (_: unknown, of: Wanted): void => {
      setOpen(of.tab);
      if (of.part === undefined) {
        setFocus(of);
      } else {
        askFor({ part: of.part });
      }
    };
    props.wanted?.connect(hear);
    return () => {
      props.wanted?.disconnect(hear);
    };
  }, [props.wanted]);
  React.useEffect(() => {
    if (focus) {
      panel.current?.querySelector<HTMLElement>(focus.focus)?.focus();
      setFocus(null);
    }
  }, [focus]);
  const [begun] = React.useState(() => new Map<string, unknown>());
  useDocument(doc, annotationsOf);
  const comments = openComments(doc);
  const proposals = openProposals(doc);
  const number = (count: number | undefined): string => (count ? String(count) : '');
  return (
    <BegunContext.Provider value={begun}>
      <div className="antiphon-SidePanel" ref={panel}>
        <Tabs
          label={trans.__('The piece')}
          open={open}
          onOpen={(id) => {
            setOpen(id);
            askFor(null);
          }}
          tabs={[
            {
              id: 'sounds',
              title: trans.__('Sounds'),
              content: <Sounds {...props} kinds={KINDS} asked={asked} />,
            },
            ...(props.tabs ?? []),
            {
              id: 'engine',
              title: trans.__('Engine'),
              badge: number(state?.engine.problems.length) && trans.__('muted'),
              content: (
                <EnginePanel
                  doc={doc}
                  permissions={props.permissions}
                  session={session}
                  onShow={(place) => {
                    setOpen('sounds');
                    want(place);
                  }}
                />
              ),
            },
            {
              id: 'people',
              title: trans.__('People'),
              badge: number(state?.people.filter(({ here }) => here).length),
              content: <People {...props} />,
            },
            {
              id: 'comments',
              title: trans.__('Comments'),
              badge: number(comments),
              content: (
                <OfNow doc={doc}>
                  <Comments {...props} />
                </OfNow>
              ),
            },
            {
              id: 'proposals',
              title: trans.__('Proposals'),
              badge: number(proposals),
              content: (
                <OfNow doc={doc}>
                  <Proposals {...props} onShow={props.onShowProposed} />
                </OfNow>
              ),
            },
            ...(props.ledger
              ? [
                  {
                    id: 'contributions',
                    title: trans.__('Contributions'),
                    content: <Contributions {...props} ledger={props.ledger} />,
                  },
                ]
              : []),
            {
              id: 'audience',
              title: trans.__('Audience'),
              badge: state?.polls.length ? trans.__('poll') : number(state?.audience.count),
              content: <Audience {...props} />,
            },
          ]}
        />
      </div>
    </BegunContext.Provider>
  );
}

/** What is said and answered in the piece as it is now: while it is shown as it was, that is said instead. */
function OfNow({
  doc,
  children,
}: React.PropsWithChildren<{ doc: AntiphonDoc }>): React.JSX.Element {
  useSignal(doc.changed);
  return doc.isPast ? (
    <p className="antiphon-empty">
      {trans.__(
        'You are looking at the piece as it was. Comments and proposals are there again once you are back to now.',
      )}
    </p>
  ) : (
    <>{children}</>
  );
}

const annotationsOf = (doc: AntiphonDoc): readonly unknown[] => [
  doc.present.annotations,
  doc.present.proposals,
];

/** How many proposals wait for an answer. */
function openProposals(doc: AntiphonDoc): number {
  const { proposals } = doc.present;
  return Object.values(proposals).filter(({ status = 'open' }) => status === 'open').length;
}

/** How many comments, answers aside, are not resolved. */
function openComments(doc: AntiphonDoc): number {
  const { annotations } = doc.present;
  return Object.values(annotations).filter(
    ({ reply_to, resolved }) => !resolved && !(reply_to && Object.hasOwn(annotations, reply_to)),
  ).length;
}

/** Bring what makes a sound into sight and give it the keyboard: its node, or what its part is heard through. */
function reveal(panel: HTMLElement | null, { node, part }: Pick<Problem, 'node' | 'part'>): void {
  const all = [...(panel?.querySelectorAll<HTMLElement>('[data-node-id], [data-part-id]') ?? [])];
  const found =
    all.find(({ dataset }) => node !== null && dataset.nodeId === node) ??
    all.find(({ dataset }) => part !== null && dataset.partId === part);
  found?.scrollIntoView({ block: 'start' });
  found?.querySelector<HTMLElement>('summary, select, h3')?.focus({ preventScroll: true });
}
