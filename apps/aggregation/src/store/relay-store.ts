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

/** What a leader publishes: the change log, or dead letters. */
export type Lead = 'changes' | 'letters';

export interface SessionOptions {
  /** Of the relay, as the server lists its sessions. */
  readonly name: string;
  /** The server ends a session that asks nothing for so long, and its locks with it; in milliseconds. */
  readonly silenceMs: number;
  /** Hears the error when the session breaks. */
  readonly onLost: (error: Error) => void;
  /** Hears each announcement of a commit, once the session listens. */
  readonly onTold: (payload: string) => void;
}

/** A session of its own with the store; a lead lives as long as the session that has it. */
export interface LeaderSession {
  /** Tries to become the one leader; false where another leads. */
  tryLead(lead: Lead): Promise<boolean>;
  listen(): Promise<void>;
  /** Asks nothing of interest, so that the session is not silent. */
  say(): Promise<void>;
  end(): Promise<void>;
}

/** What the relays ask of the store. Sequences are strings of digits. */
export interface RelayStore {
  openSession(options: SessionOptions): Promise<LeaderSession>;
  /** The last sequence that a relay has published; "0" before the first. */
  relayPosition(relay: string): Promise<string>;
  /** Moves a relay forward, never back. */
  advanceRelay(relay: string, sequence: string): Promise<void>;
  /** The change log after a sequence, in order: at most `limit` changes, and one page. */
  readChanges(after: string, limit: number): Promise<ChangeRow[]>;
  /** Present versions of these states that are newer than what was seen, in order of sequence, one page. */
  publishedSince(
    domain: Domain,
    seen: readonly PublishedKey[],
    range: PublishedRange,
  ): Promise<StateChange[]>;
  /** The same of notices or claims. */
  registeredSince(
    kind: RegisterKind,
    seen: readonly { readonly key: string; readonly sequence: string }[],
    range: PublishedRange,
  ): Promise<RegisterChange[]>;
  /** Keeps dead letters of versions that are not published, each once however often it is tried. */
  setAside(letters: readonly DeadLetter[]): Promise<void>;
  /** Dead letters that have not reached their topic, oldest first: at most `limit`, and one page. */
  waitingDeadLetters(limit: number): Promise<WaitingDeadLetter[]>;
  markRelayed(deadLetterIds: readonly string[]): Promise<void>;
  /** Marks the letters that stand at these places of their topics; returns how many were not marked before. */
  markRelayedAt(letters: readonly SentLetter[]): Promise<number>;
}
