import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { User } from '../../../shared/auth.ts';
import { paths } from '../../app/paths.ts';
import { PrivateWindowDialog } from './private-window-dialog.tsx';
import classes from './sign-in-page.module.css';
import type { DemoPerson } from './use-demo-people.ts';

/** A link for one person, opened where another is signed in: nobody is to take the one for the other. */
export function SomeoneElseHere({ user, person }: { user: User; person: DemoPerson }) {
  const [isExplained, setExplained] = useState(false);
  return (
    <div className={classes.card}>
      <Text component="h1" fw={600} size="lg">
        <bdi>{user.name}</bdi> is signed in here
      </Text>
      <Text>
        This link is for <bdi>{person.name}</bdi>. Open it in a private window, or sign out here first.
      </Text>
      <Button onClick={() => setExplained(true)}>
        How to open a private window
      </Button>
      <Button variant="default" component={Link} to={paths.home} replace>
        {/* one text for the name and ours would have one direction */}
        <span>
          Go on as <bdi>{user.name}</bdi>
        </span>
      </Button>
      {isExplained && <PrivateWindowDialog person={person} onClose={() => setExplained(false)} />}
    </div>
  );
}
