import { Button, Group, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import classes from './browser-question.module.css';
import { askBrowserPermission, useBrowserPermission } from './browser-notice.ts';

/** Offers notes from the browser to who has the bell open, until they have answered. */
export function BrowserQuestion() {
  const permission = useBrowserPermission();
  const [isAnswered, setAnswered] = useLocalStorage({ key: 'medsync-browser-notices-answered', defaultValue: false, getInitialValueInEffect: false });
  if (permission !== 'default' || isAnswered) return null;
  return (
    <div className={classes.question}>
      <Text size="sm">Be told while MedSync is in the background? No patient is named there.</Text>
      <Group gap={8}>
        <Button size="compact-sm" onClick={() => void askBrowserPermission().finally(() => setAnswered(true))}>
          Turn on
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => setAnswered(true)}>
          Not now
        </Button>
      </Group>
    </div>
  );
}
