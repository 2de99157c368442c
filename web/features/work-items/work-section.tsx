import { Button, Select, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation, useNavigate, type To } from 'react-router';
import type { PatientName } from '../../../shared/chat-orders.ts';
import { useUser } from '../../lib/use-user.ts';
import { readWorkAddress, writeWorkAddress, type WorkAddress } from './work-address.ts';
import { WorkDrawer } from './work-drawer.tsx';
import type { WorkKind } from './work-kinds.ts';
import { WorkListView } from './work-list-view.tsx';
import classes from './work-section.module.css';
import type { WorkView } from './work-view.ts';
import { workViews } from './work-views.tsx';

interface WorkSectionProps<Kind extends WorkKind> {
  kind: Kind;
  /** Only what is about this patient; null for everything. */
  patient: PatientName | null;
}

/** The work items of one kind: filters, the list, one of them in a drawer, and the way to a new one. */
export function WorkSection<Kind extends WorkKind>({ kind, patient }: WorkSectionProps<Kind>) {
  const user = useUser();
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const { create, mine, statuses, open, CreateDialog } = workViews[kind] as WorkView<Kind>;
  const shows = [{ value: 'open', name: 'Open' }, ...statuses, { value: 'all', name: 'All' }];
  // in a chart, what is over is a part of the story
  const usual = patient ? 'all' : 'open';
  const present = new URLSearchParams(search);
  const address = readWorkAddress(present, shows.map(({ value }) => value), usual);
  const toAddress = (part: Partial<WorkAddress>): To => ({ pathname, search: writeWorkAddress(present, { ...address, ...part }, usual) });
  const narrow = (part: Partial<WorkAddress>): void => void navigate(toAddress(part), { replace: true });

  const filter = {
    patientId: patient?.id ?? null,
    ownerId: address.isMine ? user.id : null,
    statuses: address.show === 'all' ? [] : address.show === 'open' ? open : [address.show],
  };
  const isNarrowed = address.isMine || address.show !== 'all';

  return (
    <>
      <div className={classes.bar}>
        {mine.isFor(user.role) && (
          <SegmentedControl
            aria-label="Whose"
            data={[
              { value: 'all', label: 'Everyone’s' },
              { value: 'mine', label: mine.words },
            ]}
            value={address.isMine ? 'mine' : 'all'}
            onChange={(value) => narrow({ isMine: value === 'mine' })}
          />
        )}
        <Select
          aria-label="Show"
          w={144}
          allowDeselect={false}
          data={shows.map(({ value, name }) => ({ value, label: name }))}
          value={address.show}
          onChange={(show) => narrow({ show: show ?? usual })}
        />
        <Button className={classes.new} leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
          {create}
        </Button>
      </div>
      <WorkListView
        // rows that are held in their places belong to one list
        key={`${address.show} ${address.isMine}`}
        kind={kind}
        filter={filter}
        itemId={address.itemId}
        toItem={(itemId) => toAddress({ itemId })}
        action={
          isNarrowed && (
            <Button variant="default" onClick={() => narrow({ isMine: false, show: 'all' })}>
              Show all
            </Button>
          )
        }
      />
      {address.itemId !== null && <WorkDrawer key={address.itemId} kind={kind} id={address.itemId} onClose={() => narrow({ itemId: null })} />}
      {creating && (
        <CreateDialog patient={patient} onClose={() => setCreating(false)} onCreated={() => setCreating(false)} />
      )}
    </>
  );
}
