/** One line of the peer harness's `drain.tsv`. */
export interface PeerDrain {
  readonly peer: string;
  readonly events: number;
  /** Seconds until both table and topic are complete. */
  readonly seconds: number;
  readonly wallSeconds: number;
  readonly firstRowSeconds: number;
  readonly cpu: { readonly contender: number; readonly broker: number; readonly postgres: number };
  readonly rssMb: number;
  readonly table: string;
  readonly topic: string;
}

/** One block of the peer harness's `latency.txt`, in milliseconds. */
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
  /** Silkgauge's rate divided by the peer's; above 1, Silkgauge is faster. */
  readonly speed: number;
  /** Silkgauge's CPU seconds divided by the peer's, contender only; below 1, Silkgauge needs less. */
  readonly cpu: number;
}

/** Silkgauge against each other engine at the same size. */
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
