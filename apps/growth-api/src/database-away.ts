import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { catchError, throwError, type Observable } from 'rxjs';
import { failure } from './problems.ts';

/** A database that is away is nobody's mistake and passes: 503 with Retry-After in place of a 500. */
export class DatabaseAway implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next
      .handle()
      .pipe(
        catchError((error: unknown) =>
          throwError(() => (isConnectionTrouble(error) ? unavailable(error) : error)),
        ),
      );
  }
}

const unavailable = (cause: unknown) =>
  failure('unavailable', 'The read model cannot be reached.', { headers: { 'retry-after': '2' }, cause });

/** Connections refused, cut or not to be had; PostgreSQL's classes 08 and 57P, and too many connections. */
export function isConnectionTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    /^(08|57P|53300)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'].includes(
      code,
    ) ||
    /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i.test(
      error.message,
    )
  );
}
