import { asInteger, asOneOf, asText, type ConfigOf, type Variables } from './config.ts';
import { tracingVariables } from './trace/settings.ts';
import { tlsVariables, trustedProxiesVariable } from './wire/settings.ts';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Variables of every service; `port` is the default port. */
export const serviceVariables = (port: number) =>
  ({
    host: { name: 'HOST', about: 'address to listen on', fallback: '127.0.0.1', parse: asText },
    port: {
      name: 'PORT',
      about: 'port to listen on; 0 takes a free one',
      fallback: port,
      parse: asInteger(0, 65535),
    },
    logLevel: {
      name: 'LOG_LEVEL',
      about: 'least severity that is logged',
      fallback: 'info',
      parse: asOneOf(...LOG_LEVELS),
    },
    tls: tlsVariables,
    trustedProxies: trustedProxiesVariable,
    tracing: tracingVariables,
  }) satisfies Variables;

export type ServiceConfig = ConfigOf<ReturnType<typeof serviceVariables>>;
