const DURATION = /^P(?=[\dT])(?:(\d{1,4})D)?(?:T(?=\d)(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,4})S)?)?$/;

/** Milliseconds of an ISO 8601 duration of whole days, hours, minutes and seconds; undefined for other text. */
export function durationMs(text: string): number | undefined {
  const [, ...parts] = DURATION.exec(text) ?? [];
  if (parts.length === 0) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
