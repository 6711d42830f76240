import type { VisitorButton } from '../../../shared/events';
import { app } from '../context';
import { more } from '../lazy';
import { t } from './words';

/** What actions offer, as chips. A press starts one, and a second press the same one not again. */
export function Buttons({ buttons }: { buttons: VisitorButton[] }) {
  return (
    <ul class="suggestions actions" aria-label={t('actions')}>
      {buttons.map(({ action, label }) => (
        <li key={action}>
          <button
            type="button"
            dir="auto"
            aria-disabled={more?.isStarting(app.client, action)}
            onClick={() => more?.startAction(app.client, action)}
          >
            {label}
          </button>
        </li>
      ))}
    </ul>
  );
}
