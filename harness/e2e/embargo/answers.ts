import { CHANGE_KINDS } from '@silkgauge/contract';
import { get, stateUrl, type Stack } from '../stack.ts';
import { NEW_SERIES, SECRET, SERIES } from './held.ts';

/** A call of the growth API: a GET, or a POST of this content. */
export interface Call {
  readonly path: string;
  readonly post?: { readonly type: string; readonly body: string };
}

/** Values of the parameters of a path, and the queries that some paths need. */
const VALUES: Readonly<Record<string, string>> = {
  ...{
    key: SERIES,
    series: SERIES,
    period: '2020-S1',
    name: 'told',
    bulletin: 'told',
    release: 'H1',
    sourceName: 'H1',
  },
};
const QUERIES: Readonly<Record<string, string>> = {
  '/v1/outcomes': '?source=/spec&id=secret',
  '/v1/alerts/history': `?key=over/${SERIES}/2020-S1`,
};
export const EACH_KIND = `kinds=${CHANGE_KINDS.join(',')}`;
/** A stream does not end, and is listened to apart; metrics are compared by their lines. */
const LEFT_OUT = ['/v1/stream', '/metrics'];

export async function pathsWith(stack: Stack, method: 'get' | 'post'): Promise<string[]> {
  const { paths } = await get<{ paths: Record<string, Record<string, unknown>> }>(stack, '/openapi.json');
  return Object.keys(paths).filter((path) => paths[path]?.[method] && !LEFT_OUT.includes(path));
}

/** Each call of the API that reads, with one value for each parameter of its path. */
export async function readingCalls(stack: Stack): Promise<Call[]> {
  const filled = (await pathsWith(stack, 'get')).map(
    (path) => path.replaceAll(/\{(\w+)\}/g, (_, name: string) => VALUES[name] ?? 'X') + (QUERIES[path] ?? ''),
  );
  const more = [
    ...[stateUrl(NEW_SERIES, '2020-S1'), stateUrl(NEW_SERIES, '2020-S1', '/explain')],
    ...[
      '/v1/growth?within=CN',
      `/v1/outcomes?source=${SECRET.source}&id=secret-growth`,
      '/v1/growth.csv?area=CN-HA',
      '/v1/changes?since=2020-01-01T00:00:00Z',
      `/v1/changes?${EACH_KIND}`,
      '/releases',
      '/alerts',
      '/bulletins',
    ],
  ];
  return [...filled, ...more].map((path) => ({ path }));
}

/** `Last-Modified` moves with the clock where the log has no mark yet. */
const HEADERS = ['etag', 'x-silkgauge-sequence', 'content-length', 'content-type', 'link'];

/** SDMX messages say when they were prepared, which their tags follow. */
const isPrepared = (path: string): boolean => path.startsWith('/sdmx/');
const INSTANT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|\+00:00)/g;

/** Status, headers and body of each call, by what was asked. */
export async function everyAnswer(stack: Stack, calls: readonly Call[]): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const call of calls) answers.set(nameOf(call), await answerTo(stack, call));
  return answers;
}

export const nameOf = ({ path, post }: Call): string => (post ? `${path} ${post.body}` : path);

export async function answerTo(stack: Stack, { path, post }: Call): Promise<string> {
  const asked = post && { method: 'POST', headers: { 'content-type': post.type }, body: post.body };
  const answer = await fetch(stack.api.url + path, asked);
  const body = Buffer.from(await answer.arrayBuffer()).toString('latin1');
  const told = isPrepared(path) ? HEADERS.filter((name) => name !== 'etag') : HEADERS;
  const headers = told.map((name) => `${name}: ${answer.headers.get(name) ?? ''}`);
  const text = isPrepared(path) ? body.replaceAll(INSTANT, '') : body;
  return [String(answer.status), ...headers, text].join('\n');
}

/** The first lines in which answers differ, with what was asked. */
export const differing = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] =>
  [...one].flatMap(([asked, answer]) => {
    const [before, after] = [answer.split('\n'), other.get(asked)?.split('\n') ?? []];
    const at = before.findIndex((line, index) => line !== after[index]);
    return at < 0 ? [] : [`${asked}: ${before[at] ?? ''} | ${after[at] ?? ''}`];
  });
