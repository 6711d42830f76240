import { Link, useNavigate } from '@tanstack/react-router';
import { useId } from 'react';
import type { ActionView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { useLead } from './faults';
import { t } from './text';
import type { useDraft } from './use-draft';

interface Props {
  view: ActionView;
  edited: ReturnType<typeof useDraft>;
}

/** Gives it to visitors. It says why it cannot be pressed, and leads to what is wrong. */
export function Publish({ view, edited }: Props) {
  const id = useId();
  const lead = useLead();
  const navigate = useNavigate();
  const { unsaved, faults, busy } = edited;
  const isNothing = !unsaved && !view.is_changed && view.published != null;
  const first = faults[0]?.at;
  const tryIt = () =>
    void navigate({ to: '/settings/assistants/$id/try', params: { id: view.assistant } });
  const publish = async () => {
    const wrong = await edited.publish(tryIt);
    if (wrong) lead(wrong);
  };
  return (
    <>
      <Button
        look="primary"
        busy={busy === 'publish'}
        disabled={first !== undefined || isNothing}
        aria-describedby={first !== undefined || isNothing ? id : undefined}
        onClick={() => void publish()}
      >
        {t(unsaved ? 'editor.save_publish' : 'editor.publish')}
      </Button>
      {first !== undefined ? (
        <button
          type="button"
          id={id}
          className="min-h-6 max-w-56 text-start text-sm font-medium text-danger underline max-lg:order-last max-lg:max-w-none max-lg:basis-full"
          onClick={() => lead(first)}
        >
          {t('editor.faulty', { count: faults.length })}
        </button>
      ) : (
        isNothing && (
          <p
            id={id}
            className="max-w-56 text-sm text-muted max-lg:order-last max-lg:max-w-none max-lg:basis-full"
          >
            <span className="lg:block">{t('editor.nothing_new')}</span>{' '}
            {view.state === 'live' && <TryIt assistant={view.assistant} />}
          </p>
        )
      )}
    </>
  );
}

/** Where the widget can be tried as a visitor has it. */
function TryIt({ assistant }: { assistant: string }) {
  return (
    <Link
      to="/settings/assistants/$id/try"
      params={{ id: assistant }}
      className="inline-flex min-h-6 items-center font-medium text-accent underline"
    >
      {t('editor.try_it')}
    </Link>
  );
}
