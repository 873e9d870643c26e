import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get, type RequestOptions } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { Controller, Get, Module, Res } from '@nestjs/common';
import {
  certificateAuthority,
  eventually,
  type CertificateAuthority,
  type CertificateFiles,
} from '@silkgauge/testing';
import type { FastifyReply } from 'fastify';
import { ConfigError } from '../config.ts';
import { runService, type RunningService } from '../run-service.ts';

@Controller()
class ClockController {
  /** A stream that ticks until its reader leaves. */
  @Get('ticks')
  ticks(@Res() reply: FastifyReply): void {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream' });
    const ticking = setInterval(() => raw.write(': tick\n'), 50);
    raw.on('close', () => {
      clearInterval(ticking);
    });
  }
}

@Module({ controllers: [ClockController] })
class ClockModule {}

const folder = mkdtempSync(join(tmpdir(), 'silkgauge-tls-'));
const served = { cert: join(folder, 'served.crt'), key: join(folder, 'served.key'), clientCa: null };

let authority: CertificateAuthority;
let ca: Buffer;
let pairs: CertificateFiles[];
let service: RunningService;

/** Puts files in the place of those served, each at once, as renewals do. */
function place({ certFile, keyFile }: Partial<CertificateFiles>): void {
  for (const [from, to] of [
    [certFile, served.cert],
    [keyFile, served.key],
  ] as const) {
    if (from === undefined) continue;
    copyFileSync(from, `${to}.new`);
    renameSync(`${to}.new`, to);
  }
}

const start = (more: Partial<Parameters<typeof runService>[0]['config']> = {}) =>
  runService({
    name: 'clock',
    config: {
      host: '127.0.0.1',
      port: 0,
      logLevel: 'silent',
      tls: served,
      trustedProxies: [],
      tracing: null,
      ...more,
    },
    module: ClockModule,
  });

interface Answer {
  readonly status: number;
  readonly serial: string;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

/** Asks over a connection of its own, unless an agent is given. */
function ask(path: string, options: RequestOptions = {}, url = service.url): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = get(`${url}${path}`, { ca, agent: false, ...options }, (response) => {
      const { serialNumber } = (response.socket as TLSSocket).getPeerCertificate() as PeerCertificate;
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, serial: serialNumber, headers, text });
      });
    });
    asked.on('error', reject);
  });
}

const serialOf = ({ certFile }: CertificateFiles): string =>
  new X509Certificate(readFileSync(certFile)).serialNumber;
const metric = async (name: string): Promise<number> =>
  Number(new RegExp(`^${name} (.+)$`, 'm').exec((await ask('/metrics')).text)?.[1]);
const hangUp = () => process.emit('SIGHUP', 'SIGHUP');

beforeAll(async () => {
  authority = await certificateAuthority(folder);
  ca = readFileSync(authority.caFile);
  pairs = await Promise.all(['one', 'two', 'three'].map((name) => authority.issue(name)));
  place(pairs[0] ?? {});
  service = await start();
});

afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

const pair = (at: number): CertificateFiles => {
  const found = pairs[at];
  if (!found) throw new Error('there is no such pair');
  return found;
};

/** The protocol of a connection with these versions, or the fault. */
async function protocolOf(versions: Parameters<typeof connect>[1] & object): Promise<string> {
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1', { ca, ...versions });
  try {
    await once(socket, 'secureConnect');
    return String(socket.getProtocol());
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  } finally {
    socket.destroy();
  }
}

