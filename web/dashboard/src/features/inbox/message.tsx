import { CheckCheck, NotebookPen } from 'lucide-react';
import { memo } from 'react';
import type { Bubble } from '../../../../shared/thread';
import type { Signals } from '../../lib/signals';
import { t } from '../../lib/text';
import { clockTime, fullTime } from '../../lib/when';
import { Avatar } from '../../ui/avatar';
import { cx } from '../../ui/cx';
import { Judge } from '../../ui/judge/judge';
import { Markdown } from '../../ui/markdown';
import { Pictures } from '../../ui/pictures';
import { Answer } from './answer';
import { AssistantFace } from './assistant-face';
import { messageId } from './go-to';
import { tt } from './thread-text';

interface Props {
  conversation: string;
  bubble: Bubble;
  first: boolean;
  signals: Signals | null;
  visitor: string;
  visitorId: string;
  me: string;
  seen: boolean;
}

const LOOK = {
  visitor: 'bg-raised border border-line rounded-es-sm',
  assistant: 'bg-assistant-soft rounded-ee-sm',
  teammate: 'bg-accent-soft rounded-ee-sm',
  note: 'bg-note text-note-fg border border-note-fg/20 rounded-ee-sm',
};

/** One message: whose it is shows by side, colour, picture and name. */
export const Message = memo(function Message(props: Props) {
  const { bubble, first, signals, visitor, visitorId, me, seen } = props;
  const { by } = bubble;
  const ours = by.role !== 'visitor';
  const look = bubble.note ? 'note' : by.role;
  return (
    <article
      id={messageId(bubble.first)}
      tabIndex={-1}
      className={cx(
        'flex scroll-my-4 rounded-card animate-[arrive_180ms_ease-out] gap-2.5',
        ours && 'flex-row-reverse',
        first && 'mt-3 first:mt-0',
      )}
    >
      <span className="w-7 shrink-0 pt-5">
        {first && <Face bubble={bubble} visitor={visitor} visitorId={visitorId} />}
      </span>
      <div className={cx('flex max-w-[85%] min-w-0 flex-col md:max-w-[78%]', ours && 'items-end')}>
        {first && (
          <header className="mb-0.5 flex flex-wrap items-baseline gap-x-2 text-xs whitespace-nowrap">
            <span className={cx('font-semibold', by.role === 'assistant' && 'text-assistant')}>
              {nameOf(bubble, visitor, me)}
            </span>
            {bubble.note && (
              <span className="inline-flex items-center gap-1 text-warning">
                <NotebookPen size={11} aria-hidden />
                {tt('note.team_only')}
              </span>
            )}
            {bubble.draft && (
              <span className="text-muted">
                {tt(bubble.draft.edited ? 'draft.sent_edited' : 'draft.sent')}
              </span>
            )}
            <time
              className="text-muted"
              dateTime={new Date(bubble.at).toISOString()}
              title={fullTime(bubble.at)}
            >
              {clockTime(bubble.at)}
            </time>
          </header>
        )}
        <div
          dir="auto"
          className={cx('flex flex-col gap-2 rounded-bubble px-3.5 py-2', LOOK[look])}
        >
          {bubble.pictures && bubble.pictures.length > 0 && (
            <Pictures
              conversation={props.conversation}
              pictures={bubble.pictures}
              name={nameOf(bubble, visitor, me)}
            />
          )}
          {bubble.sentences.length > 0 ? <Answer bubble={bubble} /> : <Words bubble={bubble} />}
          {bubble.state === 'interrupted' && (
            <p className="text-sm text-muted italic">{tt('thread.interrupted')}</p>
          )}
        </div>
        {signals && bubble.turn !== undefined && (
          <Judge conversation={props.conversation} turn={bubble.turn} signals={signals} spoke />
        )}
        {seen && (
          <p className="mt-0.5 flex items-center gap-1 text-xs text-muted">
            <CheckCheck size={13} aria-hidden />
            {tt('thread.seen')}
          </p>
        )}
      </div>
    </article>
  );
});

/** What a visitor writes is shown as it was written; a teammate may use a little Markdown. */
function Words({ bubble }: { bubble: Bubble }) {
  if (bubble.text === '') return null;
  if (bubble.by.role === 'visitor') return <p className="whitespace-pre-wrap">{bubble.text}</p>;
  return <Markdown text={bubble.text} />;
}

function nameOf({ by }: Bubble, visitor: string, me: string): string {
  if (by.role === 'visitor') return visitor;
  if (by.role === 'assistant') return t('who.assistant');
  return by.id === me ? t('who.you') : by.name;
}

function Face({ bubble, visitor, visitorId }: Pick<Props, 'bubble' | 'visitor' | 'visitorId'>) {
  const { by } = bubble;
  if (by.role === 'assistant') return <AssistantFace />;
  if (by.role === 'visitor') return <Avatar id={visitorId} name={visitor} size={28} />;
  return <Avatar id={by.id} name={by.name} picture={by.picture} size={28} />;
}
