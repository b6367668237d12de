import { PAGE } from '../engraving/placement';

/** The sheets of paper that lie under the systems where they are laid out on pages. */
export class Sheets {
  constructor() {
    this.node.className = 'antiphon-Pages';
    this.node.setAttribute('aria-hidden', 'true');
  }

  readonly node = document.createElement('div');

  /** Lay so many sheets of paper. */
  lay(count: number, zoom: number): void {
    const { children } = this.node;
    while (children.length > count) {
      this.node.lastElementChild!.remove();
    }
    while (children.length < count) {
      const page = document.createElement('div');
      page.className = 'antiphon-Page';
      page.textContent = String(children.length + 1);
      page.style.insetBlockStart = `${children.length * (PAGE.height * zoom + PAGE.between)}px`;
      this.node.append(page);
    }
  }

  clear(): void {
    this.node.replaceChildren();
  }
}
