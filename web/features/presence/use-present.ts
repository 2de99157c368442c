import { skipToken, useQuery } from '@tanstack/react-query';
import { presenceKey, type Present } from './merge-presence.ts';

/** Whom the caller may know about and whether they are here, by user id; undefined until the server has told. */
export const usePresent = (): Present | undefined =>
  useQuery<Present>({ queryKey: presenceKey, queryFn: skipToken, staleTime: Infinity, gcTime: Infinity }).data;
