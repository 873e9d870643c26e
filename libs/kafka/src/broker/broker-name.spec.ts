import { readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { certificateAuthority, newDataFolder, type CertificateAuthority } from '@silkgauge/testing';
import { BrokerProbe } from './broker-probe.ts';

const folder = newDataFolder('names');
let ca: CertificateAuthority;

beforeAll(async () => {
  ca = await certificateAuthority(folder);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What a client says of a broker whose certificate is for these hosts, and how many bytes the broker hears of it. */
const asked = async (name: string, hosts: readonly string[]) => {
  const { certFile, keyFile } = await ca.issue(name, hosts);
  let heard = 0;
  const server = createServer({ cert: readFileSync(certFile), key: readFileSync(keyFile) }, (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', ({ length }) => {
      heard += length;
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const probe = new BrokerProbe(
    {
      brokers: [`127.0.0.1:${String((server.address() as AddressInfo).port)}`],
      security: {
        protocol: 'SASL_SSL',
        tls: { ca: readFileSync(ca.caFile, 'utf8') },
        sasl: { mechanism: 'SCRAM-SHA-512', username: 'reader', password: 'pass-1' },
      },
    },
    [],
  );
  const { ok, reason = '' } = await probe.check();
  await probe.close();
  server.close();
  return { ok, reason, heard };
};

it('a broker whose certificate is of the right authority, and for another host, is told nothing', async () => {
  const { ok, reason, heard } = await asked('other', ['broker.example', '127.0.0.9']);
  expect({ ok, heard }).toEqual({ ok: false, heard: 0 });
  expect(reason).toContain('its certificate is for another name');
  // With the right name the client speaks.
  expect((await asked('right', ['127.0.0.1'])).heard).toBeGreaterThan(0);
});

it('no setting of the environment lets it through', async () => {
  const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  try {
    expect((await asked('lenient', ['broker.example'])).heard).toBe(0);
  } finally {
    if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
  }
});
