// One turn of the assistant: what is known of it, what people think of it, what it was asked.
import { queryOptions } from '@tanstack/react-query';
import { withoutMarks } from '../../../shared/markdown/marks';
import { type Item, joinSentences, type ThreadState } from '../../../shared/thread';
import { call } from './api';
import { client, conversationQuery, meQuery } from './queries';
import type { ConversationView, HandoffReason, RatingView, TurnView } from './wire';

const path = (conversation: string, turn: number) =>
  `/api/conversations/${conversation}/turns/${turn}`;

export const turnQuery = (conversation: string, turn: number) =>
  queryOptions({
    queryKey: ['turn', conversation, turn],
    queryFn: () => call<TurnView>('GET', path(conversation, turn)),
    staleTime: 0,
  });

/** Says what one thinks of an answer, or takes it back. It is shown before it is kept. */
export async function rate(
  conversation: string,
  turn: number,
  good: boolean | null,
): Promise<void> {
  const key = conversationQuery(conversation).queryKey;
  const by = client.getQueryData(meQuery.queryKey);
  await client.cancelQueries({ queryKey: key });
  client.setQueryData<ConversationView>(key, (old) => {
    if (!old || !by) return old;
    const others = old.ratings.filter((it) => it.turn !== turn || it.by?.id !== by.id);
    const mine: RatingView = { turn, by: { id: by.id, name: by.name }, good: good === true };
    return { ...old, ratings: good === null ? others : [...others, mine] };
  });
  try {
    await call('PUT', `${path(conversation, turn)}/rating`, { good });
  } finally {
    void client.invalidateQueries({ queryKey: key });
    void client.invalidateQueries({ queryKey: ['turn', conversation, turn] });
  }
}

/** Where a turn stands in a thread: at its words, or where it was observed. */
function placeOf(items: readonly Item[], turn: number): number {
  return items.findIndex((it) => (it.kind === 'bubble' ? it.turn === turn : isObserved(it, turn)));
}

function isObserved(it: Item, turn: number): boolean {
  return it.kind === 'line' && it.event.kind === 'observed' && it.event.turn === turn;
}

/** What the visitor said that a turn replies to, as one text. */
export function questionBefore({ items }: ThreadState, turn: number): string {
  const before = items.slice(0, Math.max(0, placeOf(items, turn)));
  const said = before.filter((it) => it.kind === 'bubble' && !it.note);
  const since = said.findLastIndex((it) => it.kind === 'bubble' && it.by.role !== 'visitor');
  return said
    .slice(since + 1)
    .map((it) => (it.kind === 'bubble' ? it.text : ''))
    .join(' ')
    .trim();
}

/** What a turn said, without the numbers of its sources. */
export function answerOf({ items }: ThreadState, turn: number): string {
  const said = items.findLast((it) => it.kind === 'bubble' && it.turn === turn);
  if (said?.kind !== 'bubble') return '';
  return joinSentences(said.sentences.map((it) => ({ text: withoutMarks(it.text) }))).trim();
}

/** Why a turn passed the conversation on; null where it did not. */
export function handoffOf(thread: ThreadState, turn: number): HandoffReason | null {
  return handedOff(thread, turn)?.reason ?? null;
}

/** What the rule is called that made a turn pass it on. */
export function ruleOf(thread: ThreadState, turn: number): string | null {
  const it = handedOff(thread, turn);
  return it?.reason === 'rule' ? (it.note ?? null) : null;
}

function handedOff({ items }: ThreadState, turn: number) {
  const at = items.findIndex((it) => isObserved(it, turn));
  const next = items.slice(at + 1).find((it) => {
    // Words that did not end the turn are followed by why; whoever had an answer asked later.
    if (it.kind === 'bubble') return it.turn !== turn || it.outcome !== undefined;
    // What an action does after it is not the turn's doing.
    if (it.kind === 'run') return true;
    return it.event.kind === 'handed_off' || it.event.kind === 'observed';
  });
  const passed = at >= 0 && next?.kind === 'line' && next.event.kind === 'handed_off';
  return passed && next.event.kind === 'handed_off' ? next.event : null;
}

/** The latest turn that left something to look at; null before the first. */
export function latestTurn({ items }: ThreadState): number | null {
  const turns = items.flatMap((it) =>
    it.kind === 'line' && it.event.kind === 'observed' ? [it.event.turn] : [],
  );
  return turns.at(-1) ?? null;
}
