import type { OutgoingHttpHeaders } from 'node:http';
import type { MessagePort } from 'node:worker_threads';

/** What the thread of exports is asked for; it answers at the port, whose end takes the request back. */
export interface ExportRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Folder of the file. */
  readonly folder: string;
  readonly port: MessagePort;
}

/** The beginning of an answer. */
export interface ExportHead {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  /** A short body; null where the answer is a file, which is written once the thread is told to. */
  readonly body: Uint8Array | null;
}

/** What the thread tells of an answer, in this order. */
export type ToldExport =
  | { readonly head: ExportHead }
  /** The thread has opened the file for writing; it stays until the other side has opened it, too. */
  | { readonly path: string }
  | { readonly bytes: number }
  | { readonly end: 'whole' | 'failed' };

/** Names the tags of the files that are kept; an answer with one of them is told without being read. */
export const KEPT_HEADER = 'silkgauge-kept';
