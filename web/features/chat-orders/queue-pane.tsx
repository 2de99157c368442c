import { Button, CloseButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { limits } from '../../../shared/limits.ts';
import { useKey } from '../../lib/use-key.ts';
import { useUser } from '../../lib/use-user.ts';
import type { OrderFilter } from './order-filter.ts';
import type { QueueAddress } from './queue-address.ts';
import { QueueList } from './queue-list.tsx';
import { QueueTabs } from './queue-tabs.tsx';
import { RowDensity, useComfortableRows } from './row-density.tsx';
import { StatusFilter } from './status-filter.tsx';
import { useInbox } from '../inbox/use-inbox-feed.ts';
import classes from '../../ui/list-pane.module.css';
import { LimitedInput } from '../../ui/limited-field.tsx';

interface QueuePaneProps {
  address: QueueAddress;
  onAddress(address: QueueAddress): void;
  search: string;
  onSearch(search: string): void;
  openRoomId: string | undefined;
  onNewOrder(): void;
}

const searchAfter = 250;

export function QueuePane({ address, onAddress, search, onSearch, openRoomId, onNewOrder }: QueuePaneProps) {
  const { counts } = useInbox();
  const [isComfortable, setComfortable] = useComfortableRows(useUser().id);
  const field = useRef<HTMLInputElement>(null);
  const [settled] = useDebouncedValue(search.trim(), searchAfter);
  const filter: OrderFilter = { ...address, search: settled };
  useKey('/', () => field.current?.focus());

  return (
    <section className={classes.pane} aria-label="Queue">
      <div className={classes.top}>
        <div className={classes.title}>
          <h1>Orders</h1>
          <Button variant="light" leftSection={<IconPlus size={16} aria-hidden />} onClick={onNewOrder}>
            New order
          </Button>
        </div>
        <QueueTabs queue={address.queue} counts={counts} onChange={(queue) => onAddress({ ...address, queue })} />
        <div className={classes.filters}>
          <LimitedInput
            ref={field}
            className={classes.grow}
            type="search"
            aria-label="Search orders"
            placeholder="Patient, item or text"
            limit={limits.text.search}
            leftSection={<IconSearch size={16} aria-hidden />}
            rightSection={search !== '' && <CloseButton size="sm" aria-label="Clear search" onClick={() => onSearch('')} />}
            value={search}
            onChange={({ currentTarget }) => onSearch(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.preventDefault();
              if (search === '') field.current?.blur();
              else onSearch('');
            }}
          />
          <StatusFilter status={address.status} onChange={(status) => onAddress({ ...address, status })} />
          <RowDensity isComfortable={isComfortable} onChange={setComfortable} />
        </div>
      </div>
      <QueueList
        // another list has nothing that could jump from under the pointer
        key={JSON.stringify(filter)}
        filter={filter}
        isComfortable={isComfortable}
        openRoomId={openRoomId}
        onNewOrder={onNewOrder}
        onEverything={() => {
          onSearch('');
          onAddress({ queue: 'all', status: [] });
        }}
      />
    </section>
  );
}
