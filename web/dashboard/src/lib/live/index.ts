// The live side of the dashboard, put together.
import { newId } from '../../../../shared/id';
import { ApiProblem, call } from '../api';
import { forgetAttached } from '../attachments';
import { forgetPush } from '../push';
import { client } from '../queries';
import type { Done, Mark, PictureView, Problem, TeammateCommand } from '../wire';
import { watchActivity } from './activity';
import { rowsNow, takeEpoch, takeRead } from './cache';
import { performTwice } from './commands';
import { onBack, sendFrame, startLine } from './line';
import { Outbox } from './outbox';
import { forgetThreads, onCommand, threadNow } from './threads';

function perform(conversation: string, command: TeammateCommand): Promise<Done> {
  return performTwice(sendFrame, conversation, command);
}

export const outbox = new Outbox({
  perform,
  onDone: (conversation, done) => takeEpoch(conversation, done.epoch),
  onProblem: (conversation, problem) => {
    if (typeof problem.epoch === 'number') takeEpoch(conversation, problem.epoch);
  },
  now: Date.now,
});

export function startLive(): () => void {
  const stops = [
    onCommand((id) => outbox.remove(id)),
    onBack(() => void outbox.retryWaiting()),
    startLine(),
    watchActivity((on) => sendFrame({ type: 'active', on })),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** `draft`: the assistant's draft that the words came from. */
export function sendReply(
  conversation: string,
  text: string,
  pictures: readonly PictureView[] = [],
  draft?: number,
): Promise<void> {
  const epoch = rowsNow().get(conversation)?.epoch ?? 0;
  const seen = threadNow(conversation)?.cursor ?? 0;
  return outbox.reply(conversation, text, epoch, seen, pictures, draft);
}

export async function dismissDraft(conversation: string, draft: number): Promise<void> {
  await perform(conversation, { type: 'dismiss_draft', id: newId(), draft });
}

/** Says what one thinks of a handoff; null takes it back. */
export async function mark(conversation: string, handoff: number, is: Mark | null): Promise<void> {
  await perform(conversation, { type: 'mark', id: newId(), handoff, mark: is });
}

export type PlainCommand = 'take_over' | 'hand_back' | 'resolve' | 'reopen';

/** What went wrong, or null. A lost race is told in the thread itself. */
export async function command(
  conversation: string,
  type: PlainCommand,
): Promise<Problem | 'unreachable' | null> {
  const id = newId();
  const { epoch = 0, seq } = rowsNow().get(conversation) ?? {};
  try {
    const done = await perform(conversation, plain(type, id, epoch, seq));
    takeEpoch(conversation, done.epoch);
    outbox.forgetReturned(conversation);
    return null;
  } catch (error) {
    if (!(error instanceof ApiProblem)) return 'unreachable';
    // What the visitor said meanwhile concerns no draft.
    if (type !== 'resolve') outbox.giveBack(conversation, error.problem);
    return error.problem;
  }
}

/** To whom a conversation is given; a team that is null is everybody. */
export type Receiver = { teammate: string } | { team: string | null };

/** Gives the conversation away. What went wrong, or null. */
export async function give(
  conversation: string,
  to: Receiver,
): Promise<Problem | 'unreachable' | null> {
  const id = newId();
  const epoch = rowsNow().get(conversation)?.epoch ?? 0;
  const way: TeammateCommand =
    'teammate' in to
      ? { type: 'transfer', id, epoch, to: to.teammate }
      : { type: 'route', id, epoch, team: to.team };
  try {
    const done = await perform(conversation, way);
    takeEpoch(conversation, done.epoch);
    return null;
  } catch (error) {
    return error instanceof ApiProblem ? error.problem : 'unreachable';
  }
}

/** Puts a tag on or takes it off. What went wrong, or null. */
export async function label(
  conversation: string,
  type: 'tag' | 'untag',
  tag: string,
): Promise<Problem | 'unreachable' | null> {
  try {
    await perform(conversation, { type, id: newId(), tag });
    return null;
  } catch (error) {
    return error instanceof ApiProblem ? error.problem : 'unreachable';
  }
}

/** A take-over says whom it takes over from; a resolve, up to where the teammate has read. */
function plain(type: PlainCommand, id: string, epoch: number, seen?: number): TeammateCommand {
  if (type === 'take_over') return { type, id, epoch };
  return type === 'resolve' ? { type, id, seen } : { type, id };
}

export function tellTyping(conversation: string, on: boolean): void {
  sendFrame({ type: 'typing', conversation, on });
}

/** The teammate has the thread before their eyes up to `seq`. */
export function tellSeen(conversation: string, seq: number): void {
  const row = rowsNow().get(conversation);
  if (row) takeRead(conversation, row.visitor_messages);
  if (sendFrame({ type: 'seen', conversation, seq })) return;
  void call('POST', `/api/conversations/${conversation}/seen`, { seq }).catch(() => {});
}

/** Nothing of one session is left for the next one in the same tab, but unsent words as drafts. */
export function forgetSession(): void {
  for (const item of outbox.items.get()) {
    if (item.state !== 'done') outbox.takeBack(item.command.id);
  }
  void forgetPush().catch(() => {});
  client.clear();
  forgetAttached();
  forgetThreads();
  outbox.items.set([]);
  outbox.returned.set({});
}
