import * as React from 'react';
import { trans } from '../translation';

export interface LinkProps {
  /** What it leads to, in words. */
  title: string;
  link: string;
  /** SVG text of its QR code, for a page or a file; empty for none. */
  qr: string;
  /** Whether its QR code is seen at first. */
  open: boolean;
}

/** A link to hand on: to copy, to read out, or to photograph. */
export function Link({ title, link, qr, open }: LinkProps): React.JSX.Element {
  const [copied, setCopied] = React.useState('');
  const [opened, setOpened] = React.useState(open);
  const field = React.useRef<HTMLInputElement>(null);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
      setCopied(trans.__('Copied.'));
    } catch {
      field.current?.select();
      setCopied(trans.__('The browser does not let us copy: press Ctrl+C (⌘C on a Mac).'));
    }
  }
  React.useEffect(() => setCopied(''), [link]);

  return (
    <div className="antiphon-Link">
      <div className="antiphon-row">
        <input
          ref={field}
          className="antiphon-field"
          readOnly
          value={link}
          aria-label={trans.__('Link for %1', title)}
          onFocus={(event) => event.target.select()}
        />
        <button type="button" className="antiphon-button" onClick={() => void copy()}>
          {trans.__('Copy')}
        </button>
      </div>
      <p role="status" className="antiphon-note">
        {copied}
      </p>
      {qr && (
        <details open={opened} onToggle={(event) => setOpened(event.currentTarget.open)}>
          <summary>{trans.__('QR code')}</summary>
          <img
            className="antiphon-Link-qr"
            alt={trans.__('QR code of the link for %1', title)}
            src={picture(qr)}
          />
        </details>
      )}
    </div>
  );
}

/** SVG text as an image's address. What is written into a page may lack the namespace that an image needs. */
export function picture(svg: string): string {
  const named = /<svg[^>]*\sxmlns=/.test(svg)
    ? svg
    : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
  return `data:image/svg+xml,${encodeURIComponent(named)}`;
}
