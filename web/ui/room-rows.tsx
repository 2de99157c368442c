import { Button, Loader } from '@mantine/core';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import classes from './list-pane.module.css';
import type { useHeldRows } from './use-held-rows.ts';
import { useNextPage } from './use-next-page.ts';
import { useRowKeys } from './use-row-keys.ts';

interface RoomRowsProps<Row> {
  /** What they are, capitalised. */
  name: string;
  list: Parameters<typeof useNextPage>[0] & { isFetchingNextPage: boolean; isFetchNextPageError: boolean };
  held: ReturnType<typeof useHeldRows<Row>>;
  openRoomId: string | undefined;
  children(row: Row, onKeyDown: (event: KeyboardEvent) => void): ReactNode;
}

/** Rows that lead to rooms: they keep their place under the pointer, follow the arrow keys and load on towards the end. */
export function RoomRows<Row>({ name, list, held, openRoomId, children }: RoomRowsProps<Row>) {
  const [body, setBody] = useState<HTMLElement | null>(null);
  const onArrow = useRowKeys(body, openRoomId);
  const end = useNextPage(list, body);
  return (
    <div className={classes.listArea} {...held.handlers}>
      {held.waiting > 0 && (
        <Button className={classes.updated} size="compact-sm" radius="xl" onClick={held.apply}>
          {held.waiting} updated
        </Button>
      )}
      <div ref={setBody} className={classes.body}>
        <ul className={classes.list} aria-label={name}>
          {held.rows.map((row) => children(row, onArrow))}
        </ul>
        <div ref={end} className={classes.more}>
          {list.isFetchingNextPage && <Loader size="sm" aria-label={`Loading more ${name.toLowerCase()}`} />}
          {list.isFetchNextPageError && (
            <Button variant="light" size="compact-sm" onClick={() => void list.fetchNextPage()}>
              More {name.toLowerCase()} did not load. Try again
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
