import { createServer, type IncomingMessage } from 'node:http';
import { consent, rawBody, seen, Unverified, verify, type Delivery } from '@silkgauge/client/webhook';

/** A sink: consents, and takes each signed delivery once; where `take` fails, the delivery comes again. */
export function sink(secret: () => string, take: (event: Delivery) => unknown) {
  const once = seen();
  const statusOf = async (request: IncomingMessage): Promise<number> => {
    const event = verify(await rawBody(request), request.headers, secret());
    await once(event, () => take(event));
    return 204;
  };
  return createServer((request, response) => {
    const asked = consent(request);
    const refused = (error: unknown) => (error instanceof Unverified ? 400 : 500);
    if (asked) response.writeHead(asked.status, asked.headers).end();
    else
      void statusOf(request)
        .catch(refused)
        .then((status) => response.writeHead(status).end());
  });
}
