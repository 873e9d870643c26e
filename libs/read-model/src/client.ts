import pg from 'pg';

type Done = (error: Error | null, result?: pg.QueryResult) => void;

const { query } = pg.Client.prototype;

/**
 * pg's client with promises of its own. pg puts the function that settles its promise into a property of the query, and V8 allocates a
 * function that is written where it is assigned to a property among the old objects: there it keeps the query, with all its values, until the
 * whole heap is looked through. Handed over as an argument it does not.
 */
export class Client extends pg.Client {}

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

/** As a cursor: it hears of the answer itself. */
function isSubmittable(config: unknown): boolean {
  return typeof (config as { submit?: unknown } | null)?.submit === 'function';
}
