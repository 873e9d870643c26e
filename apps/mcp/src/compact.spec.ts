import type { ExplainedPrint, PublishedVintage, RegisteredClaim, ServedState } from '@silkgauge/contract';
import { compactClaim, compactPrint, compactState, compactVintage } from './compact.ts';

const from = {
  ...{ source: '/spec', id: 'cbec-total', publishedAt: '2020-07-16' },
  document: 'https://en.imsilkroad.com/p/314906.html',
  kind: 'agency',
  publisher: { name: { en: 'Xinhua', zh: '新华社' } },
};
const reported = { value: '26.2', low: '26.15', high: '26.25', unit: 'percent', formula: 'reported@1', from };
const stateOf = (print: object): ServedState =>
  ({
    ...{ key: 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1', level: {}, other: {}, flags: [], notices: [] },
    growth: { GY: { reported: { ...reported, from: { ...from, ...print } }, verdict: 'unchecked' } },
  }) as unknown as ServedState;
const names = new Map([['GACC', { en: 'Customs of China', zh: '海关总署' }]]);
const saidBy = (print: object, known = names): unknown =>
  (compactState(stateOf(print), known, '') as { growth: { GY: { reported: { saidBy: string } } } }).growth.GY
    .reported.saidBy;

describe('a reported number', () => {
  it('tells its whole chain', () => {
    expect(saidBy({})).toBe('Customs of China, as printed by Xinhua (news agency), 16 July 2020');
    expect(saidBy({ kind: 'official' })).toBe('Customs of China, 16 July 2020');
  });

  it('has the code of a body whose name is not known', () => {
    expect(saidBy({}, new Map())).toBe('GACC, as printed by Xinhua (news agency), 16 July 2020');
  });

  it('has its chain cut', () => {
    expect(saidBy({ publisher: { name: { en: 'x'.repeat(500), zh: '' } } })).toHaveLength(301);
  });
});

describe('a print, wherever it is told', () => {
  const said = 'Customs of China, as printed by Xinhua (news agency), 16 July 2020';
  const print = { ...from, chain: { en: said, zh: '' } };
  const told = { saidBy: said, publishedAt: '2020-07-16', publisher: 'Xinhua', kind: 'agency' };

  it('of an explanation has its chain, publisher, kind and day', () => {
    const explained = { ...print, key: 'GACC/2020', standing: 'chosen' } as unknown as ExplainedPrint;
    expect(compactPrint(explained)).toMatchObject({ ...told, standing: 'chosen', document: from.document });
  });

  it('of a vintage has them', () => {
    const vintage = { ...stateOf({}), publishedBy: '2020-07-16', prints: [print] };
    expect(compactVintage(vintage as unknown as PublishedVintage, 'GACC.CN', names)).toMatchObject({
      prints: [{ ...told, id: 'cbec-total', document: from.document }],
    });
  });

  it('of a claim has them', () => {
    const { document, kind, publishedAt, publisher } = from;
    const claim = {
      ...{ key: 'GACC.CN', period: '2020-S1', comparedTo: null, standing: 'open', growth: null },
      ...{ comparison: null, withdrawn: false, publisher, chain: print.chain },
      data: { direction: 'up', publishedAt, evidence: { document, kind, quote: 'rises' } },
    };
    expect(compactClaim(claim as unknown as RegisteredClaim)).toMatchObject({ ...told, quote: 'rises' });
  });

  it('has long names cut', () => {
    const name = { en: 'x'.repeat(500), zh: '' };
    const explained = { ...print, publisher: { name }, chain: name } as unknown as ExplainedPrint;
    expect(compactPrint(explained)).toMatchObject({
      saidBy: `${'x'.repeat(300)}…`,
      publisher: `${'x'.repeat(100)}…`,
    });
  });
});
