import { CircleAlert, Clock, LoaderCircle } from 'lucide-react';
import { outbox } from '../../lib/live/index';
import type { Outgoing } from '../../lib/live/outbox';
import { t } from '../../lib/text';
import { Button } from '../../ui/button';
import { cx } from '../../ui/cx';
import { Markdown } from '../../ui/markdown';
import { Pictures } from '../../ui/pictures';
import { tt } from './thread-text';

/** What was written and is not confirmed yet. */
export function Pending({ item }: { item: Outgoing }) {
  const note = item.kind === 'note';
  const { id } = item.command;
  return (
    <article className="mt-3 flex flex-row-reverse gap-2.5" data-state={item.state}>
      <span className="w-7 shrink-0" />
      <div className="flex max-w-[85%] min-w-0 flex-col items-end md:max-w-[78%]">
        <div
          className={cx(
            'flex flex-col gap-2 rounded-bubble rounded-ee-sm px-3.5 py-2',
            note ? 'border border-note-fg/20 bg-note text-note-fg' : 'bg-accent-soft',
            item.state === 'failed' && 'border border-danger/60',
          )}
        >
          {item.pictures.length > 0 && (
            <Pictures
              conversation={item.conversation}
              pictures={item.pictures}
              name={t('who.you')}
            />
          )}
          <Markdown text={item.text} />
        </div>
        <p
          className={cx(
            'mt-0.5 flex items-center gap-1 text-xs',
            item.state === 'failed' ? 'text-danger' : 'text-muted',
          )}
          role={item.state === 'failed' ? 'alert' : undefined}
        >
          {item.state === 'sending' && (
            <LoaderCircle size={12} className="animate-spin" aria-hidden />
          )}
          {item.state === 'waiting' && <Clock size={12} aria-hidden />}
          {item.state === 'failed' && <CircleAlert size={12} aria-hidden />}
          {item.state === 'failed' ? (item.why ?? tt('send.failed')) : tt(`send.${item.state}`)}
        </p>
        {(item.state === 'failed' || item.state === 'waiting') && (
          <div className="mt-1 flex gap-1.5">
            <Button small onClick={() => void outbox.retry(id)}>
              {t('do.try_again')}
            </Button>
            <Button small look="quiet" onClick={() => outbox.takeBack(id)}>
              {tt('send.take_back')}
            </Button>
          </div>
        )}
      </div>
    </article>
  );
}
