import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES } from '@silkgauge/contract';
import { checkout } from '../services/places.ts';
import { dashboardQueries } from './metric-names.ts';
import { promtool, queryFaults } from './promtool.ts';

const read = (path: string): string => readFileSync(join(checkout, path), 'utf8');
const rules = read('ops/prometheus/alerts.yml');
const tests = read('ops/prometheus/alerts.test.yml');
const compose = read('docker-compose.yml');
/** Names of the services of docker-compose.yml, each with its text. */
const blocks = [...compose.matchAll(/^ {2}([\w-]+):\n((?: {4}.*\n)+)/gm)].map(
  ([, name = '', block = '']) => [name, block] as const,
);

/** Each alert with its text. */
const alerts = [...rules.matchAll(/^ +- alert: (\w+)\n((?: .*\n)+)/gm)].map(
  ([, name = '', text = '']) => [name, text] as const,
);
/** The anchor that a heading has. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-');
const sections = [...read('docs/operations/runbook.md').matchAll(/^##+ (.+)$/gm)].map(([, heading = '']) =>
  anchorOf(heading),
);

it('what operators wait for has an alert', () => {
  expect(alerts.map(([name]) => name)).toEqual(
    [
      ...[
        'Down',
        'PartitionHalted',
        'PartitionRetrying',
        'PartitionLag',
        'PartitionStalled',
        'LogBackwards',
        'EmbargoWithoutKey',
        'DeskHalted',
        'DeskOrders',
      ],
      ...[
        'DeadLetters',
        'RelayStands',
        'DeadLettersWait',
        'DeadLettersOpen',
        'SourceSilent',
        'AccessTableStale',
        'AccessRecordForged',
        'BadCredentials',
      ],
      ...['CertificateEndsSoon', 'CertificateEnds', 'WebhookDisabled', 'WebhookBacklog'],
      'WebhookBehind',
    ].map((name) => `Silkgauge${name}`),
  );
});

it.each(alerts)('%s names a section of docs/operations/runbook.md that is there', (_name, text) => {
  const [, section] = /runbook: docs\/operations\/runbook\.md#(\S+)\n/.exec(text) ?? [];
  expect(sections).toContain(section);
});

it.each(alerts)('%s has a test in which it fires, after a moment in which it does not', (name) => {
  const asked = [...tests.matchAll(new RegExp(`alertname: ${name}\\n( +exp_alerts:)?`, 'g'))];
  expect(asked.map(([, fires]) => fires !== undefined)).toEqual([false, true]);
});

it('every alert fires as its test says', async () => {
  expect(await promtool(['test', 'rules', 'ops/prometheus/alerts.test.yml'])).toMatchObject({ ok: true });
});

it('what is known of a source outlasts an absence of Prometheus, and ends ninety days after its last record', async () => {
  expect(await promtool(['test', 'rules', 'ops/prometheus/sources.test.yml'])).toMatchObject({ ok: true });
  // An absence of seven days less an hour.
  expect(await promtool(['test', 'rules', 'ops/prometheus/absence.test.yml'])).toMatchObject({ ok: true });
});

it('the settings of Prometheus are right, and name each service of docker-compose.yml', async () => {
  expect(await promtool(['check', 'config', 'ops/prometheus/prometheus.yml'])).toMatchObject({ ok: true });
  const served = blocks.flatMap(([name, block]) => {
    const [, port] = / PORT: (\d+)/.exec(block) ?? [];
    return block.includes('command: [node, apps/') && port !== undefined ? [`${name}:${port}`] : [];
  });
  const targets = [...read('ops/prometheus/prometheus.yml').matchAll(/^ +- ([\w-]+:\d+)$/gm)];
  expect(served).toHaveLength(SERVICES.length);
  expect(targets.map(([, target]) => target).sort()).toEqual(served.sort());
});

it('Prometheus and Grafana of docker-compose.yml are pinned, start on demand, and are seen from this machine alone', () => {
  for (const name of ['prometheus', 'grafana']) {
    const [, service = ''] = blocks.find(([one]) => one === name) ?? [];
    expect(service).toMatch(/^ {4}image: \S+:v?\d+\.\d+\.\d+\}$/m);
    expect(service).toContain('profiles: [observe]');
    expect(service).toMatch(/^ {4}ports: \['127\.0\.0\.1:/m);
  }
});

it('the queries of the dashboard are PromQL', async () => {
  const queries = dashboardQueries().map(({ expr }) => expr.replaceAll('$__rate_interval', '1m'));
  expect(queries.length).toBeGreaterThan(25);
  expect(await queryFaults(queries)).toEqual([]);
});

it('a query that is no PromQL is found', async () => {
  expect((await queryFaults(['sum(up', 'sum(up)'])).join('\n')).toContain('unclosed left parenthesis');
});
