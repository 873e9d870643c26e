import { readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { certificateAuthority, newDataFolder, type CertificateAuthority } from '@silkgauge/testing';
import { createReadModel } from './read-model.ts';

const folder = newDataFolder('names');
let ca: CertificateAuthority;

beforeAll(async () => {
  ca = await certificateAuthority(folder);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What a client says of a server whose certificate is for these hosts, and how many bytes the server hears of it. */
const asked = async (name: string, hosts: readonly string[]) => {
  const { certFile, keyFile } = await ca.issue(name, hosts);
  const secureContext = createSecureContext({ cert: readFileSync(certFile), key: readFileSync(keyFile) });
  let heard = 0;
  const server = createServer((socket) => {
    // The client asks whether the server speaks TLS (SSLRequest), and goes on with the handshake.
    socket.once('data', () => {
      socket.write('S');
      const secured = new TLSSocket(socket, { isServer: true, secureContext });
      secured.on('error', () => undefined);
      secured.on('data', ({ length }: Buffer) => {
        heard += length;
        secured.destroy();
      });
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const { pool, close } = createReadModel(
    `postgres://reader:word@127.0.0.1:${String(port)}/silkgauge?sslmode=verify-full&sslrootcert=${ca.caFile}`,
  );
  const why = await pool.query('select 1').then(
    () => '',
    (error: unknown) => String(error),
  );
  await close();
  server.close();
  return { why, heard };
};

it('a server whose certificate is of the right authority, and for another host, is told nothing', async () => {
  const { why, heard } = await asked('other', ['database.example', '127.0.0.9']);
  expect(why).toContain("does not match certificate's altnames");
  expect(heard).toBe(0);
  // With the right name the client speaks.
  expect((await asked('right', ['127.0.0.1'])).heard).toBeGreaterThan(0);
});
