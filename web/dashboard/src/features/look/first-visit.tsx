import { useQuery } from '@tanstack/react-query';
import { CircleCheck, Radio, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { saveAssistant } from '../../lib/assistants';
import { attempt } from '../../lib/attempt';
import { useNow } from '../../lib/clock';
import { t } from '../../lib/page-text';
import { client, sightingsQuery } from '../../lib/queries';
import { ago } from '../../lib/when';
import type { AssistantView, SightingView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Failed, Skeletons } from '../../ui/states';

/** Waits for the snippet to be seen on a page, and says what was seen. It needs no reload. */
export function FirstVisit({ assistant }: { assistant: AssistantView }) {
  const found = useQuery(sightingsQuery(assistant.id));
  const seen = found.data?.sightings;
  if (found.isError && !seen) {
    return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (!seen) return <Skeletons count={1} />;
  return (
    <section aria-labelledby="first-visit" className="mt-5 border-t border-line pt-4">
      <h3 id="first-visit" className="font-semibold">
        {t('visit.title')}
      </h3>
      <div aria-live="polite" className="mt-2 flex flex-col gap-2">
        {seen.length === 0 && (
          <p className="flex items-center gap-2 text-muted">
            <Radio size={16} className="animate-pulse text-accent" aria-hidden />
            {t('visit.waiting')}
          </p>
        )}
        {seen.map((it) => (
          <Seen key={it.origin ?? ''} assistant={assistant} sighting={it} />
        ))}
      </div>
      <details className="mt-3 text-sm">
        <summary className="cursor-pointer font-medium text-accent">{t('visit.nothing')}</summary>
        <ul className="mt-2 list-disc ps-5 text-muted">
          <li>{t('visit.check_pasted')}</li>
          <li>{t('visit.check_address')}</li>
          <li>{t('visit.check_https')}</li>
          <li>{t('visit.check_csp')}</li>
        </ul>
      </details>
    </section>
  );
}

interface SeenProps {
  assistant: AssistantView;
  sighting: SightingView;
}

function Seen({ assistant, sighting }: SeenProps) {
  const now = useNow();
  const { origin, allowed } = sighting;
  const time = now - sighting.last_at < 60_000 ? t('visit.just_now') : ago(sighting.last_at, now);
  if (!origin) {
    return (
      <Line icon={<Radio size={16} className="text-muted" aria-hidden />}>
        {t('visit.unknown', { time })}
      </Line>
    );
  }
  if (!allowed) {
    return (
      <Line
        icon={<TriangleAlert size={16} className="text-warning" aria-hidden />}
        action={<Allow assistant={assistant} origin={origin} />}
      >
        {t('visit.refused', { origin })}
      </Line>
    );
  }
  return (
    <Line icon={<CircleCheck size={16} className="text-success" aria-hidden />}>
      <strong className="font-semibold">{t('visit.seen', { origin, time })}</strong>{' '}
      <span className="text-muted">{t(sighting.opened_at ? 'visit.opened' : 'visit.loaded')}</span>
    </Line>
  );
}

function Allow({ assistant, origin }: { assistant: AssistantView; origin: string }) {
  const [busy, setBusy] = useState(false);
  const allow = async () => {
    setBusy(true);
    await attempt(async () => {
      await saveAssistant(assistant.id, { allowed_sites: [...assistant.allowed_sites, origin] });
      await client.invalidateQueries({ queryKey: ['sightings', assistant.id] });
    });
    setBusy(false);
  };
  return (
    <Button
      small
      busy={busy}
      onClick={() => void allow()}
      aria-label={t('visit.allow_it', { origin })}
    >
      {t('visit.allow')}
    </Button>
  );
}

function Line({
  icon,
  action,
  children,
}: {
  icon: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="flex items-start gap-2">
      <span className="mt-1">{icon}</span>
      <p className="min-w-0 flex-1 break-words">{children}</p>
      {action}
    </div>
  );
}
