import { checkEvent, type EmbargoTopic } from '@silkgauge/contract';
import { Seals } from '@silkgauge/embargo';
import { newSecretKeys, parseSecretKeys } from '@silkgauge/service';
import { HOT_PRINTS } from '../plan/faults.ts';
import { binaryRecord } from './cloud-events.ts';
import type { Expected, Produced } from './produced.ts';

const REPORTED = 'silkgauge.figure.reported.v1';
const PUSHER = { name: 'chaos', write: null };
const keys = newSecretKeys();
const seals = new Seals(parseSecretKeys(keys));

/** The keys that every aggregation of a run has. */
export const EMBARGO_ENV = { EMBARGO_KEYS: keys };

/** A figure of a series of its own, which its scope names. */
const figureOf = (coverage: string, value: string, members: object) => ({
  series: {
    ...{ reporter: 'CHAOS', area: 'CN', indicator: 'GOODS', coverage, flow: 'X', mode: '_T' },
    ...{ product: '_T', counterpart: '_T', currency: 'USD' },
  },
  ...{ period: '2020', measure: 'level', unit: 'USD', value, status: 'final' },
  ...members,
});

const keyOf = (series: object): string => Object.values(series).join('.');

/** @throws Error of an event that is not as the contract says */
function good(source: string, id: string, data: object) {
  const checked = checkEvent({ specversion: '1.0', type: REPORTED, source, id, data });
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  return checked.event;
}

const expectedOf = (source: string, id: string, data: object): Expected => ({
  ...{ kind: 'fact', identity: `${source} ${id}` },
  content: `figure.reported ${JSON.stringify(data)}`,
});

/** Prints of one figure of a series of its own, of two kinds in turn, each with other digits. */
export function hotFigure(turn: number): Produced[] {
  const source = '/chaos/hot';
  return Array.from({ length: HOT_PRINTS }, (_, at) => {
    const kind = at % 2 === 0 ? 'official' : 'repost';
    const evidence = { document: 'https://example.org/hot', quote: 'table 1', kind };
    const data = figureOf(`HOT-${String(turn)}`, String(100_000 + at), {
      publishedAt: '2021-03-01',
      evidence,
    });
    const id = `h${String(turn)}-${String(at)}`;
    good(source, id, data);
    const attributes = { type: REPORTED, source, id };
    return binaryRecord(
      'customs.figures',
      keyOf(data.series),
      attributes,
      data,
      expectedOf(source, id, data),
    );
  });
}

/** Figures of series of their own under embargo until an instant, sealed as a door does. */
export function underEmbargo(turn: number, count: number, until: Date): Promise<Produced<EmbargoTopic>[]> {
  const source = '/chaos/embargoed';
  const sealed = Array.from({ length: count }, async (_, at): Promise<Produced<EmbargoTopic>> => {
    const evidence = { document: 'https://example.org/held', quote: 'table 1' };
    const more = { publishedAt: '_U', evidence, embargo: { until: until.toISOString() } };
    const data = figureOf(`HELD-${String(turn)}-${String(at)}`, String(1_000 + at), more);
    const id = `e${String(turn)}-${String(at)}`;
    const { value, headers = {} } = await seals.seal(good(source, id, data), PUSHER);
    return {
      ...{ topic: 'customs.embargoed', key: '', value: Buffer.from(String(value)) },
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, text]) => [name, Buffer.from(String(text))]),
      ),
      expected: expectedOf(source, id, data),
    };
  });
  return Promise.all(sealed);
}
