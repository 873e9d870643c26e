import { DATA_SETS, type CloudEvent } from '@silkgauge/loader';
import { DATA_FOLDER } from '../../fixtures/bundled.ts';
import { loadFigures } from './load-figures.ts';
import { startApps, urlOf, withServices } from './services.ts';

const SETS = ['seed', 'cbec', 'policies'];
/** Its figures are rehearsed, and never pushed. */
const REHEARSED = 'us-census';
const SIZES = [100, 1_000];
const TIMES = 20;

/** Rehearsals of pushes of one size, in milliseconds. */
export interface RehearsedPushes {
  readonly figures: number;
  readonly states: number;
  readonly p50: number;
  readonly p95: number;
}

export interface NewsroomResult {
  readonly rehearsals: readonly RehearsedPushes[];
}

/** Rehearses figures one push after another, with some bundled sets loaded, bulletins planned, and nothing else to do. */
export function measureNewsroom(say: (text: string) => void): Promise<NewsroomResult> {
  return withServices(async (services) => {
    await using stack = new AsyncDisposableStack();
    const apps = await startApps(stack, services);
    say(`newsroom: loading ${SETS.join(', ')}`);
    await loadFigures(apps, SETS);
    const rehearsals: RehearsedPushes[] = [];
    for (const size of SIZES) {
      say(`newsroom: rehearsals of ${String(size)} figures`);
      const body = JSON.stringify(await firstEvents(size));
      // To start a thread is not the work of a rehearsal.
      await rehearse(urlOf(apps, 'growth-api'), body);
      const took: number[] = [];
      let states = 0;
      for (let time = 0; time < TIMES; time += 1) {
        const startedAt = performance.now();
        states = await rehearse(urlOf(apps, 'growth-api'), body);
        took.push(performance.now() - startedAt);
      }
      took.sort((a, b) => a - b);
      const at = (share: number): number => took[Math.ceil(share * TIMES) - 1] ?? Number.NaN;
      rehearsals.push({ figures: size, states, p50: at(0.5), p95: at(0.95) });
    }
    return { rehearsals };
  });
}

async function firstEvents(count: number): Promise<readonly CloudEvent[]> {
  const events: CloudEvent[] = [];
  const set = DATA_SETS.find(({ name }) => name === REHEARSED);
  for await (const some of set?.events(DATA_FOLDER) ?? []) {
    events.push(...some.filter(({ type }) => type === 'silkgauge.figure.reported.v1'));
    if (events.length >= count) break;
  }
  return events.slice(0, count);
}

/** Returns the number of states that would change. */
async function rehearse(api: string, body: string): Promise<number> {
  const answer = await fetch(`${api}/v1/rehearsals?feed=customs-feed`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body,
  });
  if (answer.status !== 200)
    throw new Error(`a rehearsal was answered ${String(answer.status)}: ${await answer.text()}`);
  return ((await answer.json()) as { readonly states: readonly unknown[] }).states.length;
}
