import { BookOpen, PenLine, Send, Sparkles } from 'lucide-react';
import { useState } from 'react';
import { joinSentences } from '../../../../shared/thread';
import { attempt } from '../../lib/attempt';
import { restoreDraft } from '../../lib/drafts';
import type { Drafted, DraftNow } from '../../lib/live/drafts-of';
import { dismissDraft, sendReply } from '../../lib/live/index';
import { level } from '../../lib/signals';
import { store, useStore } from '../../lib/store';
import { t } from '../../lib/text';
import { Button } from '../../ui/button';
import { percent } from '../../ui/scores';
import { Answer, citationsOf } from './answer';
import { tt } from './thread-text';

/** Drafts that were put into the composer, by conversation: what is sent from there says so. */
const used = store<Readonly<Record<string, number>>>({});

/** The draft that the words in the composer came from; asked once, as they are sent. */
export function takeUsed(conversation: string): number | undefined {
  const draft = used.get()[conversation];
  used.set(({ [conversation]: _, ...others }) => others);
  return draft;
}

interface Props {
  conversation: string;
  draft: DraftNow | null | undefined;
  onUse: () => void;
}

/** What the assistant would answer, above the composer. It reaches nobody by itself. */
export function DraftBox({ conversation, draft, onUse }: Props) {
  const [busy, setBusy] = useState(false);
  const inUse = useStore(used, (all) => all[conversation]);
  if (!draft || inUse === draft.draft) return null;
  const { ready, outdated } = draft;
  const text = joinSentences(ready?.sentences ?? []);
  const use = () => {
    restoreDraft(conversation, 'reply', text);
    used.set((all) => ({ ...all, [conversation]: draft.draft }));
    onUse();
  };
  const send = () => {
    setBusy(true);
    void sendReply(conversation, text, [], draft.draft).finally(() => setBusy(false));
  };
  const dismiss = async () => {
    setBusy(true);
    await attempt(() => dismissDraft(conversation, draft.draft));
    setBusy(false);
  };
  return (
    <section
      id="draft"
      aria-label={tt('draft.title')}
      className="max-h-[40dvh] shrink-0 overflow-y-auto border-t border-assistant/30 bg-assistant-soft px-3 py-2.5 md:px-4"
    >
      <p className="flex items-center gap-1.5 text-sm font-semibold text-assistant">
        <Sparkles size={14} aria-hidden />
        {tt('draft.title')}
        {typeof ready?.confidence === 'number' && (
          <span className="font-normal text-muted">
            {t(`level.${level(ready.confidence)}`)} · {percent(ready.confidence)}
          </span>
        )}
      </p>
      <div role="status">
        {!ready && (
          <p className="mt-1 text-sm text-muted">
            {tt(outdated ? 'draft.outdated' : 'draft.writing')}
          </p>
        )}
        {ready && !text && (
          <p className="mt-1 text-sm text-muted">
            {tt(ready.verdict === 'declined' ? 'draft.declined' : 'draft.none')}
          </p>
        )}
      </div>
      {outdated && (
        <div className="mt-1 opacity-70">
          <Words of={outdated} />
        </div>
      )}
      {ready && text && (
        <div className="mt-1">
          <Words of={ready} />
        </div>
      )}
      {ready && (
        <div className="mt-2 flex flex-wrap gap-2">
          {text && (
            <>
              <Button small look="primary" onClick={use} icon={<PenLine size={13} aria-hidden />}>
                {tt('draft.use')}
              </Button>
              <Button
                small
                busy={busy}
                onClick={send}
                icon={<Send size={13} aria-hidden className="rtl:-scale-x-100" />}
              >
                {tt('draft.send')}
              </Button>
            </>
          )}
          <Button small look="quiet" disabled={busy} onClick={() => void dismiss()}>
            {tt('draft.dismiss')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Words({ of }: { of: Drafted }) {
  const sentences = of.sentences.map((it, index) => ({ ...it, index }));
  const titles = [...new Set(citationsOf(sentences).map((it) => it.title))];
  const bubble = {
    kind: 'bubble' as const,
    key: `draft${of.draft}`,
    by: { role: 'assistant' as const },
    note: false,
    at: of.at,
    first: of.seq,
    last: of.seq,
    text: joinSentences(sentences),
    sentences,
    state: 'whole' as const,
  };
  return (
    <>
      <Answer bubble={bubble} />
      {titles.length > 0 && (
        <p className="mt-1 truncate text-xs text-muted">
          <BookOpen size={11} aria-hidden className="me-1 inline" />
          {titles.join(' · ')}
        </p>
      )}
    </>
  );
}
