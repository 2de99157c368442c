import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { Alert } from '../../../shared/alerts.ts';
import { useUser } from '../../lib/use-user.ts';
import { useAnswerAlert } from './use-answer-alert.ts';

/** Tells the server, once, that these alerts are on a screen that somebody can see. */
export function useTellSeen(alerts: Alert[]): void {
  const { id } = useUser();
  const isVisible = useDocumentVisibility() === 'visible';
  const { see } = useAnswerAlert();
  const told = useRef(new Set<string>());
  const isSeen = ({ timeline }: Alert): boolean => timeline.some(({ kind, user }) => kind === 'seen' && user?.id === id);
  const unseen = isVisible ? alerts.filter((alert) => !isSeen(alert)).map(({ id: alertId }) => alertId) : [];

  const tell = useEffectEvent((alertIds: string[]) => {
    for (const alertId of alertIds) {
      if (told.current.has(alertId)) continue;
      told.current.add(alertId);
      see.mutate({ alertId }, { onError: () => told.current.delete(alertId) });
    }
  });
  const joined = unseen.join(' ');
  useEffect(() => {
    if (joined !== '') tell(joined.split(' '));
  }, [joined]);
}
