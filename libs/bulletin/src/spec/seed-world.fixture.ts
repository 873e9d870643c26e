import { readFileSync } from 'node:fs';
import { fileWorld } from './event-world.fixture.ts';

const DATA = new URL('../../../../data/', import.meta.url);

/** The CloudEvents of the article, one a line. */
export const SEED_EVENTS: readonly unknown[] = readFileSync(new URL('seed/events.jsonl', DATA), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as unknown);

/** The world of the article alone. */
export const seedWorld = (...more: readonly unknown[]) => fileWorld([...SEED_EVENTS, ...more]);
