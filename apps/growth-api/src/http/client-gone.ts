import type { ServerResponse } from 'node:http';

/** Aborts once a client has gone: nobody reads what is still looked for. */
export function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  const abort = () => {
    gone.abort();
  };
  response.once('close', abort);
  if (response.closed || response.destroyed) abort();
  return gone.signal;
}
