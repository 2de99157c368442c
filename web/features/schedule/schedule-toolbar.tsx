import { ActionIcon, Button, Select, SegmentedControl, Title } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconChevronLeft, IconChevronRight, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Person } from '../../../shared/auth.ts';
import { sentence } from '../../../shared/text.ts';
import { useDayDraft } from '../../ui/use-day-draft.ts';
import { useUser } from '../../lib/use-user.ts';
import { ClinicSettingsLink } from '../clinic-settings/clinic-settings-link.tsx';
import { addDays, dayWords, isWithin, monthOf, monthWords, mondayOf, shortDayWords, within } from './calendar.ts';
import { NextFreeMenu } from './next-free-menu.tsx';
import { scheduleViews, shownDays, type ScheduleAddress, type ScheduleView } from './schedule-address.ts';
import classes from './schedule-toolbar.module.css';
import { StatusLegend } from './status-legend.tsx';

const viewNames: Record<ScheduleView, string> = { day: 'Day', week: 'Week', month: 'Month' };

const shortTitleOf = (address: ScheduleAddress, today: string): string =>
  address.view === 'day' ? shortDayWords(address.day, today) : titleOf(address, today);

export function titleOf({ view, day }: ScheduleAddress, today: string): string {
  if (view === 'month') return monthWords(day);
  if (view === 'day') return dayWords(day);
  return `${shortDayWords(mondayOf(day), today)} to ${shortDayWords(addDays(mondayOf(day), 6), today)}`;
}

/** The day that lies one page of the view before or after. */
function turned({ view, day }: ScheduleAddress, by: -1 | 1): string {
  if (view === 'month') return by === 1 ? addDays(monthOf(day), 31) : addDays(monthOf(day), -1);
  return addDays(day, view === 'day' ? by : 7 * by);
}

interface ScheduleToolbarProps {
  address: ScheduleAddress;
  today: string;
  providers: Person[];
  /** Whose visits are shown; null when it is everyone's. */
  providerId: string | null;
  isSearching: boolean;
  onChange(address: ScheduleAddress): void;
  onBook(): void;
  onNextFree(minutes: number): void;
}

/** Which day, whose visits, in which status; the way to other days, and to a new visit. A phone shows the rest when asked. */
export function ScheduleToolbar({ address, today, providers, providerId, isSearching, onChange, onBook, onNextFree }: ScheduleToolbarProps) {
  const show = (part: Partial<ScheduleAddress>): void => onChange({ ...address, ...part });
  const bounds = shownDays(today);
  const dayDraft = useDayDraft(address.day, (day) => isWithin(day, bounds) && show({ day }));
  const [showsMore, setShowsMore] = useState(false);
  const { tenantName } = useUser();
  const provider = providers.find(({ id }) => id === providerId);
  const page = viewNames[address.view].toLowerCase();
  return (
    <div className={classes.toolbar} data-shows-more={showsMore || undefined}>
      <div className={classes.row}>
        <Title order={1} size="lg" className={classes.title}>
          <span className={classes.long}>{titleOf(address, today)}</span>
          <span className={classes.short}>{shortTitleOf(address, today)}</span>
        </Title>
        <div className={classes.days}>
          <ActionIcon variant="default" size={36} aria-label={`Previous ${page}`} onClick={() => show({ day: within(turned(address, -1), bounds) })}>
            <IconChevronLeft size={18} aria-hidden />
          </ActionIcon>
          <Button variant="default" className={classes.more ?? ''} disabled={address.day === today} onClick={() => show({ day: today })}>
            Today
          </Button>
          <ActionIcon variant="default" size={36} aria-label={`Next ${page}`} onClick={() => show({ day: within(turned(address, 1), bounds) })}>
            <IconChevronRight size={18} aria-hidden />
          </ActionIcon>
          <input type="date" className={`${classes.date} ${classes.more}`} aria-label="Go to day" {...bounds} {...dayDraft} />
        </div>
        <SegmentedControl
          className={classes.more ?? ''}
          aria-label="View"
          data={scheduleViews.map((view) => ({ value: view, label: viewNames[view] }))}
          value={address.view}
          onChange={(value) => show({ view: value })}
        />
        <Select
          className={classes.more ?? ''}
          aria-label="Provider"
          placeholder="All providers"
          // a week is one provider's
          clearable={address.view !== 'week'}
          allowDeselect={address.view !== 'week'}
          clearButtonProps={{ 'aria-label': 'All providers' }}
          w={160}
          data={providers.map(({ id, name }) => ({ value: id, label: name }))}
          value={providerId}
          onChange={(chosen) => show({ providerId: chosen })}
        />
        <div className={classes.more}>
          <NextFreeMenu isPending={isSearching} onFind={onNextFree} />
        </div>
        <span className={classes.toggle}>
          <ActionIcon variant={showsMore ? 'light' : 'default'} size={44} aria-label="Day, view and filters" aria-expanded={showsMore} onClick={() => setShowsMore(!showsMore)}>
            <IconAdjustmentsHorizontal size={18} aria-hidden />
          </ActionIcon>
        </span>
        <Button className={classes.book ?? ''} leftSection={<IconPlus size={16} aria-hidden />} onClick={onBook}>
          Book
        </Button>
      </div>
      <div className={classes.onPaper}>
        {tenantName}
        {provider && sentence`, ${provider.name}`}
      </div>
      <div className={classes.legend}>
        <StatusLegend shown={address.statuses} onChange={(statuses) => show({ statuses })} />
        <ClinicSettingsLink />
      </div>
    </div>
  );
}
