import { FEEDS, portOf, type Feed } from '@silkgauge/contract';
import { feedVariables } from '@silkgauge/feed';

/**
 * The feed that a process is, by its argument.
 *
 * @throws RangeError for a name that is no feed's
 */
export function feedNamed(name: string | undefined): Feed {
  const feed = FEEDS.find((one) => one === name);
  if (feed) return feed;
  throw new RangeError(`name one feed: ${FEEDS.join(', ')}${name === undefined ? '' : `; ${name} is none`}`);
}

/** Settings of a feed, those of {@link feedVariables}. */
export const variablesOf = (feed: Feed) => feedVariables(portOf(feed));
