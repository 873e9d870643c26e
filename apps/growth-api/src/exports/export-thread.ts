import { once } from 'node:events';
import { open, type FileHandle } from 'node:fs/promises';
import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';
import { failure } from '@silkgauge/calls';
import { hasStarted, IDLE_MS, startThread } from '../threads/work-thread.ts';
import type { ExportSettings } from './exports-module.ts';
import type { ExportHead, ExportRequest, ToldExport } from './told.ts';

/** Milliseconds that the thread has to close its connections. */
const CLOSE_MS = 5_000;
/** Megabytes of the heap of the thread: answers that hold their values, and lots of states. */
const HEAP_MB = 768;

/** One answer of the thread. */
export interface Export {
  readonly head: ExportHead;
  /** Has the rest written to a file; the steps of the writing are told. */
  write(told: (step: Written) => void): void;
  /** Takes the request back. */
  end(): void;
}

export type Written =
  { readonly handle: FileHandle } | { readonly bytes: number } | { readonly end: 'whole' | 'failed' };

/** The thread that makes exports, started when it is needed. */
export class ExportThread {
  readonly #file: URL;
  readonly #settings: ExportSettings;
  readonly #folder: string;
  #thread: { readonly worker: Worker; readonly started: Promise<void> } | null = null;
  #works = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(file: URL, settings: ExportSettings, folder: string) {
    this.#file = file;
    this.#settings = settings;
    this.#folder = folder;
  }

  /** Resolves with the beginning of an answer. @throws ProblemError 503 where the thread cannot answer */
  async ask(asked: Pick<ExportRequest, 'method' | 'url' | 'headers'>): Promise<Export> {
    const worker = await this.#started();
    const { port1: port, port2 } = new MessageChannel();
    this.#works += 1;
    clearTimeout(this.#idle);
    port.once('close', () => {
      this.#works -= 1;
      if (this.#works === 0) this.#restLater();
    });
    const told = messagesOf(port);
    worker.postMessage({ ...asked, folder: this.#folder, port: port2 } satisfies ExportRequest, [port2]);
    const first = await told.next();
    if (first.done === true || !('head' in first.value)) {
      port.close();
      throw broken();
    }
    return {
      head: first.value.head,
      end: () => {
        port.close();
      },
      write: (step) => {
        port.postMessage('write');
        void follow(port, told, step);
      },
    };
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const thread = this.#thread;
    this.#thread = null;
    if (!thread) return;
    thread.worker.postMessage(null);
    const ended = once(thread.worker, 'exit');
    const timer = setTimeout(() => void thread.worker.terminate(), CLOSE_MS);
    await ended.finally(() => {
      clearTimeout(timer);
    });
  }

  async #started(): Promise<Worker> {
    this.#thread ??= this.#start();
    const { worker, started } = this.#thread;
    await started;
    return worker;
  }

  #start(): { readonly worker: Worker; readonly started: Promise<void> } {
    const worker = startThread(this.#file, { settings: this.#settings, heapMb: HEAP_MB });
    const forget = () => {
      if (this.#thread?.worker === worker) this.#thread = null;
    };
    // Its ports close with it.
    worker.on('error', forget);
    worker.once('exit', forget);
    const started = hasStarted(worker, 'An export').catch(async (error: unknown) => {
      forget();
      await worker.terminate();
      throw error;
    });
    return { worker, started };
  }

  #restLater(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.close(), IDLE_MS).unref();
  }
}

/** What a port is told, until it closes. */
async function* messagesOf(port: MessagePort): AsyncGenerator<ToldExport, void> {
  const told: ToldExport[] = [];
  let isClosed = false;
  let wake: () => void = () => undefined;
  port.on('message', (message: ToldExport) => {
    told.push(message);
    wake();
  });
  port.once('close', () => {
    isClosed = true;
    wake();
  });
  for (;;) {
    const next = told.shift();
    if (next) yield next;
    else if (isClosed) return;
    else
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  }
}

async function follow(
  port: MessagePort,
  told: AsyncGenerator<ToldExport, void>,
  step: (step: Written) => void,
): Promise<void> {
  try {
    for await (const one of told) {
      if ('path' in one) {
        step({ handle: await open(one.path, 'r') });
        port.postMessage('open');
      } else if ('bytes' in one) step({ bytes: one.bytes });
      else if ('end' in one) {
        step({ end: one.end });
        return;
      }
    }
    step({ end: 'failed' });
  } catch {
    step({ end: 'failed' });
  } finally {
    port.close();
  }
}

const broken = () =>
  failure(
    'unavailable',
    'What makes tables has ended, as it does where they take too much memory. Ask for less, or again.',
    {
      headers: { 'retry-after': '2' },
    },
  );
