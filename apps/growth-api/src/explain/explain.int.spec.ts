import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsonld from 'jsonld';
import { parseSeriesKey, type GrowthState, type StateDocument } from '@silkgauge/contract';
import {
  addFigure,
  assembleState,
  newSeriesGraph,
  publishedUntil,
  removeFigure,
  resolveComparison,
  seriesIn,
  type Figure,
} from '@silkgauge/growth';
import {
  appendChanges,
  findSeries,
  inTransaction,
  insertEvents,
  insertFigures,
  insertWithdrawals,
  registerSeries,
  type EventRow,
} from '@silkgauge/read-model';
import { testDatabase } from '@silkgauge/testing';
import type { Explanation } from '@silkgauge/contract';
import { documentOf, startApi, type TestApi } from '../growth-api.fixture.ts';

const KEY = 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY';
const SALES = 'SHOP.GB.SALES.OWN.X._T.TOYS.FR.GBP';

const figure = (id: string, more: Partial<Figure>): Figure => ({
  source: '/zaez',
  id,
  measure: 'level',
  period: '2020-S1',
  comparison: null,
  value: '4.72',
  valueHigh: null,
  unit: 'CNY',
  multiplier: '1000000000',
  wording: null,
  qualifier: 'exact',
  status: 'preliminary',
  publishedAt: '2020-07-16',
  kind: 'official',
  document: 'https://example.org/1',
  ...more,
});

const growth: Partial<Figure> = {
  measure: 'growth',
  comparison: 'GY',
  unit: 'percent',
  multiplier: '1',
  wording: 'percent',
};
const LEVEL = figure('level', {});
const RATE = figure('rate', { ...growth, value: '119.43' });
const EARLIER = figure('earlier', { ...growth, value: '118', publishedAt: '2020-07-10' });
const SUPPORT = figure('support', { ...growth, value: '119.43', publishedAt: '2020-07-20', kind: 'repost' });
const BASE = figure('base', { period: '2019-S1', value: '2.151', publishedAt: '2019-07-16' });
const WRONG = figure('wrong', { value: '47.2', status: 'final' });
const ELSEWHERE = figure('elsewhere', { period: '2017-S1', value: '1' });
const TYPO = figure('typo', { period: '2012-S1', value: '11' });
const FIXED = figure('fixed', {
  period: '2012-S1',
  value: '1.1',
  corrects: { source: '/zaez', id: 'typo' },
  break: 'counted anew',
});
const NONE = figure('none', { period: '2010-S1', value: null, absence: 'suppressed' });
const LATER = [TYPO, FIXED, NONE];
const FIGURES = [LEVEL, RATE, EARLIER, SUPPORT, BASE, WRONG, ELSEWHERE];

/** A kept copy, which has the words of the earlier rate and not those of its support. */
const COPY = 'The zone says earlier, and nothing else.';
const COPY_DIGEST = createHash('sha256').update(COPY).digest('hex');

let api: TestApi;
let copies: string;

function event(id: string, offset: number, data: object): EventRow {
  return {
    source: '/zaez',
    id,
    type: 'silkgauge.figure.reported.v1',
    topic: 'customs.figures',
    partition: 3,
    offset: BigInt(offset),
    knownAt: new Date(Date.UTC(2024, 0, 1 + offset)),
    outcome: 'applied',
    rule: null,
    reason: null,
    digest: Buffer.from(id),
    time: null,
    data: JSON.stringify(data),
    ...(id === 'rate' && { pushedBy: '8Jd02kQmX1pA' }),
  };
}

