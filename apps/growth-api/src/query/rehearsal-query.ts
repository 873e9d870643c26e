import { FEEDS, type Feed, oneOf } from '@silkgauge/contract';
import { readParameters, type Parsed } from './parameters.ts';
import { missing } from './queries.ts';

/** `POST /v1/rehearsals`: the door that the push is meant for. */
export function readRehearsalQuery(raw: Readonly<Record<string, unknown>>): Parsed<Feed> {
  const parsed = readParameters(raw, { feed: oneOf(FEEDS) });
  if ('faults' in parsed) return parsed;
  const { feed } = parsed.value;
  if (feed !== undefined) return { value: feed };
  const fix = `name the door that the push is meant for, feed=${FEEDS.join(', ')}`;
  return { faults: [missing('feed', fix)] };
}
