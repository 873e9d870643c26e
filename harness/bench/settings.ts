import { parseArgs } from 'node:util';

export const PARTS = [
  'drain',
  'steady',
  'stages',
  'facts',
  'family',
  'hot',
  'readers',
  'page',
  'webhooks',
  'sdmx',
  'newsroom',
  'keys',
  'traces',
] as const;
export type Part = (typeof PARTS)[number];

export interface BenchSettings {
  readonly parts: readonly Part[];
  /** Drain sizes in events. */
  readonly events: readonly number[];
  readonly processes: number;
  readonly seed: number;
  readonly categories?: number;
  readonly rate: number;
  readonly warmSeconds: number;
  readonly measuredSeconds: number;
  /** Number of events per stage. */
  readonly stageEvents: number;
  readonly profile: boolean;
  readonly limit: number;
  /** Engines of the peer harness to run beside Silkgauge. */
  readonly peers: readonly string[];
}

export const HELP = `npm run bench -- [options]
  --only ${PARTS.join(',')}
                               what to measure (all)
  --events 1000000,5000000     sizes of the backlog (1000000)
  --processes 1                aggregations that share the partitions
  --seed 42                    of the backlog
  --categories 1000000         as many categories in the backlog: nearly each sale is of a series of its own
  --rate 5000                  events a second in steady state, a multiple of 100
  --warm 30 --measured 60      seconds of steady state
  --stage-events 100000        events each stage is measured with
  --limit 900                  seconds a drain, or the facts, may take
  --profile                    a CPU profile of each aggregation that is measured, and where its time goes
  --peers raw,streams-ring     engines to run beside ours when PEERS names the folder of their harness
`;

/** @throws RangeError that names the invalid option */
export function readSettings(args: readonly string[]): BenchSettings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: PARTS.join(',') },
      events: { type: 'string', default: '1000000' },
      processes: { type: 'string', default: '1' },
      seed: { type: 'string', default: '42' },
      categories: { type: 'string' },
      rate: { type: 'string', default: '5000' },
      warm: { type: 'string', default: '30' },
      measured: { type: 'string', default: '60' },
      'stage-events': { type: 'string', default: '100000' },
      limit: { type: 'string', default: '900' },
      profile: { type: 'boolean', default: false },
      peers: { type: 'string', default: 'raw,streams-ring' },
    },
  });
  const rate = whole('rate', values.rate);
  if (rate % 100 !== 0) throw new RangeError('--rate is a multiple of 100');
  return {
    parts: values.only.split(',').map(part),
    events: values.events.split(',').map((text) => whole('events', text)),
    processes: whole('processes', values.processes),
    seed: whole('seed', values.seed, 0),
    ...(values.categories !== undefined && { categories: whole('categories', values.categories) }),
    rate,
    warmSeconds: whole('warm', values.warm),
    measuredSeconds: whole('measured', values.measured),
    stageEvents: whole('stage-events', values['stage-events']),
    limit: whole('limit', values.limit),
    profile: values.profile,
    peers: values.peers.split(',').filter((name) => name !== ''),
  };
}

function part(name: string): Part {
  const found = PARTS.find((known) => known === name);
  if (!found) throw new RangeError(`--only takes ${PARTS.join(', ')}, not "${name}"`);
  return found;
}

function whole(option: string, text: string, least = 1): number {
  const number = Number(text.replaceAll('_', ''));
  if (!Number.isSafeInteger(number) || number < least)
    throw new RangeError(`--${option} takes whole numbers from ${String(least)} on, not "${text}"`);
  return number;
}
