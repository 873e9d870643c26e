import type { Domain } from '@silkgauge/contract';
import type {
  ChangeRow,
  DeadLetter,
  PublishedKey,
  PublishedRange,
  RegisterChange,
  RegisterKind,
  SentLetter,
  StateChange,
  WaitingDeadLetter,
} from '@silkgauge/read-model';

export type Lead = 'changes' | 'letters' | 'desk';

export interface SessionOptions {
  /** Name of the session at the server. */
  readonly name: string;
  /** Milliseconds without a query after which the server ends the session, and its locks with it. */
  readonly silenceMs: number;
  /** Gets the error when the session breaks. */
  readonly onLost: (error: Error) => void;
  /** Gets each notification of a commit, once the session listens. */
  readonly onTold: (payload: string) => void;
}

/** A session with the store; a lead lives as long as its session. */
export interface LeaderSession {
  /** Tries to become the only leader; false where another leads. */
  tryLead(lead: Lead): Promise<boolean>;
  listen(): Promise<void>;
  /** Sends an empty query, so that the session is not silent. */
  say(): Promise<void>;
  end(): Promise<void>;
}

/** The relays' questions to the store. Sequences are strings of digits. */
export interface RelayStore {
  openSession(options: SessionOptions): Promise<LeaderSession>;
  /** The last sequence that a relay has published; "0" before the first. */
  relayPosition(relay: string): Promise<string>;
  /** Moves a relay forward, never back. */
  advanceRelay(relay: string, sequence: string): Promise<void>;
  /** The change log after a sequence, in order: at most `limit` changes, and one page. */
  readChanges(after: string, limit: number): Promise<ChangeRow[]>;
  /** Present versions of these states that are newer than `seen`, in order of sequence, one page. */
  publishedSince(
    domain: Domain,
    seen: readonly PublishedKey[],
    range: PublishedRange,
  ): Promise<StateChange[]>;
  /** Newer versions of notices or claims than `seen`, in order of sequence, one page. */
  registeredSince(
    kind: RegisterKind,
    seen: readonly { readonly key: string; readonly sequence: string }[],
    range: PublishedRange,
  ): Promise<RegisterChange[]>;
  /** Keeps dead letters of unpublished versions, each once for any number of calls. */
  setAside(letters: readonly DeadLetter[]): Promise<void>;
  /** Dead letters that have not reached their topic, oldest first: at most `limit`, and one page. */
  waitingDeadLetters(limit: number): Promise<WaitingDeadLetter[]>;
  markRelayed(deadLetterIds: readonly string[]): Promise<void>;
  /** Marks the letters at these places of their topics; returns how many were not marked before. */
  markRelayedAt(letters: readonly SentLetter[]): Promise<number>;
}
