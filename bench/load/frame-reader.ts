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
  /** The beginning of a frame, in pieces, and how many bytes there must be to go on. */
  let pieces: Buffer[] = [];
  let held = 0;
  let needed = 0;

  function read(opcode: number, data: Buffer, from: number, to: number): void {
    if (opcode === text) handlers.onText(data.toString('latin1', from, to));
    else if (opcode === ping) handlers.onPing();
    else if (opcode === close) handlers.onClose();
    else throw new Error(`A frame of kind ${opcode} is not spoken here.`);
  }

  /** How long the frame at this place is; while that cannot be seen, more than there is of it. */
  function lengthAt(data: Buffer, at: number): number {
    const there = data.length - at;
    if (there < 2) return 2;
    const short = data[at + 1]! & 0x7f;
    if (short < 126) return 2 + short;
    if (short === 126) return there < 4 ? 4 : 4 + data.readUInt16BE(at + 2);
    return there < 10 ? 10 : 10 + Number(data.readBigUInt64BE(at + 2));
  }

  function bodyAt(data: Buffer, at: number): number {
    const short = data[at + 1]! & 0x7f;
    return at + (short < 126 ? 2 : short === 126 ? 4 : 10);
  }

  function keep(piece: Buffer): void {
    pieces.push(Buffer.from(piece));
    held += piece.length;
  }

  return (chunk) => {
    if (held > 0 && held + chunk.length < needed) return keep(chunk);
    const data = held > 0 ? Buffer.concat([...pieces, chunk]) : chunk;
    pieces = [];
    held = 0;
    let at = 0;
    for (needed = lengthAt(data, 0); at + needed <= data.length; needed = lengthAt(data, at)) {
      read(data[at]! & 0x0f, data, bodyAt(data, at), at + needed);
      at += needed;
    }
    if (at < data.length) keep(data.subarray(at));
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
