/** How near to an edge a pointer has to be for what is below it to scroll, in pixels. */
const zone = 48;
/** In pixels a second, at the edge and beyond it. */
const fastest = 900;

/** What can be seen of something that scrolls, without what is pinned to its edges; in pixels of the window. */
export interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** How fast to scroll along one axis with the pointer at `at`, in pixels a second: the faster the nearer to an edge. */
export function edgeSpeed(at: number, from: number, to: number): number {
  // in a narrow frame a third is left in which nothing scrolls
  const reach = Math.min(zone, (to - from) / 3);
  if (reach <= 0) return 0;
  const depth = at < from + reach ? -(from + reach - at) : Math.max(0, at - (to - reach));
  return Math.max(-1, Math.min(1, depth / reach)) * fastest;
}

/** Scrolls `element` while the pointer is at the edge of `frame`, until `signal` aborts. `onScroll` is told after each step. */
export function scrollAtEdge(
  element: HTMLElement,
  { frame, pointer, onScroll, signal }: { frame: () => Frame; pointer: () => { x: number; y: number }; onScroll: () => void; signal: AbortSignal },
): void {
  let last: number | null = null;
  // what a step leaves over: an element scrolls by whole pixels
  const rest = { x: 0, y: 0 };
  function step(time: number): void {
    if (signal.aborted) return;
    const seconds = Math.min(0.05, (time - (last ?? time)) / 1_000);
    last = time;
    const { left, right, top, bottom } = frame();
    const { x, y } = pointer();
    const before = [element.scrollLeft, element.scrollTop];
    rest.x += edgeSpeed(x, left, right) * seconds;
    rest.y += edgeSpeed(y, top, bottom) * seconds;
    const [across, down] = [Math.trunc(rest.x), Math.trunc(rest.y)];
    rest.x -= across;
    rest.y -= down;
    if (across !== 0 || down !== 0) element.scrollBy({ left: across, top: down, behavior: 'instant' });
    if (element.scrollLeft !== before[0] || element.scrollTop !== before[1]) onScroll();
    requestAnimationFrame(step);
  }
  requestAnimationFrame(step);
}
