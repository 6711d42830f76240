import { BadgeCheck } from 'lucide-react';
import { t } from '../lib/text';
import type { ProofNow } from '../lib/wire';

/** The mark of what is proved; nothing where nothing is. */
export function Proof({ by }: { by: ProofNow }) {
  if (by === 'none') return null;
  const text = t(`proof.${by}`);
  return (
    <span className="inline-flex shrink-0 text-success" title={text}>
      <BadgeCheck size={14} aria-hidden />
      <span className="sr-only">{text}</span>
    </span>
  );
}
