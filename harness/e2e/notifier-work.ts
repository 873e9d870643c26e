import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually, startApp } from '../services/index.ts';

export interface NotifierWork {
  /** Status of each call, by what was called. */
  readonly statuses: Readonly<Record<string, number>>;
  /** What the database denied: the table or schema. */
  readonly denied: readonly string[];
}

const TYPES = ['growth', 'notice', 'claim'].map((kind) => `silkgauge.${kind}.updated.v1`);
const DENIED = /permission denied for (?:table |(?=schema ))((?:schema )?\w+)/g;

/**
 * Has a notifier of its own deliver the log of a database from its beginning, one delivery twice, and makes every
 * call. Ends early where the database denies something.
 */
export async function workAsNotifier(databaseUrl: string): Promise<NotifierWork> {
  await using stack = new AsyncDisposableStack();
  const received: string[] = [];
  const sink = createServer((request, response) => {
    request.resume();
    if (request.method === 'POST') received.push(String(request.headers['webhook-id']));
    response.writeHead(200, { 'webhook-allowed-origin': '*' }).end();
  });
  await new Promise<void>((resolve) => {
    sink.listen(0, '127.0.0.1', resolve);
  });
  stack.defer(() => {
    sink.close();
    sink.closeAllConnections();
  });
  const env = { DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn' };
  const key = `1:${randomBytes(32).toString('base64')}`;
  const notifier = await startApp('notifier', { ...env, NOTIFIER_SECRET_KEYS: key }, { untilReady: false });
  stack.defer(() => notifier.stop());
  const denied = () => [...notifier.output().matchAll(DENIED)].map(([, name = '']) => name);
  /** Null where the database denies something first. */
  const found = <T>(look: () => Promise<T> | T): Promise<T | null> =>
    eventually(async () => {
      if (denied().length > 0) return { value: null };
      const value = await look();
      return value ? { value } : false;
    }).then(({ value }) => value);

  let id = '';
  const statuses: Record<string, number> = {};
  const call = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const response = await fetch(`${notifier.url}/v1/subscriptions${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    statuses[`${method} ${path.replace(id, 'ID').replace(/\d+/, 'N')}`] = response.status;
    return response;
  };
  const ready = await found(() =>
    fetch(`${notifier.url}/readyz`)
      .then(({ ok }) => ok)
      .catch(() => false),
  );
  if (ready === null) return { statuses, denied: denied() };
  const { port } = sink.address() as AddressInfo;
  const made = await call('POST', '', {
    ...{ sink: `http://127.0.0.1:${String(port)}/`, protocol: 'HTTP', types: TYPES },
    config: { from: '0', coalesce: true },
  });
  ({ id = '' } = (await made.json()) as { id?: string });
  const first = id === '' ? null : await found(() => received[0] ?? '');
  if (first !== null) {
    const again = `/${id}/deliveries/${first.replace('sg_', '')}/redeliver`;
    await found(async () => (await call('POST', again)).status === 202);
    // Listed are deliveries that were stored, with what was asked for.
    await found(async () => {
      const { items = [] } = (await (await call('GET', `/${id}/deliveries`)).json()) as {
        items?: { sequence: string }[];
      };
      return items.filter(({ sequence }) => `sg_${sequence}` === first).length === 2;
    });
  }
  for (const [method, path] of [
    ['GET', ''],
    ['POST', `/${id}/disable`],
    ['POST', `/${id}/test`],
    ['POST', `/${id}/rotate`],
    ['DELETE', `/${id}`],
  ] as const)
    await call(method, path);
  // The log may tell the reason after the answer.
  if (Object.values(statuses).some((status) => status >= 500)) await eventually(() => denied().length > 0);
  return { statuses, denied: denied() };
}