beforeAll(async () => {
  copies = await mkdtemp(join(tmpdir(), 'copies-'));
  await writeFile(join(copies, COPY_DIGEST), COPY);
  api = await startApi(await testDatabase(), { copiesFolder: copies });
  await inTransaction(api.pool, async (tx) => {
    const dims = parseSeriesKey(KEY);
    if (!dims) throw new Error(KEY);
    const [series] = await registerSeries(tx, 'customs', [KEY]);
    const seriesId = series?.series_id ?? '';
    const ids = await insertEvents(tx, [
      ...FIGURES.map(({ id }, offset) =>
        event(id, offset, {
          unknown: 'a\u0000b',
          evidence: {
            ...{ document: `https://example.org/${id}`, quote: `says ${id}` },
            ...(id === 'earlier' && { sha256: COPY_DIGEST }),
            ...(id === 'support' && { sha256: COPY_DIGEST }),
            ...(id === 'level' && { sha256: 'AB'.repeat(32), position: 'page 3, table 2', language: 'en' }),
          },
        }),
      ),
      { ...event('withdraws', FIGURES.length, {}), type: 'silkgauge.figure.withdrawn.v1' },
    ]);
    const later = await insertEvents(
      tx,
      LATER.map(({ id }, index) => event(id, FIGURES.length + 1 + index, { evidence: {} })),
    );
    const rowOf = (one: Figure, eventId: bigint | undefined) => ({
      eventId: eventId ?? 0n,
      seriesId,
      period: one.period,
      basePeriod: one.comparison === null ? null : resolveComparison(one.period, one.comparison).comparedWith,
      publishedUntil: publishedUntil(one.publishedAt),
      figure: one,
      withdrawnBy: null,
    });
    await insertFigures(tx, [
      ...FIGURES.map((one, index) => rowOf(one, ids[index])),
      ...LATER.map((one, index) => rowOf(one, later[index])),
    ]);
    await insertWithdrawals(tx, [{ source: '/zaez', id: 'wrong', eventId: ids.at(-1) ?? 0n }]);
    const facts = seriesIn(newSeriesGraph(), dims);
    for (const one of FIGURES) addFigure(facts, one);
    const document = (period: string): string => {
      const body = assembleState(facts, period, '2024-01-01T00:00:00Z');
      return JSON.stringify({
        ...body,
        change: { reason: 'reported', previous: null, causes: [] },
      } satisfies StateDocument);
    };
    const change = (period: string, version: number, day: number) => ({
      seriesId,
      period,
      version,
      knownAt: new Date(Date.UTC(2024, 0, day)),
      document: document(period),
    });
    await appendChanges(tx, [change('2020-S1', 1, 6), change('2019-S1', 1, 6)]);
    removeFigure(facts, WRONG);
    await appendChanges(tx, [change('2020-S1', 2, 8), change('2019-S1', 2, 8)]);
    for (const one of LATER) addFigure(facts, one);
    await appendChanges(tx, [change('2012-S1', 1, 20), change('2010-S1', 1, 20)]);
  });
});
afterAll(async () => {
  await api.end();
  await rm(copies, { recursive: true });
});

const explain = (period: string, query = '') =>
  api.json<Explanation>(`/v1/growth/${KEY}/${period}/explain${query}`);
const standings = ({ prints }: Explanation) =>
  prints.map(({ id, side, standing, step }) => `${id} ${String(side)} ${String(standing)} ${String(step)}`);
const graphOf = ({ nodes, edges }: Explanation) => [
  ...nodes.map(
    ({ id, period, side, value, shown }) =>
      `${id} ${period} ${side} ${String(value)}${shown ? '' : ' behind'}`,
  ),
  ...edges.map(({ from, name, to }) => `${from} ${name} ${to}`),
];

