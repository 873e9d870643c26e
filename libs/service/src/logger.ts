import { pino, type Logger } from 'pino';

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

/** Writes one JSON line per entry to standard output. */
export const createLogger = (name: string, level: string): Logger => {
  const logger: Logger = pino({
    name,
    level,
    redact: ['req.headers.authorization'],
    hooks: {
      logMethod(entry, method, severity) {
        const [first] = entry as readonly unknown[];
        if (severity === INFO && !logger.isLevelEnabled('debug') && isFromFramework(first)) return;
        method.apply(this, entry);
      },
    },
  });
  return logger;
};

const isFromFramework = (entry: unknown): boolean => {
  if (typeof entry === 'string') return entry.startsWith('Server listening at ');
  return FRAMEWORK.has(String((entry as { context?: unknown } | null)?.context));
};
