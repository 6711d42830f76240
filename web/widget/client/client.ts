// The visitor's client: it keeps session, line and outbox together and puts what comes into the
// store. It draws nothing.
import { backoffMs } from '../../shared/backoff';
import type { Citation, Details, Page, ThreadEvent, ToVisitor } from '../../shared/events';
import { newId } from '../../shared/id';
import type { HostPage } from '../bridge';
import { Api, Refused } from './api';
import { hostEvents } from './host-events';
import { inOneTab } from './once';
import type { ClientOptions } from './options';
import { Outbox } from './outbox';
import { Place } from './page';
import type { Storage } from './storage';
import { Store } from './store';
import { Stream } from './stream';
import { Threads } from './threads';
import { TYPING_FADES_MS, Typing } from './typing';

const BANNER_AFTER_MS = 2_000;
const OTHER_TAB_MS = 5_000;

type Timer = ReturnType<typeof setTimeout>;

export class Client {
  readonly store: Store;
  readonly storage: Storage;
  readonly #options: ClientOptions;
  readonly api = new Api();
  readonly #threads: Threads;
  readonly #outbox: Outbox;
  #stream: Stream;
  readonly #place = new Place();
  #session: 'none' | 'opening' | 'open' = 'none';
  /** Grows with each sign-out, so that a late answer of before is not taken for ours. */
  #opening = 0;
  #failures = 0;
  #banner: Timer | undefined;
  #typingFades: Timer | undefined;
  readonly #typing = new Typing((conversation, on) => this.#stream.typing(conversation, on));
  #read = new Map<string, number>();

  constructor(options: ClientOptions) {
    this.#options = options;
    this.storage = options.storage;
    this.api.token = options.storage.get('token') ?? options.token;
    this.#threads = new Threads(options.storage);
    this.store = new Store(this.#threads.shown().conversation);
    this.#stream = this.#makeStream();
    this.#outbox = new Outbox({
      storage: options.storage,
      send: (command) => this.#session === 'open' && this.#stream.perform(command),
      changed: () => this.#refresh(),
      now: Date.now,
    });
    addEventListener('storage', (event) => this.#otherTab(event));
    document.addEventListener('visibilitychange', () => this.#showed());
    // An earlier visitor may have an answer waiting, and what they wrote offline is still theirs.
    if (this.api.token || this.#outbox.list().length) void this.#openSession();
  }

  // What the visitor does.

  say(words: string): void {
    const text = words.trim();
    if (!text) return;
    const { conversation } = this.#threads.shown();
    this.stopTyping();
    this.#outbox.add({ type: 'say', id: newId(), conversation, text, page: this.page });
    this.#options.emit('message:sent', { conversation });
    void this.#openSession();
  }

  askForPerson(): void {
    const { conversation } = this.#threads.shown();
    const asked = this.#outbox.list(conversation).some(({ command }) => {
      return command.type === 'ask_for_person';
    });
    if (asked) return;
    this.#outbox.add({ type: 'ask_for_person', id: newId(), conversation, page: this.page });
    void this.#openSession();
  }

  /** The id of the command, by which its fate can be followed. */
  giveDetails(details: Details): string {
    const id = newId();
    const { conversation } = this.#threads.shown();
    this.#outbox.add({ type: 'give_details', id, conversation, details });
    return id;
  }

  cancelWait(): void {
    const { conversation } = this.#threads.shown();
    this.#outbox.add({ type: 'cancel_wait', id: newId(), conversation });
  }

  retry(id: string): void {
    this.#outbox.retry(id);
  }

  drop(id: string): void {
    this.#outbox.drop(id);
  }

  typing(): void {
    const { conversation, cursor } = this.#threads.shown();
    if (cursor) this.#typing.write(conversation);
  }

  stopTyping(): void {
    this.#typing.stop();
  }

  async openSource(citation: Citation): Promise<void> {
    const mine = () => this.store.state.source?.citation === citation;
    this.store.set({ source: { citation, passage: null, failed: false } });
    try {
      const passage = await this.api.passage(citation);
      if (mine()) this.store.set({ source: { citation, passage, failed: false } });
    } catch {
      if (mine()) this.store.set({ source: { citation, passage: null, failed: true } });
    }
  }

  closeSource(): void {
    this.store.set({ source: null });
  }

  // What the page does.

  open(user: boolean, full: boolean): void {
    const { focus } = this.store.state;
    this.store.set({ open: true, full, focus: user ? focus + 1 : focus });
    void this.#openSession();
    this.#showed();
  }

