import {
  Check,
  CircleAlert,
  CircleDashed,
  Hourglass,
  LoaderCircle,
  MessageCircleQuestionMark,
  Replace,
  X,
} from 'lucide-react';
import { cx } from '../cx';
import { tr } from './text';
import type { RunIs } from './words';

const STATES = {
  working: { icon: LoaderCircle, tone: 'text-assistant' },
  asking: { icon: MessageCircleQuestionMark, tone: 'text-assistant' },
  open: { icon: CircleDashed, tone: 'text-assistant' },
  done: { icon: Check, tone: 'text-success' },
  failed: { icon: CircleAlert, tone: 'text-danger' },
  cancelled: { icon: X, tone: 'text-muted' },
  superseded: { icon: Replace, tone: 'text-muted' },
  abandoned: { icon: Hourglass, tone: 'text-warning' },
} as const;

/** Where a run stands, by a picture and in words. */
export function RunState({ is }: { is: RunIs }) {
  const { icon: Icon, tone } = STATES[is];
  return (
    <span className={cx('inline-flex items-center gap-1 align-bottom text-xs font-medium', tone)}>
      <Icon size={13} aria-hidden className={cx('shrink-0', is === 'working' && 'animate-spin')} />
      {tr(`run.is_${is}`)}
    </span>
  );
}
