import type { SecretBox } from '../sign/secret-box.ts';

const DAY = 86_400_000;

/** The token by which an alert sink consents later. Nothing of it is stored: the notifier's own keys seal it. */
export interface AlertToken {
  /** Of the subscription. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly seal: string;
}

const purposeOf = (id: string, until: number, alertSink: string): string =>
  `consent of ${alertSink} to alerts of ${id} until ${String(until)}`;

/** A token for one alert sink of one subscription, for a day. */
export function newAlertToken(box: SecretBox, id: string, alertSink: string, now: number): string {
  const until = now + DAY;
  return `${id}.${String(until)}.${box.close('', purposeOf(id, until, alertSink))}`;
}

/** Null for what is no token of an alert sink. */
export function readAlertToken(token: string): AlertToken | null {
  const [, id = '', until, seal = ''] = /^(sub_\w+)\.(\d{1,15})\.(\d+\.[\w-]+)$/.exec(token) ?? [];
  return until === undefined ? null : { id, until: Number(until), seal };
}

/** Whether a token was made for an alert sink, and its day has not ended. */
export function isTokenOf(
  { id, until, seal }: AlertToken,
  alertSink: string,
  box: SecretBox,
  now: number,
): boolean {
  if (until <= now) return false;
  try {
    box.open(seal, purposeOf(id, until, alertSink));
    return true;
  } catch {
    return false;
  }
}
