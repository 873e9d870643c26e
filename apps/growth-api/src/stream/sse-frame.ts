/** A comment: ignored by every reader, keeps the connection known to be alive. */
export const HEARTBEAT = Buffer.from(': heartbeat\n\n');

/** Tells a reader to take a snapshot first; its id makes a reader that resumes go on behind the snapshot. */
export function resyncFrame(resync: { readonly after: string }): Buffer {
  return Buffer.from(`id: ${resync.after}\nevent: resync\ndata: ${JSON.stringify(resync)}\n\n`);
}

/** One server-sent event; data that breaks over lines goes out line by line, as readers join them again. */
export function sseFrame(sequence: string, json: string): Buffer {
  const data = /[\r\n]/.test(json) ? json.split(/\r\n|\r|\n/).join('\ndata: ') : json;
  return Buffer.from(`id: ${sequence}\nevent: growth-updated\ndata: ${data}\n\n`);
}
