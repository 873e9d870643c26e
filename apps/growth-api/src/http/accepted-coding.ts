/** Content codings of built files, best compression first. */
export const CODINGS = ['br', 'gzip'] as const;
export type Coding = (typeof CODINGS)[number];

/** First available coding that is accepted (RFC 9110, section 12.5.3); null sends the file uncompressed. */
export function acceptedCoding(
  acceptEncoding: string | undefined,
  available: readonly Coding[],
): Coding | null {
  const weights = new Map<string, number>();
  for (const part of (acceptEncoding ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    weights.set(name, weight === undefined ? 1 : Number(weight.slice(2)));
  }
  const weightOf = (coding: Coding) => weights.get(coding) ?? weights.get('*') ?? 0;
  return available.find((coding) => weightOf(coding) > 0) ?? null;
}
