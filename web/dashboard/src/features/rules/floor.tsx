import { CircleAlert, Lock, type LucideIcon, ShieldAlert, UserRound } from 'lucide-react';
import { t } from './text';

const FLOOR = [
  ['asked', UserRound],
  ['danger', ShieldAlert],
  ['failed', CircleAlert],
] as const satisfies [string, LucideIcon][];

/** What comes before every rule, and is no rule. */
export function Floor() {
  return (
    <section
      aria-labelledby="floor"
      className="mb-6 rounded-card border border-dashed border-control px-4 py-3"
    >
      <h2 id="floor" className="flex items-center gap-2 font-semibold">
        <Lock size={15} aria-hidden className="text-muted" />
        {t('floor.title')}
      </h2>
      <p className="text-sm text-muted">{t('floor.about')}</p>
      <ul className="mt-2 grid gap-x-6 gap-y-1.5 md:grid-cols-3">
        {FLOOR.map(([what, Icon]) => (
          <li key={what} className="flex items-start gap-2">
            <Icon size={16} aria-hidden className="mt-0.5 shrink-0 text-warning" />
            <span className="min-w-0">
              {t(`floor.${what}`)}: <span className="text-muted">{t('floor.then')}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
