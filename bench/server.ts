import { startApp } from '../server/app.ts';
import { createLogger } from '../server/logger.ts';

/** The server under load, as a process of its own: its address goes to the parent, its CPU time on request. */
const { databaseUrl, secretKey } = JSON.parse(process.argv[2]!) as { databaseUrl: string; secretKey: string };

const app = await startApp({
  databaseUrl,
  secretKey: Buffer.from(secretKey, 'base64'),
  host: '127.0.0.1',
  port: 0,
  publicOrigins: [],
  webRoot: null,
  demoPeople: null,
  logger: createLogger('error'),
});
process.send!({ url: app.url });

process.on('message', (message) => {
  if (message === 'usage') process.send!({ cpuMicros: totalCpu(), rssBytes: process.memoryUsage.rss() });
  if (message === 'stop') void app.stop().then(() => process.exit(0));
});

function totalCpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
