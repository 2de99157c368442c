import { Group, Select, Stack } from '@mantine/core';
import type { Task } from '../../../shared/tasks.ts';
import { sentence } from '../../../shared/text.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import { useUser } from '../../lib/use-user.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { PatientLink } from '../patients/patient-link.tsx';
import { useColleagues } from '../work-items/use-colleagues.ts';
import { TaskState } from './task-row.tsx';
import { useTaskSteps } from './use-task-steps.ts';

/** A task with its owner and its end. */
export function TaskDetails({ item: task }: { item: Task }) {
  const user = useUser();
  const colleagues = useColleagues();
  const { assign, complete, isPending } = useTaskSteps(task);
  const isOpen = task.state === 'open';
  return (
    <Stack gap={16}>
      <Group gap={8}>
        <TaskState task={task} />
      </Group>
      <Facts>
        {task.patient && (
          <Fact what="Patient">
            <PatientLink patient={task.patient} />
          </Fact>
        )}
        {!isOpen && <Fact what="Given to">{task.assignee?.name ?? 'Nobody'}</Fact>}
        <Fact what="Written by">
          <bdi>{task.createdBy.name}</bdi>, <RelativeTime at={task.createdAt} />
        </Fact>
      </Facts>
      {isOpen && (
        <>
          <Select
            label="Given to"
            placeholder="Nobody yet"
            searchable
            allowDeselect={false}
            disabled={isPending}
            comboboxProps={{ withinPortal: false }}
            data={colleagues.map(({ userId, name }) => ({ value: userId, label: userId === user.id ? sentence`${name} (you)` : name }))}
            value={task.assignee?.id ?? null}
            onChange={(userId) => userId !== null && userId !== task.assignee?.id && assign(userId)}
          />
          <Group gap={8}>
            <ActionButton disabled={isPending} onClick={complete}>
              Mark done
            </ActionButton>
            {task.assignee?.id !== user.id && (
              <ActionButton variant="default" disabled={isPending} onClick={() => assign(user.id)}>
                Give it to me
              </ActionButton>
            )}
          </Group>
        </>
      )}
    </Stack>
  );
}
