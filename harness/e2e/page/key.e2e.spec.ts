import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { recordKeyOf, type KeyRecord, type PolicyRecord } from '@silkgauge/access';
import { ACCESS_TOPIC, KINDS } from '@silkgauge/contract';
import { SafeProducer } from '@silkgauge/kafka';
import type { Page } from 'playwright-core';
import { madeKey } from '../../fixtures/access.ts';
import { startApp, testBrokers, type RunningApp } from '../../services/index.ts';
import { axeFindings } from './axe.ts';
import { live, setStage, settled } from './stage.ts';

const stage = setStage();
const reader = madeKey({ scopes: ['read'] });
const subscriber = madeKey({ scopes: ['read', 'subscribe'] });
const pusher = madeKey({
  scopes: ['push'],
  write: { types: ['*'], sources: ['*'], series: [{}], names: ['*'] },
});
/** Of the right shape and checksum, and known to nobody. */
const unknown = madeKey({ scopes: ['read'] }).token;

let producer: SafeProducer;
let closed: RunningApp;
let notifier: RunningApp;
let sink: Server;

const write = (...records: readonly (KeyRecord | PolicyRecord)[]) =>
  producer.send(
    stage.stack.prefix + ACCESS_TOPIC,
    records.map((record) => ({ key: recordKeyOf(record), value: JSON.stringify(record) })),
  );

beforeAll(async () => {
  producer = new SafeProducer({ brokers: [testBrokers()], deadline: 60_000 });
  const loopback = ['127.0.0.1/32'];
  await write(reader.record, pusher.record, subscriber.record, {
    ...{ kind: 'policy', id: 'policy', version: 1 },
    policy: { webhooks: { allow: loopback, http: loopback, trusted: [] } },
  });
  sink = createServer((request, response) => {
    const isAsked = request.method === 'OPTIONS';
    response.writeHead(isAsked ? 200 : 204, isAsked ? { 'webhook-allowed-origin': '*' } : {}).end();
  }).listen(0, '127.0.0.1');
  await once(sink, 'listening');
  const env = { ...stage.stack.env, ACCESS: 'keys' };
  const secretKeys = `1:${randomBytes(32).toString('base64')}`;
  notifier = await startApp('notifier', { ...env, NOTIFIER_SECRET_KEYS: secretKeys });
  closed = await startApp('growth-api', { ...env, NOTIFIER_URL: notifier.url });
});
afterAll(async () => {
  await closed?.stop();
  await notifier?.stop();
  sink?.close();
  await producer?.close();
});

const open = (address: string) => stage.open(address, { origin: closed.url });
const form = (page: Page) => page.locator('form.key');

/** Pages without script, and what their lines ask for. */
const FOLLOWED: readonly (readonly [path: string, asked: object])[] = [
  ['/alerts?', { types: [KINDS.alert.type], filters: [] }],
  ['/alerts?rule=over&', { types: [KINDS.alert.type], filters: [{ exact: { rule: 'over' } }] }],
  [
    '/bulletins/cbec-2020-h1?',
    { types: [KINDS.bulletin.type], filters: [{ exact: { subject: 'cbec-2020-h1' } }] },
  ],
  ['/releases?', { types: [KINDS.release.type], filters: [] }],
];
const plainText = (html: string): string =>
  html.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');

async function give(page: Page, key: string): Promise<void> {
  await form(page).locator('input').fill(key);
  await form(page).getByRole('button').click();
}

/** The page tells no more than that reading was refused. */
async function closeRefused(): Promise<void> {
  for (const fault of await stage.close()) expect(fault).toMatch(/\b40[13]\b/);
}