describe('explain', () => {
  it('says where a kept copy of the document does not hold the quote', async () => {
    const { prints } = await explain('2020-S1');
    const held = Object.fromEntries(prints.map(({ id, quoteHeld }) => [id, quoteHeld]));
    expect(held).toMatchObject({ earlier: true, support: false, level: undefined });
  });

  it('gives the state as a graph of how each of its numbers was found', async () => {
    const explanation = await explain('2020-S1');
    expect(explanation.state).toEqual(await api.json<GrowthState>(`/v1/growth/${KEY}/2020-S1`));
    expect(explanation.recomputed).toBe(true);
    expect(graphOf(explanation)).toEqual([
      'n1 2020-S1 level.reported 4720000000',
      'n2 2020-S1 growth.GY.reported 119.43',
      'n4 2020-S1 growth.GY.computed 119.4328',
      'n3 2019-S1 level.reported 2151000000 behind',
      'n4 level n1',
      'n4 base n3',
    ]);
    expect(explanation.nodes[2]).toEqual({
      id: 'n4',
      key: `${KEY}/2020-S1`,
      period: '2020-S1',
      side: 'growth.GY.computed',
      shown: true,
      reading: null,
      value: '119.4328',
      low: '119.1494',
      high: '119.7164',
      unit: 'percent',
      scale: 4,
      status: 'P',
      formula: 'ratio@1',
      expression: '100 * ([level] / [base] - 1)',
    });
    expect(explanation.nodes[1]).toMatchObject({
      formula: 'reported@1',
      expression: '[value] * [multiplier]',
      print: { source: '/zaez', id: 'rate' },
    });
    expect(explanation.formulas.map(({ formula }) => formula)).toEqual(['reported@1', 'ratio@1']);
    expect(explanation.sales).toBeUndefined();
  });

  it('gives each print with its event, document and quote', async () => {
    const { prints } = await explain('2020-S1');
    expect(prints.find(({ id }) => id === 'rate')).toEqual({
      source: '/zaez',
      id: 'rate',
      key: `${KEY}/2020-S1`,
      side: 'growth.GY.reported',
      measure: 'growth',
      comparison: 'GY',
      printed: { value: '119.43', multiplier: '1', unit: 'percent', wording: 'percent', qualifier: 'exact' },
      status: 'preliminary',
      kind: 'official',
      publishedAt: '2020-07-16',
      publisher: { name: { en: 'example.org', zh: 'example.org' } },
      chain: {
        en: 'Zhengzhou Airport Economy Zone, 16 July 2020',
        zh: '郑州航空港经济综合实验区，2020年7月16日',
      },
      standing: 'chosen',
      step: 'publication',
      withdrawn: false,
      topic: 'customs.figures',
      partition: 3,
      offset: '1',
      knownAt: '2024-01-02T00:00:00.000Z',
      by: '8Jd02kQmX1pA',
      document: 'https://example.org/rate',
      quote: 'says rate',
    });
  });

  it('tells which print corrects which, and the break that one declares', async () => {
    const explanation = await explain('2012-S1');
    expect(explanation.recomputed).toBe(true);
    expect(explanation.state.level.reported).toMatchObject({ value: '1100000000', from: { id: 'fixed' } });
    const [typo, fixed] = explanation.prints;
    expect(typo).toMatchObject({
      standing: 'corrected',
      step: null,
      correctedBy: { source: '/zaez', id: 'fixed' },
    });
    expect(fixed).toMatchObject({
      standing: 'chosen',
      corrects: { source: '/zaez', id: 'typo' },
      break: 'counted anew',
    });
  });

  it('gives why there is no number', async () => {
    const { recomputed, state, nodes, prints } = await explain('2010-S1');
    expect(recomputed).toBe(true);
    expect(state.level.reported).toMatchObject({ value: null, absence: 'suppressed' });
    expect(nodes).toEqual([]);
    expect(prints).toMatchObject([{ id: 'none', absence: 'suppressed', standing: 'chosen', step: 'alone' }]);
    expect(prints[0]).not.toHaveProperty('printed');
  });

  it('gives the standing of each print, and the step that decided it', async () => {
    expect(standings(await explain('2020-S1'))).toEqual([
      'level level.reported chosen alone',
      'rate growth.GY.reported chosen publication',
      'earlier growth.GY.reported superseded publication',
      'support growth.GY.reported support repeat',
      'base level.reported chosen alone',
      'wrong level.reported withdrawn null',
    ]);
  });

  it('gives the inputs of an implied base', async () => {
    expect(graphOf(await explain('2019-S1'))).toEqual([
      'n1 2019-S1 level.reported 2151000000',
      'n4 2019-S1 level.implied 2151027663',
      'n2 2020-S1 level.reported 4720000000 behind',
      'n3 2020-S1 growth.GY.reported 119.43 behind',
      'n4 level n2',
      'n4 growth n3',
    ]);
  });

  it('explains an earlier version with asOf', async () => {
    const before = await explain('2020-S1', '?asOf=2024-01-07T12:00:00Z');
    expect(before.nodes[0]).toMatchObject({ value: '47200000000', print: { id: 'wrong' } });
    expect(standings(before)).toContain('wrong level.reported chosen status');
    expect(standings(before)).toContain('level level.reported superseded status');
    const first = await explain('2020-S1', '?asOf=2');
    expect(first.state.version).toBe(1);
    expect(first).toMatchObject({ recomputed: true, nodes: before.nodes, prints: before.prints });
  });

  it('shows no graph of a state that the stored events do not reproduce', async () => {
    await inTransaction(api.pool, async (tx) => {
      const [series] = await findSeries(tx, [KEY]);
      const document = JSON.stringify(documentOf('7'));
      const knownAt = new Date('2024-01-09T00:00:00Z');
      await appendChanges(tx, [
        { seriesId: series?.series_id ?? '', period: '2017-S1', version: 1, knownAt, document },
      ]);
    });
    const explanation = await explain('2017-S1');
    expect(explanation).toMatchObject({ recomputed: false, nodes: [], edges: [], formulas: [] });
    expect(standings(explanation)).toEqual(['elsewhere level.reported null null']);
  });
});

