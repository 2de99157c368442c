export interface ServerEvent {
  type: string;
  data: string;
}

/**
 * Reads a `text/event-stream` from what arrives of it, in pieces of any size. Comments and events without data are
 * skipped; every event of ours has one line of data.
 */
export function createEventReader(onEvent: (event: ServerEvent) => void): (piece: string) => void {
  let rest = '';
  return (piece) => {
    const blocks = (rest + piece).split('\n\n');
    rest = blocks.pop()!;
    for (const block of blocks) {
      const field = (name: string) => block.split('\n').find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const data = field('data');
      if (data !== undefined) onEvent({ type: field('event') ?? 'message', data });
    }
  };
}
