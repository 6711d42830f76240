import { t } from '../../lib/page-text';
import { type Preferences, prefer, preferences } from '../../lib/preferences';
import { ring } from '../../lib/sound';
import { useStore } from '../../lib/store';
import { Card } from '../../ui/card';
import { Toggle } from '../../ui/choice';
import { cx } from '../../ui/cx';
import { PushChoice } from './push';

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
        <Toggle
          label={t('notices.label')}
          about={t('notices.about')}
          on={chosen.notices}
          onChange={notices}
        />
        <PushChoice />
        <Toggle
          label={t('keys.label')}
          about={t('keys.about')}
          on={chosen.singleKeys}
          onChange={(singleKeys) => prefer({ singleKeys })}
        />
      </div>
    </Card>
  );
}
