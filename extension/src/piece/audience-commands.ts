import { trans } from '../translation';
import type { ForView } from './playing';
import type { PieceView } from './widget';

/** The commands of the artist's last word: within reach of the keyboard, whatever is looked at. */
export function audienceCommands<C>(forView: ForView<C>): Record<string, C> {
  const steers = ({ session }: PieceView): boolean => session.may('envelope');
  const isFrozen = ({ session }: PieceView): boolean => session.state?.steering.frozen ?? false;
  return {
    'antiphon:veto': forView(
      trans.__('Veto What the Audience Asks'),
      ({ session }) => session.audience.veto(),
      steers,
    ),
    'antiphon:freeze': forView(
      trans.__('Freeze: Votes Change Nothing'),
      (of) => of.session.audience.freeze(!isFrozen(of)),
      steers,
      isFrozen,
    ),
    'antiphon:audience': forView(
      trans.__('Go to the Audience’s Panel'),
      (of) => of.openSide('audience', '.antiphon-Freeze, [role=tab]'),
      () => true,
    ),
  };
}
