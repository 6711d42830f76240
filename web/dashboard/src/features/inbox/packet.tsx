import { useQuery } from '@tanstack/react-query';
import { ChevronDown, PackageOpen } from 'lucide-react';
import { useId, useState } from 'react';
import type { ThreadState } from '../../../../shared/thread';
import { packetQuery } from '../../lib/packet-api';
import type { Packet } from '../../lib/wire';
import { Button } from '../../ui/button';
import { cx } from '../../ui/cx';
import { goTo } from './go-to';
import { PacketMore } from './packet-more';
import { tp } from './packet-text';
import { reasonText } from './reasons';

/** What came along with the handoff, above the thread, for whoever has it or may take it. */
export function PacketCard({ thread }: { thread: ThreadState }) {
  const { conversation, owner, items } = thread;
  const isForPeople = owner.is === 'queue' || owner.is === 'teammate';
  const wasHandedOff = items.some((it) => it.kind === 'line' && it.event.kind === 'handed_off');
  const asked = {
    ...packetQuery(conversation, items.length),
    enabled: isForPeople && wasHandedOff,
  };
  const packet = useQuery(asked).data;
  if (!isForPeople || !wasHandedOff || !packet) return null;
  return <Card conversation={conversation} packet={packet} />;
}

function Card({ conversation, packet }: { conversation: string; packet: Packet }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { reason, rule, note, matched, summary, draft } = packet;
  return (
    <section
      aria-label={tp('packet.title')}
      className="max-h-[45dvh] shrink-0 overflow-y-auto border-b border-line bg-panel px-4 py-2 md:px-6"
    >
      <p className="flex items-start gap-2 text-sm">
        <PackageOpen size={15} aria-hidden className="mt-0.5 shrink-0 text-accent" />
        <span className="min-w-0">
          <strong className="font-semibold">
            {rule?.name
              ? tp('packet.rule', { name: rule.name })
              : tp('packet.why', { reason: reasonText(reason) })}
          </strong>{' '}
          {note}{' '}
          {matched && (
            <button
              type="button"
              className="text-start text-muted underline-offset-2 hover:underline"
              aria-label={tp('packet.go_to', { text: matched.text })}
              onClick={() => goTo(matched.seq)}
            >
              “{matched.text}”
            </button>
          )}
        </span>
      </p>
      <ol aria-label={tp('packet.summary')} className="mt-1 flex flex-col text-sm">
        {summary.map(({ about, seq, text }) => (
          <li key={about} className="flex items-baseline gap-2">
            <span className="w-28 shrink-0 text-xs font-medium text-muted">
              {tp(`packet.${about}`)}
            </span>
            <button
              type="button"
              dir="auto"
              className="min-h-6 min-w-0 flex-1 truncate text-start underline-offset-2 hover:underline"
              aria-label={tp('packet.go_to', { text })}
              title={text}
              onClick={() => goTo(seq)}
            >
              {text}
            </button>
          </li>
        ))}
      </ol>
      <div className="mt-1 flex flex-wrap items-center gap-x-3">
        <Button
          small
          look="quiet"
          className="-ms-2.5"
          aria-expanded={open}
          aria-controls={id}
          icon={
            <ChevronDown
              size={14}
              aria-hidden
              className={cx(!open && '-rotate-90 rtl:rotate-90')}
            />
          }
          onClick={() => setOpen(!open)}
        >
          {tp('packet.more')}
        </Button>
        {draft && draft.sentences.length > 0 && <DraftReady draft={draft} />}
      </div>
      <div id={id}>{open && <PacketMore conversation={conversation} packet={packet} />}</div>
    </section>
  );
}

/** It stands above the composer, with its sources and what can be done with it. */
function DraftReady({ draft }: { draft: NonNullable<Packet['draft']> }) {
  const cited = draft.sentences.flatMap((it) => it.citations.map(({ title }) => title));
  const sources = [...new Set(cited)].join(', ');
  const show = () => {
    const box = document.getElementById('draft');
    box?.scrollIntoView({ block: 'nearest' });
    box?.querySelector('button')?.focus();
  };
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-sm text-assistant">
      {sources ? tp('packet.draft', { sources }) : tp('packet.draft_bare')}
      <Button small look="quiet" onClick={show}>
        {tp('packet.to_draft')}
      </Button>
    </p>
  );
}
