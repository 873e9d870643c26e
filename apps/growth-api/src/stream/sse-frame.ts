/**
 * First bytes of a stream: they open the stream for proxies and readers, and set the pause before a reconnect
 * to one second. No blank line follows a comment, as some readers hand out an empty message at each.
 */
export const opening = (position: string): string => `: after ${position}\nretry: 1000\n`;

/** Comment that shows that a quiet connection is alive. */
export const HEARTBEAT = Buffer.from(': heartbeat\n');

/** Event that tells a reader to take a snapshot; its id resumes the reader after the snapshot. */
export function resyncFrame(resync: { readonly after: string }): Buffer {
  return Buffer.from(`id: ${resync.after}\nevent: resync\ndata: ${JSON.stringify(resync)}\n\n`);
}

/** One server-sent event; each line of `json` is a `data` field of its own, which readers join again. */
export function sseFrame(sequence: string, json: string, event = 'growth-updated'): Buffer {
  const data = /[\r\n]/.test(json) ? json.split(/\r\n|\r|\n/).join('\ndata: ') : json;
  return Buffer.from(`id: ${sequence}\nevent: ${event}\ndata: ${data}\n\n`);
}
