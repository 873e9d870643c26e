import type { AuditContent, AccessRecord, HeldRecords } from '@silkgauge/access';

/** Who changes something, as the audit names them. */
export type Actor = AuditContent['actor'];

/** A change as it was decided. */
export interface Change<Answer> {
  /** The new version; null where nothing changes, and nothing is written. */
  readonly record: AccessRecord | null;
  readonly before?: AuditContent['before'];
  readonly after?: AuditContent['after'];
  readonly target: string;
  readonly reason?: string;
  readonly answer: Answer;
}

/** Decides by all records that were committed until now; may be asked again where another process was faster. */
export type Decide<Answer> = (held: HeldRecords) => Change<Answer>;

/** What is to be done, and by whom. */
export interface Order<Answer> {
  readonly actor: Actor;
  readonly action: string;
  /** What is named by a refusal. */
  readonly target: string;
  readonly trace?: string;
  readonly decide: Decide<Answer>;
}
