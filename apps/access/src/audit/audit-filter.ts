import type { AuditEntry } from '@silkgauge/contract';
import { parseInstant } from '@silkgauge/contract';
import { badParameter } from '../http/requests.ts';

/** Query parameters that choose entries. */
export type AuditQuery = Readonly<Partial<Record<'from' | 'to' | 'actor' | 'action' | 'target', string>>>;

export type AuditFilter = (entry: AuditEntry) => boolean;

/** The filter of a query; undefined where it lets all through. @throws ProblemError 400 */
export const auditFilter = ({ from, to, actor, action, target }: AuditQuery): AuditFilter | undefined => {
  const [since, until] = [instantOf('from', from), instantOf('to', to)];
  const parts: AuditFilter[] = [
    ...(since === undefined ? [] : [(entry: AuditEntry) => Date.parse(entry.at) >= since]),
    ...(until === undefined ? [] : [(entry: AuditEntry) => Date.parse(entry.at) < until]),
    ...(actor === undefined ? [] : [(entry: AuditEntry) => names(entry.actor).includes(actor)]),
    ...(action === undefined ? [] : [(entry: AuditEntry) => matches(action, entry.action)]),
    ...(target === undefined ? [] : [(entry: AuditEntry) => matches(target, entry.target)]),
  ];
  return parts.length === 0 ? undefined : (entry) => parts.every((part) => part(entry));
};

const names = ({ key, jwt, cli, address }: AuditEntry['actor']): readonly (string | undefined)[] => [
  key,
  jwt?.subject,
  cli,
  address,
];

/** A final star stands for any rest. */
const matches = (pattern: string, text: string): boolean =>
  pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern;

const instantOf = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  throw badParameter(name, 'is no instant', 'Write one with its offset, such as 2026-11-28T10:00:00Z.');
};
