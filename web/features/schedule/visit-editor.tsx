import { Stack } from '@mantine/core';
import { useState } from 'react';
import type { Appointment } from '../../../shared/appointments.ts';
import type { Person } from '../../../shared/auth.ts';
import { failureOf } from '../../lib/error-words.ts';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { BusyNotice } from './busy-notice.tsx';
import { ChangedNotice } from './changed-notice.tsx';
import type { ClinicTime } from './clinic-time.ts';
import { isSameSlot, slotOf } from './slot.ts';
import { useBusy } from './use-busy.ts';
import { useChangeVisit } from './use-change-visit.ts';
import { useFreeTime } from './use-free-time.ts';
import { useHold } from './use-holds.ts';
import { draftOf, slotOfDraft } from './visit-draft.ts';
import { visitDifferences } from './visit-differences.ts';
import { VisitFields } from './visit-fields.tsx';

interface VisitEditorProps {
  visit: Appointment;
  providers: Person[];
  time: ClinicTime;
  onClose(): void;
}

/** The fields of a visit. What somebody else changes meanwhile is shown beside them and never overwritten unseen. */
export function VisitEditor({ visit, providers, time, onClose }: VisitEditorProps) {
  const [base, setBase] = useState(visit);
  const [draft, setDraft] = useState(() => draftOf(visit, time));
  const [overbook, setOverbook] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const { update } = useChangeVisit();
  const freeTime = useFreeTime();
  useHold(visit.id, 'editing');
  const slot = slotOfDraft(draft, time);
  const moves = slot !== null && !isSameSlot(slot, slotOf(base));
  const busyThere = useBusy(slot, update.error, time, visit.id);
  const busy = moves ? busyThere : null;
  const isOutdated = visit.version > base.version;
  const reason = failureOf(update.error)?.reason;

  function submit(): void {
    setAsked(true);
    if (!slot || (busy && !overbook?.trim())) return;
    update.mutate(
      {
        id: base.id,
        expectedVersion: base.version,
        ...(moves && slot),
        reason: draft.reason.trim(),
        roomName: draft.roomName.trim() || null,
        ...(busy && overbook && { overbook: { reason: overbook.trim() } }),
      },
      { onSuccess: onClose },
    );
  }

  return (
    <form
      aria-label="Edit the visit"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap={12}>
        {isOutdated && (
          <ChangedNotice
            what="this visit"
            differences={visitDifferences(base, visit, time)}
            onTakeTheirs={() => {
              setBase(visit);
              setDraft(draftOf(visit, time));
              update.reset();
            }}
            onKeepMine={() => {
              setBase(visit);
              update.reset();
            }}
          />
        )}
        <VisitFields
          draft={draft}
          onChange={(next) => {
            update.reset();
            setDraft(next);
          }}
          providers={providers}
          freeTime={freeTime}
          showProblems={asked}
        />
        {busy && <BusyNotice busy={busy} time={time} reason={overbook} onChange={setOverbook} showProblems={asked} />}
        {update.isError && reason !== 'PROVIDER_BUSY' && reason !== 'STALE_VERSION' && (
          <FailureNotice title="The visit was not changed" error={update.error} />
        )}
        <DialogActions confirm="Save" isPending={update.isPending} isDisabled={isOutdated || (busy !== null && overbook === null)} onClose={onClose} />
      </Stack>
    </form>
  );
}
