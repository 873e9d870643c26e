import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { parentPort, workerData } from 'node:worker_threads';
import { problemOfStatus } from '@silkgauge/contract';
import { createAnswers } from '@silkgauge/service';
import type { InjectOptions } from 'fastify';
import { byAccept } from '../http/negotiated.ts';
import { underOneArea } from '../http/one-area.ts';
import { writeSdmxProblem } from '../sdmx/problems.ts';
import { beginWork } from '../threads/work-thread.ts';
import { ExportsModule, type ExportSettings } from './exports-module.ts';
import type { ExportRequest, ToldExport } from './told.ts';

/** Answers requests for exports, which take turns part by part, until it is told to end. */
export async function answerExports(): Promise<void> {
  const settings = workerData as ExportSettings;
  const app = await createAnswers({
    ...{ name: 'growth-api', logLevel: settings.logLevel, module: ExportsModule.with(settings) },
    ...{ problemOf: problemOfStatus, writeProblem: writeSdmxProblem, rewriteUrl: underOneArea(byAccept) },
  });
  const fastify = app.getHttpAdapter().getInstance();
  parentPort?.on('message', (request: ExportRequest | null) => {
    if (request === null) void app.close().then(() => parentPort?.close());
    else void answer(request);
  });
  beginWork();

  async function answer({ method, url, headers, folder, port }: ExportRequest): Promise<void> {
    const gone = new AbortController();
    port.once('close', () => {
      gone.abort();
    });
    const tell = (told: ToldExport) => {
      port.postMessage(told);
    };
    try {
      const asked = { url, headers, payloadAsStream: true, signal: gone.signal } as const;
      const response = await fastify.inject({
        ...asked,
        method: method as NonNullable<InjectOptions['method']>,
      });
      const { statusCode: status, headers: said } = response;
      const isFile =
        status === 200 && method !== 'HEAD' && said['etag'] !== undefined && !('content-length' in said);
      const stream = response.stream();
      const body = isFile ? null : await buffer(stream);
      const begun = once(port, 'message', { signal: gone.signal });
      // Whoever takes the request back is no fault.
      begun.catch(() => undefined);
      tell({ head: { status, headers: said, body } });
      if (!isFile) return;
      await begun;
      const isOpen = () => once(port, 'message', { signal: gone.signal });
      await write(stream, join(folder, `silkgauge-export-${randomUUID()}`), tell, isOpen);
      tell({ end: 'whole' });
    } catch {
      // The filter has logged what failed before the headers; nothing has, if the other side took the request back.
      if (!gone.signal.aborted) tell({ end: 'failed' });
    } finally {
      port.close();
    }
  }
}

/** Writes a stream to a new file, of whose bytes it tells. The file has no name any more once the other side has it open. */
async function write(
  stream: Readable,
  path: string,
  tell: (told: ToldExport) => void,
  isOpen: () => Promise<unknown>,
): Promise<void> {
  await using file = await open(path, 'wx', 0o600);
  try {
    const opened = isOpen();
    tell({ path });
    await opened;
  } finally {
    await unlink(path);
  }
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    await file.appendFile(chunk);
    bytes += chunk.byteLength;
    tell({ bytes });
  }
}
