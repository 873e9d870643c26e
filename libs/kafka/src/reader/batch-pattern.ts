import { applyDecorators, Catch, UseFilters, type RpcExceptionFilter } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';

/** Passes a handler's error to the strategy; Nest's own filter would replace it by a nameless one. */
@Catch()
class PassErrorsOn implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/** `@EventPattern(topics)` for a handler of whole batches, whose errors reach the strategy. */
export const BatchPattern = (...topics: readonly string[]): MethodDecorator => pattern(topics, {});

/** `@EventPattern(topic)` for a handler that opens a `RecordSink` for each claim of a partition. */
export const SinkPattern = (topic: string): MethodDecorator => pattern([topic], { opensSink: true });

export interface PatternExtras {
  readonly opensSink?: boolean;
}

const pattern = (topics: readonly string[], extras: PatternExtras): MethodDecorator =>
  applyDecorators(
    EventPattern([...topics], { ...extras }) as MethodDecorator,
    UseFilters(new PassErrorsOn()),
  );
