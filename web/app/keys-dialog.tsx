import { Modal } from '@mantine/core';
import { Fragment } from 'react';
import { useUser } from '../lib/use-user.ts';
import classes from './keys-dialog.module.css';
import { placeOf } from './place.ts';

type Key = [keys: string, does: string];

const everywhere: Key[] = [
  ['@', 'Mention somebody, in a thread'],
  ['Mod + K', 'Search or go to'],
  ['Escape', 'One step back'],
  ['?', 'This list'],
];

const pharmacyKeys: Key[] = [
  ['j  k', 'Next and previous order in the queue'],
  ['Enter', 'Open the order'],
  ['c', 'Take the order'],
  ['z', 'Undo the step that was just taken'],
  ['r', 'Write to the patient'],
  ['n', 'Write an internal note'],
  ['Mod + Enter', 'Send'],
  ['/', 'Search the queue'],
];

const clinicKeys: Key[] = [
  ['m', 'Move the visit that has the focus'],
  ['↑  ↓', 'Earlier and later, while it moves'],
  ['←  →', 'To another provider or day, while it moves'],
  ['Shift + ↑  ↓', 'Shorter and longer, while it moves'],
  ['Enter', 'Place it'],
  ['/', 'Search the patients, on their page'],
];

/** All keys of the staff side. "Mod" is Ctrl, or Command on a Mac. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const modifier = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';
  return (
    <Modal opened onClose={onClose} title="Keys" centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <dl className={classes.keys}>
        {[...(placeOf(useUser()) === 'clinic_staff' ? clinicKeys : pharmacyKeys), ...everywhere].map(([key, does]) => (
          <Fragment key={key}>
            <dt>
              <kbd>{key.replace('Mod', modifier)}</kbd>
            </dt>
            <dd>{does}</dd>
          </Fragment>
        ))}
      </dl>
    </Modal>
  );
}
