import { generateKeyPairSync } from 'node:crypto';
import type { AuditEntry } from '@silkgauge/contract';
import type { PolicyRecord } from '../record/shapes.ts';
import { recordDigest, signRecord } from '../record/signatures.ts';
import { AuditChain } from './chain.ts';
import { RecordCheck, writtenRecord } from './record-check.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const policyOf = (version: number, more: Partial<PolicyRecord> = {}): PolicyRecord => ({
  ...{ kind: 'policy', id: 'policy', version, policy: { anonymous: [] } },
  ...more,
});

/** A change as the access service writes it: a record and its entry. */
const changes = (versions: number, isSigned = true, hasDigest = true) => {
  const chain = new AuditChain();
  return Array.from({ length: versions }, (_, index) => {
    const decided = policyOf(index + 1);
    const content = {
      actor: { cli: 'x' },
      action: 'policy.changed',
      target: 'policy',
      outcome: 'done' as const,
    };
    const entry = chain.next({ ...content, ...(hasDigest && { record: recordDigest(decided) }) }, 0);
    chain.advance(entry);
    const whole = { ...decided, entry: entry.hash };
    return { record: isSigned ? signRecord(whole, privateKey) : whole, entry };
  });
};

const checked = (
  records: readonly PolicyRecord[],
  entries: readonly AuditEntry[],
  later: readonly PolicyRecord[] = [],
) => {
  const check = new RecordCheck();
  const written = [...records, ...later].map((record, at) =>
    writtenRecord(
      { key: Buffer.from('policy'), value: Buffer.from(JSON.stringify(record)), offset: BigInt(at) },
      [publicKey],
    ),
  );
  for (const each of written.slice(0, records.length)) check.record(each);
  for (const entry of entries) check.entry(entry);
  for (const each of written) check.laterRecord(each);
  return check.report();
};

const parts = (list: ReturnType<typeof changes>) =>
  [list.map(({ record }): PolicyRecord => record), list.map(({ entry }) => entry)] as const;

it('records with their entries are as they were written, those before signatures too', () => {
  for (const list of [changes(3), changes(3, false), changes(3, false, false)]) {
    const [records, entries] = parts(list);
    expect(checked(records, entries)).toEqual({ records: 3, fault: null });
    // A record that is played again says nothing new.
    expect(checked([...records, ...records.slice(0, 1)], entries).fault).toBeNull();
  }
  const [old, now] = [parts(changes(2, false, false)), parts(changes(2))];
  expect(checked([...old[0], ...now[0]], [...old[1], ...now[1]]).fault).toBeNull();
});

it('a record without an entry of its own is named: made up, changed, or unsigned behind signed ones', () => {
  const [records, entries] = parts(changes(3));
  const [, second] = records as [PolicyRecord, PolicyRecord, PolicyRecord];
  const unsigned = parts(changes(1, false));
  for (const [forged, told] of [
    [policyOf(9), entries],
    [{ ...policyOf(9), entry: 'a'.repeat(64) }, entries],
    [{ ...second, policy: { anonymous: ['push'] } } as PolicyRecord, entries],
    [unsigned[0][0] as PolicyRecord, [...entries, ...unsigned[1]]],
  ] as const)
    expect(checked([...records, forged], told).fault).toEqual({
      kind: 'forged',
      what: expect.stringMatching(/^policy, version \d, at offset 3$/) as string,
    });
  expect(checked(records.with(1, { ...second, policy: {} }), entries).fault?.what).toBe(
    'policy, version 2, at offset 1',
  );
});

it('an entry whose record is not on the topic is named, unless the record came while the entries were read', () => {
  const [records, entries] = parts(changes(3));
  const { chain } = entries[1] as AuditEntry;
  expect(checked(records.toSpliced(1, 1), entries).fault).toEqual({
    kind: 'record-missing',
    what: `policy, of which entry 2 of the chain ${chain} tells`,
  });
  expect(checked(records.slice(0, 2), entries, records.slice(2)).fault).toBeNull();
});
