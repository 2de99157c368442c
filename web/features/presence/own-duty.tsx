import { Switch, Text } from '@mantine/core';
import { limits } from '../../../shared/limits.ts';
import { useDuty } from './use-duty.ts';
import classes from './team-page.module.css';

const longestHours = limits.duty.longest / 3_600_000;

/** The caller's own switch, and what it means. */
export function OwnDuty() {
  const { isOnDuty, set } = useDuty();
  return (
    <div className={classes.own} data-on={isOnDuty || undefined}>
      <Switch
        label="I am on duty"
        checked={isOnDuty ?? false}
        disabled={isOnDuty === undefined}
        onChange={({ currentTarget }) => set(currentTarget.checked)}
        styles={{ label: { fontWeight: 600 } }}
      />
      <Text size="xs" c="dimmed">
        Urgent alerts to everyone call those who are on duty. It ends when you switch it off, sign out everywhere, or after {longestHours} hours.
      </Text>
    </div>
  );
}
