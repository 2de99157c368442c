import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { GridColumn } from './grid-columns.ts';
import classes from './visit-grid.module.css';

interface GridHeadProps {
  column: GridColumn;
  isToday: boolean;
  /** Of a week's columns: the way to the day. */
  onShowDay: (() => void) | undefined;
  onBook(): void;
}

/** What stands above a column, and the keyboard's way to book in it. */
export function GridHead({ column: { title, provider }, isToday, onShowDay, onBook }: GridHeadProps) {
  return (
    <div className={classes.head} data-today={isToday || undefined}>
      <h2 className={classes.provider}>{onShowDay ? <UnstyledButton onClick={onShowDay}>{title}</UnstyledButton> : title}</h2>
      <ActionIcon variant="subtle" color="gray" aria-label={onShowDay ? `Book with ${provider.name}, ${title}` : `Book with ${title}`} onClick={onBook}>
        <IconPlus size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}
