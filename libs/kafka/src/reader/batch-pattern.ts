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
export const BatchPattern = (topic: string): MethodDecorator => pattern(topic, {});

/**
 * The same for a handler that opens a `RecordSink` for each claim of a partition, and so sees records as they are fetched,
 * before there is a batch of them.
 */
export const SinkPattern = (topic: string): MethodDecorator => pattern(topic, { opensSink: true });

export interface PatternExtras {
  readonly opensSink?: boolean;
}

const pattern = (topic: string, extras: PatternExtras): MethodDecorator =>
  applyDecorators(EventPattern(topic, { ...extras }) as MethodDecorator, UseFilters(new PassErrorsOn()));
