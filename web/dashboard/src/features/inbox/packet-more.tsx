import { Link } from '@tanstack/react-router';
import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useNow } from '../../lib/clock';
import { t } from '../../lib/text';
import { ago } from '../../lib/when';
import type { Packet } from '../../lib/wire';
import { cx } from '../../ui/cx';
import { Values } from '../../ui/run/values';
import { Tag } from '../../ui/tag';
import { citationsOf, keyOfCitation } from './answer';
import { Both } from './attributes';
import { goTo } from './go-to';
import { tp } from './packet-text';
import { PageLink } from './page-link';
import { PriorityMark } from './row-marks';

interface Props {
  conversation: string;
  packet: Packet;
}

/** All that is known, part by part; what there is nothing of is left out. */
export function PacketMore({ conversation, packet }: Props) {
  const { replies, given, lookups, told, tags, priority, visitor } = packet;
  return (
    <div className="grid gap-x-6 gap-y-3 pt-1 pb-2 md:grid-cols-2">
      {replies.length > 0 && <Replies replies={replies} />}
      {given.length > 0 && (
        <Part title={tp('packet.given')}>
          {given.map(({ seq, values }) => (
            <Values key={seq} conversation={conversation} values={values} visitor={visitor.name} />
          ))}
        </Part>
      )}
      {lookups.length > 0 && <Lookups conversation={conversation} packet={packet} />}
      {told && (
        <Part title={tp('packet.told')}>
          <Quoted seq={told.seq} text={told.text} />
        </Part>
      )}
      <Part title={tp('packet.who')}>
        <p>{visitor.name}</p>
        <p className="text-muted">{tp(`packet.${proofOf(packet)}`)}</p>
      </Part>
      <Attributes packet={packet} />
      <Trail packet={packet} />
      {(tags.length > 0 || priority !== 'normal') && (
        <Part title={tp('packet.tags')}>
          <p className="flex flex-wrap items-center gap-1.5">
            <PriorityMark priority={priority} />
            {tags.map((it) => (
              <Tag key={it} tag={it} />
            ))}
          </p>
        </Part>
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0 text-sm">
      <h3 className="text-xs font-medium text-muted">{title}</h3>
      {children}
    </section>
  );
}

function Quoted({ seq, text }: { seq: number; text: string }) {
  return (
    <button
      type="button"
      dir="auto"
      className="min-h-6 max-w-full text-start underline-offset-2 hover:underline"
      aria-label={tp('packet.go_to', { text })}
      onClick={() => goTo(seq)}
    >
      {text}
    </button>
  );
}

function Replies({ replies }: Pick<Packet, 'replies'>) {
  return (
    <Part title={tp('packet.replies')}>
      <ul className="flex flex-col gap-1.5">
        {replies.map(({ seq, outcome, text, question, citations }) => (
          <li key={seq}>
            {question && <Quoted seq={question.seq} text={question.text} />}
            <p className="line-clamp-2 text-muted" title={text}>
              <span className="font-medium">
                {tp(
                  outcome === 'declined'
                    ? 'packet.declined'
                    : outcome === 'closest'
                      ? 'packet.closest'
                      : 'packet.answered',
                )}
                :
              </span>{' '}
              {text}
            </p>
            {citationsOf([{ index: 0, text, citations }]).map((it) => (
              <Link
                key={keyOfCitation(it)}
                to="/knowledge"
                search={{ source: it.source, passage: it.position }}
                className="me-2 text-xs text-accent hover:underline"
              >
                {it.title}
                {it.heading && ` › ${it.heading}`}
                {it.page && ` › ${t('cite.page', { n: it.page })}`}
              </Link>
            ))}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Lookups({ conversation, packet: { lookups, visitor } }: Props) {
  return (
    <Part title={tp('packet.lookups')}>
      <ul className="flex flex-col gap-1">
        {lookups.map(({ seq, lookup, ok, values }) => {
          const Icon = ok ? Check : X;
          return (
            <li key={seq}>
              <p className="flex items-center gap-1.5">
                <Icon size={13} aria-hidden className={cx(ok ? 'text-success' : 'text-danger')} />
                <span className="sr-only">{tp(ok ? 'packet.found' : 'packet.not_found')}</span>
                {lookup}
              </p>
              <Values conversation={conversation} values={values} visitor={visitor.name} />
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

function Attributes({ packet: { context } }: { packet: Packet }) {
  const { attributes, attributes_at_handoff: then } = context;
  if (attributes.length === 0 && !then) return null;
  return (
    <Part title={tp('packet.attributes')}>
      {then && (
        <>
          <p className="text-xs text-muted">{tp('packet.then')}</p>
          <Both attributes={then} />
          <p className="mt-1 text-xs text-muted">{tp('packet.now')}</p>
        </>
      )}
      <Both attributes={attributes} />
    </Part>
  );
}

function Trail({ packet: { context } }: { packet: Packet }) {
  const now = useNow();
  if (context.trail.length === 0) return null;
  return (
    <Part title={tp('packet.trail')}>
      <ol className="flex flex-col gap-0.5">
        {context.trail.map((it) => (
          <li key={`${it.at}${it.url}`} className="flex items-baseline gap-2">
            <PageLink url={it.url} title={it.title} />
            <span className="ms-auto shrink-0 text-xs text-muted">{ago(it.at, now)}</span>
          </li>
        ))}
      </ol>
    </Part>
  );
}

function proofOf({ visitor, email_confirmed }: Packet): 'signed' | 'mailed' | 'unproved' {
  const proofs = [visitor.name_proof, visitor.email_proof];
  if (visitor.subject || proofs.includes('signed')) return 'signed';
  return email_confirmed || proofs.includes('mailed') ? 'mailed' : 'unproved';
}
