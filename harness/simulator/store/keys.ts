import type { SeriesPeriod } from '@silkgauge/read-model';

export const placeKey = (topic: string, partition: number): string => `${topic}/${String(partition)}`;

export const recordKey = ({
  topic,
  partition,
  offset,
}: {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}): string => `${placeKey(topic, partition)}/${String(offset)}`;

export const monthKey = (seriesId: string, period: string): string => `${seriesId}/${period}`;

export const keyOfMonth = ({ seriesId, period }: SeriesPeriod): string => monthKey(seriesId, period);
