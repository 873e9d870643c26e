import { fetchWithKey } from './credential.ts';
import type { EventStream, StreamEvent } from './live.ts';

/** Returns a function that takes a stream's text piece by piece and passes on each whole event. */
export function eventReader(take: (type: string, event: StreamEvent) => void): (text: string) => void {
  let rest = '';
  let type = '';
  let data: string[] = [];
  let id: string | undefined;
  const dispatch = () => {
    if (data.length > 0)
      take(type || 'message', { data: data.join('\n'), ...(id !== undefined && { lastEventId: id }) });
    type = '';
    data = [];
  };
  return (text) => {
    // A carriage return at the end may be half of a line's end.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
      if (line === '') dispatch();
      else if (field === 'data') data.push(value);
      else if (field === 'event') type = value;
      else if (field === 'id' && !value.includes('\0')) id = value;
    }
  };
}

const TYPE = 'text/event-stream';

/**
 * Server-sent events over `fetch`: an `EventSource` hides comments, and heartbeats are comments. `beat` is
 * said for any bytes, `ahead` for a refused position (400: the log was replaced by a shorter one), `foreign` for
 * an answer that is no stream, `error` once at the end, whatever ended the stream.
 */
export function openStream(path: string, get: typeof fetchWithKey = fetchWithKey): EventStream {
  const listeners = new Map<string, ((event: StreamEvent) => void)[]>();
  const leaving = new AbortController();
  let isClosed = false;
  const say = (type: string, event: StreamEvent = {}) => {
    for (const listener of listeners.get(type) ?? []) if (!leaving.signal.aborted) listener(event);
  };
  const follow = async (): Promise<void> => {
    const answer = await get(path, {
      headers: { accept: TYPE },
      cache: 'no-store',
      signal: leaving.signal,
    });
    const { body } = answer;
    if (answer.status === 400) say('ahead');
    if (!answer.ok || !body) return;
    if (!isStream(answer)) {
      say('foreign');
      await body.cancel();
      return;
    }
    say('open');
    const read = eventReader(say);
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      say('beat');
      read(piece.value);
    }
  };
  const over = () => {
    isClosed = true;
    say('error');
  };
  follow().then(over, over);
  return {
    get isClosed() {
      return isClosed;
    },
    addEventListener(type, listener) {
      listeners.set(type, [...(listeners.get(type) ?? []), listener]);
    },
    close() {
      isClosed = true;
      leaving.abort();
    },
  };
}

const isStream = ({ headers }: Response): boolean =>
  headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() === TYPE;
