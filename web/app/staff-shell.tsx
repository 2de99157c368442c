import { UnstyledButton } from '@mantine/core';
import { useOs } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { ConnectionBadge } from '../connection/connection-badge.tsx';
import { ConnectionNotices } from '../connection/connection-notices.tsx';
import { AlertBanner } from '../features/alerts/alert-banner.tsx';
import { RaiseButton } from '../features/alerts/raise-button.tsx';
import { RaisedNotices } from '../features/alerts/raised-notice.tsx';
import { useAlertFeed } from '../features/alerts/use-alert-feed.ts';
import { useInboxFeed } from '../features/inbox/use-inbox-feed.ts';
import { Bell } from '../features/notifications/bell.tsx';
import { useNotificationFeed } from '../features/notifications/use-notification-feed.ts';
import { usePresenceFeed } from '../features/presence/use-presence-feed.ts';
import { useScheduleFeed } from '../features/schedule/use-schedule-feed.ts';
import { useWorkFeed } from '../features/work-items/use-work-feed.ts';
import { useModKey } from '../lib/use-mod-key.ts';
import { useKey } from '../lib/use-key.ts';
import { useUser } from '../lib/use-user.ts';
import { PageOutlet, SkipLink } from './page-outlet.tsx';
import { placeOf } from './place.ts';
import { railItems } from './rail-items.ts';
import { Rail } from './rail.tsx';
import noticeClasses from '../ui/notice-place.module.css';
import classes from './staff-shell.module.css';
import { StaffTitle } from './title-call.tsx';
import { UserMenu } from './user-menu.tsx';

const CommandMenu = lazy(async () => ({ default: (await import('./command-menu.tsx')).CommandMenu }));
const RaiseDialog = lazy(async () => ({ default: (await import('../features/alerts/raise-dialog.tsx')).RaiseDialog }));
const KeysDialog = lazy(async () => ({ default: (await import('./keys-dialog.tsx')).KeysDialog }));

function StaffInbox() {
  useInboxFeed();
  return null;
}

function ClinicSchedule() {
  useScheduleFeed();
  useWorkFeed();
  return null;
}

/** The frame around everything that staff do. */
export function StaffShell() {
  const user = useUser();
  const place = placeOf(user);
  const [commands, setCommands] = useState(0);
  const [keysShown, setKeysShown] = useState(false);
  const [raising, setRaising] = useState(false);
  const modifier = useOs() === 'macos' ? '⌘' : 'Ctrl';
  const showCommands = () => setCommands((count) => count + 1);
  usePresenceFeed();
  useNotificationFeed();
  useAlertFeed();
  useModKey('k', showCommands);
  useKey('?', () => setKeysShown(true));

  return (
    <div className={classes.shell}>
      <StaffInbox />
      {place === 'clinic_staff' && <ClinicSchedule />}
      <SkipLink />
      <Rail items={railItems[place] ?? []} onSearch={showCommands} />
      <header className={classes.header}>
        <div className={classes.lead}>
          <span className={classes.tenant}>{user.tenantName}</span>
          <UnstyledButton className={classes.search} onClick={showCommands}>
            <IconSearch size={16} aria-hidden />
            Search or go to…
            <kbd>{modifier} K</kbd>
          </UnstyledButton>
          <RaiseButton onClick={() => setRaising(true)} />
          <div className={noticeClasses.notices}>
            <ConnectionNotices />
            <RaisedNotices />
          </div>
          <AlertBanner />
        </div>
        <ConnectionBadge />
        <Bell />
        <UserMenu onShowKeys={() => setKeysShown(true)} />
      </header>
      <StaffTitle>
        <PageOutlet className={classes.page} />
      </StaffTitle>
      <Suspense>
        {commands > 0 && <CommandMenu key={commands} onShowKeys={() => setKeysShown(true)} onRaise={() => setRaising(true)} />}
        {keysShown && <KeysDialog onClose={() => setKeysShown(false)} />}
        {raising && <RaiseDialog onClose={() => setRaising(false)} />}
      </Suspense>
    </div>
  );
}
