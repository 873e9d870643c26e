import { pointerStep, type FaultList } from '../fault.ts';
import { parseInstant } from '../instant.ts';
import { Members } from '../plan/members.ts';
import type { EarlyAccess } from './release.ts';

export const MOST_ACCESS = 20;
export const LONGEST_NAME = 200;
export const LONGEST_ROLE = 64;

const MEMBERS = ['name', 'role', 'from', 'sha256'];
const SHA256 = /^[0-9a-f]{64}$/;

/**
 * Early access to the figures of a release. Other members than those of an item are refused, as a secret may be in
 * one by mistake, and no fault shows what an item says, which may be one.
 */
export function readAccess(release: Members, faults: FaultList): readonly EarlyAccess[] | null {
  const found = release.raw('access');
  const must = `a list of at most ${String(MOST_ACCESS)} items with ${MEMBERS.join(', ')}`;
  if (!Array.isArray(found) || found.length > MOST_ACCESS) {
    const said = `Must be ${must}.`;
    faults.report(release.at('access'), 'list', said, `Write ${must}, or leave the member out.`);
    return null;
  }
  const at = instantOf(release.raw('at'));
  const known = new Set<unknown>();
  return found.map((item: unknown, place) => {
    const pointer = `${release.at('access')}${pointerStep(place)}`;
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      const fix = `Write { "name": "Press office", "role": "press", "from": "2020-07-14T09:00:00+08:00", "sha256": "..." }.`;
      faults.report(pointer, 'object', 'An item of early access is an object.', fix);
      return null;
    }
    const members = new Members(item, pointer, faults, { isSecret: true });
    return readItem(members, { keys: Object.keys(item), at, known }, faults);
  }) as readonly EarlyAccess[];
}

interface Around {
  /** Names of all members. */
  readonly keys: readonly string[];
  /** Instant of the release; undefined where it has none. */
  readonly at: number | undefined;
  /** Names and digests of the items before. */
  readonly known: Set<unknown>;
}

function readItem(members: Members, { keys, at, known }: Around, faults: FaultList): EarlyAccess {
  if (keys.some((key) => !MEMBERS.includes(key))) {
    const said = `An item of early access has ${MEMBERS.join(', ')} alone.`;
    faults.report(members.pointer, 'schema', said, 'Leave other members out. A secret is never sent.');
  }
  const told = {
    name: shortText(members, 'name', LONGEST_NAME),
    role: shortText(members, 'role', LONGEST_ROLE),
    from: readFrom(members, at, faults),
    sha256: readDigest(members, faults),
  };
  for (const member of ['name', 'sha256'] as const) {
    const value = told[member];
    if (value !== null && known.has(value)) {
      const fix = 'Give each item a name and a secret of its own.';
      faults.report(members.at(member), 'access-repeated', `The ${member} stands in an item before.`, fix);
    }
    if (value !== null) known.add(value);
  }
  return told as EarlyAccess;
}

function shortText(members: Members, name: string, longest: number): string | null {
  const must = `a text of at most ${String(longest)} characters`;
  const found = members.text(name, must);
  return found !== null && found.length > longest ? members.wrong(name, 'schema', must) : found;
}

function readFrom(members: Members, at: number | undefined, faults: FaultList): string | null {
  const must = 'an existing instant with offset, such as "2020-07-14T09:00:00+08:00"';
  const from = members.text('from', must);
  if (from === null) return null;
  const instant = parseInstant(from);
  if (instant === undefined) return members.wrong('from', 'instant', must);
  if (at !== undefined && instant >= at) {
    const message = 'Early access must begin before the release.';
    faults.report(members.at('from'), 'access-early', message, 'Write an instant before at.');
  }
  return from;
}

function readDigest(members: Members, faults: FaultList): string | null {
  const found = members.raw('sha256');
  if (typeof found === 'string' && SHA256.test(found)) return found;
  const message = 'Must be a SHA-256 in hex: 64 of 0-9 and a-f.';
  const fix =
    'Make a secret and its digest with npm run access -- release-secret, and send the digest alone.';
  faults.report(members.at('sha256'), members.has('sha256') ? 'sha256' : 'required', message, fix);
  return null;
}

function instantOf(at: unknown): number | undefined {
  return typeof at === 'string' ? parseInstant(at) : undefined;
}
