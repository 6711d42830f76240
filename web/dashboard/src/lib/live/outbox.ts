// What this teammate has written and the server has not confirmed yet.
import { newId } from '../../../../shared/id';
import { ApiProblem } from '../api';
import { restoreAttached } from '../attachments';
import { type DraftKind, restoreDraft } from '../drafts';
import { type Store, store } from '../store';
import type { Done, PictureView, Problem, TeammateCommand } from '../wire';

export interface Outgoing {
  conversation: string;
  kind: DraftKind;
  text: string;
  pictures: readonly PictureView[];
  at: number;
  command: TeammateCommand;
  /** `waiting`: nobody answered; it goes out again, as the same command, when the line is back. */
  state: 'sending' | 'waiting' | 'failed' | 'done';
  why: string | null;
}

/** Why words came back to the composer. */
export interface Returned {
  code: 'taken_by' | 'stale' | 'unseen';
  who: string | null;
}

export interface OutboxParts {
  perform: (conversation: string, command: TeammateCommand) => Promise<Done>;
  onDone: (conversation: string, done: Done) => void;
  onProblem: (conversation: string, problem: Problem) => void;
  now: () => number;
}

export class Outbox {
  readonly items: Store<readonly Outgoing[]> = store<readonly Outgoing[]>([]);
  readonly returned: Store<Readonly<Record<string, Returned>>> = store({});
  readonly #parts: OutboxParts;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  reply(
    conversation: string,
    text: string,
    epoch: number,
    seen: number,
    pictures: readonly PictureView[] = [],
    draft?: number,
  ): Promise<void> {
    const ids = pictures.map((it) => it.id);
    const command = {
      type: 'reply' as const,
      id: newId(),
      epoch,
      seen,
      text,
      ...(ids.length > 0 ? { pictures: ids } : {}),
      ...(draft === undefined ? {} : { draft }),
    };
    return this.#add(conversation, 'reply', text, command, pictures);
  }

  note(conversation: string, text: string): Promise<void> {
    return this.#add(conversation, 'note', text, { type: 'note', id: newId(), text });
  }

  /** Sends a failed one again, as the same command. */
  retry(id: string): Promise<void> {
    const item = this.items.get().find((it) => it.command.id === id);
    return item ? this.#send(item) : Promise.resolve();
  }

  /** The line is back. In the order they were written, each after the one before it. */
  async retryWaiting(): Promise<void> {
    for (const item of this.items.get().filter((it) => it.state === 'waiting')) {
      await this.#send(item);
    }
  }

  /** Back to the composer. */
  takeBack(id: string): void {
    const item = this.items.get().find((it) => it.command.id === id);
    if (!item) return;
    this.remove(id);
    restoreDraft(item.conversation, item.kind, item.text);
    restoreAttached(item.conversation, item.pictures);
  }

  /** Its event has come: the thread shows it now. */
  remove(id: string): void {
    this.items.set((old) => old.filter((it) => it.command.id !== id));
  }

  forgetReturned(conversation: string): void {
    this.returned.set(({ [conversation]: _, ...others }) => others);
  }

  giveBack(conversation: string, problem: Problem): void {
    const { code, owner } = problem;
    if (code !== 'taken_by' && code !== 'stale' && code !== 'unseen') return;
    const who = owner?.is === 'teammate' ? owner.teammate.name : null;
    this.returned.set((old) => ({ ...old, [conversation]: { code, who } }));
    this.#parts.onProblem(conversation, problem);
  }

  #add(
    conversation: string,
    kind: DraftKind,
    text: string,
    command: TeammateCommand,
    pictures: readonly PictureView[] = [],
  ) {
    const at = this.#parts.now();
    const item: Outgoing = {
      conversation,
      kind,
      text,
      pictures,
      at,
      command,
      state: 'sending',
      why: null,
    };
    this.items.set((old) => [...old, item]);
    this.forgetReturned(conversation);
    return this.#send(item);
  }

  async #send(item: Outgoing): Promise<void> {
    const { id } = item.command;
    this.#change(id, { state: 'sending', why: null });
    try {
      const done = await this.#parts.perform(item.conversation, item.command);
      this.#change(id, { state: 'done' });
      this.#parts.onDone(item.conversation, done);
    } catch (error) {
      this.#failed(item, error);
    }
  }

  #failed(item: Outgoing, error: unknown): void {
    const { id } = item.command;
    if (!(error instanceof ApiProblem)) {
      this.#change(id, { state: 'waiting' });
      return;
    }
    const { problem } = error;
    if (problem.status === 409 && ['taken_by', 'stale', 'unseen'].includes(problem.code)) {
      this.takeBack(id);
      this.giveBack(item.conversation, problem);
      return;
    }
    this.#change(id, { state: 'failed', why: error.message });
  }

  #change(id: string, change: Partial<Outgoing>): void {
    this.items.set((old) => old.map((it) => (it.command.id === id ? { ...it, ...change } : it)));
  }
}
