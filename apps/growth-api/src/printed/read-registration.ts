import {
  MOST_USES,
  readPrintedToRegister,
  type PrintedSentence,
  type Parsed,
  type QueryFault,
} from '@silkgauge/contract';
import type { ToldUse } from './uses-of.ts';

/** A sentence to register: whole, or with what told it, whose numbers are to be read. */
export interface Registration {
  readonly data: Body;
  readonly sentence: PrintedSentence;
  /** What told it, where its numbers are to be read; `sentence` has none of them then. */
  readonly told: ToldBy | null;
}

type Body = Readonly<Record<string, unknown>>;

export type ToldBy = NonNullable<PrintedSentence['told']>;

/** Reads the body of `POST /v1/printed`: the data of the event, whose uses may be absent where told is there. */
export function readRegistration(body: unknown): Parsed<Registration> {
  const read = readPrintedToRegister(body);
  if (!read.ok)
    return { faults: read.faults.map(({ pointer, ...fault }) => ({ parameter: pointer, ...fault })) };
  const { uses, ...sentence } = read.value;
  return {
    value: {
      data: body as Body,
      sentence: { ...sentence, uses: uses ?? [] },
      told: uses === null ? sentence.told : null,
    },
  };
}

/** The sentence with the numbers of what told it; their words, where its text has these. */
export function withUses({ data, sentence }: Registration, uses: readonly ToldUse[]): Parsed<Registration> {
  if (uses.length === 0)
    return { faults: [fault('printed-uses', 'what told it has no number of a state', 'give uses')] };
  if (uses.length > MOST_USES) {
    const message = `what told it has ${String(uses.length)} numbers, and ${String(MOST_USES)} are taken`;
    return { faults: [fault('printed-uses', message, 'name one sentence of the bulletin, or give uses')] };
  }
  const text = sentence.text?.text;
  const worded = uses.map(({ as, ...use }) =>
    text === undefined || text.includes(as) ? { ...use, as } : use,
  );
  return readRegistration({ ...data, uses: worded });
}

export const fault = (rule: string, message: string, fix: string, parameter = '/told'): QueryFault => ({
  ...{ parameter, rule, message, fix },
});
