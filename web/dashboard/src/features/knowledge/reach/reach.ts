// For whom a source is and when it holds, in words and for the fields of a form.
import { useQuery } from '@tanstack/react-query';
import { call } from '../../../lib/api';
import { attempt } from '../../../lib/attempt';
import { client } from '../../../lib/queries';
import { fullTime } from '../../../lib/when';
import type { Reach, Reaches, Readers } from '../../../lib/wire';
import { reachesQuery } from '../queries';
import { tw } from '../text';

/** From most people to fewest. */
export const READERS = ['everyone', 'verified', 'team'] as const satisfies Readers[];

/** For everybody and always. */
export const ALWAYS: Reach = { readers: 'everyone', from: null, until: null, paused: false };

const within = (found: Reaches, source: string): Reach =>
  found.reaches.find((it) => it.source === source)?.reach ?? ALWAYS;

/** The reach of a source or a website; none until it is known. */
export function useReach(source: string): Reach | null {
  const found = useQuery(reachesQuery).data;
  return found ? within(found, source) : null;
}

/** The reach as it stands on the server now: what is about to be changed must not be a guess. */
async function reachNow(source: string): Promise<Reach> {
  return within(await client.fetchQuery({ ...reachesQuery, staleTime: 0 }), source);
}

/** What is not as everybody would expect, a few words each. */
export function limitsOf(reach: Reach | null, now: number): string[] {
  const { readers, from, until, paused } = reach ?? ALWAYS;
  const found: string[] = [];
  if (paused) found.push(tw('reach.is_paused'));
  if (readers !== 'everyone') found.push(tw(`reach.is_${readers}`));
  if (from && from > now) found.push(tw('reach.is_later', { when: fullTime(from) }));
  if (until) {
    found.push(tw(until <= now ? 'reach.is_ended' : 'reach.is_until', { when: fullTime(until) }));
  }
  return found;
}

/** Sets it. */
export async function setReach(source: string, reach: Reach): Promise<void> {
  await call('PUT', `/api/sources/${source}/reach`, reach);
  await client.invalidateQueries({ queryKey: ['reaches'] });
}

/** Pauses a source, or resumes it. */
export function pause(source: string): Promise<void> {
  return attempt(async () => {
    const reach = await reachNow(source);
    await setReach(source, { ...reach, paused: !reach.paused });
  });
}

/** A moment as a field for local times has it. */
export function toField(at: number | null | undefined): string {
  if (!at) return '';
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** The moment in such a field. */
export function fromField(text: string): number | null {
  const at = new Date(text).getTime();
  return Number.isNaN(at) ? null : at;
}
