import type { IChangedArgs } from '@jupyterlab/coreutils';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { Contents } from '@jupyterlab/services';
import { type ISignal, Signal } from '@lumino/signaling';
import type { PartialJSONValue } from '@lumino/coreutils';

import { AntiphonDoc, type AntiphonChange } from '../document';

/** The file type's name, and the name of its shared document on the server. */
export const FILE_TYPE = 'antiphon';
export const MODEL = 'antiphon-model';

/** What JupyterLab's document context asks of a piece; all that matters is the shared model inside. */
export class PieceModel implements DocumentRegistry.IModel {
  constructor(options: DocumentRegistry.IModelOptions<AntiphonDoc>) {
    this._owned = !options.sharedModel;
    this.sharedModel = options.sharedModel ?? AntiphonDoc.create();
    this.sharedModel.changed.connect(this._onChanged);
  }

  readonly sharedModel: AntiphonDoc;
  readonly collaborative = true;
  readonly defaultKernelName = '';
  readonly defaultKernelLanguage = '';

  get dirty(): boolean {
    return this._dirty;
  }
  set dirty(newValue: boolean) {
    const oldValue = this._dirty;
    if (newValue !== oldValue) {
      this._dirty = newValue;
      this._stateChanged.emit({ name: 'dirty', oldValue, newValue });
    }
  }

  get readOnly(): boolean {
    return this._readOnly;
  }
  set readOnly(newValue: boolean) {
    const oldValue = this._readOnly;
    if (newValue !== oldValue) {
      this._readOnly = newValue;
      this._stateChanged.emit({ name: 'readOnly', oldValue, newValue });
    }
  }

  get contentChanged(): ISignal<this, void> {
    return this._contentChanged;
  }

  get stateChanged(): ISignal<this, IChangedArgs<unknown>> {
    return this._stateChanged;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this.sharedModel.changed.disconnect(this._onChanged);
    if (this._owned) {
      this.sharedModel.dispose();
    }
    Signal.clearData(this);
  }

  initialize(): void {
    // The room brings the content.
  }

  toString(): string {
    return this.sharedModel.getSource();
  }

  fromString(text: string): void {
    this.sharedModel.setSource(text);
  }

  toJSON(): PartialJSONValue {
    return JSON.parse(this.toString()) as PartialJSONValue;
  }

  fromJSON(value: PartialJSONValue): void {
    this.fromString(JSON.stringify(value));
  }

  private readonly _onChanged = (_: unknown, change: AntiphonChange): void => {
    if (change.roots) {
      this._contentChanged.emit();
      this.dirty ||= change.local ?? false;
    }
    for (const { name, newValue } of change.stateChange ?? []) {
      if (name === 'dirty') {
        this.dirty = Boolean(newValue);
      }
    }
  };

  private readonly _owned: boolean;
  private readonly _contentChanged = new Signal<this, void>(this);
  private readonly _stateChanged = new Signal<this, IChangedArgs<unknown>>(this);
  private _dirty = false;
  private _readOnly = false;
  private _isDisposed = false;
}

/** Makes the models; `contentType` is the name of the shared document on the server. */
export class PieceModelFactory implements DocumentRegistry.IModelFactory<PieceModel> {
  readonly name = MODEL;
  readonly contentType: Contents.ContentType = FILE_TYPE;
  readonly fileFormat: Contents.FileFormat = 'text';
  readonly collaborative = true;

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
  }

  preferredLanguage(): string {
    return '';
  }

  createNew(options: DocumentRegistry.IModelOptions<AntiphonDoc> = {}): PieceModel {
    return new PieceModel(options);
  }

  private _isDisposed = false;
}
