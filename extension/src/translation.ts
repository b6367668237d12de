import { nullTranslator, type ITranslator, type TranslationBundle } from '@jupyterlab/translation';

/**
 * The words of the interface in the language of the person: `trans.__('Add a part')`. English until `speak` was called.
 *
 * Ask when something is shown, never while a module loads: the language is not known then.
 */
export let trans: TranslationBundle = nullTranslator.load('antiphon');

/** Speak the language that JupyterLab was set to. */
export function speak(translator: ITranslator): void {
  trans = translator.load('antiphon');
}
