import type { Language, Mark } from '@silkgauge/codelists';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DATA_SETS } from '../../../../apps/loader/src/data-sets.ts';
import type { PublishedBulletin, RefusalName } from '../bulletin.ts';
import { toMarkdown } from '../formats/markdown.ts';
import { tell } from '../tell.ts';
import { digestOf } from '../versions/next-version.ts';
import { fileWorld } from './event-world.fixture.ts';
import { planOf } from './seed-plan.fixture.ts';

const FOLDER = fileURLToPath(new URL('../../../../data', import.meta.url));

/** Whether an event is taken from its set. */
type Taken = (event: SetEvent) => boolean;

interface SetEvent {
  readonly id: string;
  readonly data?: unknown;
}

export interface Example {
  /** Of its file in `docs/bulletins`, without an ending. */
  readonly name: string;
  /** The file of its plan, from the root. */
  readonly plan: string;
  /** The bundled sets that it is told from. */
  readonly sets: readonly string[];
  /** What it is an example of: marks and rules of refusal. */
  readonly shows: readonly (Mark | RefusalName)[];
  /** Which of their events: all, where it is not given. */
  readonly takes?: Taken;
}

const example = (name: string, sets: readonly string[], shows: Example['shows'], takes?: Taken): Example => ({
  ...{ name, sets, shows, plan: `docs/bulletins/${name}.jsonl` },
  ...(takes && { takes }),
});

const ids =
  (pattern: RegExp): Taken =>
  ({ id }) =>
    pattern.test(id);
const soldTo =
  (countries: readonly string[]): Taken =>
  ({ data }) =>
    countries.includes((data as { readonly buyerCountry: string }).buyerCountry);

/** The reviewed examples, in the order of a reader. */
export const EXAMPLES: readonly Example[] = [
  {
    ...example('01-seed-article', ['seed'], ['implied', 'readings', 'claim', 'opinion', 'no-causal-claim']),
    plan: 'data/seed/plan.jsonl',
  },
  example('02-china-2021', ['cbec'], ['conflict', 'computed', 'implied', 'preliminary']),
  // The release of June 2021 has the total of all chapters twice as high as their sum.
  example(
    '03-american-imports',
    ['us-census'],
    ['conflict', 'computed', 'rounded'],
    ids(/\/(?:2020-06|2021-0[56])$/),
  ),
  // The releases until that which lost November 2020.
  example('04-withdrawn-figure', ['us-census'], ['withdrawn', 'no-comparison'], ids(/^R[12]\/\w+\/85\//)),
  example('05-forecast', ['cbec'], ['forecast', 'forecast-beside-actual']),
  example('06-two-readings', ['seed', 'cbec'], ['readings']),
  example(
    '07-revision',
    ['cbec', 'us-census'],
    ['revised', 'preliminary', 'conflict'],
    ids(/^O\d+$|^R\d+\/CN\/85\//),
  ),
  example(
    '08-notice',
    ['seed', 'cbec', 'policies'],
    ['after-period', 'in-force', 'in-force-part', 'no-causal-claim'],
  ),
  example('09-partial-month', ['online-retail'], ['partial-period', 'computed'], soldTo(['DE', 'FR'])),
  example('10-comparison', ['seed', 'cbec'], ['unequal-periods']),
];

const ORIGIN = new URL('../../../../', import.meta.url);
const setsRead = new Map<string, Promise<readonly SetEvent[]>>();

async function readSet(name: string): Promise<readonly SetEvent[]> {
  const events: SetEvent[] = [];
  for (const set of DATA_SETS)
    if (set.name === name) for await (const some of set.events(FOLDER)) events.push(...some);
  return events;
}

async function eventsOf({ sets, takes }: Example): Promise<readonly object[]> {
  const all: object[] = [];
  for (const name of sets) {
    const events = setsRead.get(name) ?? readSet(name);
    setsRead.set(name, events);
    for (const event of await events) if (!takes || takes(event)) all.push(event);
  }
  return all;
}

const tellings = new Map<Example, Promise<PublishedBulletin>>();

/** An example told from its sets, as the API tells it. */
export function exampleTold(one: Example): Promise<PublishedBulletin> {
  const telling = tellings.get(one) ?? tellExample(one);
  tellings.set(one, telling);
  return telling;
}

async function tellExample(one: Example): Promise<PublishedBulletin> {
  const event = JSON.parse(readFileSync(new URL(one.plan, ORIGIN), 'utf8')) as {
    readonly source: string;
    readonly id: string;
    readonly data: { readonly bulletin: string };
  };
  const telling = tell(planOf(event.data), fileWorld(await eventsOf(one)));
  return {
    ...{
      bulletin: event.data.bulletin,
      version: null,
      sequence: null,
      told: null,
      knownAt: null,
      kind: null,
    },
    ...{ plan: { version: 1, source: event.source, id: event.id }, corrections: [] },
    ...telling,
    digest: digestOf(telling),
  };
}

/** The page of an example: both languages in Markdown as the API gives it, the labels of footnotes apart. */
export async function examplePage(one: Example): Promise<string> {
  const told = await exampleTold(one);
  const text = (language: Language): string =>
    toMarkdown(told, language).replace(/\[\^(\d+)\]/g, `[^${language}-$1]`);
  const about = `<!-- Told by npm run bulletins from ${one.plan} and the bundled sets: ${one.sets.join(', ')}. -->`;
  return `${about}\n\n${text('en')}\n---\n\n${text('zh')}`;
}
