import { Checkbox } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { NotificationPreferences } from '../../../shared/notification-preferences.ts';
import { notificationChannels, type NotificationChannel, type NotificationType } from '../../../shared/notification-types.ts';
import classes from './channel-table.module.css';
import { typeWords } from './type-words.ts';

const channelNames: Record<NotificationChannel, string> = { in_app: 'In the app', browser: 'From the browser', sound: 'With a sound' };

interface ChannelTableProps {
  types: NotificationType[];
  channels: NotificationPreferences['channels'];
  onChange(type: NotificationType, channels: NotificationChannel[]): void;
}

/** One row for each type, one box for each way to call; no box checked is off. */
export function ChannelTable({ types, channels, onChange }: ChannelTableProps) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">About</th>
          {notificationChannels.map((channel) => (
            <th key={channel} scope="col" className={classes.channel}>
              {channelNames[channel]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {types.map((type) => (
          <tr key={type}>
            <th scope="row">
              {typeWords[type].name}
              {channels[type].length === 0 && <span className={classes.off}>Off</span>}
            </th>
            {type === 'alert.urgent' ? (
              <td colSpan={notificationChannels.length} className={classes.always}>
                <IconLock size={14} aria-hidden /> Always, in every way
              </td>
            ) : (
              notificationChannels.map((channel) => (
                <td key={channel} className={classes.channel}>
                  <label className={classes.target} htmlFor={`${type}-${channel}`}>
                    <Checkbox
                      id={`${type}-${channel}`}
                      aria-label={`${typeWords[type].name}: ${channelNames[channel].toLowerCase()}`}
                      checked={channels[type].includes(channel)}
                      onChange={({ currentTarget: { checked } }) =>
                        onChange(
                          type,
                          notificationChannels.filter((one) => (one === channel ? checked : channels[type].includes(one))),
                        )
                      }
                    />
                  </label>
                </td>
              ))
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
