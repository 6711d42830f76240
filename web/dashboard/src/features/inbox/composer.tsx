import { NotebookPen, Send } from 'lucide-react';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { MESSAGE_CHARS_MAX } from '../../../../shared/limits';
import { useActions } from '../../lib/actions';
import { attach, takeAttached, useAttached } from '../../lib/attachments';
import { type DraftKind, keepDraft, useDraft } from '../../lib/drafts';
import { printed } from '../../lib/keys';
import { outbox, sendReply } from '../../lib/live/index';
import { useTypists } from '../../lib/live/typing';
import { t } from '../../lib/text';
import type { OwnerNow } from '../../lib/wire';
import { Button } from '../../ui/button';
import { cx } from '../../ui/cx';
import { Keys } from '../../ui/keys';
import { AttachButton, Attachments } from './attachments';
import { takeUsed } from './draft';
import { SendAction } from './send-action';
import { Sound } from './sound';
import { TabButton } from './tab-button';
import { tt } from './thread-text';
import { useTellTyping } from './use-tell-typing';

export type Tab = DraftKind;

/** As the server takes it. */

interface Props {
  conversation: string;
  owner: OwnerNow | undefined;
  me: string;
  tab: Tab;
  onTab: (tab: Tab) => void;
}

/** Reply or note: told apart by colour, label and the words on the button. */
export function Composer({ conversation, owner, me, tab, onTab }: Props) {
  const text = useDraft(conversation, tab);
  const area = useRef<HTMLTextAreaElement>(null);
  const typing = useTellTyping(conversation);
  const note = tab === 'note';
  const long = [...text].length - MESSAGE_CHARS_MAX;
  useGrow(area, text);
  const pictures = useAttached(conversation);
  const waits = !note && pictures.some((it) => !it.picture);
  const hasWords = text.trim() !== '' || (!note && pictures.length > 0);
  const canSend = hasWords && long <= 0 && !waits;

  const send = () => {
    const words = text.trim();
    if (!canSend) return;
    keepDraft(conversation, tab, '');
    typing.stop();
    if (note) void outbox.note(conversation, words);
    else void sendReply(conversation, words, takeAttached(conversation), takeUsed(conversation));
    area.current?.focus();
  };
  useActions([{ id: 'send', label: t('key.send'), group: 'conversation', run: send }]);

  return (
    <section
      aria-label={tt('composer.label')}
      className={cx(
        'shrink-0 border-t px-3 pt-1.5 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:px-4',
        note ? 'border-note-fg/25 bg-note text-note-fg' : 'border-line bg-panel',
      )}
    >
      <div className="flex items-center gap-1">
        <div className="flex items-center gap-1" role="tablist" aria-label={tt('composer.kind')}>
          <TabButton id="reply" tab={tab} onTab={onTab} />
          <TabButton id="note" tab={tab} onTab={onTab} />
        </div>
        <Colleagues conversation={conversation} me={me} />
        <span className="ms-auto flex">
          <SendAction conversation={conversation} />
          <Sound conversation={conversation} />
        </span>
      </div>
      <div
        id="composer-panel"
        role="tabpanel"
        aria-labelledby={`tab-${tab}`}
        className={cx(
          'mt-1 rounded-card border focus-within:outline-2',
          note
            ? 'border-note-fg/40 focus-within:outline-note-fg'
            : 'border-control bg-panel focus-within:outline-accent',
        )}
      >
        {!note && <Attachments conversation={conversation} />}
        <textarea
          id="composer"
          ref={area}
          value={text}
          dir="auto"
          rows={2}
          aria-label={tt(note ? 'composer.note' : 'composer.reply')}
          aria-invalid={long > 0 || undefined}
          placeholder={placeholder(note, owner, me)}
          onChange={(event) => {
            keepDraft(conversation, tab, event.target.value);
            if (!note) typing.tell(event.target.value !== '');
          }}
          onBlur={typing.stop}
          onPaste={(event) => !note && attach(conversation, event.clipboardData.files)}
          onDragOver={(event) => !note && event.preventDefault()}
          onDrop={(event) => {
            if (note || event.dataTransfer.files.length === 0) return;
            event.preventDefault();
            attach(conversation, event.dataTransfer.files);
          }}
          className={cx(
            'block max-h-[40dvh] min-h-15 w-full resize-none bg-transparent px-3 pt-2 outline-none pointer-coarse:text-lg',
            note && 'placeholder:text-note-fg/80',
          )}
        />
        <div className="flex items-center justify-end gap-2 p-1.5">
          {!note && <AttachButton conversation={conversation} />}
          <span className={cx('me-auto ps-1.5 text-xs', long > 0 ? 'text-danger' : '')}>
            {long > 0 ? tt('composer.long', { count: long }) : note && tt('note.team_only')}
          </span>
          <span className="max-md:hidden">
            <Keys keys={printed('send')} />
          </span>
          <Button
            look={note ? 'note' : 'primary'}
            disabled={!canSend}
            onClick={send}
            icon={
              note ? (
                <NotebookPen size={14} aria-hidden />
              ) : (
                <Send size={14} aria-hidden className="rtl:-scale-x-100" />
              )
            }
          >
            {tt(note ? 'composer.add_note' : 'composer.send')}
          </Button>
        </div>
      </div>
    </section>
  );
}

function placeholder(note: boolean, owner: OwnerNow | undefined, me: string): string {
  if (note) return tt('composer.note_hint');
  if (owner?.is === 'teammate' && owner.teammate.id !== me) {
    return tt('composer.other_hint', { name: owner.teammate.name });
  }
  return tt(owner?.is === 'teammate' ? 'composer.reply_hint' : 'composer.takes_over_hint');
}

/** Another teammate writes here at this moment. */
function Colleagues({ conversation, me }: { conversation: string; me: string }) {
  const names = useTypists(conversation).flatMap((it) =>
    it.who.role === 'teammate' && it.who.id !== me ? [it.who.name] : [],
  );
  if (names.length === 0) return null;
  return (
    <span className="min-w-0 flex-1 truncate text-end text-xs text-warning" role="status">
      {tt('typing.here', { name: names.join(', ') })}
    </span>
  );
}

function useGrow(area: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  useLayoutEffect(() => {
    const it = area.current;
    if (!it) return;
    it.style.height = 'auto';
    it.style.height = `${it.scrollHeight}px`;
  }, [area, text]);
}
