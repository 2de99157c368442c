import { MantineThemeProvider } from '@mantine/core';
import { Link } from 'react-router';
import { ConnectionBadge } from '../connection/connection-badge.tsx';
import { ConnectionNotices } from '../connection/connection-notices.tsx';
import { useInboxFeed } from '../features/inbox/use-inbox-feed.ts';
import { Bell } from '../features/notifications/bell.tsx';
import { useNotificationFeed } from '../features/notifications/use-notification-feed.ts';
import { usePresenceFeed } from '../features/presence/use-presence-feed.ts';
import { useUser } from '../lib/use-user.ts';
import { Logo } from './logo.tsx';
import { PageOutlet, SkipLink } from './page-outlet.tsx';
import noticeClasses from '../ui/notice-place.module.css';
import classes from './patient-shell.module.css';
import { paths } from './paths.ts';
import { patientTheme } from './theme.ts';
import { UnreadTitle } from './title-call.tsx';
import { UserMenu } from './user-menu.tsx';

/** The frame around a patient's pages: one column, made for a phone. */
export function PatientShell() {
  const user = useUser();
  usePresenceFeed();
  useInboxFeed();
  useNotificationFeed();
  return (
    <MantineThemeProvider theme={patientTheme}>
      <div className={classes.shell} data-frame="patient">
        <SkipLink />
        <header className={classes.header}>
          <div className={classes.lead}>
            <Link to={paths.home} className={classes.start} aria-label={`${user.tenantName}, start`}>
              <Logo size={28} />
              <span>{user.tenantName}</span>
            </Link>
            <div className={noticeClasses.notices}>
              <ConnectionNotices />
            </div>
          </div>
          <ConnectionBadge />
          <Bell />
          <UserMenu />
        </header>
        <UnreadTitle>
          <PageOutlet className={classes.page} />
        </UnreadTitle>
      </div>
    </MantineThemeProvider>
  );
}
