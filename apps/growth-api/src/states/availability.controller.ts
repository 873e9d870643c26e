import type { ScopeFilter } from '@silkgauge/contract';
import { Controller, Query, type OnApplicationBootstrap } from '@nestjs/common';
import { countAvailable } from './availability.ts';
import { AvailableStates } from './available-states.ts';
import { JsonGet } from '../http/json-answer.ts';
import { queryOf } from '../query/query-pipe.ts';
import { readAvailabilityQuery } from '../query/table-queries.ts';

/** Actual content constraint of SDMX: codes that have states, with counts. */
@Controller('v1/availability')
export class AvailabilityController implements OnApplicationBootstrap {
  readonly #states: AvailableStates;

  constructor(states: AvailableStates) {
    this.#states = states;
  }

  /** Loads the states before the first request; a failure surfaces at that request. */
  onApplicationBootstrap(): void {
    void this.#states.read().catch(() => undefined);
  }

  @JsonGet()
  async availability(@Query(queryOf(readAvailabilityQuery)) filter: ScopeFilter): Promise<string> {
    return JSON.stringify(countAvailable(await this.#states.read(), filter));
  }
}
