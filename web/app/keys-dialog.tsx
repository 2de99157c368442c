import { Modal } from '@mantine/core';
import { Fragment } from 'react';
import classes from './keys-dialog.module.css';

const keys: [keys: string, does: string][] = [
  ['j  k', 'Next and previous order in the queue'],
  ['Enter', 'Open the order'],
  ['c', 'Take the order'],
  ['r', 'Write to the patient'],
  ['n', 'Write an internal note'],
  ['Mod + Enter', 'Send'],
  ['/', 'Search the queue'],
  ['Mod + K', 'Search or go to'],
  ['Escape', 'One step back'],
  ['?', 'This list'],
];

/** All keys of the staff side. "Mod" is Ctrl, or Command on a Mac. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const modifier = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';
  return (
    <Modal opened onClose={onClose} title="Keys" centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <dl className={classes.keys}>
        {keys.map(([key, does]) => (
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
