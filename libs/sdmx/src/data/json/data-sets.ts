import { isFlat, type DataMessage, type DataSet } from '../writer.ts';
import type { Places } from './places.ts';

/** The observations of a data set: the member `observations` or `series`, in parts. */
export function observationsText(
  message: DataMessage,
  set: DataSet,
  places: Places,
): AsyncGenerator<string, void> {
  if (isFlat(message, set.flow)) return flat(message, set, places);
  return message.isInOwnOrder ? inSeries(message, set, places) : gathered(message, set, places);
}

async function* flat(
  { seriesKeysOnly }: DataMessage,
  set: DataSet,
  places: Places,
): AsyncGenerator<string, void> {
  let separator = '"observations":{';
  for await (const lot of set.observations) {
    let text = '';
    for (const observation of lot) {
      const key = places.keyOf(observation);
      const whole = observation.period === null ? key : `${key}:${places.periodOf(observation)}`;
      text += `${separator}"${whole}":${seriesKeysOnly ? '[]' : places.observationOf(observation, set)}`;
      separator = ',\n';
    }
    yield text;
  }
  yield separator === ',\n' ? '}' : `${separator}}`;
}

/** Neighbours with the same key are one series. */
async function* inSeries(
  { seriesKeysOnly }: DataMessage,
  set: DataSet,
  places: Places,
): AsyncGenerator<string, void> {
  yield '"series":{';
  let series: string | null = null;
  let separator = '';
  for await (const lot of set.observations) {
    let text = '';
    for (const observation of lot) {
      if (observation.seriesKey !== series) {
        text += `${series === null ? '' : '}},\n'}"${places.keyOf(observation)}":{"observations":{`;
        series = observation.seriesKey;
        separator = '';
      }
      if (seriesKeysOnly) continue;
      text += `${separator}"${places.periodOf(observation)}":${places.observationOf(observation, set)}`;
      separator = ',';
    }
    yield text;
  }
  yield series === null ? '}' : '}}}';
}

/** An object has a series once, so that in another order than the own each is gathered first. */
async function* gathered(
  { seriesKeysOnly }: DataMessage,
  set: DataSet,
  places: Places,
): AsyncGenerator<string, void> {
  const series = new Map<string, string[]>();
  for await (const lot of set.observations)
    for (const observation of lot) {
      const key = places.keyOf(observation);
      const members = series.get(key) ?? [];
      series.set(key, members);
      if (!seriesKeysOnly)
        members.push(`"${places.periodOf(observation)}":${places.observationOf(observation, set)}`);
    }
  let separator = '"series":{';
  for (const [key, members] of series) {
    yield `${separator}"${key}":{"observations":{${members.join(',')}}}`;
    separator = ',\n';
  }
  yield series.size === 0 ? '"series":{}' : '}';
}
