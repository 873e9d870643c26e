import { type Fault, SINK_FAULT, type SubscriptionRequest } from '@silkgauge/contract';
import { resolveSink, SinkAddressError } from '../address/resolve-sink.ts';
import type { SecretBox } from '../sign/secret-box.ts';
import { askConsent, newConsentToken, type Consent } from '../send/consent.ts';
import type { Sender } from '../send/delivery-request.ts';
import type { SinkAccess } from '../send/sink-client.ts';
import { newAlertToken } from './alert-token.ts';
import { invalid } from './failure.ts';

export interface SinksOptions {
  readonly access: SinkAccess;
  readonly sender: Sender;
  /** Address of this service for sinks. */
  readonly publicUrl: string;
  readonly box: SecretBox;
}

/** Whether the sinks of a subscription may be called, and want to be. */
export class Sinks {
  readonly #options: SinksOptions;

  constructor(options: SinksOptions) {
    this.#options = options;
  }

  /**
   * One wording for all that may not be called: an answer that told more would make this a port scanner.
   *
   * @throws ProblemError 422
   */
  async require({ sink, config: { alertSink } }: SubscriptionRequest): Promise<void> {
    const { access } = this.#options;
    const faults: Fault[] = [];
    for (const [pointer, address] of [
      ['/sink', sink],
      ['/config/alertSink', alertSink],
    ] as const) {
      if (address === undefined) continue;
      try {
        await resolveSink(new URL(address), access.policy(), access.resolve);
      } catch (error) {
        if (!(error instanceof SinkAddressError)) throw error;
        faults.push({ pointer, ...SINK_FAULT });
      }
    }
    if (faults.length > 0) throw invalid(faults);
  }

  /** What a sink's answer to the question for consent makes of a subscription. */
  async consent({ sink, protocolsettings }: SubscriptionRequest) {
    const { token, hash } = newConsentToken();
    const { allowed, rate } = await this.#ask(sink, protocolsettings.timeout, token);
    return {
      status: allowed ? ('active' as const) : ('pending' as const),
      allowedRate: rate,
      consentHash: allowed ? null : hash,
    };
  }

  /** Whether the alert sink of a subscription consents; false without one. */
  async alertConsent(
    id: string,
    { config: { alertSink }, protocolsettings }: SubscriptionRequest,
  ): Promise<boolean> {
    if (alertSink === undefined) return false;
    const token = newAlertToken(this.#options.box, id, alertSink, Date.now());
    return (await this.#ask(alertSink, protocolsettings.timeout, token)).allowed;
  }

  #ask(sink: string, timeout: number, token: string): Promise<Consent> {
    const { access, sender, publicUrl } = this.#options;
    const callback = `${publicUrl}/v1/consents/${token}`;
    return askConsent(access, { sink, origin: sender.origin, callback, timeout: timeout * 1_000 });
  }
}
