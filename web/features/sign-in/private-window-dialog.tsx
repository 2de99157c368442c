import { Button, Text } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import classes from './private-window-dialog.module.css';
import { demoLink, type DemoPerson } from './use-demo-people.ts';

/** How to be somebody else at the same time. No page can open a private window, so that it gives a link to open in one. */
export function PrivateWindowDialog({ person, onClose }: { person: DemoPerson; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const address = useRef<HTMLAnchorElement>(null);
  const [copied, setCopied] = useState<'not yet' | 'copied' | 'selected'>('not yet');
  const titleId = useId();
  const link = demoLink(person, window.location.origin);

  useEffect(() => dialog.current?.showModal(), []);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
      setCopied('copied');
    } catch {
      // without the browser's leave, or at an address that is not https
      window.getSelection()?.selectAllChildren(address.current!);
      setCopied('selected');
    }
  }

  return (
    <dialog ref={dialog} className={classes.dialog} aria-labelledby={titleId} onClose={onClose}>
      <Text id={titleId} component="h2" fw={600}>
        <bdi>{person.name}</bdi> in a private window
      </Text>
      <Text>All usual windows of a browser share one sign-in. A private window has its own, so that you can be two people at once.</Text>
      <ol className={classes.steps}>
        <li>
          Copy this link.
          <span className={classes.link}>
            <a ref={address} href={link} className={classes.address}>
              {link}
            </a>
            <Button variant="default" onClick={() => void copy()}>
              Copy
            </Button>
          </span>
          <span role="status" className={classes.copied}>
            {copied === 'copied' && 'Copied.'}
            {copied === 'selected' && 'The link is selected: copy it with your keyboard or the menu.'}
          </span>
        </li>
        <li>
          Open a private window: <kbd>{newWindowKeys()}</kbd>, or “New private window” in the browser’s menu.
        </li>
        <li>
          Paste the link there. It signs you in as <bdi>{person.name}</bdi>.
        </li>
      </ol>
      <Text c="dimmed">Many browsers can do it at once: press the link with the right button, or hold it, and choose the private window.</Text>
      <Button variant="default" fullWidth onClick={() => dialog.current?.close()}>
        Close
      </Button>
    </dialog>
  );
}

function newWindowKeys(): string {
  const letter = /Firefox/.test(navigator.userAgent) ? 'P' : 'N';
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? `⇧⌘${letter}` : `Ctrl+Shift+${letter}`;
}
