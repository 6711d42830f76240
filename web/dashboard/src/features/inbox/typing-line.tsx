import type { Typist } from '../../lib/live/typing';
import { t } from '../../lib/text';
import { tt } from './thread-text';

interface Props {
  typists: readonly Typist[];
  visitor: string;
  thinking: boolean;
}

const DOTS = [0, 150, 300];

/** Who is writing at this moment. */
export function Typing({ typists, visitor, thinking }: Props) {
  const names = typists.map((it) => (it.who.role === 'visitor' ? visitor : it.who.name));
  if (thinking) names.push(t('who.assistant'));
  if (names.length === 0) return null;
  const text =
    names.length === 1
      ? tt('typing.one', { name: names[0] ?? '' })
      : tt('typing.many', { names: names.join(', ') });
  return (
    <p className="mt-3 flex items-center gap-2 text-sm text-muted">
      <span className="flex gap-1" aria-hidden>
        {DOTS.map((delay) => (
          <span
            key={delay}
            className="size-1.5 animate-[typing_1.2s_ease-in-out_infinite] rounded-full bg-current"
            style={{ animationDelay: `${delay}ms` }}
          />
        ))}
      </span>
      {text}
    </p>
  );
}
