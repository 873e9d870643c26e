import { follow, type Followed } from '@silkgauge/client/states';

/** Tells growth over the year before, of all that there is and of each change; `onError` hears why it ends. */
export function watch(
  api: string,
  tell: (line: string) => void,
  onError: (error: unknown) => void,
): Followed {
  const followed = follow({ api, filter: { indicator: 'CBEC' } });
  const tellAll = async () => {
    for await (const { state, previous } of followed)
      tell(`${state.key}: ${previous ? 'now' : 'is'} ${state.growth.GY?.reported?.value ?? 'not known'}`);
  };
  void tellAll().catch(onError);
  return followed;
}