  closed(): void {
    this.stopTyping();
    this.store.set({ open: false, source: null });
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

  get page(): Page {
    return this.#place.describe();
  }

  /** The visitor signed out of the site: nothing of them stays here. */
  reset(): void {
    this.#stream.stop();
    this.#session = 'none';
    this.#opening += 1;
    this.#keepToken(null);
    this.storage.set('draft', null);
    this.#outbox.clear();
    this.#threads.forget();
    this.#read.clear();
    this.#place.forget();
    this.#stream = this.#makeStream();
    this.store.set({ live: false, source: null, typing: null, problem: null, offline: false });
    this.#refresh();
    if (this.store.state.open) void this.#openSession();
  }

  // What the server does.

  #makeStream(): Stream {
    return new Stream({
      api: this.api,
      outbox: () => this.#outbox,
      page: () => this.page,
      take: (event) => this.#take(event),
      frame: (frame) => this.#heard(frame),
      up: (up) => this.#up(up),
      unauthorized: () => this.#again(),
    });
  }

  async #openSession(): Promise<void> {
    if (this.#session !== 'none') return;
    this.#session = 'opening';
    const opening = this.#opening;
    try {
      const session = await this.api.session(this.#options.site);
      // The visitor signed out while the server answered.
      if (opening !== this.#opening) return;
      this.#session = 'open';
      this.#keepToken(session.token);
      for (const it of session.conversations) this.#threads.sawUpTo(it.conversation, it.seen);
      const newest = session.conversations[0];
      if (newest) this.#threads.show(newest.conversation);
      this.store.set({
        face: session.assistant,
        here: session.teammates_here,
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
      this.store.set({ problem: error.problem });
      this.#options.emit('error', error.problem.code);
      return;
    }
    this.#up(false);
    setTimeout(() => void this.#openSession(), backoffMs(this.#failures));
    this.#failures += 1;
  }

  /** The token is no longer known: the server gives a new one, after a wait that grows. */
  #again(): void {
    this.#stream.stop();
    this.#session = 'none';
    setTimeout(() => void this.#openSession(), backoffMs(this.#failures));
    this.#failures += 1;
  }

  #keepToken(token: string | null): void {
    this.api.token = token;
    this.storage.set('token', token);
    if (!this.storage.lasting) this.#options.keepToken(token);
  }

  #take(event: ThreadEvent): void {
    const thread = this.#threads.take(event);
    if ('by' in event || event.kind === 'turn_ended') this.#fadeTyping();
    this.#refresh();
    // While the thread is replayed nothing is news.
    if (!this.store.state.live) return;
    this.#showed();
    for (const [name, data] of hostEvents(event)) this.#options.emit(name, data);
    const loud = this.#options.loud();
    const words = loud?.announcement(
      thread,
      event,
      this.#options.t(),
      this.store.state.face?.name ?? '',
    );
    if (!loud || !words) return;
    const shown = this.#isShown();
    inOneTab(`${event.conversation}:${event.seq}`, () => {
      if (shown) this.store.set({ spoken: words });
      else if (event.kind === 'replied' || event.kind === 'turn_ended') loud.chime();
    });
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
        if (frame.conversation !== this.#threads.shown().conversation) return;
        this.#fadeTyping();
        if (!frame.on || frame.who.role !== 'teammate') return;
        this.store.set({ typing: frame.who.name });
        this.#typingFades = setTimeout(() => this.#fadeTyping(), TYPING_FADES_MS);
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
    const { conversation, cursor } = this.#threads.shown();
    if (!this.#isShown() || !this.store.state.live) return;
    if (!cursor) return;
    this.#stream.seen(conversation, cursor);
    if (this.#threads.sawUpTo(conversation, cursor)) this.#refresh();
  }

  #refresh(): void {
    // The outbox reads its storage before the rest of this object is made.
    if (!this.#outbox) return;
    const thread = this.#threads.shown();
    this.#outbox.seen(thread.conversation, thread.cursor);
    this.store.set({
      thread,
      pending: this.#outbox.list(thread.conversation).filter((it) => !isIn(thread, it.command.id)),
      read: this.#read.get(thread.conversation) ?? 0,
      unread: this.#isShown() ? 0 : this.#threads.unread(),
    });
  }

  #otherTab(event: StorageEvent): void {
    const key = event.key ?? '';
    if (key.includes(':out:')) {
      this.#outbox.reread();
      // That tab may be gone before it could send.
      setTimeout(() => this.#outbox.flush(), OTHER_TAB_MS);
    }
    if (key.includes(':seen:')) this.#refresh();
    if (key.endsWith(':token') && event.newValue === null && this.api.token) this.reset();
  }
}

function isIn(thread: { items: { key: string }[] }, command: string): boolean {
  return thread.items.some((item) => item.key === command);
}
