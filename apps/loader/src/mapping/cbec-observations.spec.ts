import { join } from 'node:path';
import type { FigureData } from '@silkgauge/contract';
import { readRegisters } from '../data-sets.ts';
import { readTable } from '../read-file.ts';
import type { Registers } from '../registers.ts';
import { checkedAs, DATA_FOLDER } from '../../../../harness/fixtures/bundled.ts';
import { cbecEvents, type CbecEvents, type CbecTables } from './cbec-observations.ts';

describe('published figures on cross-border e-commerce', () => {
  let tables: CbecTables;
  let registers: Registers;
  let mapped: CbecEvents;
  const figure = (id: string) => {
    const event = mapped.events.find((one) => one.id === id);
    return checkedAs(event, 'silkgauge.figure.reported.v1');
  };
  const data = (id: string): FigureData => figure(id).data;

  beforeAll(async () => {
    const table = (name: string) => readTable(join(DATA_FOLDER, `cbec/${name}.csv`));
    tables = {
      observations: await table('observations'),
      readings: await table('readings'),
      leftOut: await table('left-out'),
      evidence: await table('evidence'),
    };
    registers = await readRegisters(DATA_FOLDER);
    mapped = cbecEvents(tables, registers);
  });

  it('maps every row to an event, half an event, or a documented exclusion', () => {
    const all = tables.observations.map((row) => row['obs_id']);
    const inEvents = [...mapped.rows.values()].flat();
    const leftOut = tables.leftOut.map((row) => row['obs_id']);
    expect([...inEvents, ...leftOut].sort()).toEqual(all);
    expect(tables.leftOut.every((row) => row['class'] !== '' && row['reason'] !== '')).toBe(true);
    expect([...new Set(tables.leftOut.map((row) => row['class']))].sort()).toEqual([
      'absolute-change',
      'average-growth',
      'other-set',
      'other-whole',
      'part-of-a-day',
      'ratio',
      'whole-not-stated',
    ]);
  });

  it('leaves the figures of the article to its own set', () => {
    const ofArticle = tables.observations
      .filter((row) => row['source_id'] === 'S001')
      .map((row) => row['obs_id']);
    const leftOut = tables.leftOut.filter((row) => row['class'] === 'other-set').map((row) => row['obs_id']);
    expect(leftOut).toEqual(ofArticle);
  });

  it('makes only valid events, each with its own identity', () => {
    expect(mapped.events.map((event) => checkedAs(event, 'silkgauge.figure.reported.v1').id)).toHaveLength(
      493,
    );
    expect(new Set(mapped.events.map((event) => event.id)).size).toBe(493);
  });

  it('writes periods and comparisons in their normal form', () => {
    for (const { id } of mapped.events) {
      const { figure: normal, data: written } = figure(id);
      expect(normal.period).toBe(written.period);
      expect(normal.comparison).toBe(written.comparison ?? null);
    }
  });

  it('prints the digits of the source', () => {
    const digits = (text: string): string =>
      text.replace(/(\d),(?=\d{3}(\D|$))/g, '$1').replace(/(\d),(?=\d)/g, '$1.');
    const inWords = [
      'O0203',
      'O0209',
      'O0221',
      'O0224',
      'O0240',
      'O0304',
      'O0313',
      'O0319',
      'O0359',
      'O0368',
    ];
    const alsoInWords = ['O0371', 'O0372', 'O0375', 'O0395'];
    const others = mapped.events
      .map(({ id }) => data(id))
      .filter(
        ({ value = '', evidence }) =>
          !digits(evidence.quote)
            .split(/[^\d.]+/)
            .includes(value.replace('-', '')),
      );
    const rows = mapped.events.filter(({ id }) => others.includes(data(id))).map(({ id }) => id);
    expect(rows).toEqual([...inWords, ...alsoInWords]);
  });

  it('joins the two rows of a range to one figure', () => {
    expect(mapped.rows.get('O0357')).toEqual(['O0357', 'O0358']);
    expect(data('O0357')).toMatchObject({ value: '40', valueHigh: '50', qualifier: 'range', period: '_U' });
    expect(data('O0357').series.counterpart).toBe('XG-ES-FR-IT-US');
  });

  it('refuses a range without its upper end', () => {
    const observations = tables.observations.filter((row) => row['obs_id'] !== 'O0358');
    expect(() => cbecEvents({ ...tables, observations }, registers)).toThrow(
      'The range of O0357 has no upper end.',
    );
  });

  it('refuses a name without a code and a word it does not know', () => {
    const [row = {}] = tables.observations.filter((one) => one['obs_id'] === 'O0020');
    const withRow = (change: Record<string, string>) => () =>
      cbecEvents({ ...tables, observations: [{ ...row, ...change }] }, registers);
    expect(withRow({})).not.toThrow();
    expect(withRow({ geography: 'Atlantis' })).toThrow('The register of areas has no code for "Atlantis".');
    expect(withRow({ measure: 'mood' })).toThrow('O0020: unknown measure mood');
    expect(withRow({ measure: 'growth', basis: 'vs_yesterday' })).toThrow(
      'O0020: unknown basis vs_yesterday',
    );
  });

  it('applies every reading to a row that becomes an event', () => {
    const own = ['period', 'currency', 'language', 'kind'];
    const columns = new Set([...Object.keys(tables.observations[0] ?? {}), ...own]);
    const rows = new Set([...mapped.rows.values()].flat());
    for (const reading of tables.readings) {
      expect(rows).toContain(reading['obs_id']);
      expect(columns).toContain(reading['column']);
    }
  });

  it('knows the kind of evidence of every source', () => {
    const sources = new Set(tables.observations.map((row) => row['source_id']));
    expect(new Set(tables.evidence.map((row) => row['source_id']))).toEqual(sources);
  });

  describe('calibers', () => {
    it('K02 K05 K07: estimate and survey are one series, preliminary and final', () => {
      for (const [estimate, survey] of [
        ['O0055', 'O0058'],
        ['O0061', 'O0091'],
        ['O0159', 'O0177'],
      ] as const) {
        expect(figure(estimate).seriesKey).toBe('GACC.CN.CBEC.FULL._T._T._T._T.CNY');
        expect(figure(survey).seriesKey).toBe('GACC.CN.CBEC.FULL._T._T._T._T.CNY');
        expect([figure(estimate).figure.status, figure(survey).figure.status]).toEqual([
          'preliminary',
          'final',
        ]);
      }
    });

    it('K11 K13: other calibers are other series', () => {
      const coverages = ['O0020', 'O0164', 'O0230', 'O0235'].map((id) => data(id).series.coverage);
      expect(coverages).toEqual(['PLATFORM', 'FULL', 'ESTIMATE', 'ESTIMATE']);
    });

    it('K14: Chongqing widened its scope, so there are two series', () => {
      expect([data('O0328').series.coverage, data('O0330').series.coverage]).toEqual(['LOCAL', 'LOCAL-FULL']);
    });
  });

  describe('cases', () => {
    it('K01: the journal that cites customs speaks of their series, as a repost', () => {
      expect(figure('O0016').seriesKey).toBe('GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY');
      expect(figure('O0016').figure).toMatchObject({ period: '2020-S1', value: '28.7', kind: 'repost' });
    });

    it('K10: up 1.2 times against 2018, and ten times without a stated base', () => {
      expect(data('O0166')).toMatchObject({ comparison: '2018', wording: 'up-by-times', value: '1.2' });
      expect(data('O0143')).toMatchObject({ comparison: '_U', wording: 'up-by-times', qualifier: 'over' });
      expect(data('O0143').series.coverage).toBe('_U');
    });

    it('K16: one page in two languages, the Chinese text before the English', () => {
      expect(figure('O0270').figure).toMatchObject({ value: '31.3', kind: 'agency' });
      expect(figure('O0264').figure).toMatchObject({ value: '31.1', kind: 'repost' });
      expect(data('O0270').evidence.language).toBe('zh');
    });

    it('K21: growth in dollars and in yuan are two series', () => {
      expect(data('O0412').series.currency).toBe('CNY');
      expect(data('O0414').series.currency).toBe('USD');
      expect(data('O0410').series.currency).toBe('USD');
    });

    it('K22: a growth whose currency is contradicted stands in neither', () => {
      expect(data('O0505').series.currency).toBe('CNY');
      expect(data('O0507').series.currency).toBe('_Z');
    });

    it('K24: a revised growth is revised', () => {
      expect(figure('O0482').figure).toMatchObject({
        value: '14.8',
        status: 'preliminary',
        kind: 'official',
      });
      expect(figure('O0501').figure).toMatchObject({ value: '11.4', status: 'revised' });
      expect(figure('O0501').seriesKey).toBe(figure('O0482').seriesKey);
    });

    it('K27: nearly 500 times against 2014', () => {
      expect(data('O0342')).toMatchObject({ comparison: '2014', qualifier: 'under', wording: 'up-by-times' });
    });

    it('K29 K30: platform figures without a basis, a scope or a window keep them unknown', () => {
      expect(data('O0361')).toMatchObject({ period: '_U', comparison: '_U', wording: 'ambiguous-times' });
      expect(data('O0360').comparison).toBe('2020-03');
      expect(data('O0365').comparison).toBe('_U');
      expect(data('O0359').series).toMatchObject({ area: 'CN', counterpart: '_T' });
      expect(data('O0364').series).toMatchObject({ area: 'CN', counterpart: 'XG-EUROPE-AMERICA' });
    });

    it('K35: contribution, gap and share of an ownership group', () => {
      expect(['O0465', 'O0466', 'O0467', 'O0439'].map((id) => data(id).measure)).toEqual([
        'share',
        'growth-gap',
        'contribution',
        'share-change',
      ]);
      expect(figure('O0467').seriesKey).toBe('GACC.CN.GOODS.PRIVATE._T._T._T._T.CNY');
      expect(data('O0467')).toMatchObject({ unit: 'points', wording: 'points' });
    });

    it('K36: March against February', () => {
      expect(data('O0451')).toMatchObject({ period: '2021-03', comparison: 'G1' });
    });

    it('customs regimes are modes, not products', () => {
      expect(data('O0499').series).toMatchObject({ mode: 'AID-OR-DONATION', product: '_T' });
    });

    it('a growth of points against the cumulative figure of the month before', () => {
      expect(data('O0480')).toMatchObject({ measure: 'growth-change', comparison: '2025-01-01/P5M' });
    });
  });
});
