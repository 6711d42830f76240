import { Link } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import { useRef } from 'react';
import type { ActionRun } from '../../lib/wire';
import { buttonClass } from '../../ui/button';
import { Drawer } from '../../ui/drawer';
import { RunView } from '../../ui/run/view';
import { t } from './text';

interface Props {
  run: ActionRun | null;
  /** What visitors have now. */
  published: number | null;
  onClose: () => void;
}

/** All that is kept of a run. */
export function RunDrawer({ run, published, onClose }: Props) {
  // Kept while the drawer fades, so that it does not empty before it is gone.
  const last = useRef(run);
  if (run) last.current = run;
  const shown = last.current;
  return (
    <Drawer
      open={run !== null}
      onClose={onClose}
      title={t('runs.one')}
      className="w-[min(36rem,100vw)]"
    >
      {shown && (
        <RunView run={shown} published={published}>
          <div>
            <Link
              to="/inbox/$view/$conversation"
              params={{ view: 'all', conversation: shown.conversation }}
              className={buttonClass('plain')}
            >
              <ExternalLink size={15} aria-hidden />
              {t('runs.conversation')}
            </Link>
          </div>
        </RunView>
      )}
    </Drawer>
  );
}