describe('the page where reading is closed', () => {
  it.each([
    { language: 'en', theme: 'light', title: 'A key is needed' },
    { language: 'zh', theme: 'dark', title: '需要密钥' },
  ] as const)('asks for a key: $language', async ({ language, theme, title }) => {
    const page = await stage.open(`/?lang=${language}`, {
      origin: closed.url,
      theme,
      width: 360,
      height: 780,
    });
    await form(page).getByRole('heading', { name: title }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.locator('.card, tr[data-state]').count()).toBe(0);
    await closeRefused();
  });

  it('says what is wrong with a key', async () => {
    const page = await open('/?lang=en');
    for (const [key, text] of [
      ['swordfish', 'A key begins with sgk_'],
      [unknown, 'The key is not good'],
      [pusher.token, 'The key may not read'],
    ] as const) {
      await give(page, key);
      await form(page).locator('[role="alert"]', { hasText: text }).waitFor();
    }
    await closeRefused();
  });

  it('keeps the key for the tab alone, follows the stream with it, and saves files with it', async () => {
    const page = await open('/?lang=en');
    await give(page, reader.token);
    await settled(page);
    // Readers of feeds and calendars have no key: a card is followed by webhook alone.
    const follow = page.locator('.card .follow').first();
    await follow.locator('summary').click();
    await follow.getByRole('button', { name: 'Subscribe …' }).waitFor();
    expect(await follow.getByRole('link').count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV', exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('growth.csv');
    expect(await readFile(await download.path(), 'utf8')).toMatch(/^[A-Z_,a-z]+/);
    const lines = await page.getByRole('region', { name: 'Lines for curl' }).innerText();
    expect(lines).not.toContain('sgk_');
    const folder = mkdtempSync(join(tmpdir(), 'key-e2e-'));
    const env = { ...process.env, SILKGAUGE_KEY: reader.token };
    await promisify(execFile)('bash', ['-ec', lines], { cwd: folder, env });
    expect(await readFile(join(folder, 'growth.csv'))).toEqual(await readFile(await download.path()));
    rmSync(folder, { recursive: true });
    expect(page.url()).not.toContain('sgk_');
    expect(await page.evaluate('JSON.stringify(localStorage) + document.cookie')).not.toContain('sgk_');
    await page.reload();
    await live(page);
    const other = await page.context().newPage();
    await other.goto(`${closed.url}/?lang=en`);
    await form(other).waitFor();
    await other.close();
    await page.getByRole('button', { name: 'Forget the key' }).click();
    await form(page).waitFor();
    expect(await page.locator('.card').count()).toBe(0);
    await closeRefused();
  });

  it('makes a subscription to what the page shows, and shows its secret once', async () => {
    const page = await open('/?reporter=GACC&flow=X&period=2020&lang=en');
    await give(page, subscriber.token);
    await page.getByRole('button', { name: 'Subscribe …' }).click();
    const address = `http://127.0.0.1:${String((sink.address() as AddressInfo).port)}/growth`;
    await page.getByLabel('Push changes of these figures to').fill(address);
    await page.getByRole('button', { name: 'Subscribe', exact: true }).click();
    const told = page.locator('.subscribe .told');
    await told.filter({ hasText: 'is active' }).waitFor();
    expect(await told.locator('code').innerText()).toMatch(/^whsec_/);
    expect(await axeFindings(page)).toEqual([]);
    const listed = await fetch(`${notifier.url}/v1/subscriptions`, {
      headers: { authorization: `Bearer ${subscriber.token}` },
    });
    const { items } = (await listed.json()) as { items: { sink: string; filters: unknown }[] };
    expect(items).toEqual([
      expect.objectContaining({
        sink: address,
        filters: [
          { all: [{ exact: { reporter: 'GACC' } }, { exact: { flow: 'X' } }] },
          { exact: { period: '2020' } },
        ],
      }),
    ]);
    await closeRefused();
  });

  it('tells on pages without script how to follow by webhook: the line makes the subscription, in both languages', async () => {
    const authorization = `Bearer ${subscriber.token}`;
    const address = `http://127.0.0.1:${String((sink.address() as AddressInfo).port)}/newsroom`;
    for (const [path, asked] of FOLLOWED)
      for (const language of ['en', 'zh']) {
        const told = await fetch(`${closed.url}${path}lang=${language}`, { headers: { authorization } });
        const line = plainText(/<code>(curl .*)<\/code>/.exec(await told.text())?.[1] ?? '');
        const [, url = '', key = '', body = ''] =
          /^curl '(\S+)' -H "Authorization: (.*)" -H .* -d '(.*)'$/.exec(line) ?? [];
        const made = await fetch(url, {
          method: 'POST',
          headers: {
            authorization: key.replace('$SILKGAUGE_KEY', subscriber.token),
            'content-type': 'application/json',
          },
          body: body.replace('https://example.org/hook', address),
        });
        expect([path, made.status]).toEqual([path, 201]);
        expect(await made.json()).toMatchObject({ status: 'active', sink: address, ...asked });
      }
  });

  it('says why a subscription was not made, and reads on', async () => {
    const page = await open('/?reporter=GACC&lang=en');
    await give(page, reader.token);
    await page.getByRole('button', { name: 'Subscribe …' }).click();
    await page.getByLabel('Push changes of these figures to').fill('https://example.org/growth');
    await page.getByRole('button', { name: 'Subscribe', exact: true }).click();
    await page.locator('.subscribe [role="alert"]', { hasText: 'was not made' }).waitFor();
    await live(page);
    await closeRefused();
  });

  it('asks anew once the key is revoked', async () => {
    const page = await open('/?lang=en');
    await give(page, reader.token);
    await live(page);
    const revoked = { revokedAt: '2026-01-02T00:00:00Z', revokedReason: 'lost' };
    await write({ ...reader.record, version: 2, ...revoked });
    await form(page).locator('[role="alert"]', { hasText: 'The key is not good' }).waitFor();
    await closeRefused();
  });
});
