// The visitor's client: it keeps session, line and outbox together and puts what comes into the
// store. It draws nothing.
import { backoffMs } from '../../shared/backoff';
import type {
  AssistantFace,
  Page,
  ThreadEvent,
  ToVisitor,
  VisitorCommand,
  VisitorSession,
} from '../../shared/events';
import { newId } from '../../shared/id';
import { TYPING_MS_MAX } from '../../shared/limits';
import type { HostPage } from '../bridge';
import { Api, Refused } from './api';
import type { ClientOptions } from './options';
import { type Order, Outbox } from './outbox';
import { Place } from './page';
import type { Storage } from './storage';
import { Store } from './store';
import { Stream } from './stream';
import { isIn, Threads } from './threads';
import { Typing } from './typing';

const BANNER_AFTER_MS = 2_000;
const OTHER_TAB_MS = 5_000;

type Timer = ReturnType<typeof setTimeout>;

export class Client {
  readonly store: Store;
  readonly storage: Storage;
  readonly options: ClientOptions;
  readonly api = new Api();
  readonly threads: Threads;
  readonly outbox: Outbox;
  #stream: Stream;
  readonly #place = new Place();
  /** Asks the server to take what the site's backend says of the visitor; the session then. */
  prove: ((session: VisitorSession) => Promise<VisitorSession>) | undefined;
  #session: 'none' | 'opening' | 'open' = 'none';
  /** Grows with each sign-out, so that a late answer of before is not taken for ours. */
  #opening = 0;
  #failures = 0;
  #banner: Timer | undefined;
  #typingFades: Timer | undefined;
  readonly #typing = new Typing((conversation, on) => this.#stream.typing(conversation, on));
  #read = new Map<string, number>();
  /** What the settings show of the assistant before it is saved. */
  preview: Partial<AssistantFace> = {};

