import { Button, Group } from '@mantine/core';
import classes from './order-panel.module.css';

interface UnsavedNoticeProps {
  /** What the step is called. */
  step: string;
  /** Takes the step without what is not saved; absent where it needs that. */
  onGoOn?: (() => void) | undefined;
  onBack(): void;
}

/** A step was pressed while the items hold what nobody has saved: nothing has happened yet. */
export function UnsavedNotice({ step, onGoOn, onBack }: UnsavedNoticeProps) {
  return (
    <div className={`${classes.conflict} ${classes.unsaved}`} role="alert">
      <strong>The items are not saved</strong>
      <p>The status has not changed. Save what you typed first{onGoOn ? ', or go on without it.' : '.'}</p>
      <Group gap={8}>
        <Button size="compact-sm" variant="default" onClick={onBack}>
          Back to the items
        </Button>
        {onGoOn && (
          <Button size="compact-sm" variant="default" onClick={onGoOn}>
            {step} without them
          </Button>
        )}
      </Group>
    </div>
  );
}
