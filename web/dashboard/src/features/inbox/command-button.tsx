import { printed } from '../../lib/keys';
import type { PlainCommand } from '../../lib/live/index';
import { t } from '../../lib/text';
import { Button, type Look } from '../../ui/button';
import { Keys } from '../../ui/keys';
import type { Commands } from './use-commands';

interface Props {
  type: Exclude<PlainCommand, 'resolve'>;
  commands: Commands;
  label?: string;
  look?: Look;
}

/** A command with its key printed beside it. */
export function CommandButton({ type, commands, label, look }: Props) {
  return (
    <Button
      look={look ?? 'plain'}
      busy={commands.busy === type}
      disabled={!commands.can[type]}
      onClick={() => void commands.run(type)}
    >
      {label ?? t(`do.${type}`)}
      {type !== 'reopen' && look !== 'primary' && (
        <span className="max-md:hidden">
          <Keys keys={printed(type)} />
        </span>
      )}
    </Button>
  );
}
