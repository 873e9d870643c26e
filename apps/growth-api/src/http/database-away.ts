import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { whyUnavailable } from '@silkgauge/read-model';
import { catchError, throwError, type Observable } from 'rxjs';
import { failure } from './problems.ts';

/** Answers 503 with Retry-After instead of 500 if the database is away or a query is overdue. */
export class DatabaseAway implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(catchError((error: unknown) => throwError(() => told(error))));
  }
}

function told(cause: unknown): unknown {
  const why = whyUnavailable(cause);
  if (why === null) return cause;
  const [detail, wait] =
    why === 'overdue'
      ? ['The database had no time for this query. Ask for less, or later.', '10']
      : ['The read model cannot be reached.', '2'];
  return failure('unavailable', detail, { headers: { 'retry-after': wait }, cause });
}
