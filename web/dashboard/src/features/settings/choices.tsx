import { Switch } from '@base-ui/react/switch';
import { type ReactNode, useId } from 'react';
import { type Preferences, prefer, preferences } from '../../lib/preferences';
import { ring } from '../../lib/sound';
import { useStore } from '../../lib/store';
import { t } from '../../lib/text';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';

const THEMES: Preferences['theme'][] = ['system', 'light', 'dark'];

/** What a teammate chose on this machine. */
export function Choices() {
  const chosen = useStore(preferences);
  const notices = (on: boolean) => {
    prefer({ notices: on });
    if (!on) return;
    ring();
    // The click is the gesture that browsers ask for.
    if ('Notification' in window && Notification.permission === 'default') {
      void Notification.requestPermission();
    }
  };
  return (
    <Card title={t('account.machine')} about={t('account.machine_about')}>
      <div className="flex flex-col gap-4">
        <fieldset>
          <legend className="mb-1 text-sm font-medium">{t('theme.label')}</legend>
          <div className="inline-flex rounded-control border border-line bg-bg p-0.5">
            {THEMES.map((theme) => (
              <label
                key={theme}
                className={cx(
                  'flex min-h-7 cursor-pointer items-center rounded-[5px] px-3 text-sm font-medium has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:min-h-10',
                  chosen.theme === theme ? 'bg-raised shadow-card' : 'text-muted',
                )}
              >
                <input
                  type="radio"
                  name="theme"
                  className="sr-only"
                  checked={chosen.theme === theme}
                  onChange={() => prefer({ theme })}
                />
                {t(`theme.${theme}`)}
              </label>
            ))}
          </div>
        </fieldset>
        <Choice
          label={t('notices.label')}
          about={t('notices.about')}
          on={chosen.notices}
          onChange={notices}
        />
        <Choice
          label={t('keys.label')}
          about={t('keys.about')}
          on={chosen.singleKeys}
          onChange={(singleKeys) => prefer({ singleKeys })}
        />
      </div>
    </Card>
  );
}

interface ChoiceProps {
  label: string;
  about: ReactNode;
  on: boolean;
  onChange: (on: boolean) => void;
}

/** A switch with what it does. */
export function Choice({ label, about, on, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <Switch.Root
        checked={on}
        onCheckedChange={onChange}
        aria-labelledby={id}
        aria-describedby={`${id}-about`}
        className="relative mt-0.5 inline-flex h-5 w-9 shrink-0 cursor-pointer rounded-full bg-control p-0.5 data-checked:bg-accent"
      >
        <Switch.Thumb className="size-4 rounded-full bg-panel transition-transform data-checked:translate-x-4 rtl:data-checked:-translate-x-4" />
      </Switch.Root>
      <div>
        <p id={id} className="font-medium">
          {label}
        </p>
        <p id={`${id}-about`} className="text-sm text-muted">
          {about}
        </p>
      </div>
    </div>
  );
}
