import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { catchError, throwError, type Observable } from 'rxjs';
import { failure } from './problems.ts';

/** Answers 503 with Retry-After instead of 500 if the database is away or a query is overdue. */
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

/** SQLSTATE 57014 (`statement_timeout`), or no connection became free in time. */
function isOverdue(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return code === '57014' || /timeout exceeded when trying to connect/i.test(error.message);
}

/** Connection refused or cut: socket errors, SQLSTATE classes 08 and 57P, and 53300. */
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
