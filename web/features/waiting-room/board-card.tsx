import { ActionIcon, Menu, UnstyledButton } from '@mantine/core';
import { IconArrowBackUp, IconDots, IconFileText, IconUserX } from '@tabler/icons-react';
import { Link } from 'react-router';
import { appointmentStatusName, isAppointmentStep, nextAppointmentStatuses, undoAppointmentStatuses } from '../../../shared/appointment-status.ts';
import type { Appointment } from '../../../shared/appointments.ts';
import type { ClinicSettings } from '../../../shared/clinic-settings.ts';
import type { WaitingStage } from '../../../shared/waiting-stages.ts';
import { sentence } from '../../../shared/text.ts';
import { paths } from '../../app/paths.ts';
import type { ClinicTime } from '../schedule/clinic-time.ts';
import { roomWords } from '../schedule/room-words.ts';
import { useChangeVisit } from '../schedule/use-change-visit.ts';
import { VisitStatus } from '../schedule/visit-status.tsx';
import { ActionButton } from '../../connection/action-button.tsx';
import { wallName } from './board-columns.ts';
import classes from './board-card.module.css';
import { StageTime } from './stage-time.tsx';

interface BoardCardProps {
  stage: WaitingStage;
  visit: Appointment;
  /** After how long a stage is too long. */
  stageMinutes: ClinicSettings['stageMinutes'];
  /** Nobody on the board has waited longer beyond the limit. */
  isLongest: boolean;
  time: ClinicTime;
  /** On a wall there are initials, and nothing to press. */
  onWall: boolean;
  onOpen(): void;
}

/** The step that the board offers from each stage. */
const steps = {
  expected: { status: 'checked_in', words: 'Check in' },
  checked_in: { status: 'in_room', words: 'To room' },
  in_room: { status: 'with_provider', words: 'Provider in' },
  with_provider: { status: 'completed', words: 'Done' },
  done: null,
} as const;

export function BoardCard({ stage, visit, stageMinutes, isLongest, time, onWall, onOpen }: BoardCardProps) {
  const { setStatus } = useChangeVisit();
  const name = onWall ? wallName(visit.patient.name) : visit.patient.name;
  const step = steps[stage];
  const [back] = undoAppointmentStatuses(visit.status);
  const go = (status: Appointment['status']): void => setStatus.mutate({ id: visit.id, expectedVersion: visit.version, status });

  return (
    <li className={classes.card} data-status={visit.status} data-longest={isLongest || undefined}>
      <div className={classes.line}>
        {onWall ? (
          <strong className={classes.name}><bdi>{name}</bdi></strong>
        ) : (
          <UnstyledButton className={classes.name} onClick={onOpen}>
            <bdi>{name}</bdi>
          </UnstyledButton>
        )}
        {stage !== 'done' && <StageTime stage={stage} visit={visit} limitMinutes={stageMinutes[stage]} />}
      </div>
      <div className={classes.line}>
        <span className={classes.details}>
          <span data-time>{time.clock(Date.parse(visit.startsAt))}</span> <bdi>{visit.provider.name}</bdi>
        </span>
        {visit.roomName && <span className={classes.room}>{roomWords(visit.roomName)}</span>}
      </div>
      {visit.status === 'no_show' && (onWall ? <span className={classes.details}>No-show</span> : <VisitStatus status="no_show" />)}
      {!onWall && (
        <div className={classes.line}>
          {step && (
            <ActionButton
              size="xs"
              variant="light"
              disabled={setStatus.isPending || !nextAppointmentStatuses(visit.status).includes(step.status)}
              onClick={() => go(step.status)}
            >
              {step.words}
            </ActionButton>
          )}
          <span className={classes.more}>
            <ActionIcon
              component={Link}
              to={paths.patient(visit.patient.id)}
              variant="subtle"
              color="gray"
              size={32}
              aria-label={sentence`${name}: chart`}
              title="Chart"
            >
              <IconFileText size={16} aria-hidden />
            </ActionIcon>
            {back && stage !== 'expected' && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={32}
                aria-label={sentence`${name}: back to ${appointmentStatusName(back).toLowerCase()}`}
                title={`Back to ${appointmentStatusName(back).toLowerCase()}`}
                disabled={setStatus.isPending}
                onClick={() => go(back)}
              >
                <IconArrowBackUp size={16} aria-hidden />
              </ActionIcon>
            )}
            {isAppointmentStep(visit.status, 'no_show') && (
              <Menu position="bottom-end" withinPortal={false}>
                <Menu.Target>
                  <ActionIcon variant="subtle" color="gray" size={32} aria-label={sentence`${name}: more`}>
                    <IconDots size={16} aria-hidden />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item leftSection={<IconUserX size={16} aria-hidden />} onClick={() => go('no_show')}>
                    Did not come
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
          </span>
        </div>
      )}
    </li>
  );
}
