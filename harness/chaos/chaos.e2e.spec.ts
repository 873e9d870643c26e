import { ROUND_SECONDS, type Planned } from './plan/schedule.ts';
import { hasHeld, reportTable } from './report.ts';
import { plan, runChaos } from './run-chaos.ts';
import { readSettings } from './settings.ts';

const KINDS = ['kill-at-step', 'freeze', 'cut-commit', 'cut-produce', 'leader-moved', 'rebalance'];

/** The first fault of each kind, one right after the other. */
function oneOfEach(planned: readonly Planned[]): Planned[] {
  return KINDS.flatMap((kind) => planned.find(({ fault }) => fault.kind === kind) ?? []).map((first) => ({
    ...first,
    at: 0,
    settles: true,
  }));
}

it('a short seed of faults: every event counts once and reaches its topic', async () => {
  const settings = readSettings(['--seed', '47', '--only', KINDS.join(','), '--rate', '120']);
  const told: string[] = [];
  const report = await runChaos(
    settings,
    oneOfEach(plan({ ...settings, seconds: ROUND_SECONDS })),
    (text) => {
      told.push(text);
    },
  );
  const said = [...told, reportTable(report)].join('\n');
  expect(report.faults.map(({ fault, happened }) => [fault.kind, happened])).toEqual(
    KINDS.map((kind) => [kind, true]),
  );
  // On failure the text shows the whole report.
  expect(hasHeld(report) ? '' : said).toBe('');
  expect(report.ownEnds).toEqual([]);
  expect(report.events.acknowledged).toBeGreaterThan(1_000);
});
