import { latestOffsets } from '@silkgauge/kafka';
import { accessVariables } from '@silkgauge/access';
import type { RunningService } from '@silkgauge/service';
import { madeKey, readTopic, testBrokers, topicPrefix, WrittenTable } from '@silkgauge/testing';
import { BATCH, push, sale, startFeed, STRUCTURED } from './feed.fixture.ts';

const prefix = topicPrefix();
const topic = `${prefix}platform.sales`;
const kafka = { brokers: [testBrokers()] };

const seller = madeKey({
  scopes: ['push'],
  write: {
    types: ['silkgauge.sale.*', 'silkgauge.figure.withdrawn.v1'],
    sources: ['/aliexpress/'],
    series: [{ reporter: ['ALIEXPRESS'], counterpart: ['E*'] }],
    names: [],
  },
});
const reader = madeKey({ scopes: ['read'] });
const table = new WrittenTable(seller.record, reader.record);

let feed: RunningService;
let open: RunningService;
beforeAll(async () => {
  const access = accessVariables.read({ ACCESS: 'keys' });
  feed = await startFeed(testBrokers(), prefix, { access }, { topics: true, table });
  open = await startFeed(testBrokers(), prefix, {}, { topics: false, table });
});
afterAll(() => Promise.all([feed.stop(), open.stop()]));

const bearer = ({ token }: { readonly token: string }) => ({ authorization: `Bearer ${token}` });
const elsewhere = () => sale({ source: '/amazon/orders' }, { buyerCountry: 'FR' });
const written = async () =>
  [...(await latestOffsets(kafka, topic)).values()].reduce((sum, one) => sum + one, 0n);

describe('the door with keys', () => {
  it('answers in the order of its checks', async () => {
    const asked = async (headers: Record<string, string>, type = STRUCTURED, body: unknown = sale()) =>
      (await push(feed.url, type, body, headers)).status;
    const mine = bearer(seller);
    expect(await asked({})).toBe(401);
    expect(await asked({ authorization: 'Bearer nobody' }, 'text/plain')).toBe(401);
    expect(await asked(bearer(reader), 'text/plain')).toBe(403);
    expect(await asked(mine, 'text/plain', 'x')).toBe(415);
    expect(await asked(mine, STRUCTURED, `"${'x'.repeat(2_000_000)}"`)).toBe(413);
    expect(await asked(mine, STRUCTURED, '{')).toBe(400);
    expect(await asked(mine, STRUCTURED, { ...elsewhere(), data: {} })).toBe(422);
    expect(await asked(mine, STRUCTURED, elsewhere())).toBe(403);
    expect(await asked(mine)).toBe(202);
  });

  it('refuses what a key may not write, with all faults, and takes nothing of a batch', async () => {
    const before = await written();
    const answer = await push(feed.url, BATCH, [sale(), elsewhere()], bearer(seller));
    expect(answer).toMatchObject({ status: 403, body: { type: 'urn:silkgauge:problem:forbidden' } });
    expect(answer.body.errors?.map(({ index, pointer, rule }) => [index, pointer, rule])).toEqual([
      [1, '/source', 'write-sources'],
      [1, '/data', 'write-series'],
    ]);
    expect(await written()).toBe(before);
  });

  it('uses up no identity by a refusal', async () => {
    const event = elsewhere();
    expect((await push(feed.url, STRUCTURED, event, bearer(seller))).status).toBe(403);
    const mine = { ...event, source: '/aliexpress/orders', data: { ...event.data, buyerCountry: 'ES' } };
    expect((await push(feed.url, STRUCTURED, mine, bearer(seller))).status).toBe(202);
  });

  it('holds each line of an upload to the rights, and takes the others', async () => {
    const lines = [sale(), elsewhere(), sale()].map((event) => `${JSON.stringify(event)}\n`).join('');
    const response = await fetch(`${feed.url}/v1/events`, {
      method: 'POST',
      headers: { ...bearer(seller), 'content-type': 'application/x-ndjson' },
      body: lines,
    });
    const fates = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { problem?: { status: number } });
    expect(fates.map(({ problem }) => problem?.status)).toEqual([undefined, 403, undefined]);
  });

  it('tells how much more may be pushed', async () => {
    const answer = await push(feed.url, STRUCTURED, sale(), bearer(seller));
    expect(answer.headers.get('ratelimit-policy')).toBe(
      '"push";q=6000;w=60, "push-bytes";q=1073741824;w=60;qu="content-bytes"',
    );
    expect(answer.headers.get('ratelimit')).toMatch(/^"push";r=\d+;t=\d+, "push-bytes";r=\d+;t=\d+$/);
  });

  it('shows the checks of readiness to those who may observe, and its state to all', async () => {
    const report = await fetch(`${feed.url}/readyz`);
    expect(await report.json()).toEqual({ status: expect.any(String) });
    expect((await fetch(`${feed.url}/metrics`)).status).toBe(401);
    expect(await (await fetch(`${open.url}/readyz`)).json()).toHaveProperty('checks');
  });
});

describe('a record of a door', () => {
  it('has who pushed its event: a key, or anonymous', async () => {
    const pushes = [
      [feed.url, bearer(seller), seller.record.id],
      [open.url, {}, 'anonymous'],
      [open.url, bearer(seller), seller.record.id],
    ] as const;
    for (const [url, headers, by] of pushes) {
      const event = sale();
      expect((await push(url, STRUCTURED, event, headers)).status).toBe(202);
      const said = (await readTopic(kafka, topic)).map(
        (record) => new Map(record.headers.map(([name, value]) => [name, value.toString()])),
      );
      const headersOf = said.find((of) => of.get('ce_id') === event.id);
      expect(headersOf?.get('silkgauge-by')).toBe(by);
      expect(headersOf?.has('silkgauge-write')).toBe(false);
    }
  });

  it('has what its key may write where it acts on what another event holds', async () => {
    const withdrawn = (id: string) => ({
      ...{ specversion: '1.0', source: '/aliexpress/orders', id, type: 'silkgauge.figure.withdrawn.v1' },
      data: { ref: { source: '/aliexpress/orders', id: 'f' }, reason: 'Misprint' },
    });
    expect((await push(open.url, STRUCTURED, withdrawn('w1'), bearer(seller))).status).toBe(202);
    expect((await push(open.url, STRUCTURED, withdrawn('w2'))).status).toBe(202);
    const said = (await readTopic(kafka, `${prefix}platform.figures`)).map((record) =>
      record.headers.find(([name]) => name === 'silkgauge-write')?.[1].toString(),
    );
    const { series = [], names = [] } = seller.record.write ?? {};
    expect(said.map((text) => (text === undefined ? null : (JSON.parse(text) as unknown)))).toEqual(
      expect.arrayContaining([{ series, names }, null]),
    );
  });
});
