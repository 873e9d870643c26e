import { parseDrain, parseLatencies, ratios } from './results.ts';

const line = (peer: string, wall: string, cpu: string, done: string) =>
  `${peer}\tn=1000000\twall=${wall}s\trate=1/s\tfirst_row=2.5s\tafter_first=9/s\tcpu peer=${cpu} broker=1.5 pg=2.5\trss=300MB` +
  `\ttable=same topic=same\tload_before=5.36\ttopic_done=${done}s\tgrowth-updated records 110060 tombstones 0 keys 47062`;

it('reads a drain, complete at the later of table and topic', () => {
  expect(parseDrain(line('silkgauge', '10.0', '12.0', '10.5'))).toEqual({
    peer: 'silkgauge',
    events: 1_000_000,
    seconds: 10.5,
    wallSeconds: 10,
    firstRowSeconds: 2.5,
    cpu: { contender: 12, broker: 1.5, postgres: 2.5 },
    rssMb: 300,
    table: 'same',
    topic: 'same',
  });
});

it('compares Silkgauge with every other engine at the same size', () => {
  const drains = [line('raw', '21.0', '24.0', '20.0'), line('silkgauge', '10.0', '12.0', '10.5')].map(
    parseDrain,
  );
  expect(ratios(drains, 'silkgauge')).toEqual([{ peer: 'raw', events: 1_000_000, speed: 2, cpu: 0.5 }]);
});

it('reads latencies', () => {
  const text = [
    '== raw 5000/s warm 30s measured 60s load before 1.0 after 2.0',
    'sent 450000 events in 90.00 s',
    'probes 6000 lost 0',
    'postgres p50 63 ms  p90 100  p99 121  max 164',
    'topic    p50 59 ms  p90 90  p99 112  max 150',
    'both     p50 63 ms  p90 100  p99 123  max 164',
    'cpu% of one core: peer 23 broker 14 pg 11  peak rss 252 MB',
    '',
  ].join('\n');
  expect(parseLatencies(text)).toEqual([
    { peer: 'raw', table: { p50: 63, p99: 121 }, topic: { p50: 59, p99: 112 }, cpuPercent: 23 },
  ]);
});
