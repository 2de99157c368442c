import { UnstyledButton } from '@mantine/core';
import { useHotkeys, useOs } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { ConnectionBadge } from '../connection/connection-badge.tsx';
import { ConnectionNotices } from '../connection/connection-notices.tsx';
import { useInboxFeed } from '../features/inbox/use-inbox-feed.ts';
import { usePresenceFeed } from '../features/presence/use-presence-feed.ts';
import { useScheduleFeed } from '../features/schedule/use-schedule-feed.ts';
import { useKey } from '../lib/use-key.ts';
import { useUser } from '../lib/use-user.ts';
import { PageOutlet, SkipLink } from './page-outlet.tsx';
import { placeOf } from './place.ts';
import { railItems } from './rail-items.ts';
import { Rail } from './rail.tsx';
import classes from './staff-shell.module.css';
import { UserMenu } from './user-menu.tsx';

const CommandMenu = lazy(async () => ({ default: (await import('./command-menu.tsx')).CommandMenu }));
const KeysDialog = lazy(async () => ({ default: (await import('./keys-dialog.tsx')).KeysDialog }));

function StaffInbox() {
  useInboxFeed();
  return null;
}

function ClinicSchedule() {
  useScheduleFeed();
  return null;
}

/** The frame around everything that staff do. */
export function StaffShell() {
  const user = useUser();
  const place = placeOf(user);
  const [commands, setCommands] = useState(0);
  const [keysShown, setKeysShown] = useState(false);
  const modifier = useOs() === 'macos' ? '⌘' : 'Ctrl';
  const showCommands = () => setCommands((count) => count + 1);
  usePresenceFeed();
  useHotkeys([['mod+K', showCommands]], []);
  useKey('?', () => setKeysShown(true));

  return (
    <div className={classes.shell}>
      <StaffInbox />
      {place === 'clinic_staff' && <ClinicSchedule />}
      <SkipLink />
      <Rail items={railItems[place] ?? []} onSearch={showCommands} />
      <header className={classes.header}>
        <span className={classes.tenant}>{user.tenantName}</span>
        <UnstyledButton className={classes.search} onClick={showCommands}>
          <IconSearch size={16} aria-hidden />
          Search or go to…
          <kbd>{modifier} K</kbd>
        </UnstyledButton>
        <ConnectionBadge />
        <UserMenu onShowKeys={() => setKeysShown(true)} />
      </header>
      <div className={classes.notices}>
        <ConnectionNotices />
      </div>
      <PageOutlet className={classes.page} />
      <Suspense>
        {commands > 0 && <CommandMenu key={commands} onShowKeys={() => setKeysShown(true)} />}
        {keysShown && <KeysDialog onClose={() => setKeysShown(false)} />}
      </Suspense>
    </div>
  );
}
