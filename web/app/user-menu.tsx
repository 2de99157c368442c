import { Menu, Text, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconChevronDown, IconDeviceDesktop, IconDevices, IconKeyboard, IconLogout, IconMoon, IconSettings, IconSun, type Icon } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { isStaff, roleName } from '../../shared/roles.ts';
import { firstName, initialsOf } from '../../shared/names.ts';
import { useSession } from '../lib/use-session.ts';
import { useUser } from '../lib/use-user.ts';
import { DutyMenuItem } from '../features/presence/duty-menu-item.tsx';
import { paths } from './paths.ts';
import classes from './user-menu.module.css';

const schemes: { value: MantineColorScheme; label: string; Sign: Icon }[] = [
  { value: 'light', label: 'Light', Sign: IconSun },
  { value: 'dark', label: 'Dark', Sign: IconMoon },
  { value: 'auto', label: 'As this device', Sign: IconDeviceDesktop },
];

/** Who is signed in, how it looks, where else they are signed in, and the way out. */
export function UserMenu({ onShowKeys }: { onShowKeys?: () => void }) {
  const user = useUser();
  const session = useSession();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();

  return (
    <Menu width={240} position="bottom-end" shadow="md" withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={classes.target} aria-label={`Your menu, ${user.name}`}>
          <span className={classes.initials} aria-hidden>
            {initialsOf(user.name).join('')}
          </span>
          <span className={classes.name}>{firstName(user.name)}</span>
          <IconChevronDown size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <Text fw={600} truncate>
            <bdi>{user.name}</bdi>
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {roleName(user.role)}, {user.email}
          </Text>
        </div>
        <Menu.Divider />
        {isStaff(user.role) && (
          <>
            <DutyMenuItem />
            <Menu.Divider />
          </>
        )}
        <Menu.Label>Colours</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as MantineColorScheme)}>
          {schemes.map(({ value, label, Sign }) => (
            <Menu.RadioItem key={value} value={value} rightSection={<Sign size={16} />}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        {onShowKeys && (
          <Menu.Item leftSection={<IconKeyboard size={16} />} rightSection={<kbd className={classes.key}>?</kbd>} onClick={onShowKeys}>
            Keys
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconSettings size={16} />} onClick={() => void navigate(paths.settings)}>
          Settings
        </Menu.Item>
        <Menu.Item leftSection={<IconDevices size={16} />} onClick={() => void navigate(paths.sessions)}>
          Where you are signed in
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void session.signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
