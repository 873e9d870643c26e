/** Offsets of zones of the IANA Time Zone Database, as the runtime knows them. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();
/** Bounds what hostile events leave behind. */
const MOST_FORMATS = 1000;

/** The format of a zone; undefined for a zone that is not known, and for a bare offset such as `+08:00`. */
function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  const known = FORMATS.get(zone);
  if (known) return known;
  if (!/^[A-Za-z]/.test(zone)) return undefined;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    if (FORMATS.size < MOST_FORMATS) FORMATS.set(zone, format);
    return format;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

export const isZone = (zone: string): boolean => formatOf(zone) !== undefined;

/**
 * The offset of a zone at an instant in milliseconds since 1970, such as `+08:00`; with seconds where a zone
 * had its local mean time. Undefined for a zone that is not known.
 */
export function zoneOffset(zone: string, instant: number): string | undefined {
  const parts = formatOf(zone)?.formatToParts(instant);
  const name = parts?.find(({ type }) => type === 'timeZoneName')?.value;
  return name && (name === 'GMT' ? '+00:00' : name.slice('GMT'.length));
}
