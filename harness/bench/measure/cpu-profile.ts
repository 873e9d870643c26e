import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The relevant part of V8's .cpuprofile. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  /** Microseconds since the previous sample. */
  readonly timeDeltas: readonly number[];
}

export interface SelfTime {
  readonly where: string;
  readonly ms: number;
  /** Share of all time that was not idle. */
  readonly share: number;
}

const IDLE = new Set(['(idle)', '(program)']);

/** Functions with the most self time over all profiles. */
export function selfTimes(profiles: readonly CpuProfile[], top: number): SelfTime[] {
  const spent = new Map<string, number>();
  let all = 0;
  for (const { nodes, samples, timeDeltas } of profiles) {
    const places = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
    samples.forEach((id, index) => {
      const frame = places.get(id);
      if (!frame || IDLE.has(frame.functionName)) return;
      const ms = (timeDeltas[index] ?? 0) / 1000;
      const place = placeOf(frame.url, frame.lineNumber + 1);
      const where = `${frame.functionName || '(anonymous)'}${place === '' ? '' : ` ${place}`}`;
      spent.set(where, (spent.get(where) ?? 0) + ms);
      all += ms;
    });
  }
  return [...spent]
    .sort(([, a], [, b]) => b - a)
    .slice(0, top)
    .map(([where, ms]) => ({ where, ms, share: ms / all }));
}

/** File path relative to the checkout or the package. */
function placeOf(url: string, line: number): string {
  if (url === '') return '';
  const path = /(?:node_modules\/|\/(?=(?:apps|libs)\/))([^:]+)$/.exec(url)?.[1] ?? url;
  return `${path}:${String(line)}`;
}

export function readProfiles(folder: string): CpuProfile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.cpuprofile'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as CpuProfile);
}
