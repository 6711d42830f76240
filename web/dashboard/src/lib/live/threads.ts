// Threads in the query cache, folded event by event from whichever way they came.
import { queryOptions } from '@tanstack/react-query';
import { Reader } from '../../../../shared/reader';
import { emptyThread } from '../../../../shared/thread';
import { call } from '../api';
import { client } from '../queries';
import type { Events, ThreadEvent } from '../wire';
import { foldForTeam, type TeamThread } from './drafts-of';

/** Threads kept ready beside the open one. */
const KEPT_MAX = 40;

const threads = new Map<string, TeamThread>();
const problems = new Map<string, unknown>();
const dirty = new Set<string>();
const commandListeners = new Set<(command: string) => void>();

const reader = new Reader({
  read: async (conversation, after) => {
    try {
      const path = `/api/conversations/${conversation}/events?after=${after}`;
      const page = await call<Events>('GET', path);
      problems.delete(conversation);
      return page;
    } catch (error) {
      problems.set(conversation, error);
      throw error;
    }
  },
  take: (event) => {
    const id = event.conversation;
    threads.set(id, foldForTeam(threads.get(id) ?? emptyThread(id), event));
    if (event.command) for (const tell of commandListeners) tell(event.command);
    if (event.kind === 'details_given') {
      void client.invalidateQueries({ queryKey: ['conversation', id] });
    }
    if (dirty.size === 0) queueMicrotask(publish);
    dirty.add(id);
  },
});

function publish(): void {
  for (const id of dirty) {
    const state = threads.get(id);
    if (state) client.setQueryData<TeamThread>(['thread', id], state);
  }
  dirty.clear();
}

export const threadQuery = (id: string) =>
  queryOptions({
    queryKey: ['thread', id],
    queryFn: async () => {
      await reader.heal(id);
      const problem = problems.get(id);
      if (problem) throw problem;
      return threads.get(id) ?? (emptyThread(id) as TeamThread);
    },
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });

export function takeEvent(event: ThreadEvent): void {
  reader.push(event);
}

export function cursorOf(conversation: string): number {
  return reader.cursor(conversation);
}

export function threadNow(conversation: string): TeamThread | undefined {
  return threads.get(conversation);
}

/** Called with the command of each event, so that a sender knows its own. */
export function onCommand(listener: (command: string) => void): () => void {
  commandListeners.add(listener);
  return () => commandListeners.delete(listener);
}

/** Lets go of the threads that were opened longest ago. */
export function trimThreads(watched: ReadonlySet<string>): void {
  for (const id of threads.keys()) {
    if (threads.size <= KEPT_MAX) return;
    if (watched.has(id)) continue;
    threads.delete(id);
    reader.forget(id);
    client.removeQueries({ queryKey: ['thread', id] });
  }
}

/** Another teammate may sign in in this very tab. */
export function forgetThreads(): void {
  for (const kept of [threads, problems, dirty]) kept.clear();
  reader.forget();
}
