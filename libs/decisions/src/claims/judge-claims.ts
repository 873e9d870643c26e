import {
  claimSubject,
  domainOf,
  INPUT_TOPICS,
  judgedClaim,
  statesBehind,
  type ClaimData,
  type StateDocument,
} from '@silkgauge/contract';
import { eventKey, type ClaimSubject, type DueClaim, type NewVersion } from '@silkgauge/read-model';
import { RegisterBuffer } from '../buffer/register-buffer.ts';
import type { Reads } from '../reads/reads.ts';

export interface JudgedClaims {
  /** What each claim is about, in order. */
  readonly subjects: readonly (ClaimSubject & { readonly eventId: bigint })[];
  /** Versions of the claims whose standing or deciding growth changed. */
  readonly changes: readonly NewVersion[];
}

/** Judges claims by the states that are read, as of `knownAt`, the append time of the newest cause. Writes nothing. */
export async function judgeClaims(
  reads: Pick<Reads, 'load'>,
  due: readonly DueClaim[],
  knownAt: Date,
): Promise<JudgedClaims> {
  const subjects = due.map((claim) => ({
    claim,
    subject: claimSubject(JSON.parse(claim.data) as ClaimData),
  }));
  const behind = subjects.flatMap(({ subject }) => statesBehind(subject));
  const documents = new Map(
    (await reads.load('documents', behind)).map(({ name, document }) => [name, document]),
  );
  const stateOf = (key: string, period: string) => {
    const document = documents.get(`${key}/${period}`);
    return document === undefined ? undefined : (JSON.parse(document) as StateDocument);
  };
  const buffer = new RegisterBuffer(await reads.load('claims', due.map(eventKey)));
  for (const { claim, subject } of subjects) {
    const { source, id, withdrawn, data } = claim;
    const head = JSON.stringify({
      ...{ source, id, domain: domainOfTopic(claim.topic), withdrawn },
      ...judgedClaim(subject, stateOf),
    });
    const document = `${head.slice(0, -1)},"data":${data}}`;
    buffer.revise('claim', eventKey(claim), document, claim.known_at > knownAt ? claim.known_at : knownAt);
  }
  return {
    subjects: subjects.map(({ claim, subject: { key, comparedTo, period } }) => ({
      eventId: BigInt(claim.event_id),
      ...{ series: key, comparedTo, period },
    })),
    changes: buffer.changes,
  };
}

/** Domain of an input topic with any prefix. */
function domainOfTopic(topic: string): string | null {
  const input = INPUT_TOPICS.find((name) => topic.endsWith(name));
  return input ? domainOf(input) : null;
}
