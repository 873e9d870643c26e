import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SERVICES } from '@silkgauge/contract';
import { checkout } from '../services/places.ts';
import { figure, sale } from '../fixtures/events.ts';
import { certificateAuthority, eventually, startApp, type RunningApp } from '../services/index.ts';
import { caughtUp, push, startStack, type Stack } from '../e2e/stack.ts';
import { dashboardQueries, metricNames, servedNames } from './metric-names.ts';
import { metricFaults } from './promtool.ts';

const SECRET_KEYS = `1:${Buffer.alloc(32, 7).toString('base64')}`;

const SERIES = 'CBEC.LOCAL._T._T._T._T.CNY';

let stack: Stack;
/** Services by name. */
let services: Record<string, RunningApp>;
let ca: Buffer;
const folder = mkdtempSync(join(tmpdir(), 'silkgauge-observe-'));

beforeAll(async () => {
  stack = await startStack();
  const authority = await certificateAuthority(folder);
  const { certFile, keyFile } = await authority.issue('mcp');
  ca = readFileSync(authority.caFile);
  const started = ['access', 'notifier'].map(
    async (name) =>
      [name, await startApp(name, { ...stack.env, NOTIFIER_SECRET_KEYS: SECRET_KEYS })] as const,
  );
  // One service over HTTPS, for the metrics of certificates.
  const mcp = await startApp(
    'mcp',
    { GROWTH_API_URL: stack.api.url, LOG_LEVEL: 'warn', TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile },
    { untilReady: false },
  );
  const { doors, api, aggregation } = stack;
  services = {
    ...doors,
    ...{ 'growth-api': api, aggregation, mcp },
    ...Object.fromEntries(await Promise.all(started)),
  };
});

afterAll(async () => {
  for (const name of ['access', 'notifier', 'mcp']) await services?.[name]?.stop();
  await stack?.stop();
  rmSync(folder, { recursive: true });
});

const pageOf = async (name: string): Promise<string> => {
  const url = `${services[name]?.url ?? ''}/metrics`;
  if (name !== 'mcp') return (await fetch(url)).text();
  return eventually(
    () =>
      new Promise<string>((resolve, reject) => {
        get(url.replace('http:', 'https:'), { ca }, (answer) => {
          resolve(text(answer));
        }).on('error', reject);
      }),
  );
};

describe.each(SERVICES.map(({ name }) => name))('%s', (name) => {
  it('has metrics that promtool has no word to say about', async () => {
    const page = await pageOf(name);
    expect(page).toContain('silkgauge_http_request_duration_seconds');
    expect(await metricFaults(page)).toEqual([]);
  });

  it('names its metrics as its own, and no key, series or address in labels', async () => {
    const page = await pageOf(name);
    for (const metric of servedNames(page)) expect(metric).toMatch(/^(?:silkgauge|process|nodejs)_/);
    const labels = [...page.matchAll(/(?<=[{,])(\w+)="/g)].map(([, label = '']) => label);
    const known = [
      ...['method', 'route', 'status', 'topic', 'partition', 'outcome', 'type', 'reason', 'decision'],
      ...['reporter', 'because', 'bound', 'le', 'version', 'major', 'minor', 'patch', 'space', 'kind'],
    ];
    expect(labels.filter((label) => !known.includes(label))).toEqual([]);
  });
});

it('the check finds faults of metrics', async () => {
  const faults = await metricFaults('# TYPE silkgauge_things_total gauge\nsilkgauge_things_total 1\n');
  expect(faults.join('\n')).toContain('silkgauge_things_total');
});

it('what was pushed is seen: when its source was heard of, and how long commit and topic took', async () => {
  const before = Date.now() / 1_000;
  const event = (one: ReturnType<typeof figure>, id: string) => ({
    ...{ specversion: '1.0', source: '/observed', id, type: one.type, data: one.data },
  });
  const samples = async () => {
    const page = await pageOf('aggregation');
    return new Map(
      [...page.matchAll(/^(silkgauge_\S+) (\S+)$/gm)].map(([, name = '', value]) => [name, Number(value)]),
    );
  };
  await push(stack.platform, [event(sale({ amount: '9.99', orderedAt: '2024-05-01T10:00:00Z' }), 'sold')]);
  let pushes = 0;
  // The relay measures what is committed while it leads.
  await eventually(async () => {
    pushes += 1;
    const value = String(pushes);
    await push(stack.customs, [
      event(figure(`ZAEZ.CN-Z-ZAEZ.${SERIES}`, '2020-S1', { value }), `told-${value}`),
    ]);
    await caughtUp(stack);
    return ((await samples()).get('silkgauge_commit_to_topic_seconds_count') ?? 0) > 0;
  });
  const found = await samples();
  for (const reporter of ['ZAEZ', 'SHOP']) {
    const heard = found.get(`silkgauge_source_last_append_timestamp_seconds{reporter="${reporter}"}`) ?? 0;
    expect(heard).toBeGreaterThanOrEqual(before - 1);
    expect(heard).toBeLessThanOrEqual(Date.now() / 1_000 + 1);
  }
  for (const [name, value] of found)
    if (name.startsWith('silkgauge_partition_lag_seconds')) expect(value).toBe(0);
  expect([...found.keys()].some((name) => name.startsWith('silkgauge_partition_lag_seconds{topic='))).toBe(
    true,
  );
  for (const topic of ['customs.figures', 'platform.sales']) {
    const count = `silkgauge_append_to_commit_seconds_count{topic="${topic}"}`;
    expect(found.get(count)).toBeGreaterThan(0);
    expect(found.get(count.replace('_count', '_sum'))).toBeGreaterThan(0);
  }
});

it('alerts and the dashboard name only metrics that are served', async () => {
  const pages = await Promise.all(SERVICES.map(({ name }) => pageOf(name)));
  const served = new Set(pages.flatMap(servedNames));
  const asked = [
    ...metricNames(readFileSync(join(checkout, 'ops/prometheus/alerts.yml'), 'utf8')),
    ...dashboardQueries().flatMap(({ expr }) => metricNames(expr)),
  ];
  expect(asked.length).toBeGreaterThan(30);
  expect(asked.filter((name) => !served.has(name))).toEqual([]);
});
