import type { Clock } from '../clock.ts';
import { deriveKey, seal, unseal } from '../features/auth/secret-key.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import { createLocalBus, type Bus } from '../realtime/bus.ts';
import { createRedisBus } from '../realtime/redis-bus.ts';

interface BusOptions {
  /** Empty for a single node. */
  redisAddresses: string[];
  epoch: string;
  secretKey: Buffer;
  clock: Clock;
  metrics: Metrics;
  logger: Logger;
}

/** The bus between the nodes of this installation. It is there at once, whether or not Redis is. */
export function openBus({ redisAddresses, epoch, secretKey, clock, metrics, logger }: BusOptions): Bus {
  if (redisAddresses.length === 0) return createLocalBus();
  const key = deriveKey(secretKey, 'bus');
  const bus = createRedisBus({
    addresses: redisAddresses,
    epoch,
    seal: { seal: (text) => seal(key, 'bus', text), open: (text) => unseal(key, 'bus', text) },
    clock,
    onHeard: metrics.hintHeard,
    onDropped: metrics.hintsDropped,
    onLost: () => logger.warn('the bus between the nodes is down'),
    onFault: (error) => logger.warn('fault', { type: 'bus', error }),
  });
  metrics.gauges({ bus_connected: () => Number(bus.state === 'connected') });
  bus.onReconnect(() => logger.info('the bus between the nodes is up'));
  return bus;
}
