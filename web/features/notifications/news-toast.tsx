import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Notification } from '../../../shared/notifications.ts';
import classes from './news-toast.module.css';
import { countWords } from './news.ts';
import { typeWords } from './type-words.ts';

const toastId = 'news';
const shownAtOnce = 3;

interface NewsHandlers {
  /** With the one notification, or null for the list of all. */
  onOpen(notification: Notification | null): void;
  onClose(): void;
}

/** One toast for everything new: a second piece of news joins the first. Without news the toast goes. */
export function showNews(news: readonly Notification[], isShown: boolean, { onOpen, onClose }: NewsHandlers): void {
  const [first, ...others] = news;
  if (!first) return void notifications.hide(toastId);
  const { Sign } = typeWords[first.type];
  const toast = {
    id: toastId,
    autoClose: 10_000,
    icon: <Sign size={20} aria-hidden />,
    title: others.length === 0 ? first.title : countWords(news.length),
    message: others.length === 0 ? <One notification={first} onOpen={onOpen} /> : <Many news={news} onOpen={onOpen} />,
    closeButtonProps: { 'aria-label': 'Close' },
    onClose,
    role: 'status',
  };
  if (isShown) notifications.update(toast);
  else notifications.show(toast);
}

function One({ notification, onOpen }: { notification: Notification } & Pick<NewsHandlers, 'onOpen'>) {
  return (
    <div className={classes.news}>
      <span>{notification.body}</span>
      <Button variant="light" size="compact-sm" onClick={() => onOpen(notification)}>
        Open
      </Button>
    </div>
  );
}

function Many({ news, onOpen }: { news: readonly Notification[] } & Pick<NewsHandlers, 'onOpen'>) {
  return (
    <div className={classes.news}>
      <ul>
        {news.slice(-shownAtOnce).map(({ id, body }) => (
          <li key={id}>{body}</li>
        ))}
        {news.length > shownAtOnce && <li>and {news.length - shownAtOnce} more</li>}
      </ul>
      <Button variant="light" size="compact-sm" onClick={() => onOpen(null)}>
        Show them
      </Button>
    </div>
  );
}
