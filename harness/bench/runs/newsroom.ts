import { setTimeout as delay } from 'node:timers/promises';
import { seriesKey, type Rehearsal } from '@silkgauge/contract';
import { alertRule, bulletinPlan } from '../../fixtures/events.ts';
import { eventually } from '../../services/index.ts';
import { atShare } from '../measure/percentiles.ts';
import { figuresOf, loadFigures } from './load-figures.ts';
import { pushBeside, type PushesBeside } from './push-beside.ts';
import { startApps, urlOf, withServices } from './services.ts';

const SETS = ['seed', 'cbec', 'policies'];
/** Its figures are rehearsed, and never pushed. */
const REHEARSED = 'us-census';
const SIZES = [100, 1_000];
const TIMES = 20;
/** Most milliseconds for which threads rest after a rehearsal. */
const MOST_REST = 2_000;
/** Figures of a rehearsal while others are pushed. */
const BESIDE = 100;
/** Tells the first of the rehearsed figures, so that each rehearsal tells a bulletin that changes. */
const BULLETIN = 'rehearsed';
/** Rules about the product of the first of the rehearsed figures. */
const RULES = 10;

/** Rehearsals of pushes of one size, in milliseconds. */
export interface RehearsedPushes {
  readonly figures: number;
  readonly states: number;
  readonly p50: number;
  readonly p95: number;
}

export interface NewsroomResult {
  readonly rehearsals: readonly RehearsedPushes[];
  /** Pushes alone, and beside rehearsals one after another. */
  readonly pushes: PushesBeside;
}

/**
 * Rehearses figures with some bundled sets loaded, a bulletin and rules about them: first each alone, then one after
 * another while other figures are pushed.
 */
export function measureNewsroom(say: (text: string) => void): Promise<NewsroomResult> {
  return withServices(async (services) => {
    await using stack = new AsyncDisposableStack();
    const apps = await startApps(stack, services);
    say(`newsroom: loading ${SETS.join(', ')}`);
    await loadFigures(services, apps, SETS);
    const api = urlOf(apps, 'growth-api');
    await orderAll(urlOf(apps, 'policy-notice'), api);
    const rehearsals: RehearsedPushes[] = [];
    for (const size of SIZES) {
      say(`newsroom: rehearsals of ${String(size)} figures`);
      const body = JSON.stringify(await figuresOf(REHEARSED, size));
      // To start a thread is not the work of a rehearsal, nor is the rest of the threads after each.
      await rehearse(api, body);
      await delay(MOST_REST);
      const took: number[] = [];
      let states = 0;
      for (let time = 0; time < TIMES; time += 1) {
        const startedAt = performance.now();
        const told = await rehearse(api, body);
        const ms = performance.now() - startedAt;
        took.push(ms);
        states = told.states.length;
        if (!tellsBulletin(told)) throw new Error('a rehearsal told no bulletin');
        await delay(Math.min(2 * ms, MOST_REST));
      }
      took.sort((a, b) => a - b);
      rehearsals.push({ figures: size, states, p50: atShare(took, 0.5), p95: atShare(took, 0.95) });
    }
    say('newsroom: pushes beside rehearsals');
    const body = JSON.stringify(await figuresOf(REHEARSED, BESIDE));
    const pushes = await pushBeside(services, apps, () => rehearse(api, body), say);
    return { rehearsals, pushes };
  });
}

/** Plans the bulletin and defines the rules, and resolves when both are there. */
async function orderAll(door: string, api: string): Promise<void> {
  const figures = await figuresOf(REHEARSED, 1);
  const { series, period } = figures[0]?.data as { series: Parameters<typeof seriesKey>[0]; period: string };
  const orders = [
    bulletinPlan(BULLETIN, `${seriesKey(series)}/${period}`),
    ...Array.from({ length: RULES }, (_, at) =>
      alertRule(`rehearsed-${String(at)}`, {
        ...{ series: { reporter: [series.reporter], product: [series.product] }, threshold: String(at) },
      }),
    ),
  ];
  const events = orders.map(({ type, data }, at) => ({
    ...{ specversion: '1.0', id: `${BULLETIN}-${String(at)}`, source: '/bench', type, data },
  }));
  const answer = await post(`${door}/v1/events`, JSON.stringify(events));
  if (answer.status !== 202) throw new Error(`the orders were answered ${String(answer.status)}`);
  const body = JSON.stringify(figures);
  await eventually(async () => {
    const { items } = (await (await fetch(`${api}/v1/rules`)).json()) as {
      readonly items: readonly unknown[];
    };
    return items.length >= RULES && tellsBulletin(await rehearse(api, body));
  });
}

const tellsBulletin = ({ bulletins }: Rehearsal): boolean =>
  bulletins.some(({ bulletin }) => bulletin === BULLETIN);

const post = (url: string, body: string): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body,
  });

async function rehearse(api: string, body: string): Promise<Rehearsal> {
  const answer = await post(`${api}/v1/rehearsals?feed=customs-feed`, body);
  if (answer.status !== 200)
    throw new Error(`a rehearsal was answered ${String(answer.status)}: ${await answer.text()}`);
  return (await answer.json()) as Rehearsal;
}
