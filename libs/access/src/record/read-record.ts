import { Compile } from 'typebox/compile';
import { KeyRecord, PolicyRecord, type AccessRecord } from './shapes.ts';

const VALIDATORS = { key: Compile(KeyRecord), policy: Compile(PolicyRecord) } as const;

/** Key of a record on the topic. */
export const recordKeyOf = (record: Pick<AccessRecord, 'kind' | 'id'>): string =>
  record.kind === 'key' ? `key/${record.id}` : 'policy';

/** The record that a JSON value is; undefined for any other value. */
export const readAccessRecord = (value: unknown): AccessRecord | undefined => {
  const kind = (value as { kind?: unknown } | null | undefined)?.kind;
  if (kind !== 'key' && kind !== 'policy') return undefined;
  return VALIDATORS[kind].Check(value) ? (value as AccessRecord) : undefined;
};
