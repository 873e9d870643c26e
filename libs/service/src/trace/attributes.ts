import type { Attributes } from './tracer.ts';

// Names of attributes by the semantic conventions of OpenTelemetry. Those of messaging are in development: another
// version of them changes this file alone. No key, credential, query or content is an attribute.

/** An HTTP request that is answered; `route` has names in place of values. */
export const serverAttributes = (method: string, route: string): Attributes => ({
  'http.request.method': method,
  'http.route': route,
});

/** A request to another address. */
export const clientAttributes = (method: string, { hostname, port, protocol }: URL): Attributes => ({
  'http.request.method': method,
  'server.address': hostname,
  'server.port': port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
});

export const statusAttributes = (status: number): Attributes => ({ 'http.response.status_code': status });

/** Records that are sent to a topic. */
export const sendAttributes = (topic: string, count: number): Attributes => ({
  'messaging.system': 'kafka',
  'messaging.operation.name': 'send',
  'messaging.operation.type': 'send',
  'messaging.destination.name': topic,
  'messaging.batch.message_count': count,
});

/** Records of a partition that are dealt with together. */
export const processAttributes = (topic: string, partition: number, count: number): Attributes => ({
  ...sendAttributes(topic, count),
  'messaging.operation.name': 'process',
  'messaging.operation.type': 'process',
  'messaging.destination.partition.id': String(partition),
});

/** The class of a failure. */
export const errorAttributes = (error: string): Attributes => ({ 'error.type': error });
