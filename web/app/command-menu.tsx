import '@mantine/spotlight/styles.css';
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { IconArmchair, IconBell, IconCalendarEvent, IconChecklist, IconClipboardList, IconDevices, IconFileCertificate, IconKeyboard, IconLogout, IconMessages, IconMoon, IconSearch, IconSettings, IconSun, IconTestPipe, IconUrgent, IconUser, IconUsers, IconUsersGroup, type Icon } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { statusName } from '../../shared/order-status.ts';
import { sentence } from '../../shared/text.ts';
import { trpc } from '../lib/trpc.ts';
import { useSession } from '../lib/use-session.ts';
import { useUser } from '../lib/use-user.ts';
import { birthDate } from '../ui/time-words.ts';
import classes from './command-menu.module.css';
import { paths } from './paths.ts';
import { placeOf, type Place } from './place.ts';

interface CommandMenuProps {
  onShowKeys(): void;
  onRaise(): void;
}

/** Search and commands in one place, under Mod+K. It opens when it is mounted. */
export function CommandMenu({ onShowKeys, onRaise }: CommandMenuProps) {
  const [query, setQuery] = useState('');
  const commands = useCommands({ onShowKeys, onRaise });
  const orders = useFoundOrders(query);
  const patients = useFoundPatients(query);
  const wanted = query.trim().toLowerCase();
  useEffect(() => spotlight.open(), []);

  return (
    <Spotlight
      actions={[
        ...(orders.length > 0 ? [{ group: 'Orders', actions: orders }] : []),
        ...(patients.length > 0 ? [{ group: 'Patients', actions: patients }] : []),
        { group: 'Go to', actions: commands.filter(({ label }) => label?.toLowerCase().includes(wanted)) },
      ]}
      query={query}
      onQueryChange={setQuery}
      filter={(_, actions) => actions}
      shortcut={null}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      attributes={{ content: { 'aria-label': 'Search or go to' } }}
      // what scrolls must be reachable with keys
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      classNames={{ actionsGroup: classes.group ?? '' }}
      nothingFound={wanted ? 'Nothing found.' : undefined}
      searchProps={{
        leftSection: <IconSearch size={20} aria-hidden />,
        placeholder: 'A patient, an item, a word, or a place',
        'aria-label': 'Search or go to',
      }}
    />
  );
}

function useCommands({ onShowKeys, onRaise }: CommandMenuProps): SpotlightActionData[] {
  const navigate = useNavigate();
  const session = useSession();
  const { toggleColorScheme } = useMantineColorScheme();
  const go = (id: string, label: string, Sign: Icon, to: string): SpotlightActionData => ({
    id,
    label,
    leftSection: <Sign size={20} />,
    onClick: () => void navigate(to),
  });
  const place = placeOf(useUser());
  const places: Partial<Record<Place, SpotlightActionData[]>> = {
    pharmacy_staff: [go('orders', 'Orders', IconClipboardList, paths.orders)],
    clinic_staff: [
      go('schedule', 'Schedule', IconCalendarEvent, paths.schedule),
      go('board', 'Waiting room', IconArmchair, paths.board),
      go('patients', 'Patients', IconUsers, paths.patients),
      go('tasks', 'Tasks', IconChecklist, paths.tasks),
      go('prior-auths', 'Prior authorisations', IconFileCertificate, paths.priorAuths),
      go('lab-results', 'Lab results', IconTestPipe, paths.labResults),
    ],
  };
  return [
    ...(places[place] ?? []),
    ...(place.endsWith('staff') ? [go('threads', 'Threads', IconMessages, paths.threads), go('team', 'Team', IconUsersGroup, paths.team)] : []),
    go('alerts', 'Alerts', IconUrgent, paths.alerts),
    { id: 'raise', label: 'Raise an urgent alert', leftSection: <IconUrgent size={20} color="var(--app-red)" />, onClick: onRaise },
    go('notifications', 'Notifications', IconBell, paths.notifications),
    go('settings', 'Settings', IconSettings, paths.settings),
    go('sessions', 'Where you are signed in', IconDevices, paths.sessions),
    { id: 'keys', label: 'Keys', leftSection: <IconKeyboard size={20} />, onClick: onShowKeys },
    {
      id: 'colours',
      label: 'Switch between light and dark',
      leftSection: (
        <>
          <IconSun size={20} className="mantine-dark-hidden" />
          <IconMoon size={20} className="mantine-light-hidden" />
        </>
      ),
      onClick: toggleColorScheme,
    },
    { id: 'sign-out', label: 'Sign out', leftSection: <IconLogout size={20} />, onClick: () => void session.signOut() },
  ];
}

function useFoundOrders(query: string): SpotlightActionData[] {
  const navigate = useNavigate();
  const isPharmacy = placeOf(useUser()) === 'pharmacy_staff';
  const [search] = useDebouncedValue(query.trim(), 200);
  const found = trpc.chatOrders.list.useQuery(
    { search, limit: 8 },
    { enabled: isPharmacy && search.length > 1, placeholderData: keepPreviousData, gcTime: 0 },
  );
  if (search.length < 2) return [];
  return (found.data?.items ?? []).map(({ roomId, patient, status, items }) => ({
    id: roomId,
    label: sentence`${patient.name}, b. ${birthDate(patient.dateOfBirth)}`,
    description: [statusName(status), ...items.map(({ name }) => name)].join(', '),
    leftSection: <IconUser size={20} />,
    onClick: () => void navigate(paths.order(roomId)),
  }));
}

/** Where there are charts, the patients whose they are. */
function useFoundPatients(query: string): SpotlightActionData[] {
  const navigate = useNavigate();
  const isClinic = placeOf(useUser()) === 'clinic_staff';
  const [search] = useDebouncedValue(query.trim(), 200);
  const found = trpc.patients.search.useQuery(
    { query: search },
    { enabled: isClinic && search.length > 1, placeholderData: keepPreviousData, gcTime: 0 },
  );
  if (search.length < 2) return [];
  return (found.data ?? []).slice(0, 8).map(({ id, name, dateOfBirth }) => ({
    id,
    label: `${name}, b. ${birthDate(dateOfBirth)}`,
    leftSection: <IconUser size={20} />,
    onClick: () => void navigate(paths.patient(id)),
  }));
}
