import { Menu } from '@mantine/core';
import { useDuty } from './use-duty.ts';

/** Goes on duty and off, from the menu that is on every page. It stays open to show what came of it. */
export function DutyMenuItem() {
  const { isOnDuty, set } = useDuty();
  return (
    <Menu.CheckboxItem checked={isOnDuty ?? false} disabled={isOnDuty === undefined} closeMenuOnClick={false} onChange={set}>
      On duty
    </Menu.CheckboxItem>
  );
}
