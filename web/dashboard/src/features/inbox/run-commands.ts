// What is asked of the server about actions: what they did, which can be sent, and to send one.

import { queryOptions } from '@tanstack/react-query';
import { newId } from '../../../../shared/id';
import type { Run } from '../../../../shared/thread';
import { ApiProblem, call } from '../../lib/api';
import { rowsNow, takeEpoch } from '../../lib/live/cache';
import { performTwice } from '../../lib/live/commands';
import { outbox } from '../../lib/live/index';
import { sendFrame } from '../../lib/live/line';
import { onCommand } from '../../lib/live/threads';
import type { ActionRun, Problem, SendableActions, TeammateCommand } from '../../lib/wire';

const of = (conversation: string) => `/api/conversations/${conversation}`;

export const sendableQuery = (conversation: string) =>
  queryOptions({
    queryKey: ['sendable', conversation],
    queryFn: () => call<SendableActions>('GET', `${of(conversation)}/actions`),
    staleTime: 0,
  });

/** Each event of the run is another key, so that what is shown is never older than the thread. */
export const runQuery = (conversation: string, { run, last }: Pick<Run, 'run' | 'last'>) =>
  queryOptions({
    queryKey: ['run', conversation, run, last],
    queryFn: () => call<ActionRun>('GET', `${of(conversation)}/runs/${run}`),
    placeholderData: (before) => before,
  });

type Wrong = Problem | 'unreachable' | null;

/** Commands whose outcome is unknown: asked again they are the same, and an action is sent once. */
const unsure = new Map<string, string>();

onCommand((id) => {
  for (const [what, known] of unsure) if (known === id) unsure.delete(what);
});

async function once(
  conversation: string,
  what: string,
  command: (id: string) => TeammateCommand,
): Promise<Wrong> {
  const id = unsure.get(what) ?? newId();
  unsure.set(what, id);
  try {
    const done = await performTwice(sendFrame, conversation, command(id));
    takeEpoch(conversation, done.epoch);
    unsure.delete(what);
    return null;
  } catch (error) {
    if (!(error instanceof ApiProblem)) return 'unreachable';
    unsure.delete(what);
    return error.problem;
  }
}

/** What went wrong, or null. A lost race is told in the thread itself, as a reply's is. */
export async function sendAction(conversation: string, action: string): Promise<Wrong> {
  const epoch = rowsNow().get(conversation)?.epoch ?? 0;
  const wrong = await once(conversation, `${conversation}/${action}`, (id) => ({
    type: 'send_action',
    id,
    epoch,
    action,
  }));
  if (wrong === null) outbox.forgetReturned(conversation);
  else if (wrong !== 'unreachable') outbox.giveBack(conversation, wrong);
  return wrong;
}

/** The visitor was called. What went wrong, or null. */
export function callBackDone(conversation: string): Promise<Wrong> {
  return once(conversation, `${conversation}/called`, (id) => ({ type: 'call_back_done', id }));
}

const RACES: readonly Problem['code'][] = ['taken_by', 'stale', 'unseen'];

/** Whether the thread says it above the composer, so that nothing else has to. */
export function isRace(wrong: Problem): boolean {
  return RACES.includes(wrong.code);
}
