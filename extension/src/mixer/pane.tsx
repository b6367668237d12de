import { ReactWidget } from '@jupyterlab/ui-components';
import * as React from 'react';

import { MixerDesk, type MixerProps } from './desk';
import { Mixer } from './mixer';

/** The mixer of a piece, as a pane of the workbench. */
export class MixerPane extends ReactWidget {
  constructor(props: MixerProps) {
    super();
    this.addClass('antiphon-MixerPane');
    this.node.tabIndex = -1;
    this.desk = new MixerDesk(props);
  }

  readonly desk: MixerDesk;

  override dispose(): void {
    if (!this.isDisposed) {
      super.dispose();
      this.desk.dispose();
    }
  }

  protected override onActivateRequest(): void {
    (this.node.querySelector<HTMLElement>('[data-strip][tabindex="0"]') ?? this.node).focus();
  }

  protected override render(): React.JSX.Element | null {
    return this.isVisible ? <Mixer desk={this.desk} /> : null;
  }

  /** A mixer that is not seen asks for no levels. */
  protected override onAfterShow(): void {
    this.update();
  }

  protected override onAfterHide(): void {
    this.update();
  }
}
