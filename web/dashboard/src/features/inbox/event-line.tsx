import {
  ArrowRightLeft,
  Check,
  ChevronUp,
  Clock,
  IdCard,
  Phone,
  PhoneCall,
  Sparkles,
  Tag,
  Telescope,
  UserCheck,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Line, LineEvent } from '../../../../shared/thread';
import type { MarkNow } from '../../lib/live/drafts-of';
import type { Signals } from '../../lib/signals';
import { t } from '../../lib/text';
import { clockTime, fullTime } from '../../lib/when';
import type { Details, Person } from '../../lib/wire';
import { Judge } from '../../ui/judge/judge';
import { HandoffMark } from './handoff-mark';
import { dueTime } from './marks';
import { reasonText } from './reasons';
import { taggedWords } from './tagged';
import { tt } from './thread-text';

interface Props {
  conversation: string;
  line: Line;
  signals: Signals | null;
  me: string;
  /** What the team thinks of the handoff that it is. */
  mark?: MarkNow | undefined;
}

/** Something that happened and was not said. */
export function EventLine({ conversation, line, signals, me, mark }: Props) {
  const { icon, text, note } = told(line.event, line.at, me);
  return (
    <div className="mt-2 flex flex-col items-center">
      <p className="flex max-w-full items-start gap-1.5 text-center text-xs text-muted">
        <span className="pt-px">{icon}</span>
        <span>
          {text} {note && <span className="font-medium text-fg">{note} </span>}
          <time title={fullTime(line.at)}>{clockTime(line.at)}</time>
        </span>
      </p>
      {line.event.kind === 'handed_off' && (
        <HandoffMark conversation={conversation} handoff={line.seq} now={mark} me={me} />
      )}
      {signals && line.event.kind === 'observed' && (
        <div className="w-fit">
          <Judge
            conversation={conversation}
            turn={line.event.turn}
            signals={signals}
            spoke={false}
          />
        </div>
      )}
    </div>
  );
}

const SIZE = { size: 13, 'aria-hidden': true } as const;

interface Told {
  icon: ReactNode;
  text: string;
  /** What an action told the team. */
  note?: string | null | undefined;
}

function told(event: LineEvent, at: number, me: string): Told {
  const name = (it: Person) => (it.id === me ? t('who.you_short') : it.name);
  switch (event.kind) {
    case 'handed_off':
      return {
        icon: <Clock {...SIZE} className="text-warning" />,
        text: tt('line.handed_off', { reason: reasonText(event.reason, event.matched) }),
        note: event.note,
      };
    case 'wait_cancelled':
      return { icon: <Clock {...SIZE} />, text: tt('line.wait_cancelled') };
    case 'taken_over':
      return {
        icon: <UserCheck {...SIZE} className="text-accent" />,
        text: event.from
          ? tt('line.taken_from', { name: name(event.by), from: name(event.from) })
          : tt('line.taken_over', { name: name(event.by) }),
      };
    case 'transferred':
      return {
        icon: <ArrowRightLeft {...SIZE} />,
        text: tt('line.transferred', { name: name(event.by), to: name(event.to) }),
      };
    case 'routed':
      return {
        icon: <ArrowRightLeft {...SIZE} />,
        text: event.by
          ? tt('line.routed', {
              name: name(event.by),
              team: event.team?.name ?? tt('give.everybody'),
            })
          : event.team
            ? tt('line.routed_by_action', { team: event.team.name })
            : tt('line.team_gone'),
      };
    case 'handed_back':
      return {
        icon: <Sparkles {...SIZE} className="text-assistant" />,
        text: tt('line.handed_back', { name: name(event.by) }),
      };
    case 'released':
      return {
        icon: <Clock {...SIZE} className="text-warning" />,
        text: tt(`line.released_${event.cause}`, { name: name(event.teammate) }),
      };
    case 'resolved':
      return {
        icon: <Check {...SIZE} className="text-success" />,
        text: tt('line.resolved', { name: name(event.by) }),
      };
    case 'returned':
      return {
        icon: <UserCheck {...SIZE} />,
        text: tt('line.returned', { name: name(event.to) }),
      };
    case 'details_given':
      return {
        icon: <IdCard {...SIZE} />,
        text: tt('line.details', { details: listed(event.details) }),
      };
    case 'muted':
      return { icon: <UserCheck {...SIZE} />, text: tt(`mute.${event.why}`) };
    case 'unmuted':
      return { icon: <Sparkles {...SIZE} />, text: tt('line.unmuted') };
    case 'draft_dismissed':
      return {
        icon: <Sparkles {...SIZE} />,
        text: tt('line.draft_dismissed', { name: name(event.by) }),
      };
    case 'tagged':
      return { icon: <Tag {...SIZE} />, text: taggedWords(event, event.tag) };
    case 'untagged':
      return {
        icon: <Tag {...SIZE} />,
        text: tt('line.untagged', { tag: event.tag, name: name(event.by) }),
      };
    case 'raised':
      return {
        icon: <ChevronUp {...SIZE} className="text-warning" />,
        text: tt(`line.raised_${event.priority}`),
      };
    case 'call_back_owed':
      return {
        icon: <Phone {...SIZE} className="text-warning" />,
        text: tt('line.call_back_owed', { time: dueTime(event.due, at) }),
      };
    case 'call_back_done':
      return {
        icon: <PhoneCall {...SIZE} className="text-success" />,
        text: tt('line.call_back_done', { name: name(event.by) }),
      };
    case 'observed':
      return { icon: <Telescope {...SIZE} />, text: tt('line.observed') };
  }
}

function listed(details: Details): string {
  return [details.name, details.email, details.note].filter(Boolean).join(' · ');
}
