import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Processor time and peak memory of a process and its descendants, including ended ones. */
export interface ProcessCost {
  readonly cpuSeconds: number;
  /** Sum of the peaks of live processes, in bytes. */
  readonly peakRss: number;
}

interface Stat {
  readonly parent: number;
  /** User and system time, own and of awaited children, in clock ticks. */
  readonly ticks: number;
}

let ticksPerSecond: number | undefined;

/** Parses `/proc/<pid>/stat`; the name in brackets may contain any character. */
export function parseStat(text: string): Stat {
  const fields = text
    .slice(text.lastIndexOf(') ') + 2)
    .split(' ')
    .map(Number);
  const [parent = 0, user = 0, system = 0, childUser = 0, childSystem = 0] = [1, 11, 12, 13, 14].map(
    (index) => fields[index] ?? 0,
  );
  return { parent, ticks: user + system + childUser + childSystem };
}

/** Bytes of a field of `/proc/<pid>/status`; 0 without it, as of threads of the kernel. */
const bytesIn = (status: string, field: 'VmHWM' | 'VmRSS'): number =>
  1_024 * Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0);

export const parsePeak = (status: string): number => bytesIn(status, 'VmHWM');

/** Resident bytes of a process now, and at its peak. */
export const rssOf = (pid: number): number => bytesIn(readProc(pid, 'status') ?? '', 'VmRSS');
export const peakOf = (pid: number): number => parsePeak(readProc(pid, 'status') ?? '');

/** Sum over the named processes and their descendants. Linux only: reads /proc. */
export function costOf(...pids: readonly number[]): ProcessCost {
  ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  const stats = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const stat = Number.isInteger(pid) ? readProc(pid, 'stat') : null;
    if (stat !== null) stats.set(pid, parseStat(stat));
  }
  let ticks = 0;
  let peakRss = 0;
  for (const pid of familyOf(pids, stats)) {
    ticks += stats.get(pid)?.ticks ?? 0;
    peakRss += peakOf(pid);
  }
  return { cpuSeconds: ticks / ticksPerSecond, peakRss };
}

/** Cost between two readings; the peak is that of the later reading. */
export function costBetween(before: ProcessCost, after: ProcessCost): ProcessCost {
  return { cpuSeconds: after.cpuSeconds - before.cpuSeconds, peakRss: after.peakRss };
}

function familyOf(roots: readonly number[], stats: ReadonlyMap<number, Stat>): Set<number> {
  const family = new Set(roots.filter((pid) => stats.has(pid)));
  // A child may have a lower number than its parent, so passes repeat until one finds nothing.
  for (let grown = -1; grown !== family.size;) {
    grown = family.size;
    for (const [pid, { parent }] of stats) if (family.has(parent)) family.add(pid);
  }
  return family;
}

/** Null for a process that has ended. */
function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${String(pid)}/${file}`, 'utf8');
  } catch {
    return null;
  }
}
