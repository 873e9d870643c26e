import { pino, type Logger } from 'pino';

/** What Nest and Fastify tell of their own start at every start; of interest only when something is wrong with it. */
const FRAMEWORK = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'NestMicroservice',
]);
const INFO = 30;

/** One JSON line an entry, on standard output. */
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
