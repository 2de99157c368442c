import type { PresentUser } from '../../../shared/presence.ts';

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** "2 devices, 3 tabs"; nothing for one tab on one device, which says nothing. */
export function deviceWords({ connections, devices = 0 }: Pick<PresentUser, 'connections' | 'devices'>): string {
  if (connections <= 1) return '';
  return devices > 1 ? `${counted(devices, 'device')}, ${counted(connections, 'tab')}` : counted(connections, 'tab');
}
