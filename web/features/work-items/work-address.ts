/** What of a page of work items is shown. It stands in the address, so that it can be shared and reloaded. */
export interface WorkAddress {
  isMine: boolean;
  /** `open`, `all`, or a status of the kind. */
  show: string;
  /** The item that is open. */
  itemId: string | null;
}

/** What a page shows when its address does not say; it stands in no address. */
type Usual = 'open' | 'all';

/** Anything that `known` does not have is what is usual. */
export function readWorkAddress(search: URLSearchParams, known: readonly string[], usual: Usual): WorkAddress {
  const show = search.get('show');
  return {
    isMine: search.get('owner') === 'me',
    show: show !== null && known.includes(show) ? show : usual,
    itemId: search.get('item'),
  };
}

/** The address with this in it; what else stands in it, such as the tab of a chart, stays. */
export function writeWorkAddress(search: URLSearchParams, { isMine, show, itemId }: WorkAddress, usual: Usual): string {
  const next = new URLSearchParams(search);
  for (const key of ['owner', 'show', 'item']) next.delete(key);
  if (isMine) next.set('owner', 'me');
  if (show !== usual) next.set('show', show);
  if (itemId !== null) next.set('item', itemId);
  return next.toString();
}
