import {
  claimSubject,
  domainOf,
  INPUT_TOPICS,
  judgedClaim,
  statesBehind,
  type ClaimData,
  type StateDocument,
} from '@silkgauge/contract';
import { OVER_YEAR } from '@silkgauge/growth';
import type { DueClaim, RegisterChange } from '@silkgauge/read-model';
import { RegisterBuffer } from './register-buffer.ts';
import { NOTHING, type Store, type Unit } from './store/store.ts';
import { writtenVersions } from './written-changes.ts';

/** Claims per statement: a claim may be as long as an event. */
const AT_A_TIME = 50;
/** Claims per transaction; the others follow at once in transactions of their own. */
const MOST_IN_ONE = 500;

export interface JudgedClaims {
  /** Versions as in the log after the commit, in order of sequence. */
  readonly committed: readonly RegisterChange[];
  /** True if claims are still due. */
  readonly isMore: boolean;
}

/**
 * Judges due claims by the states of this transaction. A claim whose standing or deciding growth changed gets
 * a version as of `knownAt`, the append time of the newest cause.
 */
export async function judgeDueClaims(unit: Unit, knownAt: Date): Promise<JudgedClaims> {
  const committed: RegisterChange[] = [];
  for (let judged = 0; judged < MOST_IN_ONE;) {
    const due = await unit.dueClaims(AT_A_TIME);
    committed.push(...(await judge(unit, due, knownAt)));
    judged += due.length;
    if (due.length < AT_A_TIME) return { committed, isMore: false };
  }
  return { committed, isMore: true };
}

/** Judges the due claims that are left, in transactions of their own. */
export async function judgeLeftClaims(store: Store, knownAt: Date): Promise<RegisterChange[]> {
  const committed: RegisterChange[] = [];
  for (let isMore = true; isMore;) {
    const judged = await store.transaction(async (unit) => {
      // Lock order of all writers: cursor, then claims.
      await unit.holdCursor();
      return judgeDueClaims(unit, knownAt);
    });
    committed.push(...judged.committed);
    ({ isMore } = judged);
  }
  return committed;
}

async function judge(unit: Unit, due: readonly DueClaim[], knownAt: Date): Promise<RegisterChange[]> {
  if (due.length === 0) return [];
  const subjects = due.map((claim) => ({
    claim,
    subject: claimSubject(JSON.parse(claim.data) as ClaimData),
  }));
  const behind = subjects.flatMap(({ subject }) => statesBehind(subject));
  const documents = new Map(
    (await unit.load('documents', behind)).map(({ name, document }) => [name, document]),
  );
  const growthOf = (key: string, period: string) => {
    const document = documents.get(`${key}/${period}`);
    return document === undefined ? undefined : (JSON.parse(document) as StateDocument).growth[OVER_YEAR];
  };
  const buffer = new RegisterBuffer(await unit.load('claims', due.map(nameOf)));
  for (const { claim, subject } of subjects) {
    const { source, id, withdrawn, data } = claim;
    const head = JSON.stringify({
      ...{ source, id, domain: domainOfTopic(claim.topic), withdrawn },
      ...judgedClaim(subject, growthOf),
    });
    const document = `${head.slice(0, -1)},"data":${data}}`;
    buffer.revise('claim', nameOf(claim), document, claim.known_at > knownAt ? claim.known_at : knownAt);
  }
  await unit.settleClaims(
    subjects.map(({ claim, subject: { key, comparedTo, period } }) => ({
      eventId: BigInt(claim.event_id),
      ...{ series: key, comparedTo, period },
    })),
  );
  if (buffer.changes.length === 0) return [];
  return writtenVersions(buffer.changes, await unit.write({ ...NOTHING, registered: buffer.changes }));
}

const nameOf = ({ source, id }: DueClaim): string => `${source}#${id}`;

/** Domain of an input topic with any prefix. */
function domainOfTopic(topic: string): string | null {
  const input = INPUT_TOPICS.find((name) => topic.endsWith(name));
  return input ? domainOf(input) : null;
}
