import { SUBSCRIPTION_DISABLED } from '@silkgauge/contract';
import { deliveryRequest, ownEvent, type Sender } from '../send/delivery-request.ts';
import { SinkClient, type SinkAccess } from '../send/sink-client.ts';
import type { Disabled, Subscriber } from './subscriber.ts';

/** Milliseconds before each try. */
const TRIES = [0, 5_000, 30_000];

/** Tells the alert sink of a subscription that it is disabled; three tries. */
export async function tellDisabled(
  subscriber: Subscriber,
  because: Disabled,
  { access, sender }: { readonly access: SinkAccess; readonly sender: Sender },
): Promise<void> {
  const { alertSink, id, send, settled } = subscriber;
  if (alertSink === undefined) return;
  const sink = new URL(alertSink);
  const data = { subscription: id, because, position: String(settled) };
  const message = ownEvent(SUBSCRIPTION_DISABLED, `disabled-${id}-${String(Date.now())}`, data);
  const client = new SinkClient(access, sink, 1, send.timeout * 1_000);
  try {
    for (const wait of TRIES) {
      await new Promise((resolve) => setTimeout(resolve, wait).unref());
      // The credential is the sink's own, and not for another address.
      const request = deliveryRequest(message, { ...send, sink, authorization: null }, sender, Date.now());
      if ((await client.request(request)).error === null) return;
    }
  } finally {
    await client.destroy();
  }
}
