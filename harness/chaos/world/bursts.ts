import { createHash } from 'node:crypto';
import { ask, eventually, startApp } from '../../services/index.ts';
import { hotFigure, underEmbargo } from '../load/bursts.ts';
import type { World } from './world.ts';

const WITHIN = { within: 120_000, every: 200 };
/** Events of a lifting, and seconds until their instant, on machines that are ever busier. */
const HELD = 200;
const HELD_SECONDS = [8, 20, 50];
/** Readers of each table, at a time. */
const READERS = 4;

/** Sends prints of one figure, as many as a feed that runs wild. */
export async function heatFigure({ load, mishaps }: World): Promise<void> {
  mishaps.hot += 1;
  await load.add(hotFigure(mishaps.hot));
}

/** Has figures held until an instant, later each time that it comes before all are held; waits until it has lifted them. */
export async function liftFigures(world: World): Promise<void> {
  for (const seconds of HELD_SECONDS) if (await lift(world, seconds)) return;
  throw new Error('the instant came each time before all events were held');
}

async function lift({ load, services, mishaps }: World, seconds: number): Promise<boolean> {
  const turn = (mishaps.held += 1);
  const start = `e${String(turn)}`;
  const until = new Date(Date.now() + 1_000 * seconds);
  await load.add(await underEmbargo(turn, HELD, until));
  const count = async (statement: string): Promise<number> =>
    Number((await ask<{ count: string }>(services.databaseUrl, statement))[0]?.count);
  const held = () => count(`select count(*) from embargoed where until = '${until.toISOString()}'`);
  const within = Math.max(0, until.getTime() - Date.now());
  if (!(await eventually(async () => (await held()) === HELD, { within, every: 50 }).catch(() => false)))
    return false;
  mishaps.lifted.push(start);
  const lifted = () =>
    count(
      `select count(*) from event where source = '/chaos/embargoed' and id like '${start}-%' and outcome <> 'duplicate'`,
    );
  await eventually(async () => (await lifted()) === HELD, WITHIN);
  return true;
}

/** Reads whole tables as of one sequence, many at a time, beside a reader that never reads on. */
export async function readTables({ services, mishaps }: World): Promise<void> {
  const api = await startApp('growth-api', { DATABASE_URL: services.databaseUrl, LOG_LEVEL: 'warn' });
  const stopping = new AbortController();
  try {
    const [log] = await ask<{ last: string }>(services.databaseUrl, 'select last from change_cursor');
    const tables = ['csv', 'ndjson', 'parquet'].map((form) => `growth.${form}?asOf=${log?.last ?? '0'}`);
    await fetch(`${api.url}/v1/${tables[0] ?? ''}`, { signal: stopping.signal });
    for (const table of tables) {
      const read = await Promise.all(
        Array.from({ length: READERS }, () => eventually(() => digestOf(`${api.url}/v1/${table}`), WITHIN)),
      );
      mishaps.exports.count += read.length;
      if (new Set(read).size > 1) mishaps.exports.problems.push(`${table}: ${[...new Set(read)].join(', ')}`);
    }
  } catch (error) {
    mishaps.exports.problems.push(String(error));
    throw error;
  } finally {
    stopping.abort();
    await api.stop();
  }
}

/** @throws Error of an answer that is no table */
async function digestOf(url: string): Promise<string> {
  const answer = await fetch(url);
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (!answer.ok) throw new Error(`${url}: ${String(answer.status)} ${String(bytes)}`);
  return createHash('sha256').update(bytes).digest('hex');
}
