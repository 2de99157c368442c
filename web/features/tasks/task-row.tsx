import { Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { Task } from '../../../shared/tasks.ts';
import { sentence } from '../../../shared/text.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import { useUser } from '../../lib/use-user.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { WorkRow, type WorkRowProps } from '../work-items/work-row.tsx';
import { DueTime } from './due-time.tsx';
import { useTaskSteps } from './use-task-steps.ts';

export function TaskRow({ item: task, ...row }: WorkRowProps<Task>) {
  const user = useUser();
  const { complete } = useTaskSteps(task);
  return (
    <WorkRow
      {...row}
      title={task.title}
      patient={task.patient}
      owner={task.assignee ? (task.assignee.id === user.id ? 'You' : task.assignee.name) : 'Nobody yet'}
      state={<TaskState task={task} />}
      action={
        task.state === 'open' && (
          <ActionButton size="xs" variant="light" aria-label={sentence`Mark done: ${task.title}`} onClick={complete}>
            Mark done
          </ActionButton>
        )
      }
    />
  );
}

/** Until when an open task is to be done, or who did it when. */
export function TaskState({ task }: { task: Task }) {
  if (task.completedBy && task.completedAt)
    return (
      <>
        <SignBadge color="green" Icon={IconCheck}>
          Done
        </SignBadge>
        <Text span size="xs" c="dimmed">
          by <bdi>{task.completedBy.name}</bdi>, <RelativeTime at={task.completedAt} />
        </Text>
      </>
    );
  if (task.dueAt !== null) return <DueTime dueAt={task.dueAt} />;
  return (
    <Text span size="sm" c="dimmed">
      No date
    </Text>
  );
}
