import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino';

/** Contexts of Nest's start messages, which are logged at debug level only. */
const FRAMEWORK = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'NestMicroservice',
]);
const INFO = 30;

/** Writes one JSON line per entry, to standard output unless told. */
export const createLogger = (name: string, level: string, to?: DestinationStream): Logger => {
  const options: LoggerOptions = {
    name,
    level,
    redact: ['req.headers.authorization'],
    serializers: { error: shownError },
    hooks: {
      logMethod(entry, method, severity) {
        const [first] = entry as readonly unknown[];
        if (severity === INFO && !logger.isLevelEnabled('debug') && isFromFramework(first)) return;
        method.apply(this, entry);
      },
    },
  };
  const logger: Logger = to ? pino(options, to) : pino(options);
  return logger;
};

/** kafkajs sets timers for instants that are past. Node lets them run at once, as is meant: nobody has to look. */
const HARMLESS = 'TimeoutNegativeWarning';

/** Makes Node's warnings entries of the log: Node itself prints them as plain text between the lines of JSON. */
export function logWarnings(logger: Pick<Logger, 'warn'>): void {
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => {
    if (name !== HARMLESS) logger.warn({ warning: name }, message);
  });
}

/**
 * An error as an entry shows it: by itself JSON leaves the message out, and shows all that a driver has put on the
 * error.
 */
function shownError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name: type, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return { type, message, code, stack, ...(cause instanceof Error && { cause: cause.message }) };
}

const isFromFramework = (entry: unknown): boolean => {
  if (typeof entry === 'string') return entry.startsWith('Server listening at ');
  return FRAMEWORK.has(String((entry as { context?: unknown } | null)?.context));
};