describe('explain sales', () => {
  const fold = (events: string, from: string, to: string) => ({
    events,
    topic: 'platform.sales',
    partition: 1,
    from,
    to,
  });
  const version = (number: number, counted: string, folded: object) => {
    const plain = documentOf('10.00');
    return {
      period: '2024-01',
      version: number,
      knownAt: new Date('2024-02-01T00:00:00Z'),
      document: JSON.stringify({
        ...plain,
        counts: { events: counted, units: '9' },
        change: { ...plain.change, reason: 'sales', folded },
      }),
    };
  };
  const explained = async () => {
    const { sales } = await api.json<Explanation>(`/v1/growth/${SALES}/2024-01/explain`);
    return sales;
  };

  it('gives counts and ranges of offsets', async () => {
    await inTransaction(api.pool, async (tx) => {
      const [series] = await registerSeries(tx, 'platform', [SALES]);
      const seriesId = series?.series_id ?? '';
      await appendChanges(tx, [
        { ...version(1, '7', fold('7', '90', '99')), seriesId },
        { ...version(2, '12', fold('5', '100', '120')), seriesId },
      ]);
    });
    expect(await explained()).toEqual({
      counts: { events: '12', units: '9' },
      ranges: [{ topic: 'platform.sales', partition: 1, from: '90', to: '120', events: '12' }],
    });
  });

  it('omits ranges that do not add up to the counts', async () => {
    await inTransaction(api.pool, async (tx) => {
      const [series] = await findSeries(tx, [SALES]);
      const lost = { ...version(3, '30', fold('2', '140', '150')), seriesId: series?.series_id ?? '' };
      await appendChanges(tx, [lost]);
    });
    expect(await explained()).toEqual({ counts: { events: '30', units: '9' }, ranges: null });
  });
});

