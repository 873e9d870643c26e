import type { DeliveredType } from '@silkgauge/contract';
import type { Filter } from '../filter/filter.ts';

/** What a client asks for, with every default. */
export interface SubscriptionRequest {
  readonly sink: string;
  readonly types: readonly DeliveredType[];
  /** As given. */
  readonly filters: readonly unknown[];
  readonly config: {
    readonly name?: string;
    /** `now` or a sequence. */
    readonly from: string;
    readonly coalesce: boolean;
    readonly alertSink?: string;
  };
  readonly protocolsettings: {
    readonly headers: Readonly<Record<string, string>>;
    /** Seconds before each retry. */
    readonly retry: readonly number[];
    /** Seconds. */
    readonly timeout: number;
    readonly inFlight: number;
  };
}

/** A checked request: what is stored, its filters as they are evaluated, and the header of its credential. */
export interface ReadSubscription {
  readonly request: SubscriptionRequest;
  readonly filters: readonly Filter[];
  /** Value of `authorization`; null without a credential. */
  readonly authorization: string | null;
}
