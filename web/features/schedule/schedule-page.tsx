import { useMemo, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Appointment } from '../../../shared/appointments.ts';
import { useNow } from '../../ui/clock.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { BookDialog } from './book-dialog.tsx';
import type { Busy } from './busy-notice.tsx';
import { shortDayWords } from './calendar.ts';
import { useClinicTime } from './clinic-time.ts';
import { DayView } from './day-view.tsx';
import { OverbookDialog } from './overbook-dialog.tsx';
import { rangeOf } from './schedule-range.ts';
import { readScheduleAddress, writeScheduleAddress, type ScheduleAddress } from './schedule-address.ts';
import classes from './schedule-page.module.css';
import { ScheduleSkeleton } from './schedule-skeleton.tsx';
import { ScheduleToolbar } from './schedule-toolbar.tsx';
import { visitInTheWay, type Slot } from './slot.ts';
import { SpanView } from './span-view.tsx';
import { useHolds } from './use-holds.ts';
import { useMoveVisit } from './use-move-visit.tsx';
import { useProviders } from './use-providers.ts';
import { useVisits } from './use-visits.ts';
import { newDraft, type VisitDraft } from './visit-draft.ts';
import { VisitDrawer } from './visit-drawer.tsx';

/** A move onto another visit that waits for a word of why. */
interface Question {
  busy: Busy;
  answer(reason: string | null): void;
}

const none: Appointment[] = [];

/** The clinic's schedule, the same on every screen. */
export function SchedulePage() {
  const time = useClinicTime();
  const today = time.day(useNow(60_000));
  const location = useLocation();
  const navigate = useNavigate();
  const address = readScheduleAddress(new URLSearchParams(location.search), today);
  usePageTitle(`Schedule, ${shortDayWords(address.day)}`);
  const { visits, error, retry } = useVisits(rangeOf(address, time));
  const providers = useProviders(visits ?? none);
  const holds = useHolds();
  const move = useMoveVisit(time);
  const [openId, setOpenId] = useState(() => new URLSearchParams(location.search).get('visit'));
  const [booking, setBooking] = useState<VisitDraft | null>(null);
  const [toMove, setToMove] = useState<Appointment | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);

  const shown = useMemo(
    () => (visits ?? none).filter(({ status }) => address.statuses.includes(status)),
    // the list itself is new with every reading of the address
    // oxlint-disable-next-line react/exhaustive-deps
    [visits, address.statuses.join()],
  );
  const columns = providers?.filter(({ id }) => address.providerId === null || id === address.providerId);
  const open = visits?.find(({ id }) => id === openId);
  const show = (next: ScheduleAddress): void =>
    void navigate({ pathname: location.pathname, search: writeScheduleAddress(next, today) }, { replace: next.day === address.day });

  function book(providerId: string | null, at: number | null): void {
    const inTheMorning = time.instant(address.day, 9 * 60);
    const soon = Math.ceil(Date.now() / 600_000) * 600_000;
    setBooking(newDraft(providerId, at ?? (address.day === today ? soon : inTheMorning), time));
  }

  async function moveOrAsk(visit: Appointment, slot: Slot): Promise<void> {
    const conflict = visitInTheWay(visits ?? none, slot, visit.id);
    if (!conflict) return move(visit, slot);
    const { promise, resolve } = Promise.withResolvers<string | null>();
    setQuestion({ busy: { ...conflict, patientName: conflict.patient.name }, answer: resolve });
    const reason = await promise;
    setQuestion(null);
    if (reason !== null) await move(visit, slot, reason);
  }

  return (
    <div className={classes.page}>
      <ScheduleToolbar address={address} today={today} providers={providers ?? []} onChange={show} onBook={() => book(address.providerId, null)} />
      {error !== null && !visits && <ErrorState title="The schedule could not be loaded" error={error} onRetry={retry} />}
      {error === null && (!visits || !columns) && <ScheduleSkeleton />}
      {visits && columns && address.view === 'day' && (
        <DayView
          key={address.day}
          day={address.day}
          time={time}
          visits={visits}
          shown={shown}
          providers={columns}
          holds={holds}
          toMove={toMove}
          onMoveTaken={() => setToMove(null)}
          onOpen={({ id }) => setOpenId(id)}
          onBook={book}
          onMove={moveOrAsk}
        />
      )}
      {visits && columns && address.view !== 'day' && (
        <SpanView
          view={address.view}
          day={address.day}
          today={today}
          time={time}
          visits={shown.filter(({ provider }) => address.providerId === null || provider.id === address.providerId)}
          onOpen={({ id }) => setOpenId(id)}
          onShowDay={(day) => show({ ...address, view: 'day', day })}
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
            show({ ...address, view: 'day', day: time.day(Date.parse(open.startsAt)) });
          }}
        />
      )}
      {booking && providers && <BookDialog draft={booking} providers={providers} onClose={() => setBooking(null)} />}
      {question && <OverbookDialog busy={question.busy} time={time} onConfirm={question.answer} onClose={() => question.answer(null)} />}
    </div>
  );
}