  constructor(options: ClientOptions) {
    this.options = options;
    this.storage = options.storage;
    this.api.token = options.storage.get('token') ?? options.token;
    this.threads = new Threads(options.storage);
    this.store = new Store(this.threads.shown().conversation);
    this.#stream = this.#makeStream();
    this.outbox = new Outbox({
      storage: options.storage,
      send: (command) => this.#session === 'open' && this.#stream.perform(command),
      changed: () => this.#refresh(),
      now: Date.now,
    });
    addEventListener('storage', (event) => this.#otherTab(event));
    document.addEventListener('visibilitychange', () => this.#showed());
    // An earlier visitor may have an answer waiting, and what they wrote offline is still theirs.
    if (this.api.token || this.outbox.list().length) void this.openSession();
  }

  // What the visitor does.

  say(words: string, pictures: string[] = []): void {
    const text = words.trim();
    if (!text && !pictures[0]) return;
    this.stopTyping();
    this.order({ type: 'say', text, pictures, page: this.page });
    this.options.emit('message:sent', { conversation: this.#conversation });
    void this.openSession();
  }

  askForPerson(): void {
    const pending = this.outbox.list(this.#conversation);
    if (pending.some(({ command }) => command.type === 'ask_for_person')) return;
    this.order({ type: 'ask_for_person', page: this.page });
    void this.openSession();
  }

  /** A command in the thread that is shown; its id, by which its fate can be followed. */
  order(command: Order): string {
    const id = newId();
    this.outbox.add({ ...command, id, conversation: this.#conversation } as VisitorCommand);
    return id;
  }

  /** Shows another thread. */
  show(conversation: string): void {
    this.threads.show(conversation);
    this.#refresh();
    this.#showed();
  }

  typing(): void {
    const { conversation, cursor } = this.threads.shown();
    if (cursor) this.#typing.write(conversation);
  }

  stopTyping(): void {
    this.#typing.stop();
  }

  closeSource(): void {
    this.store.set({ source: null, list: false });
  }

  // What the page does.

  open(user: boolean, full: boolean): void {
    const { focus } = this.store.state;
    this.store.set({ open: true, full, focus: user ? focus + 1 : focus });
    void this.openSession();
    this.#showed();
  }

  closed(): void {
    this.stopTyping();
    this.store.set({ open: false, source: null, list: false });
  }

  setPage(page: HostPage): void {
    if (this.#place.move(page)) this.#stream.page();
  }

  setAddress(address: string | undefined): void {
    this.#place.address = address;
    this.#stream.page();
  }

  setAttributes(facts: Record<string, unknown>): void {
    this.#place.learn(facts);
    this.#stream.page();
  }

  get #conversation(): string {
    return this.threads.shown().conversation;
  }

  get page(): Page {
    return this.#place.describe();
  }

  /** Whoever it was is gone from here, for `all` tabs with what waits; the token is the next's. */
  forget(token: string | null, all: boolean): void {
    this.stop();
    if (!token) this.prove = undefined;
    this.#keepToken(token);
    this.closeSource();
    for (const key of this.storage.keys('draft')) this.storage.set(key, null);
    if (all) this.outbox.clear();
    this.threads.forget();
    this.#read.clear();
    this.#place.forget();
    this.#stream = this.#makeStream();
    this.store.set({ live: false, typing: null, problem: null, offline: false });
    this.#refresh();
    if (this.store.state.open) void this.openSession();
  }

  /** The session is to be opened anew. */
  stop(): void {
    this.#stream.stop();
    this.#session = 'none';
    this.#opening += 1;
  }

  // What the server does.

  #makeStream(): Stream {
    return new Stream({
      api: this.api,
      outbox: () => this.outbox,
      page: () => this.page,
      take: (event) => this.#take(event),
      frame: (frame) => this.#heard(frame),
      up: (up) => this.#up(up),
      unauthorized: () => this.#again(),
      moved: () => this.store.state.open && this.options.withMore((it) => it.moved(this)),
    });
  }

  async openSession(): Promise<void> {
    if (this.#session !== 'none') return;
    this.#session = 'opening';
    const [opening, { token }] = [this.#opening, this.api];
    try {
      let session = await this.api.session(this.options.site, this.options.rehearsal);
      // The visitor signed out while the server answered, or another tab was faster.
      if (opening !== this.#opening) return;
      if (token !== this.api.token) return this.#again();
      // The server no longer knew the token: what it showed is not the new visitor's.
      if (token && session.token !== token) {
        this.threads.forget();
        this.#stream = this.#makeStream();
      }
      this.#keepToken(session.token);
      session = (await this.prove?.(session)) ?? session;
      if (opening !== this.#opening) return;
      this.#session = 'open';
      for (const it of session.conversations) this.threads.sawUpTo(it.conversation, it.seen);
      const newest = session.conversations[0];
      if (newest && !this.threads.shown().cursor) this.threads.show(newest.conversation);
      this.store.set({
        face: { ...session.assistant, ...this.preview },
        here: session.teammates_here,
        hours: session.hours ?? null,
        problem: null,
        live: !newest,
      });
      this.#refresh();
      this.#stream.start();
    } catch (error) {
      if (opening !== this.#opening) return;
      this.#session = 'none';
      this.#sessionFailed(error);
    }
  }

  #sessionFailed(error: unknown): void {
    if (error instanceof Refused && error.problem.status < 429) {
      if (error.problem.code === 'gone') this.options.emit('hide', undefined);
      this.store.set({ problem: error.problem });
      this.options.emit('error', error.problem.code);
      return;
    }
    this.#up(false);
    setTimeout(() => void this.openSession(), backoffMs(this.#failures));
    this.#failures += 1;
  }

  /** The token is no longer known: the server gives a new one, after a wait that grows. */
  #again(): void {
    this.stop();
    setTimeout(() => {
      // Another tab may have the token of whoever is here now.
      this.api.token = this.storage.get('token') ?? this.api.token;
      void this.openSession();
    }, backoffMs(this.#failures));
    this.#failures += 1;
  }

  #keepToken(token: string | null): void {
    this.api.token = token;
    this.storage.set('token', token);
    if (!this.storage.lasting) this.options.keepToken(token);
  }

  #take(event: ThreadEvent): void {
    const thread = this.threads.take(event);
    if ('by' in event || event.kind === 'turn_ended') this.#fadeTyping();
    this.#refresh();
    // While the thread is replayed nothing is news.
    if (!this.store.state.live) return;
    this.#showed();
    const shown = this.#isShown();
    this.options.withMore((it) => it.tell(this, thread, event, shown));
  }

  #heard(frame: ToVisitor): void {
    switch (frame.type) {
      case 'welcome':
      case 'presence':
        this.store.set({ here: frame.teammates_here });
        return;
      case 'live':
        this.#failures = 0;
        this.store.set({ live: true });
        this.#showed();
        return;
      case 'seen':
        this.#read.set(frame.conversation, frame.seq);
        this.#refresh();
        return;
      case 'typing':
        if (frame.conversation !== this.threads.shown().conversation) return;
        this.#fadeTyping();
        if (!frame.on || frame.who.role !== 'teammate') return;
        this.store.set({ typing: frame.who.name });
        this.#typingFades = setTimeout(() => this.#fadeTyping(), TYPING_MS_MAX);
    }
  }

  #fadeTyping(): void {
    clearTimeout(this.#typingFades);
    if (this.store.state.typing) this.store.set({ typing: null });
  }

  #up(up: boolean): void {
    if (up) {
      clearTimeout(this.#banner);
      this.#banner = undefined;
      this.store.set({ offline: false });
    } else {
      this.#banner ??= setTimeout(() => this.store.set({ offline: true }), BANNER_AFTER_MS);
    }
  }

  // What follows.

  #isShown(): boolean {
    return this.store.state.open && document.visibilityState === 'visible';
  }

  /** What stands in the open panel is read. */
  #showed(): void {
    const { conversation, cursor } = this.threads.shown();
    if (!this.#isShown() || !this.store.state.live || !cursor) return;
    this.#stream.seen(conversation, cursor);
    if (this.threads.sawUpTo(conversation, cursor)) this.#refresh();
  }

  #refresh(): void {
    // The outbox reads its storage before the rest of this object is made.
    if (!this.outbox) return;
    const thread = this.threads.shown();
    this.outbox.seen(thread.conversation, thread.cursor);
    this.store.set({
      thread,
      pending: this.outbox.list(thread.conversation).filter((it) => !isIn(thread, it.command.id)),
      read: this.#read.get(thread.conversation) ?? 0,
      unread: this.#isShown() ? 0 : this.threads.unread(),
    });
  }

  #otherTab(event: StorageEvent): void {
    const key = event.key ?? '';
    if (key.includes(':out:')) {
      this.outbox.reread();
      // That tab may be gone before it could send.
      setTimeout(() => this.outbox.flush(), OTHER_TAB_MS);
    }
    if (key.includes(':seen:')) this.#refresh();
    const { token } = this.api;
    if (!key.endsWith(':token') || event.newValue === token) return;
    // Somebody else is here now, or nobody; or the first tab has just begun.
    if (token) this.forget(event.newValue, false);
    else this.api.token = event.newValue;
  }
}
