import { applyDecorators, Catch, UseFilters, type RpcExceptionFilter } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';

/** Hands a handler's error to the strategy as it is; Nest's own filter would put a nameless one in its place. */
@Catch()
export class PassErrorsOn implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/** `@EventPattern(topic)` for a handler of whole batches: its errors, `Fenced` among them, reach the strategy. */
export const BatchPattern = (topic: string): MethodDecorator =>
  applyDecorators(EventPattern(topic) as MethodDecorator, UseFilters(new PassErrorsOn()));
