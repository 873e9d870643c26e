import type { PipeTransform } from '@nestjs/common';
import type { ProblemError } from '@silkgauge/service';
import { failure } from '../http/problems.ts';
import type { QueryFault } from '@silkgauge/contract';
import type { Parsed } from './parameters.ts';

/** Wraps a pure query parser as a Nest pipe: `@Query(queryOf(readGrowthQuery))`. */
export function queryOf<T>(
  parse: (raw: Readonly<Record<string, unknown>>) => Parsed<T>,
): PipeTransform<unknown, T> {
  return { transform: (raw) => accepted(parse((raw ?? {}) as Record<string, unknown>)) };
}

/** @throws ProblemError 400 with every fault */
export function accepted<T>(parsed: Parsed<T>): T {
  if ('faults' in parsed) throw badRequest(parsed.faults);
  return parsed.value;
}

export function badRequest(errors: readonly QueryFault[]): ProblemError {
  const detail = errors.map(({ message, fix }) => `${message.replace(/\.$/, '')}: ${ended(fix)}`).join(' ');
  const name = errors.some(({ rule }) => rule === 'unknown-parameter')
    ? 'unknown-parameter'
    : 'invalid-parameter';
  return failure(name, detail, { errors });
}

const ended = (sentence: string): string => (/[.?]$/.test(sentence) ? sentence : `${sentence}.`);
