// @ts-check
/** The ways to react: their names and signs. `antiphon.apps.bundle` puts this into what shows them. */
import { t } from './words.js';

/** @type {Record<string, string>} each on a square of 24, in strokes */
export const REACTION_SIGNS = {
  applause:
    '<path d="M4.6 13.2 8.8 9a1.3 1.3 0 0 1 1.9 1.8l-2 2m2-2 3.3-3.3a1.3 1.3 0 0 1 1.9 1.9l-2.8 2.8m2.2-2.2 1.3-1.3a1.3 1.3 0 0 1 1.9 1.9l-2.7 2.7m1.7-1.7a1.3 1.3 0 0 1 1.9 1.9l-3.7 4a6 6 0 0 1-8.6.2 6 6 0 0 1-1.6-5.8l.8-2.9c.3-1 1.9-.6 1.7.6l-.1 1.4"/><path d="m7 2.5.7 2.2M12.2 1.8 12 4.2M2.3 6.5l2 1.2"/>',
  heart: '<path d="M12 20.2C6.5 16.5 3.5 13 3.5 9.2A4.6 4.6 0 0 1 12 6.8a4.6 4.6 0 0 1 8.5 2.4c0 3.8-3 7.3-8.5 11Z"/>',
  wow: '<circle cx="12" cy="12" r="9"/><ellipse cx="12" cy="15.7" rx="2.1" ry="2.6"/><path d="M8.6 9.5v.01M15.4 9.5v.01M7 6.3l1.6-.8M17 6.3l-1.6-.8"/>',
  laugh:
    '<circle cx="12" cy="12" r="9"/><path d="M7.2 13.3a4.85 4.85 0 0 0 9.6 0ZM7.3 9.7l1.5-1.2 1.5 1.2M13.7 9.7l1.5-1.2 1.5 1.2"/>',
};

/** @type {() => Record<string, string>} */
export const reactionNames = () => ({
  applause: t('Applause'),
  heart: t('Love'),
  wow: t('Wow'),
  laugh: t('Laughter'),
});
