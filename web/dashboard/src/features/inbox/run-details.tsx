import { useQuery } from '@tanstack/react-query';
import type { Run } from '../../../../shared/thread';
import { Drawer } from '../../ui/drawer';
import { RunView } from '../../ui/run/view';
import { Failed, Skeletons } from '../../ui/states';
import { runQuery } from './run-commands';
import { stateOf } from './runs';

interface Props {
  conversation: string;
  run: Run;
  title: string;
  visitor: string;
  open: boolean;
  onClose: () => void;
}

/** All that is known of one run, from the side of the page. */
export function RunDetails({ conversation, run, title, visitor, open, onClose }: Props) {
  const found = useQuery({ ...runQuery(conversation, run), enabled: open });
  return (
    <Drawer open={open} onClose={onClose} title={title} className="w-[min(36rem,100vw)]">
      {found.data ? (
        <RunView run={found.data} is={stateOf(run)} visitor={visitor} />
      ) : found.isError ? (
        <Failed error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <div className="p-4">
          <Skeletons count={4} />
        </div>
      )}
    </Drawer>
  );
}
