/** One drain of the harness's `drain.tsv`. */
export interface PeerDrain {
  readonly peer: string;
  readonly events: number;
  /** The later of table and topic. */
  readonly seconds: number;
  readonly wallSeconds: number;
  readonly firstRowSeconds: number;
  readonly cpu: { readonly contender: number; readonly broker: number; readonly postgres: number };
  readonly rssMb: number;
  readonly table: string;
  readonly topic: string;
}

/** One block of its `latency.txt`; milliseconds. */
export interface PeerLatency {
  readonly peer: string;
  readonly topic: { readonly p50: number; readonly p99: number };
  readonly table: { readonly p50: number; readonly p99: number };
  readonly cpuPercent: number;
}

export function parseDrain(line: string): PeerDrain {
  const number = (name: string) => Number(new RegExp(`\\b${name}=([0-9.]+)`).exec(line)?.[1] ?? NaN);
  const word = (name: string) => new RegExp(`\\b${name}=(\\w+)`).exec(line)?.[1] ?? '';
  const wallSeconds = number('wall');
  return {
    peer: line.split('\t')[0] ?? '',
    events: number('n'),
    seconds: Math.max(wallSeconds, number('topic_done')),
    wallSeconds,
    firstRowSeconds: number('first_row'),
    cpu: { contender: number('peer'), broker: number('broker'), postgres: number('pg') },
    rssMb: number('rss'),
    table: word('table'),
    topic: word('topic'),
  };
}

export function parseLatencies(text: string): PeerLatency[] {
  return text
    .split(/^== /m)
    .slice(1)
    .map((block) => {
      const line = (name: string) => {
        const found = new RegExp(`^${name}\\s+p50 (\\S+) ms.* p99 (\\S+)`, 'm').exec(block);
        return { p50: Number(found?.[1] ?? NaN), p99: Number(found?.[2] ?? NaN) };
      };
      return {
        peer: block.split(' ')[0] ?? '',
        topic: line('topic'),
        table: line('postgres'),
        cpuPercent: Number(/peer (\d+)/.exec(block)?.[1] ?? NaN),
      };
    });
}

export interface Ratio {
  readonly peer: string;
  readonly events: number;
  /** Our rate by theirs: above 1 we are faster. */
  readonly speed: number;
  /** Our CPU seconds by theirs, contender only: below 1 we need less. */
  readonly cpu: number;
}

/** Ours against each other engine at the same size. */
export function ratios(drains: readonly PeerDrain[], ours: string): Ratio[] {
  return drains
    .filter(({ peer }) => peer !== ours)
    .flatMap((theirs) => {
      const own = drains.find(({ peer, events }) => peer === ours && events === theirs.events);
      if (!own) return [];
      return [
        {
          peer: theirs.peer,
          events: theirs.events,
          speed: theirs.seconds / own.seconds,
          cpu: own.cpu.contender / theirs.cpu.contender,
        },
      ];
    });
}
