import { checkEvent } from '../check-event.ts';
import { eventExample } from '../descriptions/json-schemas.ts';
import { recordKey } from './families.ts';

type Members = Record<string, unknown>;

const job = (data: Members = {}, attributes: Members = {}): Members => {
  const example = structuredClone(eventExample('silkgauge.job.reported.v1')) as Members;
  return { ...example, ...attributes, data: { ...(example.data as Members), ...data } };
};

const faultNames = (event: Members): string[] => {
  const result = checkEvent(event);
  return result.ok ? [] : result.faults.map(({ pointer, rule }) => `${pointer} ${rule}`);
};

describe('a report of a job', () => {
  it('is of the job that its source and its digest name, and no source writes over a job of another', () => {
    const checked = checkEvent(job());
    if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
    expect(recordKey(checked.event)).toBe((checked.event.data as { job: string }).job);
    const other = checkEvent(job({}, { source: '/loader/other' }));
    expect(faultNames(job({}, { source: '/loader/other' }))).toEqual(['/data/job job-id']);
    expect(faultNames(job({ sha256: '0'.repeat(64) }))).toEqual(['/data/job job-id']);
    const [fault] = other.ok ? [] : other.faults;
    const own = /^Write "([0-9a-f]{32})"\.$/.exec(fault?.fix ?? '')?.[1];
    expect(checkEvent(job({ job: own }, { source: '/loader/other' }))).toMatchObject({ ok: true });
  });

  it('is small, unknown members included', () => {
    expect(faultNames(job({ note: 'x'.repeat(16_384) }))).toEqual(['/data job-size']);
    const faults = Array.from({ length: 21 }, (_, line) => ({ line, rule: 'one-of' }));
    expect(faultNames(job({ faults }))).toEqual(['/data/faults list']);
  });

  it.each([
    ['sequence', -1, 'count'],
    ['sequence', 0.5, 'count'],
    ['sequence', '1', 'count'],
    ['sequence', 2 ** 53, 'count'],
    ['state', 'broken', 'one-of'],
    ['startedAt', '2020-02-30T00:00:00Z', 'instant'],
    ['file', '', 'text'],
    ['faults', [{ line: 1, rule: 'A rule' }], 'code'],
    ['counts', { lines: 1, taken: -1, repeated: 0, refused: 0 }, 'count'],
  ])('has no %s %j', (name, value, rule) => {
    expect(checkEvent(job({ [name]: value }))).toMatchObject({ status: 422, faults: [{ rule }] });
  });
});
