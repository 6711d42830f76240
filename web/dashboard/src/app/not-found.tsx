import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { t } from '../lib/text';
import { Empty } from '../ui/states';

export function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <Empty icon={<Compass size={20} aria-hidden />} title={t('lost.title')}>
        <Link to="/inbox/$view" params={{ view: 'waiting' }} className="text-accent underline">
          {t('lost.home')}
        </Link>
      </Empty>
    </main>
  );
}
