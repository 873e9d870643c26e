import { announce, appendRegistered, type NewVersion } from '@silkgauge/read-model';
import { alert } from '../alerts/alerts.fixture.ts';
import { written } from '../bulletins/bulletins.fixture.ts';
import { commit, seriesOf, tellNotice, type TestApi } from '../growth-api.fixture.ts';
import { releaseVersion } from '../releases/releases.fixture.ts';

export const CHINA = seriesOf({ area: 'CN' });

/** Appends versions to the log and announces them, as the desk does. Returns the last sequence. */
export async function append({ pool }: TestApi, ...versions: readonly NewVersion[]): Promise<string> {
  const last = String(await appendRegistered(pool, versions));
  await announce(pool, [last]);
  return last;
}

/** A version of a claim, as the aggregation keeps it. */
export function claimVersion(version: number): NewVersion {
  const document = {
    ...{ source: '/spec', id: 'c1', domain: 'customs', withdrawn: false, key: CHINA, period: '2020' },
    ...{ comparedTo: null, standing: 'open', growth: null, comparison: null, data: {} },
  };
  const knownAt = new Date('2024-01-01T00:00:00Z');
  return { kind: 'claim', key: '/spec#c1', version, knownAt, document: JSON.stringify(document) };
}

/** Writes one version of a thing of each kind, in the order of `CHANGE_KINDS`, and an order that nobody is told of. */
export async function writeEachKind(api: TestApi, version: number): Promise<void> {
  await commit(api.pool, { key: CHINA, period: '2020', value: String(version) });
  await tellNotice(api.pool, { notice: 'N-1', scope: { areas: ['CN'] }, effectiveFrom: '2020-01-01' });
  const says = `It was ${String(version)}.`;
  const knownAt = new Date('2024-01-01T00:00:00Z');
  await append(
    api,
    claimVersion(version),
    alert('over', version, version % 2 === 1 ? 'firing' : 'resolved'),
    written('h1', { version, kind: version === 1 ? 'first' : 'correction', says }, version),
    releaseVersion('GACC-2020-H1', version, { moved: version }),
    { kind: 'order', key: 'bulletin/secret', version, knownAt, document: '{"data":{}}' },
  );
}
