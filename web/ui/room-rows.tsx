import { Button, Loader } from '@mantine/core';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import classes from './list-pane.module.css';
import type { useHeldRows } from './use-held-rows.ts';
import { useNextPage } from './use-next-page.ts';
import { useRowKeys } from './use-row-keys.ts';

interface RowSection<Row> {
  key: string;
  name: string;
  rows: readonly Row[];
}

interface RoomRowsProps<Row> {
  /** What they are, capitalised. */
  name: string;
  list: Parameters<typeof useNextPage>[0] & { isFetchingNextPage: boolean; isFetchNextPageError: boolean };
  held: Pick<ReturnType<typeof useHeldRows>, 'handlers' | 'waiting' | 'apply'>;
  /** In their order; the next page goes on where they end. */
  sections: readonly RowSection<Row>[] | { rows: readonly Row[] };
  openRoomId: string | undefined;
  children(row: Row, onKeyDown: (event: KeyboardEvent) => void): ReactNode;
}

/** Rows that lead to rooms: they keep their place under the pointer, follow the arrow keys and load on towards the end. */
export function RoomRows<Row>({ name, list, held, sections, openRoomId, children }: RoomRowsProps<Row>) {
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
        {'rows' in sections ? (
          <ul className={classes.list} aria-label={name}>
            {sections.rows.map((row) => children(row, onArrow))}
          </ul>
        ) : (
          <div role="group" aria-label={name}>
            {sections.map((section, index) => (
              <section key={section.key} aria-label={section.name}>
                <h2 className={classes.section} data-section={section.key}>
                  {section.name}{' '}
                  <span data-count>
                    {section.rows.length}
                    {list.hasNextPage && index === sections.length - 1 && '+'}
                  </span>
                </h2>
                <ul className={classes.list} aria-label={`${name}: ${section.name}`}>
                  {section.rows.map((row) => children(row, onArrow))}
                </ul>
              </section>
            ))}
          </div>
        )}
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
