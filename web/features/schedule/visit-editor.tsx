import { Stack } from '@mantine/core';
import { useState } from 'react';
import type { Appointment } from '../../../shared/appointments.ts';
import type { Person } from '../../../shared/auth.ts';
import { failureOf } from '../../lib/error-words.ts';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { ChangedNotice } from './changed-notice.tsx';
import type { ClinicTime } from './clinic-time.ts';
import { ObstacleNotices } from './obstacle-notices.tsx';
import { obstacleOf } from './obstacles.ts';
import { slotOf } from './slot.ts';
import { useChangeVisit } from './use-change-visit.ts';
import { useFreeTime } from './use-free-time.ts';
import { useHold } from './use-holds.ts';
import { useObstacles } from './use-obstacles.ts';
import { draftOf, editOf, rebase } from './visit-draft.ts';
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
  const [asked, setAsked] = useState(false);
  const { update } = useChangeVisit();
  const freeTime = useFreeTime();
  useHold(visit.id, 'editing');
  const edit = editOf(draft, base, time);
  const takes = edit && (edit.slot || edit.roomName) ? { slot: edit.slot ?? slotOf(base), patientId: visit.patient.id, roomName: draft.roomName } : null;
  const isRetimed = Boolean(edit?.slot && edit.slot.startsAt + edit.slot.endsAt !== base.startsAt + base.endsAt);
  const found = useObstacles({ booking: takes, error: update.error, time, exceptId: visit.id, anyTime: !isRetimed });
  const isOutdated = visit.version > base.version;

  function submit(): void {
    setAsked(true);
    if (!edit || found.isOpen) return;
    const { slot, ...fields } = edit;
    update.mutate(
      {
        id: base.id,
        expectedVersion: base.version,
        ...slot,
        ...fields,
        ...found.confirmed,
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
              setDraft(rebase(draft, base, visit, time));
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
        <ObstacleNotices found={found} time={time} showProblems={asked} />
        {update.isError && !obstacleOf(update.error) && failureOf(update.error)?.reason !== 'STALE_VERSION' && (
          <FailureNotice title="The visit was not changed" error={update.error} />
        )}
        <DialogActions confirm="Save" isPending={update.isPending} isDisabled={isOutdated || found.isRefused} onClose={onClose} />
      </Stack>
    </form>
  );
}
