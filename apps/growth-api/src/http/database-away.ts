import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { failure } from '@silkgauge/calls';
import { TooMuchWork, whyUnavailable } from '@silkgauge/read-model';
import { catchError, throwError, type Observable } from 'rxjs';

/** Answers 503 with Retry-After instead of 500 if the database is away, or a query or an answer is overdue. */
export class DatabaseAway implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(catchError((error: unknown) => throwError(() => told(error))));
  }
}

const TOO_MUCH_WORK = {
  rule: 'too-much-work',
  message: 'figures with so many prints that this could not be worked out in the time of one answer',
  fix: 'name fewer series or periods, or read /vintages of one state page by page',
};

function told(cause: unknown): unknown {
  if (cause instanceof TooMuchWork)
    return failure('unavailable', 'This took longer to work out than one answer may.', {
      errors: [TOO_MUCH_WORK],
      headers: { 'retry-after': '10' },
      cause,
    });
  const why = whyUnavailable(cause);
  if (why === null) return cause;
  const [detail, wait] =
    why === 'overdue'
      ? ['The database had no time for this query. Ask for less, or later.', '10']
      : ['The read model cannot be reached.', '2'];
  return failure('unavailable', detail, { headers: { 'retry-after': wait }, cause });
}
