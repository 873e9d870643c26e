import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { catchError, throwError, type Observable } from 'rxjs';
import { failure } from './problems.ts';

/**
 * A database that is away is nobody's mistake and passes, and so does a query for which it has no time: 503 with Retry-After in
 * place of a 500.
 */
export class DatabaseAway implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(catchError((error: unknown) => throwError(() => told(error))));
  }
}

function told(cause: unknown): unknown {
  if (isOverdue(cause))
    return failure('unavailable', 'The database had no time for this query. Ask for less, or later.', {
      headers: { 'retry-after': '10' },
      cause,
    });
  if (!isConnectionError(cause)) return cause;
  return failure('unavailable', 'The read model cannot be reached.', {
    headers: { 'retry-after': '2' },
    cause,
  });
}

/** PostgreSQL ended the statement (`statement_timeout`), or no connection became free in time. */
function isOverdue(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return code === '57014' || /timeout exceeded when trying to connect/i.test(error.message);
}

/** Connections refused or cut; PostgreSQL's classes 08 and 57P, and too many connections. */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    /^(08|57P|53300)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'].includes(
      code,
    ) ||
    /connection terminated|client has encountered a connection error/i.test(error.message)
  );
}
