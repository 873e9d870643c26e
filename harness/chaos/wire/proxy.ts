import { createServer, createConnection, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Framer } from './frames.ts';

/**
 * When a trap springs: `before` a byte of the step has gone out; `half` of its bytes being out; `after` the server has
 * answered it and before the client has the answer.
 */
export type Moment = 'before' | 'half' | 'after';

export interface Trap {
  readonly step: string;
  readonly moment: Moment;
  /** The connection is cut at that moment; otherwise it goes on once `spring` is done. */
  readonly cuts: boolean;
  /** Whether this one takes it: a trap set on several proxies springs once. */
  spring(): Promise<void> | false;
}

/** A TCP proxy on 127.0.0.1 that knows which step of its clients' work passes through it, and can end it there. */
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

  /** `upstream` is the server's port; it may be away. */
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

  /** New connections go to another server's port; those that are open stay where they are. */
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
    /** Springs at the server's next answer. */
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

/** Resolves once the socket takes more; a socket that is gone takes anything. */
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
