import type { SubscriptionRequest } from '@silkgauge/contract';

/**
 * A subscription as the audit tells it. Paths of addresses and values of headers are left out: they may be the
 * credentials of a receiver.
 */
export const audited = (owner: string, status: string, request: SubscriptionRequest) => {
  const { sink, types, filters, config, protocolsettings } = request;
  const { alertSink, ...said } = config;
  return {
    ...{ owner, status, sink: originOf(sink), types, filters },
    config: { ...said, ...(alertSink !== undefined && { alertSink: originOf(alertSink) }) },
    protocolsettings: { ...protocolsettings, headers: Object.keys(protocolsettings.headers) },
  };
};

const originOf = (address: string): string => new URL(address).origin;
