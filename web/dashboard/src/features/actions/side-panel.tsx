import type { Ref } from 'react';
import { useMedia, WIDE } from '../../lib/use-media';
import type { Definition, TriedAction } from '../../lib/wire';
import { cx } from '../../ui/cx';
import { Segments } from '../../ui/segments';
import { Preview } from './preview';
import type { Sample } from './sample';
import { TestPanel } from './test-panel';
import { t } from './text';

type Panel = 'preview' | 'test';

/** A test: of which draft, with what, and what came of it. */
export interface Tried {
  of: Definition;
  with: Sample;
  came: TriedAction;
}

interface Props {
  ref: Ref<HTMLElement>;
  panel: Panel;
  /** None for those who may only look. */
  onPanel: ((panel: Panel) => void) | undefined;
  tried: Tried | null;
  /** The draft is still the one that was tried. */
  isFresh: boolean;
  onTried: (tried: TriedAction) => void;
}

/** Beside the steps: how it looks, and how it runs. */
export function SidePanel({ ref, panel, onPanel, tried, isFresh, onTried }: Props) {
  const wide = useMedia(WIDE);
  return (
    <section
      ref={ref}
      tabIndex={-1}
      aria-label={t(`panel.${panel}`)}
      className={cx(
        'rounded-card border border-line bg-panel p-4 shadow-card lg:sticky lg:top-16',
        wide && 'max-h-[calc(100dvh-9rem)] overflow-y-auto',
      )}
    >
      {onPanel ? (
        <Segments
          label={t('panel.label')}
          options={[
            { value: 'preview', label: t('panel.preview') },
            { value: 'test', label: t('panel.test') },
          ]}
          value={panel}
          onChange={onPanel}
        />
      ) : (
        <p className="text-sm font-medium">{t('panel.preview')}</p>
      )}
      <div className="mt-4">
        {panel === 'preview' ? (
          <Preview />
        ) : (
          <>
            {tried && !isFresh && <p className="mb-3 text-sm text-warning">{t('trial.stale')}</p>}
            <TestPanel tried={tried} onTried={onTried} />
          </>
        )}
      </div>
    </section>
  );
}
