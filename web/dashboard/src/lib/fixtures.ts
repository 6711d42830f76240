// What the tests are made of.
import type { InboxRow, MyRow, OwnerNow, Problem } from './wire';

export const ME = 'me';
export const SAM = { id: 'sam', name: 'Sam' };

export const owners = {
  assistant: { is: 'assistant', answering: false },
  queue: { is: 'queue', since: 1_000, reason: 'asked', helping: false },
  mine: { is: 'teammate', since: 1, teammate: { id: ME, name: 'Ada' } },
  sams: { is: 'teammate', since: 1, teammate: SAM },
  resolved: { is: 'resolved', at: 1, by: SAM },
} as const satisfies Record<string, OwnerNow>;

export function aRow(change: Partial<InboxRow> & { conversation: string }): InboxRow {
  return {
    assistant: 'assistant',
    conversation_kind: 'live',
    changed_at: 100,
    created_at: 1,
    epoch: 1,
    owner: owners.assistant,
    priority: 'normal',
    seq: 5,
    tags: [],
    visitor: {
      id: 'v',
      name: 'Maya Chen',
      named: true,
      name_proof: 'none',
      email: 'maya@mail.example',
      email_proof: 'none',
    },
    visitor_messages: 2,
    preview: { by: 'visitor', text: 'Where is my order?' },
    ...change,
  };
}

export function myRow(change: Partial<MyRow> & { conversation: string }): MyRow {
  return { ...aRow(change), seen: change.seen ?? 0 };
}

export function aProblem(change: Partial<Problem>): Problem {
  return {
    type: 'about:blank',
    title: 'Refused',
    detail: 'Refused.',
    status: 409,
    code: 'conflict',
    ...change,
  };
}
