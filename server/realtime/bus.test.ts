import { expect, test } from 'vitest';
import { createLocalBus } from './bus.ts';

test('every subscriber of the channel hears a message, and no other', () => {
  const bus = createLocalBus();
  const heard: string[] = [];
  bus.subscribe('orders', (message) => heard.push(`one ${String(message)}`));
  bus.subscribe('orders', (message) => heard.push(`two ${String(message)}`));
  bus.subscribe('sessions', () => heard.push('wrong channel'));
  bus.publish('orders', 1);
  expect(heard).toEqual(['one 1', 'two 1']);
});

test('who has unsubscribed, even while a message is handed out, hears nothing more; the others do', () => {
  const bus = createLocalBus();
  const heard: string[] = [];
  const stopFirst = bus.subscribe('orders', (message) => (heard.push(`first ${String(message)}`), stopFirst()));
  const stopSecond = bus.subscribe('orders', (message) => heard.push(`second ${String(message)}`));
  bus.publish('orders', 1);
  bus.publish('orders', 2);
  stopSecond();
  stopSecond();
  bus.publish('orders', 3);
  const stopThird = bus.subscribe('orders', (message) => heard.push(`third ${String(message)}`));
  stopSecond();
  bus.publish('orders', 4);
  stopThird();
  expect(heard).toEqual(['first 1', 'second 1', 'second 2', 'third 4']);
});
