import * as React from 'react';

export interface Tab {
  id: string;
  title: string;
  /** A word or number beside the title. */
  badge?: string;
  content: React.ReactNode;
}

export interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  /** The id of the open tab; the first one at first. */
  open?: string;
  /** Told when another tab is chosen. */
  onOpen?: (id: string) => void;
}

/** Tabs after the WAI-ARIA pattern: arrows, Home and End move between them; only the open one is in the tab order. */
export function Tabs({ label, tabs, ...props }: TabsProps): React.JSX.Element {
  const base = React.useId();
  const [chosen, choose] = React.useState(tabs[0].id);
  const open = props.open ?? chosen;
  const buttons = React.useRef(new Map<string, HTMLButtonElement>());
  const current = tabs.find((tab) => tab.id === open) ?? tabs[0];

  function setOpen(id: string): void {
    choose(id);
    props.onOpen?.(id);
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    const at = tabs.indexOf(current);
    const next: Record<string, number> = {
      ArrowRight: (at + 1) % tabs.length,
      ArrowLeft: (at + tabs.length - 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    };
    if (event.key in next) {
      event.preventDefault();
      const { id } = tabs[next[event.key]];
      setOpen(id);
      buttons.current.get(id)?.focus();
    }
  }

  return (
    <div className="antiphon-Tabs">
      <div role="tablist" aria-label={label} className="antiphon-Tabs-list" onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            ref={(element) => {
              if (element) {
                buttons.current.set(tab.id, element);
              } else {
                buttons.current.delete(tab.id);
              }
            }}
            id={`${base}-${tab.id}-tab`}
            type="button"
            role="tab"
            aria-selected={tab === current}
            aria-controls={`${base}-${tab.id}`}
            tabIndex={tab === current ? 0 : -1}
            onClick={() => setOpen(tab.id)}
          >
            {tab.title}
            {tab.badge && <span className="antiphon-badge">{tab.badge}</span>}
          </button>
        ))}
      </div>
      <div
        key={current.id}
        id={`${base}-${current.id}`}
        role="tabpanel"
        aria-labelledby={`${base}-${current.id}-tab`}
        tabIndex={0}
        className="antiphon-Tabs-panel"
      >
        {current.content}
      </div>
    </div>
  );
}
