import { Button, Menu } from '@mantine/core';
import { IconCalendarSearch } from '@tabler/icons-react';
import { lengths } from './visit-draft.ts';

/** The way from "half an hour, as soon as possible" to a visit that is almost booked. */
export function NextFreeMenu({ isPending, onFind }: { isPending: boolean; onFind(minutes: number): void }) {
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconCalendarSearch size={16} aria-hidden />} loading={isPending}>
          Next free
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>How long is the visit?</Menu.Label>
        {lengths.map((minutes) => (
          <Menu.Item key={minutes} onClick={() => onFind(minutes)}>
            {minutes} min
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
