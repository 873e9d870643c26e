import type { Fault } from '@silkgauge/contract';
import { decodeUtf8 } from '@silkgauge/kafka';

const PREFIX = 'ce-';

/** Members that are not attributes, or have their own header in binary mode. */
const NO_ATTRIBUTES = new Set(['data', 'data_base64', 'datacontenttype', '__proto__']);

export interface BinaryAttributes {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];
}

/**
 * Reads attributes in binary mode (CloudEvents HTTP binding 1.0.2, section 3.1.3): a value may be quoted, and
 * is percent-encoded UTF-8. `rawHeaders` alternates names and values, as in Node.
 */
export const readBinaryAttributes = (rawHeaders: readonly string[]): BinaryAttributes => {
  const attributes: Record<string, unknown> = {};
  const faults: Fault[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const header = rawHeaders[i]?.toLowerCase() ?? '';
    if (!header.startsWith(PREFIX)) continue;
    const name = header.slice(PREFIX.length);
    const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const text = decodeHeader(rawHeaders[i + 1] ?? '');
    if (NO_ATTRIBUTES.has(name)) {
      const fix = 'Leave the header out: in binary mode the data is the body, and its type the Content-Type.';
      faults.push({ pointer, rule: 'attribute-name', message: `The header ${header} is no attribute.`, fix });
    } else if (Object.hasOwn(attributes, name)) {
      const message = `The header ${header} stands there more than once.`;
      faults.push({ pointer, rule: 'attribute-repeated', message, fix: 'Send it once.' });
    } else if (text === undefined) {
      const message = `The header ${header} is not percent-encoded UTF-8.`;
      faults.push({
        pointer,
        rule: 'header-encoding',
        message,
        fix: 'Percent-encode its value: "%" as "%25".',
      });
    } else {
      attributes[name] = text;
    }
  }
  return { attributes, faults };
};

/** Node decodes header bytes as Latin-1. */
const decodeHeader = (value: string): string | undefined => {
  const quoted = /^"(.*)"$/s.exec(value);
  const unquoted = quoted ? (quoted[1] ?? '').replaceAll(/\\(.)/gs, '$1') : value;
  if (/%(?![0-9A-Fa-f]{2})/.test(unquoted)) return undefined;
  const decoded = unquoted.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return decodeUtf8(Buffer.from(decoded, 'latin1'));
};
