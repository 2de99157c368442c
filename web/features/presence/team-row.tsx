import { Avatar, Badge } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import type { PresentUser } from '../../../shared/presence.ts';
import { roleName } from '../../../shared/roles.ts';
import { plainName } from '../../../shared/names.ts';
import { useZone } from '../../lib/use-zone.ts';
import { useNow } from '../../ui/clock.ts';
import { durationWords, fullTime } from '../../ui/time-words.ts';
import { deviceWords } from './device-count.ts';
import { StatusMark } from './status-mark.tsx';
import classes from './team-page.module.css';
import { ViewedLink } from './viewed-link.tsx';

export function TeamRow({ user, isSelf }: { user: PresentUser; isSelf: boolean }) {
  const { name, role, status, since, onDuty, viewing } = user;
  return (
    <li className={classes.row} aria-label={name}>
      <span className={classes.who}>
        <Avatar name={plainName(name)} size={32} radius="xl" color="brand" aria-hidden />
        <span className={classes.names}>
          <span className={classes.name}>
            <bdi>{name}</bdi>
            {isSelf && ' (you)'}
          </span>
          <span className={classes.quiet}>{roleName(role)}</span>
        </span>
      </span>
      <span className={classes.status}>
        <StatusMark status={status} />
        <span className={classes.quiet}>
          {since && <HowLong since={since} />}
          {deviceWords(user)}
        </span>
      </span>
      <span className={classes.duty}>
        {onDuty && (
          <Badge variant="light" leftSection={<IconShieldCheck size={14} stroke={2} aria-hidden />}>
            On duty
          </Badge>
        )}
      </span>
      <span className={classes.viewing}>
        {viewing?.map((viewed) => <ViewedLink key={`${viewed.kind} ${viewed.id}`} viewed={viewed} />)}
      </span>
    </li>
  );
}

function HowLong({ since }: { since: string }) {
  const now = useNow();
  const zone = useZone();
  const at = Date.parse(since);
  return (
    <time dateTime={since} title={`Since ${fullTime(at, zone)}`}>
      {now - at < 60_000 ? 'since just now' : `for ${durationWords(now - at)}`}
    </time>
  );
}
