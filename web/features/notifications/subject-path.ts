import type { Notification } from '../../../shared/notifications.ts';
import { paths } from '../../app/paths.ts';

/** Where a notification leads: to what it is about, or, when it is all there is, to itself. */
export function subjectPath({ id, entity }: Pick<Notification, 'id' | 'entity'>): string {
  switch (entity?.kind) {
    case 'chat_order':
      return paths.order(entity.id);
    case 'thread':
      return paths.thread(entity.id);
    case 'appointment':
      return paths.visit(entity.id);
    case 'task':
      return `${paths.tasks}?item=${entity.id}`;
    case 'prior_auth':
      return `${paths.priorAuths}?item=${entity.id}`;
    case 'lab_result':
      return `${paths.labResults}?item=${entity.id}`;
    case 'alert':
      return paths.alerts;
    case 'announcement':
    case undefined:
      return `${paths.notifications}?item=${id}`;
  }
}
