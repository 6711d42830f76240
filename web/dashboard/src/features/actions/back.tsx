import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { t } from './text';

const LINK = 'inline-flex min-h-6 items-center gap-1 text-sm text-muted hover:text-fg';

/** Back to the actions of an assistant. */
export function BackToList({ assistant }: { assistant: string }) {
  return (
    <Link to="/actions/$assistant" params={{ assistant }} className={LINK}>
      <ArrowLeft size={14} aria-hidden className="rtl:-scale-x-100" />
      {t('actions.all')}
    </Link>
  );
}

/** Back to an action. */
export function BackToAction({ assistant, action }: { assistant: string; action: string }) {
  return (
    <Link to="/actions/$assistant/$action" params={{ assistant, action }} className={LINK}>
      <ArrowLeft size={14} aria-hidden className="rtl:-scale-x-100" />
      {t('runs.back')}
    </Link>
  );
}
