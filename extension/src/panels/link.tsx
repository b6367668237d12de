import * as React from 'react';

export interface LinkProps {
  /** What it leads to, in words. */
  title: string;
  link: string;
  /** SVG text of its QR code; empty for none. */
  qr: string;
}

/** A link to hand on: to copy, to read out, or to photograph. */
export function Link({ title, link, qr }: LinkProps): React.JSX.Element {
  const [copied, setCopied] = React.useState('');
  const field = React.useRef<HTMLInputElement>(null);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
      setCopied('Copied.');
    } catch {
      field.current?.select();
      setCopied('The browser does not let us copy: press Ctrl+C (⌘C on a Mac).');
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
          aria-label={`Link for ${title}`}
          onFocus={(event) => event.target.select()}
        />
        <button type="button" className="antiphon-button" onClick={() => void copy()}>
          Copy
        </button>
      </div>
      <p role="status" className="antiphon-note">
        {copied}
      </p>
      {qr && (
        <img
          className="antiphon-Link-qr"
          alt={`QR code of the link for ${title}`}
          src={`data:image/svg+xml,${encodeURIComponent(qr)}`}
        />
      )}
    </div>
  );
}
