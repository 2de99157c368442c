import { SegmentedControl, Skeleton } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useLocation, useNavigate } from 'react-router';
import { useUser } from '../../lib/use-user.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { OwnDuty } from './own-duty.tsx';
import { teamOf, teamViews, type TeamView } from './team-filter.ts';
import { TeamRow } from './team-row.tsx';
import classes from './team-page.module.css';
import { usePresent } from './use-present.ts';

const names: Record<TeamView, string> = { everyone: 'Everyone', here: 'Here now', on_duty: 'On duty' };

/** Who works here, whether they are at a screen, who is on duty, and what they have open. */
export function TeamPage() {
  usePageTitle('Team');
  const user = useUser();
  const present = usePresent();
  const navigate = useNavigate();
  const { search } = useLocation();
  const view = teamViews.find((name) => name === new URLSearchParams(search).get('show')) ?? 'everyone';
  const rows = present && teamOf(present, view);
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <h1 className={classes.title}>Team</h1>
        <SegmentedControl<TeamView>
          aria-label="Show"
          value={view}
          onChange={(next) => void navigate({ search: next === 'everyone' ? '' : `?show=${next}` }, { replace: true })}
          data={teamViews.map((value) => ({
            value,
            label: (
              <>
                {names[value]} <span data-count>{present ? teamOf(present, value).length : ''}</span>
              </>
            ),
          }))}
        />
      </header>
      <OwnDuty />
      {!rows && <TeamSkeleton />}
      {rows?.length === 0 && (
        <EmptyState icon={IconUsers} title={view === 'on_duty' ? 'Nobody is on duty' : 'Nobody is here'}>
          {view === 'on_duty' ? 'While it is so, urgent alerts to everyone really call everyone.' : 'Colleagues appear here when they open MedSync.'}
        </EmptyState>
      )}
      {rows && rows.length > 0 && (
        <ul className={classes.list} aria-label="Team">
          {rows.map((each) => (
            <TeamRow key={each.userId} user={each} isSelf={each.userId === user.id} />
          ))}
        </ul>
      )}
    </div>
  );
}

const TeamSkeleton = () => (
  <div className={classes.list} role="status" aria-busy aria-label="Loading the team">
    {[220, 180, 240, 200, 190].map((width) => (
      <div key={width} className={classes.row}>
        <span className={classes.who}>
          <Skeleton circle height={32} />
          <Skeleton height={14} width={width / 2} />
        </span>
        <Skeleton height={14} width={80} />
      </div>
    ))}
  </div>
);
