import { Menu, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { isPharmacyStaff, roleName } from '../../../shared/roles.ts';
import { compareNames } from '../../../shared/names.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import { usePresent } from '../presence/use-present.ts';

interface HandOverMenuProps {
  callerId: string;
  assigneeId: string | null;
  isPending: boolean;
  onHandOver(userId: string): void;
}

/** The colleagues who are here at the moment and may work orders. */
export function HandOverMenu({ callerId, assigneeId, isPending, onHandOver }: HandOverMenuProps) {
  const present = usePresent();
  const colleagues = Object.values(present ?? {})
    .filter(({ userId, role }) => userId !== callerId && userId !== assigneeId && isPharmacyStaff(role))
    .toSorted((a, b) => compareNames(a.name, b.name));
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <ActionButton px={12} variant="default" loading={isPending} rightSection={<IconChevronDown size={14} aria-hidden />}>
          Hand over
        </ActionButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{colleagues.length > 0 ? 'Hand over to' : 'No colleague is online right now'}</Menu.Label>
        {colleagues.map(({ userId, name, role, status }) => (
          <Menu.Item key={userId} onClick={() => onHandOver(userId)}>
            <Text size="sm">{name}</Text>
            <Text size="xs" c="dimmed">
              {roleName(role)}
              {status === 'away' && ', away'}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
