import { useMemo, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Appointment } from '../../../shared/appointments.ts';
import { useUser } from '../../lib/use-user.ts';
import { useNow } from '../../ui/clock.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { useClinicSettings } from '../clinic-settings/use-clinic-settings.ts';
import { BookDialog } from './book-dialog.tsx';
import { dayWords, shortDayWords } from './calendar.ts';
import { useClinicTime } from './clinic-time.ts';
import { dayGrid, weekGrid } from './grid-columns.ts';
import { MonthView } from './month-view.tsx';
import { OverbookDialog } from './overbook-dialog.tsx';
import { readScheduleAddress, unshownDay, writeScheduleAddress, type ScheduleAddress } from './schedule-address.ts';
import classes from './schedule-page.module.css';
import { rangeOf } from './schedule-range.ts';
import { ScheduleSkeleton } from './schedule-skeleton.tsx';
import { ScheduleToolbar, titleOf } from './schedule-toolbar.tsx';
import { useBooking } from './use-booking.ts';
import { useHolds } from './use-holds.ts';
import { useMonth } from './use-month.ts';
import { useMoveVisit } from './use-move-visit.tsx';
import { useProviders } from './use-providers.ts';
import { useQuestion } from './use-question.ts';
import { useVisits } from './use-visits.ts';
import { UnshownNotice } from './unshown-notice.tsx';
import { VisitDrawer } from './visit-drawer.tsx';
import { VisitGrid } from './visit-grid.tsx';

const none: Appointment[] = [];

/** The clinic's schedule, the same on every screen. */
export function SchedulePage() {
  const time = useClinicTime();
  const user = useUser();
  const today = time.day(useNow(60_000));
  const location = useLocation();
  const navigate = useNavigate();
  const search = new URLSearchParams(location.search);
  const address = readScheduleAddress(search, today);
  const { view, day } = address;
  usePageTitle(`Schedule, ${shortDayWords(day, today)}`);
  const range = rangeOf(address, time);
  const isMonth = view === 'month';
  const listed = useVisits(range, { enabled: !isMonth });
  const month = useMonth(range, { providerId: address.providerId, statuses: address.statuses, enabled: isMonth });
  const firstOfMonth = useMemo(() => month.days?.flatMap(({ first }) => first), [month.days]);
  const { visits = none, error, retry } = isMonth ? { ...month, visits: firstOfMonth } : listed;
  const isRead = isMonth ? month.days !== undefined : listed.isRead;
  const { settings, error: settingsError, retry: readSettings } = useClinicSettings();
  const providers = useProviders(visits);
  const holds = useHolds();
  const { question, askWhy } = useQuestion();
  const move = useMoveVisit({ time, visits, askWhy });
  const booking = useBooking(time);
  const [openId, setOpenId] = useState(() => search.get('visit'));
  const [toMove, setToMove] = useState<Appointment | null>(null);

  // a week is one provider's: the one that is asked for, one's own, or the first
  const ofWeek = [address.providerId, user.id].map((id) => providers?.find((each) => each.id === id)).find(Boolean) ?? providers?.[0];
  const isProviderUnknown = Boolean(!isMonth && isRead && address.providerId && providers && !providers.some(({ id }) => id === address.providerId));
  const providerId = view === 'week' ? (ofWeek?.id ?? null) : isProviderUnknown ? null : address.providerId;
  const statuses = address.statuses.join();
  const shown = useMemo(
    () => visits.filter(({ status, provider }) => statuses.split(',').includes(status) && (providerId === null || provider.id === providerId)),
    [visits, statuses, providerId],
  );
  const grid = useMemo(() => {
    if (!providers || !settings) return null;
    const facts = { day, visits, time, openingHours: settings.openingHours };
    if (view === 'day') return dayGrid(facts, providers.filter(({ id }) => providerId === null || id === providerId));
    return ofWeek && view === 'week' ? weekGrid(facts, ofWeek) : null;
  }, [view, day, visits, time, providers, providerId, ofWeek, settings]);

  const open = visits.find(({ id }) => id === openId);
  const show = (next: ScheduleAddress): void =>
    void navigate({ pathname: location.pathname, search: writeScheduleAddress(next, today) }, { replace: next.day === day });
  const problem = isRead ? settingsError : error;
  const fails = problem !== null && (!isRead || !settings);

  return (
    <div className={classes.page} data-fills>
      <ScheduleToolbar
        address={address}
        today={today}
        providers={providers ?? []}
        providerId={providerId}
        isSearching={booking.freeTime.isPending && !booking.draft}
        onChange={show}
        onBook={() => booking.begin(providerId, day, null)}
        onNextFree={(minutes) => void booking.beginNextFree(providerId, Date.parse(range.from), minutes)}
      />
      <UnshownNotice day={unshownDay(search, today)} today={today} isProviderUnknown={isProviderUnknown} />
      {fails && (
        <ErrorState
          title="The schedule could not be loaded"
          error={problem}
          onRetry={() => {
            retry();
            readSettings();
          }}
        />
      )}
      {!fails && (!isRead || (view !== 'month' && !grid)) && <ScheduleSkeleton />}
      {isRead && settings && grid && (
        <VisitGrid
          key={`${view} ${day} ${providerId ?? ''}`}
          label={view === 'day' ? dayWords(day) : `${titleOf(address, today)}, ${ofWeek?.name ?? ''}`}
          grid={grid}
          today={today}
          time={time}
          openingHours={settings.openingHours}
          visits={visits}
          shown={shown}
          holds={holds}
          toMove={toMove}
          onMoveTaken={() => setToMove(null)}
          onOpen={({ id }) => setOpenId(id)}
          onShowDay={(date) => show({ ...address, view: 'day', day: date })}
          onBook={booking.begin}
          onMove={move}
        />
      )}
      {isMonth && month.days && (
        <MonthView
          day={day}
          today={today}
          time={time}
          visitDays={month.days}
          onOpen={({ id }) => setOpenId(id)}
          onShowDay={(date) => show({ ...address, view: 'day', day: date })}
        />
      )}
      {open && providers && (
        <VisitDrawer
          key={open.id}
          visit={open}
          providers={providers}
          time={time}
          hold={holds.get(open.id)}
          onClose={() => setOpenId(null)}
          onMove={() => {
            setOpenId(null);
            setToMove(open);
            if (view === 'month') show({ ...address, view: 'day', day: time.day(Date.parse(open.startsAt)) });
          }}
        />
      )}
      {booking.draft && providers && (
        <BookDialog draft={booking.draft} providers={providers} freeTime={booking.freeTime} onClose={booking.end} />
      )}
      {question && <OverbookDialog key={question.obstacle.kind} obstacle={question.obstacle} time={time} onConfirm={question.answer} onClose={() => question.answer(null)} />}
    </div>
  );
}
