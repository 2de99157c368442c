import { expect, test } from 'vitest';
import { z } from 'zod';
import { createLocalBus } from './bus.ts';
import { jsonChannel } from './wire.ts';

const channel = (name: string) => jsonChannel(name, z.number(), { key: String });
const orders = channel('orders');

test('every subscriber of the channel hears a message, and no other', () => {
  const bus = createLocalBus();
  const heard: string[] = [];
  bus.subscribe(orders, (message) => heard.push(`one ${message}`));
  bus.subscribe(orders, (message) => heard.push(`two ${message}`));
  bus.subscribe(channel('sessions'), () => heard.push('wrong channel'));
  bus.publish(orders, 1);
  expect(heard).toEqual(['one 1', 'two 1']);
});

test('who has unsubscribed, even while a message is handed out, hears nothing more; the others do', () => {
  const bus = createLocalBus();
  const heard: string[] = [];
  const stopFirst = bus.subscribe(orders, (message) => (heard.push(`first ${message}`), stopFirst()));
  const stopSecond = bus.subscribe(orders, (message) => heard.push(`second ${message}`));
  bus.publish(orders, 1);
  bus.publish(orders, 2);
  stopSecond();
  stopSecond();
  bus.publish(orders, 3);
  const stopThird = bus.subscribe(orders, (message) => heard.push(`third ${message}`));
  stopSecond();
  bus.publish(orders, 4);
  stopThird();
  expect(heard).toEqual(['first 1', 'second 1', 'second 2', 'third 4']);
});
