import { Link, type To } from 'react-router';
import classes from './link-tabs.module.css';

interface LinkTab {
  to: To;
  name: string;
  isCurrent: boolean;
  /** How much there is, if that is known. */
  count?: number | undefined;
}

/** Brings the tab into sight where there is no room for all of them. */
const showTab = (tab: HTMLElement | null): void => tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });

/** The parts of a page, each with an address of its own. */
export function LinkTabs({ label, tabs }: { label: string; tabs: LinkTab[] }) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map(({ to, name, isCurrent, count }) => (
        <Link key={name} ref={isCurrent ? showTab : null} to={to} className={classes.tab} aria-current={isCurrent ? 'page' : undefined}>
          {name}
          {count !== undefined && count > 0 && (
            <span className={classes.count} data-count>
              {count}
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}
