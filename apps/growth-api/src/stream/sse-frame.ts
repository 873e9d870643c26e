/**
 * Comments begin the block of the next event and never end one: some readers hand out an empty message at each blank line.
 * Something goes out at once, so that proxies and readers see the stream open; readers come back after a short pause.
 */
export const opening = (position: string): string => `: after ${position}\nretry: 1000\n`;

/** A comment: ignored by every reader, keeps the connection known to be alive. */
export const HEARTBEAT = Buffer.from(': heartbeat\n');

/** Tells a reader to take a snapshot first; its id makes a reader that resumes go on behind the snapshot. */
export function resyncFrame(resync: { readonly after: string }): Buffer {
  return Buffer.from(`id: ${resync.after}\nevent: resync\ndata: ${JSON.stringify(resync)}\n\n`);
}

/** One server-sent event; data that breaks over lines goes out line by line, as readers join them again. */
export function sseFrame(sequence: string, json: string, event = 'growth-updated'): Buffer {
  const data = /[\r\n]/.test(json) ? json.split(/\r\n|\r|\n/).join('\ndata: ') : json;
  return Buffer.from(`id: ${sequence}\nevent: ${event}\ndata: ${data}\n\n`);
}
