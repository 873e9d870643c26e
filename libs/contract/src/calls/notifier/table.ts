import type { AnyCall } from '../call.ts';
import * as deliveries from './deliveries.ts';
import * as subscriptions from './subscriptions.ts';

/** The calls of the notifier, by their names in its description and in their order there. */
export const NOTIFIER_CALLS = {
  listSubscriptions: subscriptions.listSubscriptions,
  subscribe: subscriptions.subscribe,
  readSubscription: subscriptions.readSubscription,
  replaceSubscription: subscriptions.replaceSubscription,
  unsubscribe: subscriptions.unsubscribe,
  enable: subscriptions.enable,
  disable: subscriptions.disable,
  testSink: subscriptions.testSink,
  rotateSecret: subscriptions.rotateSecret,
  replay: subscriptions.replay,
  listDeliveries: deliveries.listDeliveries,
  redeliver: deliveries.redeliver,
  grantConsent: subscriptions.grantConsent,
  postConsent: subscriptions.postConsent,
} as const satisfies Readonly<Record<string, AnyCall>>;
