import { createContext, use, useEffect } from 'react';

/** What calls the person from the title of every page, for who is looking at another tab; null when nothing does. */
export const TitleCallContext = createContext<string | null>(null);

/** Names the page in the tab and for screen readers. */
export function usePageTitle(title: string): void {
  const call = use(TitleCallContext);
  useEffect(() => {
    document.title = [call, title, 'MedSync'].filter((part) => part !== null).join(' · ');
  }, [call, title]);
}
