import { Controller, Query, type OnApplicationBootstrap } from '@nestjs/common';
import { DIMENSIONS } from '@silkgauge/contract';
import type { GrowthFilter } from '@silkgauge/read-model';
import { countAvailable } from './availability.ts';
import { AvailableStates } from './available-states.ts';
import { CODE_REGISTERS } from './codes.ts';
import { JsonGet } from './json-answer.ts';
import { queryOf } from './query/query-pipe.ts';
import { readAvailabilityQuery } from './query/table-queries.ts';

/** What there is to ask for: SDMX's query of the actual content, with counts. */
@Controller('v1/availability')
export class AvailabilityController implements OnApplicationBootstrap {
  readonly #states: AvailableStates;

  constructor(states: AvailableStates) {
    this.#states = states;
  }

  /** The first reader need not wait for what all others find in memory; where it fails, that reader does. */
  onApplicationBootstrap(): void {
    void this.#states.read().catch(() => undefined);
  }

  @JsonGet()
  async availability(@Query(queryOf(readAvailabilityQuery)) filter: GrowthFilter): Promise<string> {
    const { dimensions, ...whole } = countAvailable(await this.#states.read(), filter);
    const named = DIMENSIONS.map((name) => [
      name,
      dimensions[name].map(({ code, states, series }) => {
        const known = CODE_REGISTERS[name].get(code);
        return { code, names: known ? { en: known.en, zh: known.zh } : null, states, series };
      }),
    ]);
    return JSON.stringify({ ...whole, dimensions: Object.fromEntries(named) as object });
  }
}
