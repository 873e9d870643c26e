import type { TString } from 'typebox';
import type { RefusalRule } from '../codes/refusal-rules.ts';
import { shown } from '../fault.ts';
import type { Term } from '../terms/term.ts';

/** Ports that no browser fetches from either (Fetch standard, "bad port"): each speaks another protocol. */
const BAD_PORTS = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);
const LONGEST_ADDRESS = 2_048;
const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** The port of an HTTP address, said or usual. */
export const portOfUrl = (url: URL): number =>
  url.port === '' ? (PORTS[url.protocol] ?? 0) : Number(url.port);

/** Reads the address of a sink as a URL parser does; undefined where it may be no sink, whatever it resolves to. */
export function parseSink(text: string): URL | undefined {
  if (text.length > LONGEST_ADDRESS || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isPlain = url.username === '' && url.password === '' && url.hash === '' && url.hostname !== '';
  return PORTS[url.protocol] !== undefined && isPlain && !BAD_PORTS.has(portOfUrl(url)) ? url : undefined;
}

/** One wording for all that may not be called: an answer that told more would make this a port scanner. */
export const SINK_FAULT = {
  rule: 'sink-address',
  message: 'The address may not be called, or its name is not found.',
  fix: 'Write an https: address that is reachable from everywhere, without user, password, fragment or a port of another protocol.',
} as const satisfies { readonly rule: RefusalRule; readonly message: string; readonly fix: string };

/** The address of a sink, in its normal form. */
export const sinkTerm = (schema: TString): Term<string, TString> => ({
  schema,
  read(found, at) {
    const { rule, message, fix } = SINK_FAULT;
    if (typeof found !== 'string') return at.report(rule, `Must be an address, not ${shown(found)}.`, fix);
    return parseSink(found)?.href ?? at.report(rule, message, fix);
  },
});
