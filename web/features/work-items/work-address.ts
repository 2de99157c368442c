/** What of a page of work items is shown. It stands in the address, so that it can be shared and reloaded. */
export interface WorkAddress {
  isMine: boolean;
  /** `open`, `all`, or a status of the kind. */
  show: string;
  /** The item that is open. */
  itemId: string | null;
}

/** Anything that `known` does not have is `open`. */
export function readWorkAddress(search: URLSearchParams, known: readonly string[]): WorkAddress {
  const show = search.get('show');
  return {
    isMine: search.get('owner') === 'me',
    show: show !== null && known.includes(show) ? show : 'open',
    itemId: search.get('item'),
  };
}

export function writeWorkAddress({ isMine, show, itemId }: WorkAddress): string {
  const search = new URLSearchParams();
  if (isMine) search.set('owner', 'me');
  if (show !== 'open') search.set('show', show);
  if (itemId !== null) search.set('item', itemId);
  return search.toString();
}
