import { ArrowDown } from 'lucide-react';
import { useMemo } from 'react';
import { isThinking } from '../../../../shared/thread';
import { useNow } from '../../lib/clock';
import type { TeamThread } from '../../lib/live/drafts-of';
import { outbox } from '../../lib/live/index';
import { useTypists } from '../../lib/live/typing';
import { useStore } from '../../lib/store';
import { dayHeading } from '../../lib/when';
import { Announcer } from './announcer';
import { EventLine } from './event-line';
import { type Entry, entries, seenKey } from './items';
import { Message } from './message';
import { Pending } from './pending';
import { RunCard } from './run-card';
import { tt } from './thread-text';
import { Typing } from './typing-line';
import { useFollow } from './use-follow';
import { useSeen } from './use-seen';

interface LogProps {
  thread: TeamThread;
  visitor: string;
  visitorId: string;
  visitorSeen: number;
  me: string;
  /** Takes words for the composer. */
  onUse: (text: string) => void;
}

/** The thread. It follows the end while the reader is there, and stays put while they read above. */
export function Log({ thread, visitor, visitorId, visitorSeen, me, onUse }: LogProps) {
  const now = useNow();
  const list = useMemo(() => entries(thread), [thread]);
  const id = thread.conversation;
  const outgoing = useStore(outbox.items);
  const sending = outgoing.filter((it) => it.conversation === id);
  const typists = useTypists(id).filter((it) => it.who.role !== 'teammate' || it.who.id !== me);
  const thinking = isThinking(thread);
  const { scroller, content, atEnd, fresh, toEnd } = useFollow(
    list.length + sending.length,
    sending.at(-1)?.command.id,
  );
  useSeen(id, thread.cursor, atEnd);
  const seen = seenKey(thread, visitorSeen);
  const show = (entry: Entry) => {
    switch (entry.kind) {
      case 'day':
        return <Day key={entry.key} text={dayHeading(entry.at, now)} />;
      case 'line':
        return (
          <EventLine
            key={entry.key}
            conversation={id}
            line={entry.line}
            signals={entry.signals}
            me={me}
            mark={thread.marks?.[entry.line.seq]}
          />
        );
      case 'run':
        return (
          <RunCard
            key={entry.key}
            conversation={id}
            run={entry.run}
            visitor={visitor}
            me={me}
            onUse={onUse}
          />
        );
      case 'bubble':
        return (
          <Message
            key={entry.key}
            conversation={id}
            bubble={entry.bubble}
            first={entry.first}
            signals={entry.signals}
            visitor={visitor}
            visitorId={visitorId}
            me={me}
            seen={seen === entry.key}
          />
        );
    }
  };
  return (
    <div className="relative min-h-0 flex-1">
      <Announcer thread={thread} visitor={visitor} />
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={tt('thread.log')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
        tabIndex={0}
        className="h-full overflow-y-auto overscroll-contain -outline-offset-2"
      >
        <div ref={content} className="mx-auto flex max-w-3xl flex-col gap-1 px-4 py-4 md:px-6">
          {list.map(show)}
          {sending.map((item) => (
            <Pending key={item.command.id} item={item} />
          ))}
          <Typing typists={typists} visitor={visitor} thinking={thinking} />
        </div>
      </div>
      {fresh > 0 && !atEnd && (
        <button
          type="button"
          onClick={toEnd}
          className="absolute inset-x-0 bottom-3 mx-auto flex w-fit items-center gap-1.5 rounded-full bg-accent px-3 py-1.5 text-sm font-medium text-on-accent shadow-popover"
        >
          <ArrowDown size={14} aria-hidden />
          {tt('thread.new', { count: fresh })}
        </button>
      )}
    </div>
  );
}

function Day({ text }: { text: string }) {
  return (
    <div className="my-3 flex items-center gap-3 text-xs font-medium text-muted">
      <span className="h-px flex-1 bg-line" />
      {text}
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}
