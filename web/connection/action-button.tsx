import { Button, type ButtonProps } from '@mantine/core';
import type { ComponentPropsWithRef, MouseEvent } from 'react';
import { useConnectionState } from './use-connection.ts';

/** Why nothing can be changed at the moment; null when it can. */
const useOfflineReason = (): string | null =>
  useConnectionState().name === 'offline' ? 'You are offline: this can be done when the connection is back.' : null;

type ActionButtonProps = ButtonProps & Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps>;

/** A button that asks the server to change something. Offline it says before it is pressed that it cannot, and keeps the focus. */
export function ActionButton({ onClick, ...props }: ActionButtonProps) {
  const reason = useOfflineReason();
  if (reason === null) return <Button {...props} onClick={onClick} />;
  return <Button {...props} data-disabled aria-disabled title={reason} onClick={(event: MouseEvent) => event.preventDefault()} />;
}
