import { EyeOff, PenLine, Telescope, Zap } from 'lucide-react';
import { memo, useState } from 'react';
import type { Run } from '../../../../shared/thread';
import { clockTime, fullTime } from '../../lib/when';
import { Button } from '../../ui/button';
import { SMALL } from '../../ui/judge/small';
import { Markdown } from '../../ui/markdown';
import { RunState } from '../../ui/run/state';
import { Values } from '../../ui/run/values';
import { AssistantFace } from './assistant-face';
import { Looked } from './looked';
import { RunDetails } from './run-details';
import { askedWords, startedWords, stateOf } from './runs';
import { tt } from './thread-text';
import { useTitle } from './use-title';

interface Props {
  conversation: string;
  run: Run;
  visitor: string;
  me: string;
  /** Takes words for the composer. */
  onUse: (text: string) => void;
}

/** One run of an action: what began it, what was given and found, and how it ended. */
export const RunCard = memo(function RunCard({ conversation, run, visitor, me, onUse }: Props) {
  const asked = askedWords(run);
  const title = useTitle(conversation, run);
  return (
    <article
      aria-label={tt('run.label', { title })}
      className="mt-3 flex animate-[arrive_180ms_ease-out] flex-row-reverse gap-2.5"
    >
      <span className="w-7 shrink-0 pt-1">
        <AssistantFace />
      </span>
      <div className="flex max-w-[85%] min-w-0 flex-1 flex-col gap-2 rounded-card border border-assistant/30 bg-panel px-3.5 py-2.5 md:max-w-[78%]">
        <header>
          <p className="flex flex-wrap items-center justify-between gap-x-3">
            <span className="flex min-w-0 items-center gap-1.5 font-semibold" dir="auto">
              <Zap size={14} aria-hidden className="shrink-0 text-assistant" />
              {title}
            </span>
            <RunState is={stateOf(run)} />
          </p>
          <p className="text-xs text-muted">
            {startedWords(run, me)}
            {' · '}
            <time dateTime={new Date(run.at).toISOString()} title={fullTime(run.at)}>
              {clockTime(run.at)}
            </time>
          </p>
        </header>
        <Values conversation={conversation} values={run.given} visitor={visitor} />
        <Looked run={run} conversation={conversation} visitor={visitor} />
        {asked && <p className="text-sm text-muted">{asked}</p>}
        {run.withheld && <Withheld text={run.withheld} onUse={onUse} />}
        <Details conversation={conversation} run={run} visitor={visitor} />
      </div>
    </article>
  );
});

/** What the visitor was not told, because a person answers. */
function Withheld({ text, onUse }: { text: string; onUse: (text: string) => void }) {
  return (
    <div className="rounded-control bg-note px-2.5 py-2 text-note-fg">
      <p className="flex items-center gap-1.5 text-sm font-semibold">
        <EyeOff size={13} aria-hidden className="shrink-0" />
        {tt('run.withheld')}
      </p>
      <p className="text-xs">{tt('run.withheld_about')}</p>
      <div className="my-1.5" dir="auto">
        <Markdown text={text} />
      </div>
      <Button
        small
        look="note"
        onClick={() => onUse(text)}
        icon={<PenLine size={13} aria-hidden />}
      >
        {tt('run.use')}
      </Button>
    </div>
  );
}

interface DetailsProps {
  conversation: string;
  run: Run;
  visitor: string;
}

/** Opens all that is known of a run, from the side of the page. */
export function Details({ conversation, run, visitor }: DetailsProps) {
  // Once asked for it stays, so that it can close as it opened.
  const [open, setOpen] = useState<boolean | null>(null);
  const title = useTitle(conversation, run);
  return (
    <div>
      <button type="button" className={SMALL} onClick={() => setOpen(true)}>
        <Telescope size={13} aria-hidden />
        {tt('run.details')}
        <span className="sr-only">{title}</span>
      </button>
      {open !== null && (
        <RunDetails
          conversation={conversation}
          run={run}
          title={title}
          visitor={visitor}
          open={open}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
