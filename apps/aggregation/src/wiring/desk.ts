import { AlertDesk } from '../desk/alerts/alert-desk.ts';
import { BulletinDesk } from '../desk/bulletin-desk.ts';
import { postgresDeskStore } from '../desk/desk-store.ts';
import { Desk } from '../desk/desk.ts';
import { PrintedDesk } from '../desk/printed/printed-desk.ts';
import { ReleaseDesk } from '../desk/releases/release-desk.ts';
import type { Ground } from './ground.ts';
import type { publishingOf } from './publishing.ts';

/** The desk with its parts. Alerts ask the part of releases. */
export function deskOf(
  { config, readModels, log }: Ground,
  { sessions, onCommitted }: Pick<ReturnType<typeof publishingOf>, 'sessions' | 'onCommitted'>,
): Desk {
  const sources = { db: readModels.desk.pool, smallBases: config.smallBases };
  const releases = new ReleaseDesk(sources);
  return new Desk({
    ...{ sessions, store: postgresDeskStore(readModels.desk), sources },
    ...{ silenceMs: config.sessionTimeout, log: log.warn },
    parts: [new BulletinDesk(sources), new AlertDesk(sources, releases), releases, new PrintedDesk(sources)],
    onCommitted: (changes) => {
      onCommitted(changes, 0);
    },
  });
}
