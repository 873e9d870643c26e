import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { whyUnavailable } from '@silkgauge/read-model';
import { catchError, throwError, type Observable } from 'rxjs';
import { failure } from '@silkgauge/calls';

/** Answers 503 with Retry-After instead of 500 while the database gives no answer. */
export class DatabaseAway implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      catchError((error: unknown) =>
        throwError(() =>
          whyUnavailable(error) === null
            ? error
            : failure('unavailable', 'The database gives no answer; ask again.', {
                headers: { 'retry-after': '2' },
              }),
        ),
      ),
    );
  }
}
