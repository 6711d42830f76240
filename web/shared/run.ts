// Runs of actions in a thread, folded from their events. Pure. A run is one item, whatever comes
// of it; what the assistant says at its end is a message of its own and not made here.
import type { Form, Given, Person, RunEnd, RunHappening, StartedBy, ThreadEvent } from './events';
import type { Item } from './thread';

/** What a lookup gave, or that it failed; teammates only. */
export interface Looked {
  lookup: string;
  ok: boolean;
  values: Given[];
}

/** One run of an action. It stands where it asked last, so that what is asked is at the end. */
export interface Run {
  kind: 'run';
  key: string;
  run: number;
  action: string;
  /** The `seq` of its first and of its latest event. */
  first: number;
  last: number;
  at: number;
  /** The action's name. */
  title: string;
  started: StartedBy;
  /** The teammate who sent it. */
  by?: Person;
  phase: 'working' | 'asking' | 'ended';
  /** What is asked, or was asked last. */
  form?: { step: number; form: Form };
  /** All that was answered, each field once. */
  given: Given[];
  looked: Looked[];
  end?: RunEnd;
  /** What the visitor was not told, because a teammate answered; teammates only. */
  withheld?: string;
}

export type RunEvent = ThreadEvent & RunHappening;

/** The items of a thread after an event of a run. */
export function runAfter(items: Item[], event: RunEvent): Item[] {
  if (event.kind === 'action_started') return [...items.map(closed), begun(event)];
  const at = items.findLastIndex((it) => it.kind === 'run' && it.run === event.run);
  const before = items[at];
  if (before?.kind !== 'run') return items;
  const next = { ...before, last: event.seq, ...changed(before, event) };
  return event.kind === 'form_shown'
    ? [...items.filter((it) => it !== before), next]
    : items.with(at, next);
}

function begun(event: RunEvent & { kind: 'action_started' }): Run {
  const { run, action, title, started, by, seq, at } = event;
  return {
    kind: 'run',
    key: `run-${run}`,
    run,
    action,
    first: seq,
    last: seq,
    at,
    title,
    started,
    ...(by ? { by } : {}),
    phase: 'working',
    // What was said before it began is not asked again.
    given: event.fields ?? [],
    looked: [],
  };
}

/** One run is open at a time. The server ends the other first; should it not, this does. */
function closed(it: Item): Item {
  if (it.kind !== 'run' || it.phase === 'ended') return it;
  return { ...it, phase: 'ended', end: 'superseded' };
}

function changed(run: Run, event: Exclude<RunEvent, { kind: 'action_started' }>): Partial<Run> {
  switch (event.kind) {
    case 'form_shown': {
      const { step, form, at } = event;
      return { phase: 'asking', title: form.title, form: { step, form }, at };
    }
    case 'fields_given': {
      const kept = run.given.filter((it) => event.fields.every(({ key }) => key !== it.key));
      return { phase: 'working', given: [...kept, ...event.fields] };
    }
    case 'looked_up': {
      const { lookup, ok, values } = event;
      return { looked: [...run.looked, { lookup, ok, values }] };
    }
    case 'action_ended': {
      const { end, said, text } = event;
      return { phase: 'ended', end, ...(said || !text ? {} : { withheld: text }) };
    }
    // What a program is told changes nothing that anybody sees.
    case 'webhook_due':
      return {};
  }
}
