import { createContext, use, useEffect } from 'react';

/** What calls the person from the title of every page, for who is looking at another tab. */
export interface TitleCall {
  /** Words that stand in front of everything; null when nothing calls. */
  words: string | null;
  /** How much waits for the person. */
  count: number;
}

export const TitleCallContext = createContext<TitleCall>({ words: null, count: 0 });

/** `(3) Orders · MedSync`, and `(!) Urgent alert · (3) Orders · MedSync` when something calls. */
export const titleWords = (title: string, { words, count }: TitleCall): string =>
  [words, count > 0 ? `(${count}) ${title}` : title, 'MedSync'].filter((part) => part !== null).join(' · ');

/** Names the page in the tab and for screen readers. */
export function usePageTitle(title: string): void {
  const call = use(TitleCallContext);
  useEffect(() => {
    document.title = titleWords(title, call);
  }, [call, title]);
}