describe('a service with a certificate', () => {
  it('serves HTTPS alone, from TLS 1.2 on, and insists on it', async () => {
    expect(service.url).toMatch(/^https:\/\/127\.0\.0\.1:/);
    const { status, headers } = await ask('/healthz');
    expect([status, headers['strict-transport-security']]).toEqual([200, 'max-age=31536000']);
    expect((await ask('/nowhere')).headers['strict-transport-security']).toBe('max-age=31536000');
    expect(await protocolOf({})).toBe('TLSv1.3');
    expect(await protocolOf({ maxVersion: 'TLSv1.2' })).toBe('TLSv1.2');
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    expect(await protocolOf(old)).toMatch(/PROTOCOL_VERSION/);
  });

  it('ends a connection in plain HTTP, and goes on', async () => {
    const socket = connectPlain(Number(new URL(service.url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (piece) => (answer += piece.toString('latin1')));
    socket.on('error', () => undefined);
    socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
    await once(socket, 'close');
    expect(answer).not.toContain('HTTP/1.1 200');
    expect((await ask('/healthz')).status).toBe(200);
  });

  it('has a renewed certificate for new connections within 10 s under load, while connections and streams go on', async () => {
    place(pair(0));
    hangUp();
    const stream = get(`${service.url}/ticks`, { ca, agent: false });
    let ticks = 0;
    const [opened] = (await once(stream, 'response')) as [NodeJS.ReadableStream];
    opened.on('data', () => (ticks += 1));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    expect((await ask('/healthz', { agent })).serial).toBe(serialOf(pair(0)));

    const answers: Answer[] = [];
    const faults: unknown[] = [];
    let isOver = false;
    const load = Array.from({ length: 8 }, async () => {
      while (!isOver)
        await ask('/healthz').then(
          (answer) => answers.push(answer),
          (fault: unknown) => faults.push(fault),
        );
    });
    const asked = Date.now();
    place(pair(1));
    await eventually(() => answers.at(-1)?.serial === serialOf(pair(1)), { within: 10_000 });
    const took = Date.now() - asked;
    const before = ticks;
    await eventually(() => ticks > before + 5);
    isOver = true;
    await Promise.all(load);
    stream.destroy();

    expect(took).toBeLessThan(10_000);
    expect(faults).toEqual([]);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(new Set(answers.map(({ serial }) => serial))).toEqual(
      new Set([serialOf(pair(0)), serialOf(pair(1))]),
    );
    expect((await ask('/healthz', { agent })).serial).toBe(serialOf(pair(0)));
    agent.destroy();
  });

  it('does not take a pair that does not fit, counts it, and takes the pair once it fits', async () => {
    place(pair(1));
    hangUp();
    const failures = await metric('silkgauge_tls_reload_failures_total');
    place({ certFile: pair(2).certFile });
    hangUp();
    expect((await ask('/healthz')).serial).toBe(serialOf(pair(1)));
    expect(await metric('silkgauge_tls_reload_failures_total')).toBe(failures + 1);
    writeFileSync(served.key, 'no key');
    hangUp();
    rmSync(served.key);
    hangUp();
    expect((await ask('/healthz')).serial).toBe(serialOf(pair(1)));
    expect(await metric('silkgauge_tls_reload_failures_total')).toBe(failures + 3);
    place(pair(2));
    hangUp();
    expect((await ask('/healthz')).serial).toBe(serialOf(pair(2)));
    const { validToDate } = new X509Certificate(readFileSync(pair(2).certFile));
    expect(await metric('silkgauge_tls_certificate_not_after_timestamp_seconds')).toBe(
      validToDate.getTime() / 1_000,
    );
    await pause(0);
    expect(await metric('silkgauge_tls_reload_failures_total')).toBe(failures + 3);
  });

  it('asks for a certificate of the named authority, where one is named', async () => {
    place(pair(0));
    const mutual = await start({ tls: { ...served, clientCa: authority.caFile } });
    const other = await (await certificateAuthority(join(folder, 'other'), 'another-ca')).issue('guest');
    const as = ({ certFile, keyFile }: CertificateFiles) =>
      ask('/healthz', { cert: readFileSync(certFile), key: readFileSync(keyFile) }, mutual.url);
    try {
      expect((await as(pair(1))).status).toBe(200);
      await expect(as(other)).rejects.toThrow();
      await expect(ask('/healthz', {}, mutual.url)).rejects.toThrow();
      place(pair(2));
      hangUp();
      expect((await as(pair(1))).serial).toBe(serialOf(pair(2)));
      await expect(as(other)).rejects.toThrow();
    } finally {
      await mutual.stop();
    }
  });

  it('does not start with files that cannot be served with, and names file and fault', async () => {
    const refused = async (files: object) => {
      const error: unknown = await start({ tls: { ...served, ...files } }).then(
        async (running) => running.stop(),
        (fault: unknown) => fault,
      );
      expect(error).toBeInstanceOf(ConfigError);
      return (error as ConfigError).faults[0];
    };
    expect(await refused({ key: pair(1).keyFile })).toMatch(
      /TLS_KEY_FILE is ".*two\.key\.pem": it is not the key of the first certificate in .*served\.crt/,
    );
    expect(await refused({ cert: pair(1).keyFile })).toMatch(/TLS_CERT_FILE is .*no certificate in PEM/);
    expect(await refused({ key: authority.caFile })).toMatch(/TLS_KEY_FILE is .*no private key in PEM/);
    expect(await refused({ clientCa: join(folder, 'none') })).toMatch(/TLS_CLIENT_CA_FILE is .*ENOENT/);
  });
});
