// Handoffs: what came along with each, and the list of all.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from './api';
import type { HandoffsView, PacketView } from './wire';

/** `news` grows with what is said, for the packet tells what is open now. */
export const packetQuery = (conversation: string, news: number) =>
  queryOptions({
    queryKey: ['packet', conversation, news],
    queryFn: () => call<PacketView>('GET', `/api/conversations/${conversation}/packet`),
    select: (it) => it.packet ?? null,
    placeholderData: keepPreviousData,
  });

/** Which handoffs, as the address of the page has them. */
export interface HandoffsSearch {
  rule?: string;
  reason?: string;
  outcome?: string;
  mark?: string;
}

export const handoffsQuery = (asked: HandoffsSearch) =>
  infiniteQueryOptions({
    queryKey: ['handoffs', asked],
    queryFn: ({ pageParam }) => {
      const all = { ...asked, ...(pageParam ? { before: pageParam } : {}) };
      const words = new URLSearchParams(all).toString();
      return call<HandoffsView>('GET', `/api/handoffs${words ? `?${words}` : ''}`);
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? null,
    placeholderData: keepPreviousData,
    // Outcomes and marks come meanwhile.
    staleTime: 0,
  });
