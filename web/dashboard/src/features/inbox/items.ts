// A thread as a list to show: days told apart, speakers grouped, each answer with its signals.
import type { Bubble, Line, Run, ThreadState } from '../../../../shared/thread';
import { readSignals, type Signals } from '../../lib/signals';
import { midnight } from '../../lib/when';

export type Entry =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'bubble'; key: string; bubble: Bubble; first: boolean; signals: Signals | null }
  | { kind: 'run'; key: string; run: Run }
  | { kind: 'line'; key: string; line: Line; signals: Signals | null };

/** Bubbles of one speaker this close together stand under one name. */
const TOGETHER_MS = 5 * 60_000;

export function entries(thread: ThreadState): Entry[] {
  const observed = new Map<number, Signals>();
  const lastOfTurn = new Map<number, string>();
  for (const item of thread.items) {
    if (item.kind === 'line' && item.event.kind === 'observed') {
      observed.set(item.event.turn, readSignals(item.event.signals));
    }
    if (item.kind === 'bubble' && item.turn !== undefined) lastOfTurn.set(item.turn, item.key);
  }
  const list: Entry[] = [];
  let before: Bubble | null = null;
  let dayOf: number | null = null;
  for (const item of thread.items) {
    if (item.kind === 'line' && hidden(item, lastOfTurn)) continue;
    if (midnight(item.at) !== dayOf) {
      dayOf = midnight(item.at);
      list.push({ kind: 'day', key: `d${dayOf}`, at: item.at });
      before = null;
    }
    if (item.kind === 'run') {
      list.push({ kind: 'run', key: item.key, run: item });
      before = null;
      continue;
    }
    if (item.kind === 'line') {
      const signals = item.event.kind === 'observed' ? readSignals(item.event.signals) : null;
      list.push({ kind: 'line', key: item.key, line: item, signals });
      before = null;
      continue;
    }
    const last = item.turn !== undefined && lastOfTurn.get(item.turn) === item.key;
    const signals = last ? (observed.get(item.turn ?? -1) ?? null) : null;
    const first = before === null || !sameBreath(before, item);
    list.push({ kind: 'bubble', key: item.key, bubble: item, first, signals });
    before = item;
  }
  return list;
}

/** What a turn observed stands under its answer; only a turn without one gets a line. */
function hidden(line: Line, lastOfTurn: ReadonlyMap<number, string>): boolean {
  return line.event.kind === 'observed' && lastOfTurn.has(line.event.turn);
}

function sameBreath(a: Bubble, b: Bubble): boolean {
  return speaker(a) === speaker(b) && a.note === b.note && b.at - a.at < TOGETHER_MS && !b.turn;
}

function speaker(bubble: Bubble): string {
  return bubble.by.role === 'teammate' ? bubble.by.id : bubble.by.role;
}

/** The last public bubble of our side that the visitor has seen, if nothing of ours came since. */
export function seenKey(thread: ThreadState, visitorSeen: number): string | null {
  const last = thread.items.findLast(
    (it): it is Bubble => it.kind === 'bubble' && !it.note && it.by.role !== 'visitor',
  );
  return last && last.last <= visitorSeen && last.state !== 'growing' ? last.key : null;
}
