import type { Door } from '@silkgauge/sdmx';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Availabilities } from './availability.ts';
import type { DataSources } from './data-sets.ts';
import type { UsedCodes } from './used-codes.ts';

export const DOORS: readonly Door[] = ['3.0', '2.1'];

const BASE = '/sdmx/';

/** Whether an address is of an SDMX door, or looks for one. */
export const isOfSdmx = (url: string): boolean => url.startsWith(BASE) || url === '/sdmx';

/** The door of an address, and the raw path and query behind it; undefined where there is no such door. */
export function doorOf(url: string): { readonly door: Door; readonly target: string } | undefined {
  const door = DOORS.find((one) => new RegExp(`^${BASE}${one.replace('.', '\\.')}(?:[/?]|$)`).test(url));
  return door && { door, target: url.slice(BASE.length + door.length) };
}

/** What answers at the doors are made of. */
export interface DoorParts {
  readonly sources: DataSources;
  readonly codes: UsedCodes;
  readonly availability: Availabilities;
  /** States that an answer may have whose form holds its values in memory. */
  readonly jsonStates: number;
}

/** One request and its answer. */
export interface Exchange {
  readonly door: Door;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Aborts once the client has gone. */
  readonly gone: AbortSignal;
}
