import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { closeFrame, createFrameReader, pongFrame, textFrame } from './frame-reader.ts';

export interface LeanWebSocket {
  send(text: string): void;
  /** Says goodbye and resolves when the connection is gone. */
  close(): Promise<void>;
  /** Resolves when the connection is gone, whoever ended it. */
  readonly ended: Promise<void>;
}

export interface WebSocketAddress {
  /** The server's, with `http:`. */
  url: string;
  path: string;
  /** Which loopback address the connection comes from: a server may limit what comes from one. */
  localAddress: string;
}

const readBytes = 16 * 1024;

/** A WebSocket with next to no work of its own: on two cores, what the load generator spends the server lacks. */
export function openWebSocket({ url, path, localAddress }: WebSocketAddress, onText: (text: string) => void): Promise<LeanWebSocket> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let head: string | null = '';
    const readFrames = createFrameReader({
      onText,
      onPing: () => socket.write(pongFrame()),
      onClose: () => socket.end(closeFrame()),
    });
    const socket = connect({
      host: hostname,
      port: Number(port),
      localAddress,
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafeSlow(readBytes),
        callback(length, buffer) {
          const chunk = Buffer.from(buffer.buffer, buffer.byteOffset, length);
          if (head === null) readFrames(chunk);
          else readHead(chunk);
          return true;
        },
      },
    });
    const ended = new Promise<void>((gone) => {
      socket.on('close', () => {
        gone();
        reject(new Error('The connection ended before it was a WebSocket.'));
      });
    });
    socket.on('error', reject);
    socket.write(upgradeRequest(hostname, path));

    function readHead(chunk: Buffer): void {
      head += chunk.toString('latin1');
      const end = head!.indexOf('\r\n\r\n');
      if (end < 0) return;
      if (!head!.startsWith('HTTP/1.1 101')) {
        reject(new Error(`The upgrade was refused: ${head!.slice(0, head!.indexOf('\r\n'))}`));
        socket.destroy();
        return;
      }
      const first = Buffer.from(head!.slice(end + 4), 'latin1');
      head = null;
      resolve({ send: (text) => void socket.write(textFrame(text)), close, ended });
      if (first.length > 0) readFrames(first);
    }

    function close(): Promise<void> {
      socket.end(closeFrame());
      return ended;
    }
  });
}

const upgradeRequest = (host: string, path: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
  `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`;
