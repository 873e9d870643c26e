import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parts of V8's .cpuprofile that are read. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
}

export interface SelfTime {
  readonly where: string;
  readonly ms: number;
  /** Of all the time that was not idle. */
  readonly share: number;
}

const IDLE = new Set(['(idle)', '(program)']);

/** The functions with the most time of their own, over all profiles. */
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

/** The file from the checkout's or the package's folder on. */
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
