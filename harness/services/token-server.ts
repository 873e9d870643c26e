import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificateFiles } from './certificates.ts';
import { checkout, newDataFolder } from './places.ts';
import { freePort } from './ports.ts';
import { startProcess, waitForLine } from './process.ts';

export interface TokenServerOptions {
  /** Secrets by client id. A token names the client's own id; a wrong secret gets no token. */
  readonly clients: Readonly<Record<string, string>>;
  /** Lifetime of a token in seconds. */
  readonly lifeSeconds: number;
  /** Certificate of the server, which then speaks https. */
  readonly certificate?: CertificateFiles;
}

/** Valid tokens; expired tokens that claim a full lifetime; or status 503. */
export type GivenTokens = 'good' | 'expired' | 'none';

export interface TokenServerSettings extends TokenServerOptions {
  readonly audience: string;
  readonly port: number;
  /** File with the present {@link GivenTokens}. */
  readonly givesFile: string;
}

export interface TokenServer {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
  readonly tokenUrl: string;
  /** Number of tokens issued to the client. */
  given(client: string): number;
  /** Changes the issued tokens; `good` at first. */
  give(tokens: GivenTokens): void;
  stop(): Promise<void>;
}

/** A process that issues tokens for client credentials and publishes its signing keys. */
export async function startTokenServer(options: TokenServerOptions): Promise<TokenServer> {
  const dir = newDataFolder('tokens');
  const log = join(dir, 'tokens.log');
  const givesFile = join(dir, 'gives');
  const give = (tokens: GivenTokens) => {
    writeFileSync(givesFile, tokens);
  };
  give('good');
  const settings: TokenServerSettings = {
    ...{ ...options, givesFile, audience: 'kafka', port: await freePort() },
  };
  const program = join(checkout, 'harness/services/run-token-server.ts');
  const running = startProcess({
    name: 'token server',
    command: process.execPath,
    args: ['--no-warnings', program],
    env: { ...process.env, TOKEN_SERVER: JSON.stringify(settings) },
    log,
    stopSignal: 'SIGTERM',
    pidFile: { path: join(dir, 'tokens.pid'), words: program },
  });
  await waitForLine(running, { name: 'token server', log, from: 0, line: 'issuer ', within: 30_000 });
  const said = () => readFileSync(log, 'utf8').split('\n');
  const issuer =
    said()
      .find((line) => line.startsWith('issuer '))
      ?.slice('issuer '.length) ?? '';
  return {
    issuer,
    audience: settings.audience,
    jwksUrl: `${issuer}/jwks`,
    tokenUrl: `${issuer}/token`,
    give,
    given: (client) => said().filter((line) => line === `a token for ${client}`).length,
    stop: async () => {
      await running.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
