import jsonld from 'jsonld';
import type { ExplainedPrint, Explanation } from '@silkgauge/contract';
import { documentOf } from '../growth-api.fixture.ts';
import { provenanceOf } from './provenance.ts';

const KEY = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.USD';
const PAPER = { name: { en: 'The Paper "Daily"', zh: '报纸' } };
const CUSTOMS = { code: 'GACC', name: { en: 'Customs', zh: '海关' } };

const print = (id: string, more: Partial<ExplainedPrint> = {}): ExplainedPrint => ({
  ...{ source: '/seed', id, key: `${KEY}/2020`, side: 'level.reported', measure: 'level', comparison: null },
  ...{ status: 'unspecified', kind: null, publishedAt: '2020-07-16', publisher: PAPER },
  ...{ chain: { en: 'Customs, as printed', zh: '海关，刊载' }, standing: 'chosen', step: 'alone' },
  ...{ withdrawn: false, topic: 'customs.figures', partition: 0, offset: '1' },
  ...{ knownAt: '2024-01-01T00:00:00.000Z', by: 'direct', document: 'https://paper.example/1', quote: null },
  ...more,
});

const explanation = (...prints: ExplainedPrint[]): Explanation => {
  const [reporter, area, indicator, coverage, flow, mode, product, counterpart, currency] = KEY.split('.');
  const series = { reporter, area, indicator, coverage, flow, mode, product, counterpart, currency };
  const { level, growth, other, flags, change } = documentOf('1');
  return {
    state: {
      ...{ key: `${KEY}/2020`, series: series as Explanation['state']['series'], period: '2020' },
      ...{ version: 1, sequence: '1', knownAt: '2024-01-01T00:00:00.000Z', notices: [] },
      ...{ level, growth, other, flags, change },
    },
    ...{ recomputed: true, nodes: [], edges: [], formulas: [], gaps: [], prints },
  };
};

type Values = readonly Readonly<Record<string, string | undefined>>[];
const PROV = 'http://www.w3.org/ns/prov#';
const LABEL = 'http://www.w3.org/2000/01/rdf-schema#label';
const TERM = 'urn:silkgauge:term:';

/** Everything by its IRI, by a JSON-LD processor that fetches nothing. */
async function thingsOf(...prints: ExplainedPrint[]) {
  const expanded = await jsonld.expand(provenanceOf(explanation(...prints)) as object, {
    documentLoader: () => Promise.reject(new Error('nothing is fetched')),
  });
  const things = expanded as unknown as (Readonly<Record<string, Values>> & { readonly '@id': string })[];
  return new Map(things.map((thing) => [thing['@id'], thing]));
}

it('a document is attributed to who printed it, an organization with its names', async () => {
  const things = await thingsOf(print('a'));
  const publisher = 'urn:silkgauge:publisher:The%20Paper%20%22Daily%22';
  expect(things.get('https://paper.example/1')?.[`${PROV}wasAttributedTo`]).toEqual([{ '@id': publisher }]);
  expect(things.get(publisher)).toEqual({
    '@id': publisher,
    '@type': [`${PROV}Agent`, `${PROV}Organization`],
    [LABEL]: [
      { '@value': 'The Paper "Daily"', '@language': 'en' },
      { '@value': '报纸', '@language': 'zh' },
    ],
  });
});

it('a publisher that is a body of the register is that body, with the names of the register', async () => {
  const things = await thingsOf(print('a', { publisher: CUSTOMS }));
  const body = 'urn:silkgauge:reporter:GACC';
  expect(things.get('https://paper.example/1')?.[`${PROV}wasAttributedTo`]).toEqual([{ '@id': body }]);
  expect(things.get(body)?.[LABEL]).toContainEqual({
    ...{ '@value': 'General Administration of Customs of China', '@language': 'en' },
  });
});

it('a body that no register has is told by the names of the event', async () => {
  const things = await thingsOf(print('a', { publisher: { ...CUSTOMS, code: 'LOOKX' } }));
  expect(things.get('urn:silkgauge:reporter:LOOKX')?.[LABEL]).toEqual([
    { '@value': 'Customs', '@language': 'en' },
    { '@value': '海关', '@language': 'zh' },
  ]);
});

it('a document that several prints quote is attributed to all whom their events name, each once', async () => {
  const things = await thingsOf(
    ...[print('a'), print('b', { publisher: CUSTOMS }), print('c', { sha256: 'AB'.repeat(32) })],
  );
  expect(things.get('https://paper.example/1')).toMatchObject({
    [`${PROV}wasAttributedTo`]: [
      { '@id': 'urn:silkgauge:publisher:The%20Paper%20%22Daily%22' },
      { '@id': 'urn:silkgauge:reporter:GACC' },
    ],
    [`${TERM}sha256`]: [{ '@value': 'ab'.repeat(32) }],
  });
});

it('a print has its kind, where its event says one, and its chain', async () => {
  const things = await thingsOf(print('a', { kind: 'agency' }), print('b'));
  expect(things.get('urn:silkgauge:event:%2Fseed:a')).toMatchObject({
    [`${TERM}evidenceKind`]: [{ '@value': 'agency' }],
    [`${TERM}chain`]: [
      { '@value': 'Customs, as printed', '@language': 'en' },
      { '@value': '海关，刊载', '@language': 'zh' },
    ],
  });
  expect(things.get('urn:silkgauge:event:%2Fseed:b')).not.toHaveProperty(`${TERM}evidenceKind`);
});

it('an excluded print has the proof, and the events that leave it no place, each described', async () => {
  const excluded = {
    formula: 'between-parts@1',
    by: [
      { source: '/seed', id: 'b' },
      { source: '/else', id: '1' },
    ],
    more: 3,
    proof: { en: '28.7 would need imports of 0', zh: '28.7 需要进口为 0' },
  };
  const things = await thingsOf(print('a', { standing: 'excluded', step: 'place', excluded }), print('b'));
  const by = ['urn:silkgauge:event:%2Fseed:b', 'urn:silkgauge:event:%2Felse:1'];
  expect(things.get('urn:silkgauge:event:%2Fseed:a')).toMatchObject({
    [`${TERM}standing`]: [{ '@value': 'excluded' }],
    [`${TERM}proof`]: [
      { '@value': '28.7 would need imports of 0', '@language': 'en' },
      { '@value': '28.7 需要进口为 0', '@language': 'zh' },
    ],
    [`${TERM}excludedBy`]: by.map((iri) => ({ '@id': iri })),
    [`${TERM}moreExcludedBy`]: [{ '@value': 3 }],
  });
  for (const iri of by) expect(things.get(iri)?.['@type']).toEqual([`${PROV}Entity`]);
  expect(things.get(by[0] ?? '')).toHaveProperty(`${TERM}standing`);
});