describe('the provenance of a state', () => {
  const PROV = 'http://www.w3.org/ns/prov#';
  const LINKS = [
    'wasDerivedFrom',
    'wasAttributedTo',
    'wasGeneratedBy',
    'used',
    'hadMember',
    'hadPrimarySource',
  ];
  type Expanded = Record<string, { '@id'?: string; '@value'?: string; '@type'?: string }[]> & {
    '@id': string;
  };

  /** The document asked for as linked data, by a JSON-LD processor that fetches nothing. */
  async function provenance(period: string) {
    const response = await api.get(`/v1/growth/${KEY}/${period}/explain`, { accept: 'application/ld+json' });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'application/ld+json; charset=utf-8',
    ]);
    expect(response.headers.get('vary')).toContain('accept');
    const document = (await response.json()) as { '@graph': { '@id': string }[] };
    const offline = { documentLoader: () => Promise.reject(new Error('nothing is fetched')) };
    const things = (await jsonld.expand(document as object, offline)) as unknown as Expanded[];
    expect(things.map((thing) => thing['@id'])).toEqual(document['@graph'].map((thing) => thing['@id']));
    const quads = (await jsonld.toRDF(document as object, {
      ...offline,
      format: 'application/n-quads',
    })) as unknown;
    const again = (await jsonld.fromRDF(String(quads) as unknown as object, {
      format: 'application/n-quads',
    })) as unknown as Expanded[];
    expect(again.length).toBeGreaterThanOrEqual(things.length);
    return new Map(things.map((thing) => [thing['@id'], thing]));
  }

  it('is PROV-O whose links all lead to something described', async () => {
    const things = await provenance('2020-S1');
    for (const thing of things.values())
      for (const name of LINKS)
        for (const link of thing[`${PROV}${name}`] ?? []) expect([...things.keys()]).toContain(link['@id']);
    const classes = (name: string) =>
      [...things.values()].filter((thing) => JSON.stringify(thing['@type']).includes(`"${PROV}${name}"`));
    for (const name of ['Entity', 'Activity', 'Agent', 'Plan'])
      expect(classes(name).length).toBeGreaterThan(0);
  });

  it('leads from a number over its rule and print to the reporter and the document', async () => {
    const things = await provenance('2020-S1');
    const event = things.get('urn:silkgauge:event:%2Fzaez:level');
    expect(event).toMatchObject({
      [`${PROV}wasAttributedTo`]: [{ '@id': 'urn:silkgauge:reporter:ZAEZ' }],
      [`${PROV}generatedAtTime`]: [
        { '@type': 'http://www.w3.org/2001/XMLSchema#dateTime', '@value': '2024-01-01T00:00:00.000Z' },
      ],
      [`${PROV}hadPrimarySource`]: [{ '@id': 'https://example.org/level' }],
      'http://purl.org/dc/terms/issued': [
        { '@type': 'http://www.w3.org/2001/XMLSchema#date', '@value': '2020-07-16' },
      ],
      'urn:silkgauge:term:position': [{ '@value': 'page 3, table 2' }],
      'urn:silkgauge:term:evidenceKind': [{ '@value': 'official' }],
    });
    expect(things.get('https://example.org/level')).toMatchObject({
      'urn:silkgauge:term:sha256': [{ '@value': 'ab'.repeat(32) }],
      [`${PROV}wasAttributedTo`]: [{ '@id': 'urn:silkgauge:publisher:example.org' }],
    });
    const numbers = [...things.values()].filter((thing) =>
      thing[`${PROV}wasDerivedFrom`]?.some((link) => link['@id'] === event?.['@id']),
    );
    expect(numbers.length).toBeGreaterThan(0);
    for (const number of numbers) {
      const rule = things.get(number[`${PROV}wasGeneratedBy`]?.[0]?.['@id'] ?? '');
      expect(rule?.[`${PROV}used`]).toContainEqual({ '@id': event?.['@id'] });
      expect(rule?.[`${PROV}qualifiedAssociation`]).toHaveLength(1);
    }
  });

  it('is an explanation as JSON for everybody else', async () => {
    for (const accept of [
      '*/*',
      'application/json',
      'text/html',
      'application/ld+json;q=0.1, application/json',
    ]) {
      const response = await api.get(`/v1/growth/${KEY}/2020-S1/explain`, { accept });
      expect(response.headers.get('content-type')).toContain('application/json');
      const { prints } = (await response.json()) as Explanation;
      expect(prints.find(({ id }) => id === 'level')).toMatchObject({
        sha256: 'AB'.repeat(32),
        position: 'page 3, table 2',
        language: 'en',
      });
      expect(prints.find(({ id }) => id === 'rate')).not.toHaveProperty('sha256');
    }
  });
});
