const text = 1;
const close = 8;
const ping = 9;

export interface FrameHandlers {
  onText(text: string): void;
  onPing(): void;
  onClose(): void;
}

/**
 * Reads WebSocket frames as servers send them (unmasked, one frame a message) out of the chunks that it is fed. A chunk
 * may be reused after the call. Texts are read as Latin-1: what the load sends is ASCII, and this is the cheapest.
 */
export function createFrameReader(handlers: FrameHandlers): (chunk: Buffer) => void {
  let rest: Buffer | null = null;

  function read(opcode: number, data: Buffer, from: number, to: number): void {
    if (opcode === text) handlers.onText(data.toString('latin1', from, to));
    else if (opcode === ping) handlers.onPing();
    else if (opcode === close) handlers.onClose();
    else throw new Error(`A frame of kind ${opcode} is not spoken here.`);
  }

  return (chunk) => {
    const data = rest ? Buffer.concat([rest, chunk]) : chunk;
    let at = 0;
    while (data.length - at >= 2) {
      const short = data[at + 1]! & 0x7f;
      const body = at + (short < 126 ? 2 : short === 126 ? 4 : 10);
      if (data.length < body) break;
      const length = short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2));
      if (data.length < body + length) break;
      read(data[at]! & 0x0f, data, body, body + length);
      at = body + length;
    }
    rest = at < data.length ? Buffer.from(data.subarray(at)) : null;
  };
}

/** A client's text frame. Clients must mask; a mask of zeros leaves the bytes as they are. */
export function textFrame(content: string): Buffer {
  return clientFrame(0x80 | text, content);
}

export const pongFrame = (): Buffer => clientFrame(0x8a, '');
export const closeFrame = (): Buffer => clientFrame(0x80 | close, '');

function clientFrame(first: number, content: string): Buffer {
  const { length } = content;
  const header = length < 126 ? 6 : 8;
  const frame = Buffer.allocUnsafe(header + length);
  frame[0] = first;
  frame[1] = 0x80 | (length < 126 ? length : 126);
  if (length >= 126) frame.writeUInt16BE(length, 2);
  frame.writeUInt32BE(0, header - 4);
  frame.write(content, header, 'latin1');
  return frame;
}
