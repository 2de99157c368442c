import type { Task } from '../../../shared/tasks.ts';
import { trpc } from '../../lib/trpc.ts';
import { useChangeItem } from '../work-items/use-change-item.tsx';

/** What can be done with a task. */
export function useTaskSteps(task: Task) {
  const { client } = trpc.useUtils();
  const { change, isPending } = useChangeItem('tasks');
  const seen = { taskId: task.id, expectedVersion: task.version };
  return {
    isPending,
    assign: (assigneeId: string) => change({ was: task, call: () => client.tasks.assign.mutate({ ...seen, assigneeId }) }),
    complete: () => change({ was: task, call: () => client.tasks.complete.mutate(seen) }),
  };
}
