import type { ReactNode, RefObject } from 'react';
import classes from './board-page.module.css';
import { useFitting } from './use-fitting.ts';

interface BoardStageProps {
  name: string;
  count: number;
  /** Nobody scrolls a wall: it says how many do not fit. */
  onWall: boolean;
  children: ReactNode;
}

/** A column of the board. */
export function BoardStage({ name, count, onWall, children }: BoardStageProps) {
  const { list, fitting } = useFitting(onWall, count);
  const left = count - fitting;
  return (
    <section className={classes.column} aria-label={name}>
      <h2 className={classes.stage}>
        {name} <span data-count>{count}</span>
      </h2>
      {count === 0 && <p className={classes.nobody}>Nobody</p>}
      <ul className={classes.cards} ref={list as RefObject<HTMLUListElement | null>}>
        {children}
      </ul>
      {onWall && <p className={classes.left}>{left > 0 && `+${left} more`}</p>}
    </section>
  );
}
