// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { ApiProblem, Unreachable } from '../api';
import { draftOf, keepDraft } from '../drafts';
import { aProblem, owners } from '../fixtures';
import type { Done, TeammateCommand } from '../wire';
import { again, performTwice, settle } from './commands';
import { Outbox } from './outbox';

type Answer = Done | ApiProblem | Unreachable;

/** An outbox whose server gives these answers, one after the other. */
function outbox(...answers: Answer[]) {
  const sent: TeammateCommand[] = [];
  const box = new Outbox({
    perform: async (conversation, command) => {
      sent.push(command);
      const answer = answers.shift() ?? done(command.id, conversation);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    onDone: () => {},
    onProblem: () => {},
    now: () => 7,
  });
  return { box, sent };
}

const done = (id: string, conversation = 'a'): Done => ({ id, conversation, seq: 9, epoch: 2 });
const taken = aProblem({ code: 'taken_by', owner: owners.sams, epoch: 4 });

beforeEach(() => {
  localStorage.clear();
  keepDraft('a', 'reply', '');
});

describe('a reply', () => {
  it('is shown at once, and stays until its own event comes', async () => {
    const { box, sent } = outbox();
    const sending = box.reply('a', 'Hello', 1, 5);
    expect(box.items.get()).toMatchObject([{ text: 'Hello', state: 'sending' }]);
    expect(sent[0]).toMatchObject({ type: 'reply', epoch: 1, seen: 5, text: 'Hello' });
    await sending;
    expect(box.items.get()).toMatchObject([{ state: 'done' }]);
    box.remove(sent[0]?.id ?? '');
    expect(box.items.get()).toEqual([]);
  });

  it('comes back to the draft when somebody else was first, and says who', async () => {
    const { box } = outbox(new ApiProblem(taken));
    await box.reply('a', 'Hello', 1, 5);
    expect(box.items.get()).toEqual([]);
    expect(draftOf('a', 'reply')).toBe('Hello');
    expect(box.returned.get().a).toEqual({ code: 'taken_by', who: 'Sam' });
  });

  it('comes back when a colleague replied unseen', async () => {
    const { box } = outbox(new ApiProblem(aProblem({ code: 'unseen' })));
    await box.reply('a', 'Hello', 1, 5);
    expect(draftOf('a', 'reply')).toBe('Hello');
    expect(box.returned.get().a?.code).toBe('unseen');
  });

  it('waits without an answer, and goes out again as the same command', async () => {
    const { box, sent } = outbox(new Unreachable());
    await box.reply('a', 'Hello', 1, 5);
    expect(box.items.get()).toMatchObject([{ state: 'waiting' }]);
    expect(draftOf('a', 'reply')).toBe('');
    await box.retryWaiting();
    expect(sent[1]).toEqual(sent[0]);
    expect(box.items.get()).toMatchObject([{ state: 'done' }]);
  });

  it('says why it failed, and can be tried again or taken back', async () => {
    const busy = new ApiProblem(
      aProblem({ code: 'busy', status: 503, detail: 'Come back later.' }),
    );
    const { box, sent } = outbox(busy, busy);
    await box.reply('a', 'Hello', 1, 5);
    expect(box.items.get()).toMatchObject([{ state: 'failed', why: 'Come back later.' }]);
    const id = sent[0]?.id ?? '';
    await box.retry(id);
    expect(sent[1]?.id).toBe(id);
    box.takeBack(id);
    expect(box.items.get()).toEqual([]);
    expect(draftOf('a', 'reply')).toBe('Hello');
  });

  it('forgets an earlier refusal when the next one is sent', async () => {
    const { box } = outbox(new ApiProblem(taken));
    await box.reply('a', 'Hello', 1, 5);
    await box.reply('a', 'Hello', 4, 9);
    expect(box.returned.get().a).toBeUndefined();
  });
});

describe('a stale command', () => {
  const reply: TeammateCommand = { type: 'reply', id: 'x', epoch: 1, seen: 3, text: 'Hi' };

  it('goes out once more where no teammate has it', () => {
    for (const owner of [owners.assistant, owners.queue, owners.resolved]) {
      const stale = new ApiProblem(aProblem({ code: 'stale', owner, epoch: 6 }));
      expect(again(reply, stale)).toEqual({ ...reply, epoch: 6 });
    }
  });

  it('does not where a teammate has it, nor for other refusals', () => {
    const sams = new ApiProblem(aProblem({ code: 'stale', owner: owners.sams, epoch: 6 }));
    expect(again(reply, sams)).toBeNull();
    expect(again(reply, new ApiProblem(taken))).toBeNull();
    expect(again(reply, new Unreachable())).toBeNull();
  });

  it('is not tried a third time', async () => {
    const sent: number[] = [];
    const stale = aProblem({ code: 'stale', owner: owners.queue, epoch: 6 });
    const refused = performTwice(
      (frame) => {
        if (frame.type === 'do' && 'epoch' in frame.command) {
          const { id, epoch } = frame.command;
          sent.push(epoch);
          queueMicrotask(() => settle(id, stale));
        }
        return true;
      },
      'a',
      reply,
    );
    await expect(refused).rejects.toBeInstanceOf(ApiProblem);
    expect(sent).toEqual([1, 6]);
  });
});
