import { file, stream } from '@silkgauge/client/stream';

/** Tells every change, and after a stop goes on behind the last one. */
export const listen = (api: string, cursor: string, tell: (line: string) => void, signal: AbortSignal) =>
  stream({ api, cursor: file(cursor), signal }, (change) => {
    if (change.type === 'growth-updated')
      tell(`${change.id} ${change.data.key} version ${String(change.data.version)}`);
  });
