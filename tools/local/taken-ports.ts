import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { commandLine } from '../../harness/services/index.ts';
import type { Place } from './settings.ts';

/** A line for each taken port: its service, its variable, and its owner if known. */
export async function takenPorts(places: readonly Place[]): Promise<string[]> {
  const taken = await Promise.all(places.map(async (place) => ((await isFree(place.port)) ? [] : [place])));
  return taken.flat().map(({ name, variable, port }) => {
    const owner = portOwner(port);
    return `Port ${port} for ${name} is taken${owner ? ` by ${owner}` : ''}; choose another with ${variable}=...`;
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      server.close(() => {
        resolve(true);
      }),
    );
  });
}

const LISTENING = '0A';

/** Owner of a port on Linux, by socket numbers in /proc/net and open files of accessible processes. */
function portOwner(port: number): string | undefined {
  try {
    const wanted = new Set(['tcp', 'tcp6'].flatMap((table) => listeningSockets(table, port)));
    const pid = readdirSync('/proc').find((entry) => /^\d+$/.test(entry) && holdsSocket(entry, wanted));
    return pid === undefined ? undefined : `process ${pid} (${commandLine(Number(pid))?.slice(0, 80)})`;
  } catch {
    return undefined;
  }
}

function listeningSockets(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readFileSync(`/proc/net/${table}`, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(suffix) && state === LISTENING)
    .map((columns) => `socket:[${columns[9]}]`);
}

function holdsSocket(pid: string, sockets: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => sockets.has(readlinkSync(`/proc/${pid}/fd/${fd}`)));
  } catch {
    return false; // another user's process, or one that has just ended
  }
}
