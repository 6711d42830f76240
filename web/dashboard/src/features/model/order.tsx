import { CircleAlert, PenLine, Quote, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ModelsView, ModelView } from '../../lib/wire';
import { Card } from '../../ui/card';
import { t } from './text';

/** Who answers, and who does where they do not. */
export function Order({ view }: { view: ModelsView }) {
  return (
    <Card title={t('writes.how')} about={t('writes.how_about')}>
      <ol aria-live="polite" className="list-decimal space-y-4 ps-5 marker:text-muted">
        <Model place="first" of={view.first} />
        <Model place="second" of={view.second} />
        <Step
          icon={<Quote size={18} aria-hidden />}
          title={t('writes.quotes')}
          about={t('writes.quotes_about')}
        />
        <Step
          icon={<UserRound size={18} aria-hidden />}
          title={t('writes.person')}
          about={t('writes.person_about')}
        />
      </ol>
    </Card>
  );
}

function Model({ place, of }: { place: 'first' | 'second'; of: ModelView }) {
  if (!of.settings) return null;
  return (
    <Step
      icon={<PenLine size={18} aria-hidden />}
      title={t(`writes.${place}`, { model: of.settings.model })}
      about={t(`writes.${place}_about`)}
    >
      {of.trouble && (
        <div className="mt-1.5 flex items-start gap-2 text-sm text-warning">
          <CircleAlert size={16} aria-hidden className="mt-0.5 shrink-0" />
          <div className="min-w-0">
            <p className="font-medium">{t('writes.trouble')}</p>
            <p className="wrap-anywhere">{of.trouble}</p>
          </div>
        </div>
      )}
    </Step>
  );
}

interface StepProps {
  icon: ReactNode;
  title: string;
  about: string;
  children?: ReactNode;
}

function Step({ icon, title, about, children }: StepProps) {
  return (
    <li>
      {/* The number stands on the line of the title: the picture takes no part in that. */}
      <div className="relative ps-8">
        <span className="absolute start-1 top-px text-accent">{icon}</span>
        <p className="font-medium wrap-anywhere">{title}</p>
        <p className="text-sm text-muted">{about}</p>
        {children}
      </div>
    </li>
  );
}
