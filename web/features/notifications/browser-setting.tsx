import { Button, Text } from '@mantine/core';
import { askBrowserPermission, useBrowserPermission, type BrowserPermission } from './browser-notice.ts';
import classes from './settings-page.module.css';

const words: Record<BrowserPermission, string> = {
  granted: 'This browser tells you while MedSync is in the background. It never names a patient.',
  default: 'This browser can tell you while MedSync is in the background. It never names a patient.',
  denied: 'You have told this browser not to show them. Allow notifications in its settings for this site to change that.',
  unsupported: 'This browser cannot show them.',
};

/** Whether this very browser shows notifications; asks it when the person wants that. */
export function BrowserSetting() {
  const permission = useBrowserPermission();
  return (
    <div className={classes.setting}>
      <div>
        <Text fw={600}>Notifications from the browser</Text>
        <Text c="dimmed">{words[permission]}</Text>
      </div>
      {permission === 'default' && <Button onClick={() => void askBrowserPermission()}>Turn on</Button>}
      {permission === 'granted' && <Text c="var(--app-green)">On</Text>}
      {permission === 'denied' && <Text c="dimmed">Blocked</Text>}
    </div>
  );
}
