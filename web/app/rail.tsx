import { Menu, UnstyledButton } from '@mantine/core';
import { IconDots, IconSearch } from '@tabler/icons-react';
import { Link, NavLink, useLocation, useNavigate } from 'react-router';
import { Logo } from './logo.tsx';
import { paths } from './paths.ts';
import type { RailItem } from './rail-items.ts';
import classes from './rail.module.css';

/** How many places a phone's bar has room for, search or "More" among them. */
const roomOnPhone = 5;

interface RailProps {
  items: RailItem[];
  onSearch(): void;
}

/** The ways to every page: a column of signs with words, on a phone a bar at the bottom. */
export function Rail({ items, onSearch }: RailProps) {
  const overflows = items.length >= roomOnPhone;
  const shownOnPhone = overflows ? roomOnPhone - 1 : items.length;
  return (
    <nav className={classes.rail} aria-label="Main">
      <Link to={paths.home} className={classes.logo} aria-label="MedSync, start">
        <Logo />
      </Link>
      {items.map(({ to, name, Sign, Count }, index) => (
        <NavLink key={to} to={to} className={classes.item ?? ''} data-only-wide={index >= shownOnPhone || undefined}>
          <span className={classes.sign}>
            <Sign size={20} aria-hidden />
            {Count && <Count />}
          </span>
          {name}
        </NavLink>
      ))}
      {overflows ? (
        <More items={items.slice(shownOnPhone)} onSearch={onSearch} />
      ) : (
        <UnstyledButton className={classes.item} data-only-narrow onClick={onSearch}>
          <IconSearch size={20} aria-hidden />
          Search
        </UnstyledButton>
      )}
    </nav>
  );
}

function More({ items, onSearch }: RailProps) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const isHere = items.some(({ to }) => pathname.startsWith(to));
  return (
    <Menu position="top-end" width={220} shadow="md" withinPortal={false} styles={{ item: { minHeight: '2.75rem' } }}>
      <Menu.Target>
        <UnstyledButton className={classes.item} data-only-narrow data-here={isHere || undefined}>
          <IconDots size={20} aria-hidden />
          More
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(({ to, name, Sign, Count }) => (
          <Menu.Item key={to} leftSection={<Sign size={20} aria-hidden />} rightSection={Count && <Count />} onClick={() => void navigate(to)}>
            {name}
          </Menu.Item>
        ))}
        <Menu.Item leftSection={<IconSearch size={20} aria-hidden />} onClick={onSearch}>
          Search
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
