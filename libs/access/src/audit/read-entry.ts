import { AuditEntry } from '@silkgauge/contract';
import { Compile } from 'typebox/compile';

const VALIDATOR = Compile(AuditEntry);

/** Whether a value has the shape of an entry. */
export const isAuditEntry = (value: unknown): value is AuditEntry => VALIDATOR.Check(value);

/** The entry that a record's value is; null for any other value. */
export const readAuditEntry = (value: Buffer | null): AuditEntry | null => {
  try {
    const parsed: unknown = JSON.parse(value?.toString() ?? '');
    return isAuditEntry(parsed) ? parsed : null;
  } catch {
    return null;
  }
};
