import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls';
import { certificateAuthority } from '@silkgauge/testing';
import { sinkPolicyOf } from '../address/sink-policy.ts';
import { SinkClient } from './sink-client.ts';

let dir: string;
let port = 0;
const names: unknown[] = [];
const usual = getCACertificates('default');
let server: ReturnType<typeof createServer>;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'silkgauge-sink-'));
  const authority = await certificateAuthority(dir);
  const { certFile, keyFile } = await authority.issue('localhost');
  setDefaultCACertificates([...usual, readFileSync(authority.caFile, 'utf8')]);
  server = createServer({ cert: readFileSync(certFile), key: readFileSync(keyFile) }, (request, response) => {
    names.push((request.socket as TLSSocket & { servername?: string }).servername);
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  ({ port } = server.address() as AddressInfo);
});
afterAll(async () => {
  setDefaultCACertificates(usual);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(dir, { recursive: true });
});

const LOCAL = sinkPolicyOf({}, true, new Set());

async function posted(name: string) {
  const url = new URL(`https://${name}:${String(port)}/`);
  const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
  const client = new SinkClient({ policy: () => LOCAL, resolve }, url, 1, 5_000);
  const { status, error } = await client.request({
    url,
    method: 'POST',
    headers: {},
    body: '{}',
    timeout: 5_000,
  });
  await client.destroy();
  return { status, error };
}

it('a sink over https is called by its name, which its certificate has', async () => {
  expect(await posted('localhost')).toEqual({ status: 204, error: null });
  expect(names).toEqual(['localhost']);
});

it('a certificate of another name is told as tls, and nothing is sent', async () => {
  names.length = 0;
  expect(await posted('sink.example')).toEqual({ status: null, error: 'tls' });
  expect(names).toEqual([]);
});
