import { Button, Text } from '@mantine/core';
import { IconVolume } from '@tabler/icons-react';
import { useSound } from '../../ui/sound.ts';
import classes from './settings-page.module.css';

/** Lets the person hear how MedSync calls. */
export function SoundSetting() {
  const sound = useSound();
  return (
    <div className={classes.setting}>
      <div>
        <Text fw={600}>Sound</Text>
        <Text c="dimmed">Browsers keep a page silent until you have clicked or typed in it once.</Text>
      </div>
      <Button variant="default" leftSection={<IconVolume size={16} aria-hidden />} onClick={() => sound.play('notice')}>
        Play it
      </Button>
    </div>
  );
}
