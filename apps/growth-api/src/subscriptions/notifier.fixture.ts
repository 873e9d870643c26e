import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Subscription } from '@silkgauge/contract';

export interface StubNotifier {
  readonly url: string;
  /** Headers and body of each request. */
  readonly asked: { readonly headers: IncomingHttpHeaders; readonly body: string }[];
  /** Answers a request; 201 with `MADE` unless said. */
  answer: (response: ServerResponse) => void;
  close(): void;
}

export const MADE: Subscription = {
  id: 'sub_5nXc2kQmX1pA8Jd02kQm',
  sink: 'https://example.org/growth',
  protocol: 'HTTP',
  source: '/silkgauge/aggregation',
  types: ['silkgauge.growth.updated.v1'],
  filters: [],
  config: { from: 'now', coalesce: false },
  protocolsettings: { headers: {}, retry: [5], timeout: 15, inFlight: 8 },
  status: 'pending',
  secret: 'whsec_c2VjcmV0',
  position: '0',
  waiting: 0,
};

/** A notifier on this machine that keeps what it is asked. */
export async function startNotifier(): Promise<StubNotifier> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      stub.asked.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      stub.answer(response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stub: StubNotifier = {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    asked: [],
    answer: (response) => {
      response
        .writeHead(201, {
          ...{ 'content-type': 'application/json', 'cache-control': 'no-store' },
          ...{ location: `/v1/subscriptions/${MADE.id}`, 'set-cookie': 'not-passed-on=1' },
        })
        .end(JSON.stringify(MADE));
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return stub;
}
