import type { ACCESS_CALLS, AuditEntry, In } from '@silkgauge/contract';

export type AuditFilter = (entry: AuditEntry) => boolean;

/** The filter of a query; undefined where it lets all through. */
export const auditFilter = ({
  from,
  to,
  actor,
  action,
  target,
}: In<typeof ACCESS_CALLS.exportAudit>): AuditFilter | undefined => {
  const [since, until] = [from, to].map((instant) => (instant === null ? null : Date.parse(instant)));
  const parts: AuditFilter[] = [
    ...(isGiven(since) ? [(entry: AuditEntry) => Date.parse(entry.at) >= since] : []),
    ...(isGiven(until) ? [(entry: AuditEntry) => Date.parse(entry.at) < until] : []),
    ...(isGiven(actor) ? [(entry: AuditEntry) => names(entry.actor).includes(actor)] : []),
    ...(isGiven(action) ? [(entry: AuditEntry) => matches(action, entry.action)] : []),
    ...(isGiven(target) ? [(entry: AuditEntry) => matches(target, entry.target)] : []),
  ];
  return parts.length === 0 ? undefined : (entry) => parts.every((part) => part(entry));
};

const isGiven = <Value>(value: Value | null | undefined): value is Value =>
  value !== null && value !== undefined;

const names = ({ key, jwt, cli, address }: AuditEntry['actor']): readonly (string | undefined)[] => [
  key,
  jwt?.subject,
  cli,
  address,
];

/** A final star stands for any rest. */
const matches = (pattern: string, text: string): boolean =>
  pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
