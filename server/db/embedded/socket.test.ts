import { expect, test } from 'vitest';
import { socketFits } from './socket.ts';

const directoryOf = (bytes: number, letter = 'd'): string => `/${letter.repeat((bytes - 1 - '/.s.PGSQL.5432'.length) / Buffer.byteLength(letter))}`;

test('a socket is used as long as its path fits, counted in bytes', () => {
  expect(socketFits(directoryOf(107), 'linux')).toBe(true);
  expect(socketFits(directoryOf(108), 'linux')).toBe(false);
  expect(socketFits(directoryOf(103), 'darwin')).toBe(true);
  expect(socketFits(directoryOf(104), 'darwin')).toBe(false);
  expect(socketFits(directoryOf(107, 'ö'), 'linux')).toBe(true);
  expect(socketFits(directoryOf(109, 'ö'), 'linux')).toBe(false);
});

test('Windows has none', () => {
  expect(socketFits('C:\\data', 'win32')).toBe(false);
});
