/** Milliseconds without a byte after which a server counts as gone: a dead network path says nothing. */
export const SILENT_FOR = 9_000;

/** Nothing answered within `SILENT_FOR`. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** The answer of a call with its text. */
export interface Heard {
  readonly response: Response;
  readonly text: string;
}

/**
 * Reads a whole answer, however long it is while bytes come.
 * @throws NoAnswer after `SILENT_FOR` without one
 */
export async function heardInTime(
  call: (signal: AbortSignal) => Promise<Response>,
  signal?: AbortSignal,
): Promise<Heard> {
  const leaving = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => leaving.abort(new NoAnswer(`no answer in ${SILENT_FOR / 1000} s`)), SILENT_FOR);
  };
  wait();
  try {
    const response = await call(signal ? AbortSignal.any([signal, leaving.signal]) : leaving.signal);
    wait();
    let text = '';
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
      text += piece.value;
      wait();
    }
    return { response, text };
  } catch (error) {
    // A stream tells of the end, not of what ended it.
    leaving.signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
