import { createServer, createConnection, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Framer } from './frames.ts';

/**
 * Moment of a trap: `before` any byte of the step is sent; after `half` of its bytes; `after` the server's
 * answer but before the client has it.
 */
export type Moment = 'before' | 'half' | 'after';

export interface Trap {
  readonly step: string;
  readonly moment: Moment;
  /** Cuts the connection at that moment; otherwise traffic resumes after `spring`. */
  readonly cuts: boolean;
  /** False if another proxy's trap has sprung first: a trap on several proxies springs once. */
  spring(): Promise<void> | false;
}

/** A TCP proxy on 127.0.0.1 that recognises its clients' steps and can cut a connection at a step. */
export class Proxy {
  readonly #server: Server;
  #upstream: number;
  readonly #framer: () => Framer;
  readonly #clients = new Set<Socket>();
  #trap: Trap | null = null;

  private constructor(upstream: number, framer: () => Framer) {
    this.#upstream = upstream;
    this.#framer = framer;
    this.#server = createServer((client) => {
      this.#serve(client);
    });
  }

  /** Opens a proxy for the server at port `upstream`, which may be away. */
  static async open(upstream: number, framer: () => Framer): Promise<Proxy> {
    const proxy = new Proxy(upstream, framer);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject);
      proxy.#server.listen({ port: 0, host: '127.0.0.1' }, resolve);
    });
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  set(trap: Trap | null): void {
    this.#trap = trap;
  }

  /** Redirects new connections to another port; open connections stay. */
  redirect(upstream: number): void {
    this.#upstream = upstream;
  }

  close(): void {
    this.#server.close();
    for (const client of this.#clients) client.destroy();
  }

  #serve(client: Socket): void {
    const upstream = createConnection({ port: this.#upstream, host: '127.0.0.1' });
    const framer = this.#framer();
    /** Trap for the server's next answer. */
    let sprung: Trap | null = null;
    this.#clients.add(client);
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      socket.on('error', cut);
      socket.on('close', cut);
    }
    client.on('close', () => this.#clients.delete(client));

    const pass = async (piece: Buffer): Promise<void> => {
      for (const { bytes, step } of framer.push(piece)) {
        const trap = step !== null && step === this.#trap?.step ? this.#trap : null;
        const head = trap?.moment === 'half' ? bytes.length >> 1 : 0;
        if (trap?.moment === 'after') sprung = trap;
        else if (trap) {
          upstream.write(bytes.subarray(0, head));
          const sprang = trap.spring();
          if (sprang !== false) {
            await sprang;
            if (trap.cuts) {
              cut();
              return;
            }
          }
        }
        await write(upstream, bytes.subarray(head));
      }
    };
    client.on('data', (piece) => {
      client.pause();
      pass(piece).then(() => client.resume(), cut);
    });

    upstream.on('data', (piece) => {
      const trap = sprung;
      sprung = null;
      const sprang = trap?.spring() ?? false;
      if (trap && sprang !== false) {
        upstream.pause();
        sprang.then(async () => {
          if (trap.cuts) cut();
          else await write(client, piece);
          upstream.resume();
        }, cut);
      } else if (!client.write(piece)) {
        upstream.pause();
        client.once('drain', () => upstream.resume());
      }
    });
  }
}

/** Resolves once the socket accepts more data, or at once if it is closed. */
function write(socket: Socket, bytes: Buffer): Promise<void> {
  if (socket.destroyed || socket.write(bytes)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}
