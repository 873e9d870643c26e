import { Server as HttpsServer } from 'node:https';
import type { Server } from 'node:http';
import type { Logger } from 'pino';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { TlsFiles } from './settings.ts';
import { digestOf, LEAST_TLS, materialOf, textsOf, type TlsMaterial } from './tls-files.ts';

/** Milliseconds between two looks at the files; new ones hold within 10 s. */
const LOOK_EVERY = 5_000;

interface Renewal {
  readonly server: Server;
  readonly files: TlsFiles;
  readonly registry: Registry;
  readonly logger: Logger;
}

/**
 * Takes changed files for new connections, open ones go on. Files are read every five seconds and at SIGHUP, as
 * a watch of a folder misses what an orchestrator mounts anew. A pair that does not fit is not taken.
 * @returns ends the looks
 */
export function renewTls(served: TlsMaterial, { server, files, registry, logger }: Renewal): () => void {
  const failures = new Counter({
    name: 'silkgauge_tls_reload_failures_total',
    help: 'Changed TLS files that were not taken, because they cannot be read or do not fit each other',
    registers: [registry],
  });
  const notAfter = new Gauge({
    name: 'silkgauge_tls_certificate_not_after_timestamp_seconds',
    help: 'When the first certificate of the chain in use ends',
    registers: [registry],
  });
  notAfter.set(served.notAfter / 1_000);
  let seen = digestOf(textsOf(files));
  const look = (): void => {
    const texts = textsOf(files);
    const digest = digestOf(texts);
    if (digest === seen) return;
    seen = digest;
    try {
      const { notAfter: end, ...material } = materialOf(texts);
      if (server instanceof HttpsServer) server.setSecureContext({ ...material, minVersion: LEAST_TLS });
      notAfter.set(end / 1_000);
      logger.info({ notAfter: new Date(end).toISOString() }, 'new connections have the changed TLS files');
    } catch (error) {
      failures.inc();
      logger.error({ err: error }, 'the changed TLS files are not taken, the ones before serve on');
    }
  };
  const looks = setInterval(look, LOOK_EVERY).unref();
  process.on('SIGHUP', look);
  return () => {
    clearInterval(looks);
    process.off('SIGHUP', look);
  };
}
