import { execFileSync } from 'node:child_process';
import { V8_FLAGS } from './v8-flags.ts';

/** Megabytes of heap that a process may have, and a thread of it with a limit of its own. */
function heaps(heapMb: number, flags: string): { readonly process: number; readonly thread: number } {
  const script = `
    import { getHeapStatistics, setFlagsFromString } from 'node:v8';
    import { Worker } from 'node:worker_threads';
    const limit = () => getHeapStatistics().heap_size_limit / 1048576;
    setFlagsFromString(${JSON.stringify(flags)});
    const source = "import('node:v8').then((v8) => import('node:worker_threads').then(({ parentPort }) => parentPort.postMessage(v8.getHeapStatistics().heap_size_limit / 1048576)))";
    const thread = new Worker(source, { eval: true, resourceLimits: { maxOldGenerationSizeMb: ${String(heapMb)} } });
    thread.once('message', (of) => console.log(JSON.stringify({ process: limit(), thread: of })));`;
  const env = { ...process.env, NODE_OPTIONS: '--max-semi-space-size=8 --max-old-space-size=320' };
  const told = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    env,
    encoding: 'utf8',
  });
  return JSON.parse(told) as ReturnType<typeof heaps>;
}

it('threads have heaps of their own size, which that of the process does not bound', () => {
  expect(heaps(768, '--heap-growing-percent=50').thread).toBeLessThan(400);
  const { process: own, thread } = heaps(768, V8_FLAGS);
  expect(thread).toBeGreaterThan(768);
  expect(own).toBeLessThan(400);
});
