import pg from 'pg';
import { BindMessage, isWritten, type BindConfig } from './bind-message.ts';

type Done = (error: Error | null, result?: pg.QueryResult) => void;

const { query } = pg.Client.prototype;

/**
 * pg's client with promises of its own. pg puts the function that settles its promise into a property of the query, and V8 allocates a
 * function that is written where it is assigned to a property among the old objects: there it keeps the query, with all its values, until the
 * whole heap is looked through. Handed over as an argument it does not.
 */
export class Client extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    const { connection } = this as unknown as { readonly connection: pg.Connection };
    bindInPlace(connection);
  }
}

Object.assign(Client.prototype, {
  query(this: pg.Client, ...given: readonly [unknown, unknown?, unknown?]): unknown {
    const [config, values] = given;
    const isSettledByCaller = given.some((one) => typeof one === 'function') || isSubmittable(config);
    if (isSettledByCaller) return Reflect.apply(query, this, given);
    return new Promise((resolve, reject) => {
      const done: Done = (error, result) => {
        if (error) reject(error);
        else resolve(result);
      };
      Reflect.apply(query, this, [config, values, done]);
    }).catch((error: unknown) => {
      // As pg does: where it was asked, in place of where the answer was read.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    });
  },
});

/** Statements with a value that can be written in place are bound by a message of ours; pg's queries wait for each other on a connection. */
function bindInPlace(connection: pg.Connection): void {
  const message = new BindMessage();
  const { bind } = connection;
  Object.assign(connection, {
    bind(config: BindConfig): void {
      const { stream } = connection;
      if (!config.values?.some(isWritten)) Reflect.apply(bind, connection, [config]);
      else if (stream.writable) stream.write(message.write(config));
    },
  });
}

/** As a cursor: it hears of the answer itself. */
function isSubmittable(config: unknown): boolean {
  return typeof (config as { submit?: unknown } | null)?.submit === 'function';
}
