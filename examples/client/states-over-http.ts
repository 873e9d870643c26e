import { follow, type Followed } from '@silkgauge/client/states';

/** Tells growth over the year before, of all that there is and of each change. */
export function watch(api: string, tell: (line: string) => void): Followed {
  const followed = follow({ api, filter: { indicator: 'CBEC' } });
  void (async () => {
    for await (const { state, previous } of followed)
      tell(`${state.key}: ${previous ? 'now' : 'is'} ${state.growth.GY?.reported?.value ?? 'not known'}`);
  })();
  return followed;
}
