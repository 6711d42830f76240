import { useQuery } from '@tanstack/react-query';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { attempt } from '../../lib/attempt';
import { conversationQuery, meQuery } from '../../lib/queries';
import { rate } from '../../lib/turns';
import type { RatingView } from '../../lib/wire';
import { cx } from '../cx';
import { Tip } from '../tip';
import { SMALL } from './small';
import { tj } from './text';

interface Props {
  conversation: string;
  turn: number;
}

/** What everybody thinks of one answer. */
function useRatings({ conversation, turn }: Props): readonly RatingView[] {
  const ratings = useQuery({
    ...conversationQuery(conversation),
    select: (it) => it.ratings.filter((rating) => rating.turn === turn),
  }).data;
  return ratings ?? [];
}

/** What this teammate thinks of an answer, to be pressed. */
export function Thumbs({ conversation, turn }: Props) {
  const me = useQuery(meQuery).data?.id;
  const mine = useRatings({ conversation, turn }).find((it) => it.by && it.by.id === me)?.good;
  const press = (good: boolean) =>
    attempt(() => rate(conversation, turn, mine === good ? null : good));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form.
    <span role="group" aria-label={tj('rate.label')} className="inline-flex">
      {[true, false].map((good) => (
        <Thumb key={`${good}`} good={good} on={mine === good} onPress={() => void press(good)} />
      ))}
    </span>
  );
}

function Thumb({ good, on, onPress }: { good: boolean; on: boolean; onPress: () => void }) {
  const Icon = good ? ThumbsUp : ThumbsDown;
  const label = tj(good ? 'rate.good' : 'rate.bad');
  return (
    <Tip text={label}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={on}
        onClick={onPress}
        className={cx(SMALL, on && (good ? 'text-success' : 'text-danger'))}
      >
        <Icon size={14} aria-hidden fill={on ? 'currentColor' : 'none'} fillOpacity={0.25} />
      </button>
    </Tip>
  );
}

/** What the visitor thinks of it, which nobody else presses. */
export function OfVisitor(props: Props) {
  const said = useRatings(props).find((it) => !it.by);
  if (!said) return null;
  const Icon = said.good ? ThumbsUp : ThumbsDown;
  return (
    <span className="inline-flex items-center gap-1 text-xs text-muted">
      <Icon size={12} aria-hidden className={said.good ? 'text-success' : 'text-danger'} />
      {tj(said.good ? 'rate.helped' : 'rate.not_helped')}
    </span>
  );
}
