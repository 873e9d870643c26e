import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { measuredFile, presentCosts, SURROUNDINGS, type Surroundings } from './costs.ts';
import { measureCosts } from './measure.ts';
import { plan } from './plan.ts';
import { putTables, tables, type Planned } from './tables.ts';

export const HELP = `npm run scale -- [options]
  --measure         measure what an event, a transaction and a change cost here first (a minute on an idle machine)
  --rates 5000,...  events a second to plan for (5000,50000,200000,1000000)
  --series 2000,... how many series the events are of (2000,1000000)
  --seed 1          of the arrivals
  --relay-page 1000 changes the relay publishes at once
  --relay-apart     each relay in a process of its own, not counted among the processes
  --write           put the tables into docs/scaling.md
`;

/** What the plans are compared with. */
const RELAY_APART = { relayApart: true, relayPage: 5_000 };
const document = join(import.meta.dirname, '../../docs/scaling.md');

/** The whole of `npm run scale`. Throws a RangeError that names the option for anything it does not understand. */
export async function scale(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      measure: { type: 'boolean', default: false },
      rates: { type: 'string', default: '5000,50000,200000,1000000' },
      series: { type: 'string', default: '2000,1000000' },
      seed: { type: 'string', default: '1' },
      'relay-page': { type: 'string', default: String(SURROUNDINGS.relayPage) },
      'relay-apart': { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const rates = numbers('rates', values.rates);
  const seriesCounts = numbers('series', values.series);
  const [relayPage = 1] = numbers('relay-page', values['relay-page']);
  const surroundings = { ...SURROUNDINGS, relayPage, relayApart: values['relay-apart'] };
  const [seed = 1] = numbers('seed', values.seed);
  if (values.measure) {
    const folder = dirname(measuredFile);
    mkdirSync(folder, { recursive: true });
    writeFileSync(measuredFile, `${JSON.stringify(await measureCosts(folder), null, 2)}\n`);
  }
  const costs = presentCosts();
  console.error(`costs measured on ${costs.from}`);
  const planAll = (around: Surroundings): Planned[] =>
    seriesCounts.flatMap((series) =>
      rates.map((rate) => {
        console.error(`planning ${String(rate)} events/s of ${String(series)} series`);
        const seconds = secondsFor(rate);
        return { rate, series, plan: plan({ costs, surroundings: around, rate, series, seed, seconds }) };
      }),
    );
  const planned = planAll(surroundings);
  const made = tables(costs, planned, planAll({ ...surroundings, ...RELAY_APART }));
  console.log(Object.values(made).join('\n\n'));
  if (values.write) writeFileSync(document, putTables(readFileSync(document, 'utf8'), made));
}

/** Enough cycles to see a trend, and not more events than a minute of simulating. */
const secondsFor = (rate: number): number => Math.min(3, Math.max(1.5, 600_000 / rate));

function numbers(option: string, text: string): number[] {
  return text.split(',').map((part) => {
    const number = Number(part.replaceAll('_', ''));
    if (!Number.isSafeInteger(number) || number < 1)
      throw new RangeError(`--${option} takes whole numbers from 1 on, not "${part}"`);
    return number;
  });
}
