// Tells of a new waiting conversation: a sound, and on the desktop where that was allowed. Only
// after the teammate switched it on, and never about what they are looking at.
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { onWaiting } from '../lib/live/cache';
import { applyTheme, preferences } from '../lib/preferences';
import { onOpened, renewPush } from '../lib/push';
import { ring } from '../lib/sound';
import { t } from '../lib/text';
import type { InboxRow } from '../lib/wire';

/** A burst makes one sound. */
const QUIET_MS = 3_000;
let rangAt = 0;

export function useNotices(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const open = (conversation: string) =>
      void navigate({
        to: '/inbox/$view/$conversation',
        params: { view: 'waiting', conversation },
      });
    return onWaiting((row) => tell(row, open));
  }, [navigate]);
  useEffect(() => {
    void renewPush().catch(() => {});
    return onOpened((to) => void navigate({ to }));
  }, [navigate]);
  useEffect(() => preferences.subscribe(applyTheme), []);
}

type Open = (conversation: string) => void;

function tell(row: InboxRow, open: Open): void {
  if (!preferences.get().notices) return;
  if (document.hasFocus() && location.pathname.endsWith(row.conversation)) return;
  if (Date.now() - rangAt > QUIET_MS) {
    rangAt = Date.now();
    ring();
  }
  if (document.hasFocus() || !('Notification' in window)) return;
  if (Notification.permission === 'granted') show(row, open);
}

function show(row: InboxRow, open: Open): void {
  const notice = new Notification(t('notices.waiting', { name: row.visitor.name }), {
    body: row.preview?.text ?? '',
    tag: row.conversation,
  });
  notice.onclick = () => {
    window.focus();
    notice.close();
    open(row.conversation);
  };
}
