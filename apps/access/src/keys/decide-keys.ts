import {
  isActive,
  keyHash,
  newKey,
  newKeyId,
  readKeySettings,
  recordKeyOf,
  type AccessRule,
  type HeldRecords,
  type KeyRecord,
  type KeySettings,
} from '@silkgauge/access';
import { failure } from '@silkgauge/calls';
import { FaultList, mergePatch } from '@silkgauge/contract';
import type { Change } from '../changes/change.ts';
import { invalidDocument } from '../http/problems.ts';
import { requireMatch } from '../http/requests.ts';
import { settingsOf } from './key-view.ts';

/** A key, with its text where it has a new one. */
export interface KeyAnswer {
  readonly key: KeyRecord;
  readonly token: string | null;
}

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** What the audit keeps of a key: no secret, and no hash of one. */
const audited = (record: KeyRecord) => ({
  ...settingsOf(record),
  ...{ revokedAt: record.revokedAt, revokedReason: record.revokedReason },
  secrets: record.secrets.map(({ from, until }) => ({ from, until })),
});

const changed = (before: KeyRecord | null, after: KeyRecord, more: Partial<Change<KeyAnswer>> = {}) => ({
  record: after,
  target: recordKeyOf(after),
  ...(before && { before: audited(before) }),
  after: audited(after),
  answer: { key: after, token: null },
  ...more,
});

/** @throws ProblemError 404 */
export const keyOf = (held: HeldRecords, id: string): KeyRecord => {
  const key = held.keyById(id);
  if (!key) throw failure('not-found', 'There is no key of this id.');
  return key;
};

/** Makes a key; `createdBy` is the id of a key, or `cli`. @throws ProblemError 409 */
export const makeKey = (
  held: HeldRecords,
  settings: KeySettings,
  createdBy: string,
  now: number,
): Change<KeyAnswer> => {
  requireFree(held, settings, null, now);
  const id = newKeyId();
  const token = settings.jwt === null ? newKey(id) : null;
  const record: KeyRecord = {
    ...{ kind: 'key', id, version: 1 },
    ...settings,
    ...{ createdAt: instant(now), createdBy, revokedAt: null, revokedReason: null },
    secrets: token === null ? [] : [{ hash: keyHash(token), from: instant(now), until: null }],
  };
  return changed(null, record, { answer: { key: record, token } });
};

/** Applies a merge patch to what a key is for. @throws ProblemError 404, 409, 412, 422 or 428 */
export const patchKey = (
  held: HeldRecords,
  id: string,
  { patch, ifMatch }: { readonly patch: unknown; readonly ifMatch: string | undefined },
  now: number,
): Change<KeyAnswer> => {
  const before = keyOf(held, id);
  requireMatch(ifMatch, before.version);
  if (before.revokedAt !== null) throw failure('not-active', 'The key is revoked, which is for ever.');
  const { jwt, ...present } = settingsOf(before);
  refuseMembers(patch);
  const merged = mergePatch(present, patch) as Readonly<Record<string, unknown>>;
  // A null of a merge patch takes a member away, and of the end of a key it means that there is none.
  const read = readKeySettings({ ...merged, expiresAt: merged['expiresAt'] ?? null }, now);
  if (!read.ok) throw invalidDocument(read.faults);
  requireFree(held, read.settings, id, now);
  const after: KeyRecord = { ...before, ...read.settings, jwt, version: before.version + 1 };
  requireOperator(held, before, after, now);
  return changed(before, after);
};

/** Gives a key a new secret; the one before stands for the overlap. @throws ProblemError 404 or 409 */
export const rotateKey = (
  held: HeldRecords,
  id: string,
  overlapSeconds: number,
  now: number,
): Change<KeyAnswer> => {
  const before = keyOf(held, id);
  if (!isActive(before, now))
    throw failure('not-active', 'The key is revoked or has expired: make another one.');
  if (before.jwt) throw failure('not-active', 'The key has no secret: its issuer makes its tokens.');
  const token = newKey(id);
  const end = now + overlapSeconds * 1_000;
  const [newest] = before.secrets;
  const older =
    newest && overlapSeconds > 0
      ? [{ ...newest, until: instant(Math.min(end, newest.until === null ? end : Date.parse(newest.until))) }]
      : [];
  const after: KeyRecord = {
    ...before,
    version: before.version + 1,
    secrets: [{ hash: keyHash(token), from: instant(now), until: null }, ...older],
  };
  return changed(before, after, { answer: { key: after, token } });
};

/** Ends a key for ever; a second time changes nothing. @throws ProblemError 404 or 409 */
export const revokeKey = (held: HeldRecords, id: string, reason: string, now: number): Change<KeyAnswer> => {
  const before = keyOf(held, id);
  if (before.revokedAt !== null)
    return { record: null, target: recordKeyOf(before), answer: { key: before, token: null } };
  const after: KeyRecord = {
    ...before,
    ...{ version: before.version + 1, revokedAt: instant(now), revokedReason: reason, secrets: [] },
  };
  requireOperator(held, before, after, now);
  return changed(before, after, { reason });
};

/** An active key has its name, and the tokens that it stands for, to itself. */
const requireFree = (
  held: HeldRecords,
  { name, jwt }: KeySettings,
  own: string | null,
  now: number,
): void => {
  for (const other of held.keys()) {
    if (other.id === own || !isActive(other, now)) continue;
    if (other.name === name)
      throw failure(
        'name-taken',
        `The active key ${other.id} has the name: revoke or rotate that one, or take another name.`,
      );
    if (jwt && other.jwt?.issuer === jwt.issuer && other.jwt.subject === jwt.subject)
      throw failure(
        'principal-taken',
        `The active key ${other.id} stands for the tokens of this issuer and subject.`,
      );
  }
};

const operates = (key: KeyRecord, now: number): boolean =>
  key.scopes.includes('operate') && isActive(key, now);

/** Somebody has to be able to make keys. */
const requireOperator = (held: HeldRecords, before: KeyRecord, after: KeyRecord, now: number): void => {
  if (!operates(before, now) || operates(after, now)) return;
  for (const other of held.keys()) if (other.id !== before.id && operates(other, now)) return;
  throw failure('last-operator', 'No other active key has the scope operate: make another one first.');
};

/** Whom a key stands for is settled when it is made. */
const refuseMembers = (patch: unknown): void => {
  const faults = new FaultList<AccessRule>();
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch))
    faults.report('', 'object', 'A merge patch of a key is an object.', 'Write an object with what changes.');
  else if (Object.hasOwn(patch, 'jwt'))
    faults.report('/jwt', 'unknown-member', 'Whom a key stands for does not change.', 'Make another key.');
  if (faults.faults.length > 0) throw invalidDocument(faults.faults);
};
