import { useLayoutEffect, useRef, useState } from 'react';

/** How many of a list's children are seen whole; what comes after them is made invisible, in its place. All are without `isCut`. */
export function useFitting(isCut: boolean, count: number) {
  const list = useRef<HTMLElement>(null);
  const [fitting, setFitting] = useState(count);

  useLayoutEffect(() => {
    const element = list.current;
    if (!element || !isCut) return;
    function measure(): void {
      const { bottom } = element!.getBoundingClientRect();
      const children = [...element!.children].filter((child) => child instanceof HTMLElement);
      // half a pixel is a matter of rounding
      const first = children.findIndex((child) => child.getBoundingClientRect().bottom > bottom + 0.5);
      const whole = first === -1 ? children.length : first;
      for (const [index, child] of children.entries()) child.style.visibility = index < whole ? '' : 'hidden';
      setFitting(whole);
    }
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // names and times change the height of a card
    for (const child of element.children) observer.observe(child);
    return () => {
      observer.disconnect();
      for (const child of element.children) if (child instanceof HTMLElement) child.style.visibility = '';
    };
  });

  return { list, fitting: isCut ? Math.min(fitting, count) : count };
}
