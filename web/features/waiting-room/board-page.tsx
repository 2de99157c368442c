import { Button, Title } from '@mantine/core';
import { IconDeviceTv, IconWalk } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Appointment } from '../../../shared/appointments.ts';
import { useNow, useServerTime } from '../../ui/clock.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { ClinicSettingsLink } from '../clinic-settings/clinic-settings-link.tsx';
import { useClinicSettings } from '../clinic-settings/use-clinic-settings.ts';
import { BookDialog } from '../schedule/book-dialog.tsx';
import { dayWords } from '../schedule/calendar.ts';
import { useClinicTime } from '../schedule/clinic-time.ts';
import { dayRange } from '../schedule/day-range.ts';
import { ScheduleSkeleton } from '../schedule/schedule-skeleton.tsx';
import { useBooking } from '../schedule/use-booking.ts';
import { useProviders } from '../schedule/use-providers.ts';
import { useVisits } from '../schedule/use-visits.ts';
import { VisitDrawer } from '../schedule/visit-drawer.tsx';
import { BoardCard } from './board-card.tsx';
import { boardColumns, longestOverdue } from './board-columns.ts';
import classes from './board-page.module.css';
import { BoardStage } from './board-stage.tsx';
import { ProviderDelayLine } from './provider-delay-line.tsx';
import { StaleBanner } from './stale-banner.tsx';
import { WallHead } from './wall-head.tsx';

const none: Appointment[] = [];

/** Today's patients by stage, from the desk's point of view or, for everyone's eyes, on a wall. */
export function BoardPage() {
  const time = useClinicTime();
  const serverTime = useServerTime();
  const now = useNow(10_000);
  const today = time.day(now);
  usePageTitle('Waiting room');
  const [search, setSearch] = useSearchParams();
  const onWall = search.has('wall');
  const { visits, error, retry } = useVisits(dayRange(today, time));
  const providers = useProviders(visits ?? none);
  const { settings, error: settingsError, retry: readSettings } = useClinicSettings();
  const walkIn = useBooking(time);
  const [openId, setOpenId] = useState<string | null>(null);
  const isMissing = !visits || !settings;
  const problem = visits ? settingsError : error;
  const open = visits?.find(({ id }) => id === openId);
  const columns = boardColumns(visits ?? none);
  const longest = settings && longestOverdue(columns, settings.stageMinutes, now);

  function showOnWall(): void {
    setSearch({ wall: '' });
    // a browser that refuses shows the wall in its window
    document.documentElement.requestFullscreen().catch(() => undefined);
  }

  return (
    <div className={classes.page} data-fills data-wall={onWall || undefined} data-testid="board">
      {onWall ? (
        <WallHead onClose={() => setSearch({})} />
      ) : (
        <div className={classes.head}>
          <Title order={1} size="lg" className={classes.title}>
            Waiting room <span className={classes.day}>{dayWords(today)}</span>
          </Title>
          <Button variant="default" leftSection={<IconDeviceTv size={16} aria-hidden />} onClick={showOnWall}>
            Show on a wall
          </Button>
          <Button leftSection={<IconWalk size={16} aria-hidden />} disabled={!providers} onClick={() => walkIn.begin(null, today, serverTime.now())}>
            Walk-in
          </Button>
          <ClinicSettingsLink />
        </div>
      )}
      {visits && providers && <ProviderDelayLine providers={providers} visits={visits} />}
      <StaleBanner />
      {isMissing && problem !== null && (
        <ErrorState
          title="The waiting room could not be loaded"
          error={problem}
          onRetry={() => {
            retry();
            readSettings();
          }}
        />
      )}
      {isMissing && problem === null && <ScheduleSkeleton />}
      {visits && settings && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable with keys
        <div className={classes.columns} role="region" aria-label="Stages" tabIndex={0}>
          {columns.map(({ stage, name, visits: inStage }) => (
            <BoardStage key={stage} name={name} count={inStage.length} onWall={onWall}>
              {inStage.map((visit) => (
                <BoardCard
                  key={visit.id}
                  stage={stage}
                  visit={visit}
                  stageMinutes={settings.stageMinutes}
                  isLongest={visit.id === longest}
                  time={time}
                  onWall={onWall}
                  onOpen={() => setOpenId(visit.id)}
                />
              ))}
            </BoardStage>
          ))}
        </div>
      )}
      {walkIn.draft && providers && (
        <BookDialog walkIn draft={walkIn.draft} providers={providers} freeTime={walkIn.freeTime} onClose={walkIn.end} />
      )}
      {open && providers && !onWall && (
        <VisitDrawer key={open.id} visit={open} providers={providers} time={time} hold={undefined} onClose={() => setOpenId(null)} />
      )}
    </div>
  );
}
